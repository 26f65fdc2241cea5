import { X } from "lucide-react";
import { Text } from "react-aria-components/Text";
import {
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastRegion as AriaToastRegion,
  UNSTABLE_ToastContent as ToastContent,
} from "react-aria-components/Toast";
import { useWords } from "../platform/i18n.ts";
import { classNames } from "./class-names.ts";
import { Icon } from "./Icon.tsx";
import { IconButton } from "./IconButton.tsx";
import styles from "./ToastRegion.module.css";
import { toasts } from "./toast-queue.ts";
import { toneIcons } from "./tone.ts";
import { uiWords } from "./ui.catalogue.ts";

/** Where toasts appear; `KitProvider` holds the one of the application. F6 leads to it. */
export function ToastRegion() {
  const say = useWords(uiWords);
  return (
    <AriaToastRegion queue={toasts} aria-label={say("toasts")} className={styles.region ?? ""}>
      {({ toast }) => {
        const { tone = "plain", title, text, action } = toast.content;
        return (
          <AriaToast toast={toast} className={classNames(styles.toast, styles[tone])}>
            <Icon of={toneIcons[tone]} className={styles.icon} />
            <ToastContent className={styles.content ?? ""}>
              <p>
                <Text slot="title" className={styles.title ?? ""}>
                  {title}
                </Text>{" "}
                {text && <Text slot="description">{text}</Text>}
              </p>
              {action && (
                <button
                  type="button"
                  className={styles.action}
                  onClick={() => {
                    action.onPress();
                    toasts.close(toast.key);
                  }}
                >
                  {action.label}
                </button>
              )}
            </ToastContent>
            <IconButton slot="close" icon={X} label={say("close")} withoutTooltip />
          </AriaToast>
        );
      }}
    </AriaToastRegion>
  );
}

import { useWords } from "../platform/i18n.ts";
import { Dialog } from "../ui/Dialog.tsx";
import styles from "./KeyboardHelp.module.css";
import { screenWords } from "./screens.catalogue.ts";

/** What can be done without a mouse. Opened with « ? ». */
export default function KeyboardHelp({ onClose }: { onClose: () => void }) {
  const say = useWords(screenWords);
  const lines = [
    { does: say("keyboard.send"), keys: [say("keyboard.enter")] },
    { does: say("keyboard.line"), keys: [say("keyboard.shift"), say("keyboard.enter")] },
    { does: say("keyboard.switcher"), keys: ["Ctrl", "K"] },
    { does: say("keyboard.search"), keys: ["/"] },
    { does: say("keyboard.previous"), keys: ["Alt", "↑"] },
    { does: say("keyboard.next"), keys: ["Alt", "↓"] },
    { does: say("keyboard.messages"), keys: ["↑", "↓"], or: true },
    { does: say("keyboard.toasts"), keys: ["F6"] },
    { does: say("keyboard.closes"), keys: [say("keyboard.escape")] },
    { does: say("keyboard.exit"), keys: [say("keyboard.escape")], after: say("keyboard.times") },
    { does: say("keyboard.help"), keys: ["?"] },
  ];
  return (
    <Dialog title={say("keyboard.title")} isOpen onOpenChange={(open) => !open && onClose()}>
      <dl className={styles.keys}>
        {lines.map(({ does, keys, or, after }) => (
          <div key={does} className={styles.line}>
            <dt>{does}</dt>
            <dd>
              {keys.map((key, index) => (
                <span key={key}>
                  {index > 0 && (or ? ` ${say("keyboard.or")} ` : " + ")}
                  <kbd>{key}</kbd>
                </span>
              ))}
              {after && ` ${after}`}
            </dd>
          </div>
        ))}
      </dl>
      <p className="meta">{say("keyboard.note")}</p>
    </Dialog>
  );
}

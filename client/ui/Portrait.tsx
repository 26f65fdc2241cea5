import { useWords } from "../platform/i18n.ts";
import { classNames } from "./class-names.ts";
import { initials } from "./initials.ts";
import styles from "./Portrait.module.css";
import { uiWords } from "./ui.catalogue.ts";

export type Presence = "here" | "away" | "off";

export interface PortraitProps {
  /** Whose it is; its initials stand in for an image. The name itself must be written beside it. */
  name: string;
  /** The image she chose, already framed 4:5. */
  src?: string | undefined;
  /** small 24 px, medium 32 px, large 56 px wide. */
  size?: "small" | "medium" | "large" | undefined;
  presence?: Presence | undefined;
  /** Somebody who asks to write: a dashed frame, initials, never an image. */
  asked?: boolean | undefined;
  /** Other letters than those of the name, « J.O. » for instance. */
  letters?: string | undefined;
}

/** A portrait: 4:5, an image or initials. Hidden from readers, except presence, said in words. */
export function Portrait({ name, src, size = "medium", presence, asked, letters }: PortraitProps) {
  const say = useWords(uiWords);
  return (
    <span className={classNames(styles.portrait, styles[size], asked && styles.asked)}>
      {src && !asked ? (
        <img src={src} alt="" loading="lazy" decoding="async" draggable={false} />
      ) : (
        <span aria-hidden="true">{letters ?? initials(name)}</span>
      )}
      {presence && (
        <span className={classNames(styles.presence, styles[presence])}>
          <span className="sr-only">{say(`presence.${presence}`)}</span>
        </span>
      )}
    </span>
  );
}

import { useState } from "react";
import { Button as FrameButton } from "react-aria-components/Button";
import type { Photo } from "../../../shared/photos.ts";
import { useWords } from "../../platform/i18n.ts";
import { usePart } from "../../platform/parts.ts";
import { useMemberName } from "../members/members.store.ts";
import styles from "./ContactSheet.module.css";
import { lightboxPart } from "./lightbox-part.ts";
import { photoWords } from "./photos.catalogue.ts";
import { sourcesOf } from "./picture.ts";

export interface SheetFrame {
  photo: Photo;
  /** Who showed it. */
  authorId: string;
  /** What its message warns of: it is not shown before it is asked for. */
  warning: string | undefined;
  /** Goes to its message. */
  onGo: () => void;
}

/** Many photos on one sheet, whole, with the numbers of their frames. */
export function ContactSheet({ frames }: { frames: readonly SheetFrame[] }) {
  const say = useWords(photoWords);
  const [open, setOpen] = useState<number | null>(null);
  const viewer = usePart(lightboxPart, open !== null, () => setOpen(null));
  const shown = frames.filter(({ warning }) => warning === undefined);
  if (frames.length === 0) return null;
  return (
    <>
      <ol className={styles.sheet} aria-label={say("sheet")}>
        {frames.map((frame, index) => (
          <li key={frame.photo.id}>
            <Frame {...frame} n={index + 1} onOpen={() => setOpen(shown.indexOf(frame))} />
          </li>
        ))}
      </ol>
      {viewer && open !== null && (
        <viewer.Lightbox
          photos={shown.map(({ photo }) => photo)}
          index={open}
          onIndex={setOpen}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

function Frame({ photo, authorId, warning, onGo, n, onOpen }: SheetFrame & { n: number; onOpen: () => void }) {
  const say = useWords(photoWords);
  const name = useMemberName(authorId);
  const label = say("frame", { n, name });
  return (
    <FrameButton
      className={styles.frame ?? ""}
      aria-label={photo.alt === "" || warning !== undefined ? label : `${label} : ${photo.alt}`}
      onPress={warning === undefined ? onOpen : onGo}
    >
      {warning === undefined ? (
        <img className={styles.image} src={sourcesOf(photo).src} alt="" loading="lazy" draggable={false} />
      ) : (
        <span className={styles.covered}>{say("covered", { warning })}</span>
      )}
      <span className={styles.n}>{n}</span>
    </FrameButton>
  );
}

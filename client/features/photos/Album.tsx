import { useState } from "react";
import { Button as FrameButton } from "react-aria-components/Button";
import type { Photo } from "../../../shared/photos.ts";
import { useWords } from "../../platform/i18n.ts";
import { usePart } from "../../platform/parts.ts";
import { useCustomProperties } from "../../ui/use-custom-properties.ts";
import styles from "./Album.module.css";
import { lightboxPart } from "./lightbox-part.ts";
import { photoWords } from "./photos.catalogue.ts";
import { latentImage, linesOf, sourcesOf } from "./picture.ts";

/** The photos of a message, whole and in their order; a press shows one large. */
export function Album({ photos }: { photos: readonly Photo[] }) {
  const say = useWords(photoWords);
  const [open, setOpen] = useState<number | null>(null);
  const viewer = usePart(lightboxPart, open !== null, () => setOpen(null));
  const frames = photos.map((photo, index) => ({ photo, index }));
  return (
    <figure className={styles.album} aria-label={say("album", { count: photos.length })}>
      {linesOf(frames).map((line) => (
        <div key={line[0]?.photo.id} className={styles.line} data-alone={photos.length === 1 || undefined}>
          {line.map(({ photo, index }) => (
            <Frame key={photo.id} {...{ photo, index }} count={photos.length} onOpen={() => setOpen(index)} />
          ))}
        </div>
      ))}
      <Captions photos={photos} />
      {viewer && open !== null && (
        <viewer.Lightbox photos={photos} index={open} onIndex={setOpen} onClose={() => setOpen(null)} />
      )}
    </figure>
  );
}

interface FrameProps {
  photo: Photo;
  index: number;
  count: number;
  onOpen: () => void;
}

function Frame({ photo, index, count, onOpen }: FrameProps) {
  const say = useWords(photoWords);
  const { width, height, alt } = photo;
  const [isThere, setThere] = useState(false);
  const image = useCustomProperties<HTMLImageElement>({
    "--ratio": width / height,
    "--latent": isThere ? "none" : `url(${latentImage(photo)})`,
  });
  const frame = useCustomProperties<HTMLButtonElement>({ "--ratio": width / height, "--width": `${width}px` });
  const place = { n: index + 1, count };
  return (
    <FrameButton
      ref={frame}
      className={styles.frame ?? ""}
      aria-label={alt === "" ? say("open", place) : say("openAlt", { ...place, alt })}
      onPress={onOpen}
    >
      <img
        ref={image}
        className={styles.image}
        {...sourcesOf(photo)}
        sizes="(max-width: 719px) 92vw, 40rem"
        width={width}
        height={height}
        alt=""
        loading="lazy"
        decoding="async"
        draggable={false}
        onLoad={() => setThere(true)}
      />
    </FrameButton>
  );
}

function Captions({ photos }: { photos: readonly Photo[] }) {
  const said = photos.flatMap(({ id, caption, credit }, index) => {
    const name = credit.creator ?? credit.credit;
    const line = [caption, name === null ? "" : `© ${name}`].filter((part) => part !== "").join(" · ");
    return line === "" ? [] : [{ id, line, n: index + 1 }];
  });
  if (said.length === 0) return null;
  return (
    <figcaption className={styles.captions}>
      {said.map(({ id, line, n }) => (
        <span key={id} className={styles.caption} dir="auto">
          {photos.length > 1 && <span className={styles.n}>{n}</span>}
          {line}
        </span>
      ))}
    </figcaption>
  );
}

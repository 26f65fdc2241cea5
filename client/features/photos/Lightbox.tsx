import { ChevronLeft, ChevronRight, Download, Maximize, Minimize, X } from "lucide-react";
import { type KeyboardEvent, type PointerEvent, useRef, useState } from "react";
import { Dialog, Modal, ModalOverlay } from "react-aria-components/Modal";
import type { Photo } from "../../../shared/photos.ts";
import { useLanguage, useWords } from "../../platform/i18n.ts";
import { Icon } from "../../ui/Icon.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { QuickExit } from "../../ui/QuickExit.tsx";
import { useCustomProperties } from "../../ui/use-custom-properties.ts";
import styles from "./Lightbox.module.css";
import { photoWords } from "./photos.catalogue.ts";
import { largestOf, latentImage, pictureUrl } from "./picture.ts";
import { shootingLine } from "./shooting.ts";

export interface LightboxProps {
  photos: readonly Photo[];
  /** Which of them is shown. */
  index: number;
  onIndex: (index: number) => void;
  onClose: () => void;
}

/** How far a finger moves sideways for another photo, in pixels. */
const SWIPE = 60;

/** One photo alone on the dark: arrows and swipes lead to the others, Z to its own size. */
export function Lightbox({ photos, index, onIndex, onClose }: LightboxProps) {
  const say = useWords(photoWords);
  const [isZoomed, setZoomed] = useState(false);
  const begun = useRef<number | null>(null);
  const photo = photos[index];
  if (!photo) return null;
  const count = photos.length;
  const go = (to: number): void => {
    if (to < 0 || to >= count) return;
    setZoomed(false);
    onIndex(to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: index - 1,
      ArrowRight: index + 1,
      Home: 0,
      End: count - 1,
    };
    const to = steps[event.key];
    // Zoomed, the arrows move the picture.
    if (to !== undefined && !(isZoomed && event.key.startsWith("Arrow"))) go(to);
    else if (event.key.toLowerCase() === "z") setZoomed(!isZoomed);
    else return;
    event.preventDefault();
  };
  const onPointerUp = ({ clientX }: PointerEvent): void => {
    const moved = begun.current === null || isZoomed ? 0 : clientX - begun.current;
    begun.current = null;
    if (moved > SWIPE) go(index - 1);
    if (moved < -SWIPE) go(index + 1);
  };
  const { files, id } = photo;
  return (
    <ModalOverlay className={styles.veil ?? ""} isOpen isDismissable onOpenChange={(isOpen) => !isOpen && onClose()}>
      <span className={styles.exit} data-own-exit>
        <QuickExit />
      </span>
      <Modal className={styles.modal ?? ""}>
        <Dialog aria-label={say("viewer", { n: index + 1, count })} className={styles.viewer ?? ""}>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys work wherever focus is in the dialog. */}
          <div className={styles.room} onKeyDown={onKeyDown}>
            <header className={styles.head}>
              <span className={styles.place}>{`${index + 1} / ${count}`}</span>
              {files.some(({ file }) => file === "original") && (
                <a className={styles.original} href={pictureUrl(id, "original")} download>
                  <Icon of={Download} /> {say("original")}
                </a>
              )}
              <IconButton
                icon={isZoomed ? Minimize : Maximize}
                label={say(isZoomed ? "fit" : "zoom")}
                isOn={isZoomed}
                onPress={() => setZoomed(!isZoomed)}
                withoutTooltip
              />
              <IconButton icon={X} label={say("close")} onPress={onClose} withoutTooltip autoFocus />
            </header>
            <div
              className={styles.stage}
              data-zoomed={isZoomed || undefined}
              onPointerDown={({ clientX }) => {
                begun.current = clientX;
              }}
              onPointerUp={onPointerUp}
              onPointerCancel={() => {
                begun.current = null;
              }}
            >
              <Picture key={id} photo={photo} isZoomed={isZoomed} />
            </div>
            {count > 1 && (
              <nav className={styles.steps}>
                <IconButton
                  icon={ChevronLeft}
                  label={say("previous")}
                  isDisabled={index === 0}
                  onPress={() => go(index - 1)}
                  withoutTooltip
                />
                <IconButton
                  icon={ChevronRight}
                  label={say("next")}
                  isDisabled={index === count - 1}
                  onPress={() => go(index + 1)}
                  withoutTooltip
                />
              </nav>
            )}
            <About photo={photo} />
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function Picture({ photo, isZoomed }: { photo: Photo; isZoomed: boolean }) {
  const { url, width, height } = largestOf(photo);
  const [isThere, setThere] = useState(false);
  const image = useCustomProperties<HTMLImageElement>({
    "--ratio": photo.width / photo.height,
    "--width": `${width}px`,
    "--latent": isThere ? "none" : `url(${latentImage(photo)})`,
  });
  return (
    <img
      ref={image}
      className={styles.picture}
      data-zoomed={isZoomed || undefined}
      src={url}
      width={width}
      height={height}
      alt={photo.alt}
      draggable={false}
      onLoad={() => setThere(true)}
    />
  );
}

function About({ photo }: { photo: Photo }) {
  const language = useLanguage();
  const { caption, alt, credit } = photo;
  const rights = [credit.creator, credit.copyright, credit.credit].filter((part) => part !== null);
  const shooting = shootingLine(photo, language);
  return (
    <footer className={styles.about}>
      {caption !== "" && (
        <p className={styles.caption} dir="auto">
          {caption}
        </p>
      )}
      {alt !== "" && alt !== caption && <p dir="auto">{alt}</p>}
      {rights.length > 0 && <p dir="auto">{[...new Set(rights)].join(" · ")}</p>}
      {shooting !== "" && <p>{shooting}</p>}
    </footer>
  );
}

import { ImagePlus } from "lucide-react";
import { type ClipboardEvent, type DragEvent, type ReactNode, useRef, useState } from "react";
import { useWords } from "../../platform/i18n.ts";
import { usePart } from "../../platform/parts.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { showToast } from "../../ui/toasts.ts";
import { useConversation } from "../conversations/conversations.store.ts";
import { photosAmong, trayPart } from "../photos/photos.actions.ts";
import { useTray } from "../photos/photos.store.ts";
import { messageWords } from "./messages.catalogue.ts";

export interface PhotoDrop {
  isThere: boolean;
  /** Some are not ready to be sent. */
  isWaiting: boolean;
  /** Something is being dragged over. */
  isOver: boolean;
  drop: Pick<React.HTMLAttributes<HTMLElement>, "onDragOver" | "onDragLeave" | "onDrop">;
  onPaste: (event: ClipboardEvent) => void;
  /** The button that chooses files. */
  picker: ReactNode;
  tray: ReactNode;
}

/** How photos get to what one writes under a key: dragged, pasted or chosen. */
export function usePhotoDrop(key: string, conversationId: string): PhotoDrop {
  const say = useWords(messageWords);
  const { uploads, isDeveloping } = useTray(key);
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const part = usePart(trayPart, uploads.length > 0);
  const isKnown = useConversation(conversationId) !== undefined;
  const take = (files: readonly File[]): void => {
    if (files.length === 0 || !isKnown) return;
    trayPart.load().then(
      ({ addPhotos }) => {
        const left = addPhotos(key, files);
        if (left > 0) showToast({ title: say("photosLeft", { count: left }), tone: "wait" });
      },
      () => showToast({ title: say("photosNotTaken"), tone: "danger" }),
    );
  };
  const dragsFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes("Files");
  return {
    isThere: uploads.length > 0,
    isWaiting: isDeveloping || uploads.some(({ state }) => state !== "ready"),
    isOver,
    drop: {
      onDragOver: (event) => {
        if (!dragsFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event) => {
        if (!dragsFiles(event)) return;
        event.preventDefault();
        setOver(false);
        take(photosAmong(event.dataTransfer.files));
      },
    },
    onPaste: (event) => {
      const files = photosAmong(event.clipboardData.files);
      if (files.length === 0) return;
      event.preventDefault();
      take(files);
    },
    picker: (
      <>
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept="image/jpeg,image/png,image/webp,image/avif"
          aria-label={say("composer.photos")}
          onChange={({ target }) => {
            take([...(target.files ?? [])]);
            target.value = "";
          }}
        />
        <IconButton
          icon={ImagePlus}
          label={say("composer.photos")}
          onPress={() => input.current?.click()}
          withoutTooltip
        />
      </>
    ),
    tray: part && <part.PhotoTray trayKey={key} />,
  };
}

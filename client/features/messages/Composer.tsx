import { ArrowUp, Clock, CloudCheck, Plus } from "lucide-react";
import { type KeyboardEvent, useId, useState } from "react";
import { LIMITS } from "../../../shared/limits.ts";
import { codePoints, utf8Bytes } from "../../../shared/text.ts";
import { errorWords } from "../../platform/errors.catalogue.ts";
import { useWords } from "../../platform/i18n.ts";
import { usePart } from "../../platform/parts.ts";
import { Button } from "../../ui/Button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { useFittedHeight } from "../../ui/fitted-height.ts";
import { Icon } from "../../ui/Icon.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Menu } from "../../ui/Menu.tsx";
import type { MenuEntry } from "../../ui/menu-entry.ts";
import { Notice } from "../../ui/Notice.tsx";
import { useMyId } from "../accounts/accounts.store.ts";
import { signalTyping } from "../conversations/conversations.actions.ts";
import styles from "./Composer.module.css";
import { composerId, focusComposer } from "./composer-focus.ts";
import { composerParts } from "./composer-parts.ts";
import { beginEditing } from "./editing.store.ts";
import { goToMessage } from "./messages.actions.ts";
import { messageWords } from "./messages.catalogue.ts";
import { useTimeline } from "./messages.store.ts";
import { useOptions } from "./options.ts";
import { ReplyBar } from "./ReplyBar.tsx";
import { type WritingPlace, writingKey } from "./thread-key.ts";
import { useCompleting } from "./use-completing.ts";
import { usePhotoDrop } from "./use-photo-drop.tsx";
import { useSending } from "./use-sending.ts";

/** The counter shows when fewer characters than these are left. */
const countsBelow = 400;

export interface ComposerProps extends WritingPlace {
  /** What it is for, as its field says. */
  label: string;
  /** I may call everybody here. */
  canCallAll: boolean;
}

const NONE: readonly MenuEntry[] = [];

function isTouch(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

/** How many characters are left; a text heavy in bytes counts as too long as well. */
function charactersLeft(text: string): number {
  const left = LIMITS.messageCodePoints - codePoints(text.trim());
  return utf8Bytes(text) > LIMITS.messageBytes ? Math.min(left, -1) : left;
}

/** Where one writes. The text is kept as a draft, and leaves only once it is stored for sending. */
export function Composer({ label, canCallAll, ...place }: ComposerProps) {
  const { conversationId, threadId } = place;
  const key = writingKey(place);
  const say = useWords(messageWords);
  const sayProblem = useWords(errorWords);
  const { draft, setDraft, isStoring, isRefused, photoProblem, send } = useSending(place);
  const photos = usePhotoDrop(key, conversationId);
  const options = useOptions(key);
  const area = useFittedHeight(draft);
  const keysId = useId();
  const countId = useId();
  const left = charactersLeft(draft);
  const isEmpty = draft.trim() === "" && !photos.isThere;
  const completing = useCompleting({ area, draft, setDraft });
  const { token } = completing;
  const hasOptions = options.isQuestion || options.warning !== null;
  const [isAdding, setAdding] = useState(false);
  const parts = usePart(composerParts, token !== null || hasOptions || isAdding, () => setAdding(false));
  const writing = { options, wrap: completing.wrap };
  // One of them on the page is the one that keys and gestures lead to.
  const id = threadId === undefined ? composerId : `${composerId}-thread`;
  const submit = (): void => {
    if (!isEmpty && left >= 0 && !photos.isWaiting) void send();
    if (threadId === undefined) focusComposer();
  };
  const editLast = useEditLast(conversationId);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.nativeEvent.isComposing && !event.shiftKey && completing.keys.current?.(event.key)) {
      event.preventDefault();
      return;
    }
    if (threadId === undefined && event.key === "ArrowUp" && draft === "" && editLast()) {
      event.preventDefault();
      return;
    }
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.shiftKey || event.altKey) return;
    const isForced = event.ctrlKey || event.metaKey;
    if (isTouch() && !isForced) return;
    event.preventDefault();
    submit();
  };
  return (
    <form
      className={styles.composer}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {threadId === undefined && <Side conversationId={conversationId} hasDraft={draft.trim() !== ""} />}
      <div>
        {photoProblem && (
          <Notice tone="danger" live>
            {sayProblem(photoProblem)}
          </Notice>
        )}
        {isRefused && (
          <Notice tone="danger" live>
            {say("composer.notKept")}
          </Notice>
        )}
        <div className={styles.box} {...photos.drop} data-over={photos.isOver || undefined}>
          {parts && token && (
            <parts.Completion
              {...{ token, conversationId, canCallAll, writing }}
              keys={completing.keys}
              onPick={completing.pick}
              onClose={completing.close}
              onActive={completing.setActive}
            />
          )}
          <ReplyBar conversationId={key} />
          {photos.tray}
          {hasOptions && parts && <parts.ComposerOptions options={options} />}
          <textarea
            ref={area}
            id={id}
            className={styles.text}
            rows={1}
            dir="auto"
            aria-label={label}
            aria-describedby={`${keysId} ${countId}`}
            aria-invalid={left < 0}
            aria-autocomplete="list"
            aria-activedescendant={completing.activeId}
            placeholder={label}
            enterKeyHint={isTouch() ? "enter" : "send"}
            value={draft}
            readOnly={isStoring}
            onPaste={photos.onPaste}
            onSelect={completing.look}
            onBlur={completing.close}
            onChange={(event) => {
              setDraft(event.target.value);
              completing.look();
              if (event.target.value.trim() !== "") signalTyping(conversationId);
            }}
            onKeyDown={onKeyDown}
          />
          <div className={styles.bar}>
            {photos.picker}
            <Menu
              label={say("composer.add")}
              placement="top start"
              isOpen={isAdding && parts !== null}
              onOpenChange={setAdding}
              trigger={<IconButton icon={Plus} label={say("composer.add")} withoutTooltip />}
              entries={
                isAdding && parts
                  ? parts.commands(writing).map(({ id: command, name, help, icon, isOn, run }) => ({
                      ...{ id: command, label: capitalised(name), help, icon, isOn },
                      onAction: run,
                    }))
                  : NONE
              }
            />
            <span id={keysId} className={styles.keys}>
              {say("composer.keys")}
            </span>
            <span id={countId} className={classNames(styles.count, left < 0 && styles.over)} role="status">
              {left < 0 && say("composer.tooLong", { count: -left })}
              {left >= 0 && left < countsBelow && say("composer.left", { count: left })}
            </span>
            <Button
              type="submit"
              tone="main"
              size="small"
              iconAfter={ArrowUp}
              className={styles.send}
              aria-label={say("composer.send")}
              isDisabled={isEmpty || left < 0 || photos.isWaiting}
              isPending={isStoring}
              preventFocusOnPress
            >
              <span className={styles.word}>{say("composer.send")}</span>
            </Button>
          </div>
        </div>
      </div>
    </form>
  );
}

function capitalised(word: string): string {
  return word.charAt(0).toLocaleUpperCase() + word.slice(1);
}

/** @returns what begins the correction of my last message here; false where there is none in sight */
function useEditLast(conversationId: string): () => boolean {
  const me = useMyId();
  const { rows, hasNewer } = useTimeline(conversationId);
  return () => {
    const last = hasNewer ? undefined : rows.findLast(({ authorId, deleted }) => authorId === me && deleted === "no");
    if (!last) return false;
    beginEditing(last.id);
    void goToMessage(conversationId, last.seq);
    return true;
  };
}

/** In the margin: what is kept, what is on its way. */
function Side({ conversationId, hasDraft }: { conversationId: string; hasDraft: boolean }) {
  const say = useWords(messageWords);
  const queued = useTimeline(conversationId).pending.filter(({ state }) => state === "sending" || state === "waiting");
  return (
    <div className={styles.side}>
      {hasDraft && (
        <span className={styles.state}>
          <Icon of={CloudCheck} /> {say("composer.draft")}
        </span>
      )}
      {queued.length > 0 && (
        <span className={classNames(styles.state, styles.wait)}>
          <Icon of={Clock} /> {say("composer.queued", { count: queued.length })}
        </span>
      )}
    </div>
  );
}

import { useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { Button } from "react-aria-components/Button";
import type { Mention } from "../../../shared/messages.ts";
import { useWords } from "../../platform/i18n.ts";
import { classNames } from "../../ui/class-names.ts";
import { Blocks } from "./Markup.tsx";
import styles from "./MessageText.module.css";
import { blocks } from "./markup-blocks.ts";
import { messageWords } from "./messages.catalogue.ts";
import { NamedContext } from "./named-context.ts";

/** Texts opened whole stay so while the page lives, though rows out of sight are taken out of the page. */
const openedTexts = new Set<string>();

export interface MessageTextProps {
  /** Of the message: remembers that its text was opened whole. */
  id: string;
  text: string;
  /** The id of the element that holds the words, for those that are described by them. */
  elementId?: string | undefined;
  mentions?: readonly Mention[] | undefined;
  mentionsAll?: boolean | undefined;
  /** Shows somebody who is named. */
  onMember?: ((userId: string) => void) | undefined;
}

/** What a member wrote: line breaks kept, addresses open, a few marks shown (see `markup.ts`); a very long text is cut to a height. */
export function MessageText(props: MessageTextProps) {
  const { id, text, elementId, mentions, mentionsAll, onMember } = props;
  const say = useWords(messageWords);
  const ownId = useId();
  const box = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(() => openedTexts.has(id));
  const [isTall, setTall] = useState(false);
  const parts = useMemo(() => blocks(text), [text]);
  const named = useMemo(
    () => (mentions || mentionsAll ? { mentions, mentionsAll, onMember } : null),
    [mentions, mentionsAll, onMember],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has another height.
  useLayoutEffect(() => {
    const element = box.current;
    if (element && !isOpen) setTall(element.scrollHeight > element.clientHeight + 1);
  }, [text, isOpen]);
  const toggle = (): void => {
    if (isOpen) openedTexts.delete(id);
    else openedTexts.add(id);
    setOpen(!isOpen);
  };
  return (
    <>
      <div
        ref={box}
        id={elementId ?? ownId}
        className={classNames(styles.text, !isOpen && styles.capped, !isOpen && isTall && styles.cut)}
      >
        <NamedContext value={named}>
          <Blocks blocks={parts} />
        </NamedContext>
      </div>
      {(isTall || isOpen) && (
        <Button
          className={styles.more ?? ""}
          aria-expanded={isOpen}
          aria-controls={elementId ?? ownId}
          onPress={toggle}
        >
          {say(isOpen ? "showLess" : "showAll")}
        </Button>
      )}
    </>
  );
}

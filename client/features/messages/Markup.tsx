import { ArrowUpRight } from "lucide-react";
import { type ReactNode, use, useState } from "react";
import { Button } from "react-aria-components/Button";
import { useWords } from "../../platform/i18n.ts";
import { definePart, usePart } from "../../platform/parts.ts";
import { Icon } from "../../ui/Icon.tsx";
import styles from "./Markup.module.css";
import type { Inline, Mark } from "./markup.ts";
import type { Block } from "./markup-blocks.ts";
import { messageWords } from "./messages.catalogue.ts";
import { NamedContext } from "./named-context.ts";

/** The blocks of a message as elements; no text of a member is ever taken for HTML. */
export function Blocks({ blocks }: { blocks: readonly Block[] }) {
  return blocks.map((block, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of one text never move.
    <BlockElement key={index} block={block} />
  ));
}

function BlockElement({ block }: { block: Block }) {
  switch (block.kind) {
    case "paragraph":
      return (
        <p dir="auto">
          <Inlines pieces={block.children} />
        </p>
      );
    case "quote":
      return (
        <blockquote className={styles.quote} dir="auto">
          <Inlines pieces={block.children} />
        </blockquote>
      );
    case "code":
      return (
        <pre className={styles.block}>
          <code>{block.text}</code>
        </pre>
      );
    case "list": {
      const items = block.items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the items of one text never move.
        <li key={index} dir="auto">
          <Inlines pieces={item} />
        </li>
      ));
      return block.start === null ? (
        <ul className={styles.list}>{items}</ul>
      ) : (
        <ol className={styles.list} start={block.start}>
          {items}
        </ol>
      );
    }
  }
}

function Inlines({ pieces }: { pieces: readonly Inline[] }) {
  return pieces.map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of one text never move.
    <Piece key={index} piece={piece} />
  ));
}

function Piece({ piece }: { piece: Inline }) {
  switch (piece.kind) {
    case "words":
      return <Words text={piece.text} />;
    case "code":
      return <code className={styles.code}>{piece.text}</code>;
    case "link":
      return <Address href={piece.href}>{piece.text}</Address>;
    case "mark":
      return (
        <Marked mark={piece.mark}>
          <Inlines pieces={piece.children} />
        </Marked>
      );
  }
}

const namedWords = definePart(async () => (await import("./NamedWords.tsx")).NamedWords);

function Words({ text }: { text: string }) {
  const named = use(NamedContext);
  const NamedWords = usePart(namedWords, named !== null);
  return named && NamedWords ? <NamedWords text={text} named={named} /> : text;
}

function Marked({ mark, children }: { mark: Mark; children: ReactNode }) {
  switch (mark) {
    case "strong":
      return <strong>{children}</strong>;
    case "em":
      return <em>{children}</em>;
    case "strike":
      return <s>{children}</s>;
    case "spoiler":
      return <Spoiler>{children}</Spoiler>;
  }
}

/** An address as it was typed; one that leads elsewhere says so. */
function Address({ href, children }: { href: string; children: ReactNode }) {
  const say = useWords(messageWords);
  const isOurs = new URL(href).origin === location.origin;
  return (
    <a className={styles.link} href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
      {!isOurs && (
        <>
          <Icon of={ArrowUpRight} />
          <span className="sr-only"> {say("foreign", { host: new URL(href).hostname })}</span>
        </>
      )}
    </a>
  );
}

/** Words that one chooses to read: until then they are not in the page, for screen readers neither. */
function Spoiler({ children }: { children: ReactNode }) {
  const say = useWords(messageWords);
  const [isShown, setShown] = useState(false);
  return (
    <>
      <Button className={styles.cover ?? ""} aria-expanded={isShown} onPress={() => setShown(!isShown)}>
        {say(isShown ? "spoiler.hide" : "spoiler.show")}
      </Button>
      {isShown && <span className={styles.spoiler}> {children}</span>}
    </>
  );
}

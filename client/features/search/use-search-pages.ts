import { useEffect, useState } from "react";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { Message } from "../../../shared/messages.ts";
import { codeOf } from "../../platform/errors.ts";
import { type SearchAsked, searchMessages } from "./search.actions.ts";

interface SearchPages {
  messages: Message[];
  /** More is there to be asked for. */
  isMore: boolean;
  isPending: boolean;
  problem: ErrorCode | null;
  /** The next page, or the same once more after a problem. */
  more: () => void;
}

/** What a search finds, page by page. `asked` must stay the same object as long as it means the same. */
export function useSearchPages(asked: SearchAsked): SearchPages {
  const [messages, setMessages] = useState<Message[]>([]);
  /** Undefined: the first page was not read yet. */
  const [cursor, setCursor] = useState<string | null>();
  const [problem, setProblem] = useState<ErrorCode | null>(null);
  const [wanted, setWanted] = useState<{ cursor?: string }>({});
  const [isPending, setPending] = useState(true);
  useEffect(() => {
    let isCurrent = true;
    setPending(true);
    searchMessages({ ...asked, ...wanted })
      .then(
        (page) => {
          if (!isCurrent) return;
          setMessages((before) => (wanted.cursor === undefined ? page.messages : [...before, ...page.messages]));
          setCursor(page.cursor);
          setProblem(null);
        },
        (error: unknown) => isCurrent && setProblem(codeOf(error)),
      )
      .finally(() => isCurrent && setPending(false));
    return () => {
      isCurrent = false;
    };
  }, [asked, wanted]);
  return {
    messages,
    isMore: cursor !== null && cursor !== undefined,
    isPending,
    problem,
    more: () => setWanted(cursor ? { cursor } : {}),
  };
}

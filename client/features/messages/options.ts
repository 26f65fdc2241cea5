import { useCallback } from "react";
import type { PostExtras } from "../../platform/outbox.store.ts";
import { setDraftOf, useDraft } from "./drafts.ts";

/** What one may add to what one writes; kept beside its draft. */
export interface Options {
  isQuestion: boolean;
  setQuestion: (isQuestion: boolean) => void;
  /** Null: none is asked for; the empty text: it is being written. */
  warning: string | null;
  setWarning: (warning: string | null) => void;
  /** What of it is asked for when it is sent. */
  asked: Pick<PostExtras, "question" | "warning">;
  clear: () => void;
}

/** A mark that a kept warning is there though nothing is written in it yet. */
const ON = "\u200B";

/** Keeps options beside the draft of a key: of a message that is taken back for correction. */
export function keepOptions(key: string, { question, warning }: Pick<PostExtras, "question" | "warning">): void {
  if (question) setDraftOf(`${key}:question`, "1");
  if (warning !== undefined) setDraftOf(`${key}:warning`, `${ON}${warning}`);
}

/** @returns the options of what is being written under a key */
export function useOptions(key: string): Options {
  const [question, keepQuestion] = useDraft(`${key}:question`);
  const [kept, keepWarning] = useDraft(`${key}:warning`);
  const warning = kept === "" ? null : kept.slice(ON.length);
  const setQuestion = useCallback((on: boolean) => keepQuestion(on ? "1" : ""), [keepQuestion]);
  const setWarning = useCallback(
    (text: string | null) => keepWarning(text === null ? "" : `${ON}${text}`),
    [keepWarning],
  );
  const clear = (): void => {
    setQuestion(false);
    setWarning(null);
  };
  const isQuestion = question !== "";
  const said = warning?.trim() ?? "";
  const asked = { ...(isQuestion && { question: true as const }), ...(said !== "" && { warning: said }) };
  return { isQuestion, setQuestion, warning, setWarning, asked, clear };
}

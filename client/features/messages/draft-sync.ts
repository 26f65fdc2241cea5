import type { Draft } from "../../../shared/desk.ts";
import { call } from "../../platform/api.ts";
import { newClientId } from "../../platform/client-id.ts";
import { draftOf, setDraftOf } from "./drafts.ts";
import { placeOf, writingKey } from "./thread-key.ts";

/** What I write is kept for my other devices once I paused for so long, in milliseconds. */
const PAUSE = 1_500;

/** By place: the text that the server and this device agreed on last. */
const agreed = new Map<string, string>();
const waiting = new Map<string, ReturnType<typeof setTimeout>>();

async function save(key: string): Promise<void> {
  const text = draftOf(key);
  const before = agreed.get(key) ?? "";
  if (before === text) return;
  // Before the answer: what is sent meanwhile must not be brought back by the echo of this.
  agreed.set(key, text);
  try {
    await call("draft:save", { ...placeOf(key), text, clientId: newClientId() });
  } catch {
    // It stays on this device; the next change tries again.
    if (agreed.get(key) === text) agreed.set(key, before);
  }
}

/** What I write in a place has changed: my other devices are told soon, of an emptied one at once. */
export function noteDraft(key: string, text: string): void {
  clearTimeout(waiting.get(key));
  waiting.set(
    key,
    setTimeout(() => void save(key), text === "" ? 0 : PAUSE),
  );
}

/** Another device of mine kept a draft, or emptied it. What I changed here since stays. */
export function receiveDraft({ text, ...place }: Draft): void {
  const key = writingKey(place);
  const isChangedHere = draftOf(key) !== (agreed.get(key) ?? "");
  agreed.set(key, text);
  if (!isChangedHere) setDraftOf(key, text);
}

/** Every draft that the server keeps: what this device has of its own stays, and is told with its next change. */
export function receiveDrafts(drafts: readonly Draft[]): void {
  for (const draft of drafts) receiveDraft(draft);
}

/** Forgets what was agreed on: another person may sign in. */
export function forgetAgreedDrafts(): void {
  for (const timer of waiting.values()) clearTimeout(timer);
  waiting.clear();
  agreed.clear();
}

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetAgreedDrafts, noteDraft, receiveDraft } from "../../client/features/messages/draft-sync.ts";
import { clearDrafts, draftOf, setDraftOf } from "../../client/features/messages/drafts.ts";

/** What the server was asked to keep, and how each request ends. */
const asked: { text: string; end: (error?: Error) => void }[] = [];

vi.mock("../../client/platform/api.ts", () => ({
  call: (_name: string, { text }: { text: string }) =>
    new Promise<void>((resolve, reject) => {
      asked.push({ text, end: (error) => (error ? reject(error) : resolve()) });
    }),
}));

const ROOM = "room";
const told = (text: string) => receiveDraft({ conversationId: ROOM, text, at: 0 });
const type = (text: string) => {
  setDraftOf(ROOM, text);
  noteDraft(ROOM, text);
};
const pause = () => vi.advanceTimersByTimeAsync(5_000);

beforeEach(() => {
  vi.useFakeTimers();
  asked.length = 0;
});
afterEach(() => {
  forgetAgreedDrafts();
  clearDrafts();
  vi.useRealTimers();
});

test("what another device wrote is taken over where nothing was changed here", async () => {
  told("Bonjour");
  expect(draftOf(ROOM)).toBe("Bonjour");
  type("Bonjour à toutes");
  told("Bonsoir");
  expect(draftOf(ROOM)).toBe("Bonjour à toutes");
  await pause();
  expect(asked.map(({ text }) => text)).toEqual(["Bonjour à toutes"]);
});

test("what was sent while its draft was being kept does not come back, and is forgotten on the server too", async () => {
  type("Un mot");
  await pause();
  expect(asked).toHaveLength(1);
  type("");
  told("Un mot");
  expect(draftOf(ROOM)).toBe("");
  asked[0]?.end();
  await pause();
  expect(asked.map(({ text }) => text)).toEqual(["Un mot", ""]);
});

test("what could not be kept is tried again with the next change, and still stays here", async () => {
  type("Un mot");
  await pause();
  asked[0]?.end(new Error("no answer"));
  await pause();
  told("Autre chose");
  expect(draftOf(ROOM)).toBe("Un mot");
  type("Un mot.");
  await pause();
  expect(asked.map(({ text }) => text)).toEqual(["Un mot", "Un mot."]);
});

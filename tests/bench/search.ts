import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import mongoose from "mongoose";
import { createMessageFinder } from "../../server/features/messages/found.ts";
import { MessageModel } from "../../server/features/messages/messages.model.ts";
import { SearchEntryModel } from "../../server/features/search/search.model.ts";
import { createSearch } from "../../server/features/search/search.service.ts";
import { createSearchIndex } from "../../server/features/search/search-index.ts";
import { newId } from "../../shared/ids.ts";
import { numberFlag } from "../chaos/flags.ts";
import { serveStore } from "./processes.ts";
import { spread } from "./summary.ts";

// npm run bench -- search [--messages 200000] [--rooms 40] [--asks 60]: the search as the server runs it, from the query
// to the messages, without socket and access. Words are drawn as a language has them: a few often, most of them rarely.
const messages = numberFlag("messages", 200_000);
const rooms = Array.from({ length: numberFlag("rooms", 40) }, newId);
const asks = numberFlag("asks", 60);
const WORDS = 30_000;
const PER_MESSAGE = 15;
const PART = 2_000;
const people = Array.from({ length: 200 }, newId);

const syllables = ["ba", "co", "di", "fé", "gra", "hu", "lo", "mi", "nu", "pra", "re", "sou", "ta", "vi", "zé", "chan"];
/** The word of a rank: the same rank is the same word. */
function wordOf(rank: number): string {
  let word = "";
  for (let left = rank + 1; left > 0; left = Math.floor(left / syllables.length)) {
    word += syllables[left % syllables.length];
  }
  return `${word}${rank % 7 === 0 ? "s" : ""}`;
}
/** Zipf's law: the n-th word is said about 1/n as often as the first. */
const anyWord = (): string => wordOf(Math.floor(Math.exp((randomInt(1_000_000) / 1_000_000) * Math.log(WORDS))) - 1);

const folder = mkdtempSync(join(tmpdir(), "bench-search-"));
const store = await serveStore(folder);
await mongoose.connect(store.first.uri, { dbName: "bench_search", maxPoolSize: 20 });
await MessageModel.createIndexes();
await SearchEntryModel.createIndexes();

const begun = performance.now();
const index = createSearchIndex();
const written: string[] = [];
for (let from = 0; from < messages; from += PART) {
  const rows = Array.from({ length: Math.min(PART, messages - from) }, (_, n) => ({
    _id: newId(),
    conversationId: rooms[(from + n) % rooms.length] ?? "",
    seq: Math.floor((from + n) / rooms.length) + 1,
    rev: Math.floor((from + n) / rooms.length) + 1,
    authorId: people[randomInt(people.length)] ?? "",
    clientId: "",
    text: Array.from({ length: PER_MESSAGE }, anyWord).join(" "),
    at: new Date(1_700_000_000_000 + (from + n) * 60_000),
    deleted: "no" as const,
    replyTo: null,
    withheldFrom: [],
  }));
  await MessageModel.collection.insertMany(rows as never);
  written.push(rows[0]?.text ?? "");
}
const inserted = performance.now();
await index.recover(createMessageFinder().everyStanding);
const indexed = performance.now();

const { search } = createSearch({
  log: { state: async () => ({ state: {}, rev: 1 }), settled: async () => undefined } as never,
  access: { isParticipant: () => true },
  placesOf: async () => rooms,
  blockedBy: () => [],
  seen: createMessageFinder().seen,
  getMembers: async () => [],
});

const part = (text: string, from: number, to: number) => text.split(" ").slice(from, to).join(" ");
const anyText = (): string => written[randomInt(written.length)] ?? "";
const CASES: Record<string, () => { query: string; in?: string }> = {
  "a common word": () => ({ query: wordOf(randomInt(10)) }),
  "a rare word": () => ({ query: wordOf(WORDS - 1 - randomInt(10_000)) }),
  "a beginning of two letters": () => ({ query: syllables[randomInt(syllables.length)]?.slice(0, 2) ?? "ba" }),
  "a beginning of four letters": () => ({ query: wordOf(300 + randomInt(2_000)).slice(0, 4) }),
  "two words of one message": () => ({ query: part(anyText(), 3, 5) }),
  "a phrase": () => ({ query: `"${part(anyText(), 3, 6)}"` }),
  "a common phrase that nobody said": () => ({ query: `"${wordOf(0)} ${wordOf(1)} ${wordOf(2)} ${wordOf(3)}"` }),
  "a common word in one room": () => ({ query: wordOf(randomInt(10)), in: rooms[randomInt(rooms.length)] ?? "" }),
  "a rare word in one room": () => ({ query: wordOf(5_000 + randomInt(9_000)), in: rooms[0] ?? "" }),
};

const results = [];
for (const [name, ask] of Object.entries(CASES)) {
  const times: number[] = [];
  const counts: number[] = [];
  for (let n = 0; n < asks; n += 1) {
    const asked = ask();
    const start = performance.now();
    const { messages: found } = await search(people[0] ?? "", asked as never);
    times.push(performance.now() - start);
    counts.push(found.length);
  }
  times.sort((a, b) => a - b);
  const at = (share: number) =>
    Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0).toFixed(1));
  results.push({ name, p50: at(0.5), p95: at(0.95), most: at(1), found: spread(counts).median });
}
const seconds = (from: number, to: number) => Math.round((to - from) / 1_000);
const filling = { messages: seconds(begun, inserted), entries: seconds(inserted, indexed) };
console.log(JSON.stringify({ messages, rooms: rooms.length, asks, load: loadavg(), filling, results }, null, 1));
await mongoose.disconnect();
await store.close();
rmSync(folder, { recursive: true });
process.exit();

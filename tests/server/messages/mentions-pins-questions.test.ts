import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { MessageModel } from "../../../server/features/messages/messages.model.ts";
import { ChangeModel } from "../../../server/platform/change-log.model.ts";
import { newId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { CallInput } from "../../../shared/registry.ts";
import type { Person } from "../../support/person.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { together } from "../../support/together.ts";

/** Rooms that nobody is in by herself. */
const ROOM = themedRoomId("tarifs");
const OTHER_ROOM = themedRoomId("photojournalisme");

let server: TestServer;
let hélène: Person;
let inès: Person;
let fatou: Person;
let tierce: Person;

beforeAll(async () => {
  server = await startServer();
  hélène = await server.administrator();
  inès = await server.person("Inès Marchetti");
  fatou = await server.person("Fatou Diarra");
  tierce = await server.person("Une Tierce");
  await Promise.all([hélène, inès, fatou].map((person) => person.joinRoom(ROOM)));
  await Promise.all([inès, hélène].map((person) => person.joinRoom(OTHER_ROOM)));
});
afterAll(() => server.close());

const act = (conversationId: string, messageId: string) => ({ conversationId, messageId, clientId: randomUUID() });
const shown = async (person: Person, conversationId: string, messageId: string) =>
  (await person.ok("message:show", { conversationId, messageId })).message;
const post = (person: Person, text: string, extras: Partial<CallInput<"message:post">> = {}) =>
  person.ok("message:post", { conversationId: ROOM, clientId: randomUUID(), text, ...extras });
const listed = async (person: Person, range: Partial<CallInput<"message:list">>) =>
  (await person.ok("message:list", { conversationId: ROOM, ...range })).messages;

describe("a mention", () => {
  const fatous = { userId: "", name: "Fatou Diarra" };
  beforeAll(() => {
    fatous.userId = fatou.id;
  });

  it("names those who are there and whose names are in the text, whatever the accents, and nobody else", async () => {
    const named = [fatous, { userId: hélène.id, name: "Helene" }, { userId: tierce.id, name: "Une Tierce" }];
    const text = "Bonjour @fatou diarra, @Hélène et @Une Tierce !";
    const { id } = await post(inès, text, { mentions: named });
    const fact = await fatou.told("message:posted", ({ body }) => body.message.id === id);
    expect(fact.body.message.mentions).toEqual(named.slice(0, 2));
    expect((await shown(hélène, ROOM, id)).mentions).toEqual(named.slice(0, 2));
    const hidden = await post(inès, "Rien à voir.", { mentions: [fatous] });
    expect(await shown(fatou, ROOM, hidden.id)).not.toHaveProperty("mentions");
    const half = await post(inès, "Bonjour @Fatoumata", { mentions: [{ ...fatous, name: "Fatou" }] });
    expect(await shown(fatou, ROOM, half.id), "the beginning of another name").not.toHaveProperty("mentions");
  });

  it("follows an edit, and goes with the words when they go", async () => {
    const { id } = await post(inès, "Bonjour @Fatou Diarra", { mentions: [fatous], warning: "bruit" });
    await inès.ok("message:edit", { ...act(ROOM, id), text: "Bonjour." });
    const fact = await fatou.told("message:edited", ({ body }) => body.messageId === id);
    expect(fact.body).not.toHaveProperty("mentions");
    const edited = await shown(fatou, ROOM, id);
    expect(edited).not.toHaveProperty("mentions");
    expect(edited).not.toHaveProperty("warning");
    await inès.ok("message:edit", { ...act(ROOM, id), text: "Pour @Fatou Diarra", mentions: [fatous] });
    expect((await shown(fatou, ROOM, id)).mentions).toEqual([fatous]);
    await inès.ok("message:delete", act(ROOM, id));
    expect(await shown(fatou, ROOM, id)).not.toHaveProperty("mentions");
    const left = JSON.stringify([
      await ChangeModel.find({ stream: ROOM, "body.messageId": id }).lean(),
      await ChangeModel.find({ stream: ROOM, "body.id": id }).lean(),
      await MessageModel.find({ _id: id }).lean(),
    ]);
    expect(left).not.toContain("Fatou");
    expect(left).not.toContain("bruit");
  });

  it("of everybody is a moderator's in a room, else only a word", async () => {
    const byMember = await post(inès, "Bonjour @salon");
    expect(await shown(fatou, ROOM, byMember.id)).not.toHaveProperty("mentionsAll");
    const byAdministrator = await post(hélène, "Bonjour @salon !");
    expect((await shown(fatou, ROOM, byAdministrator.id)).mentionsAll).toBe(true);
    const lookalike = await post(hélène, "Écrivez à contact@salon.fr ou @salonnière");
    expect(await shown(fatou, ROOM, lookalike.id)).not.toHaveProperty("mentionsAll");
    const moderates = { conversationId: ROOM, userId: fatou.id };
    await hélène.ok("room:set-moderator", { ...moderates, moderator: true, clientId: randomUUID() });
    const byRoomModerator = await post(fatou, "Bonjour @room");
    expect((await shown(inès, ROOM, byRoomModerator.id)).mentionsAll).toBe(true);
    await hélène.ok("room:set-moderator", { ...moderates, moderator: false, clientId: randomUUID() });
    const direct = await together(hélène, inès);
    const { id } = await hélène.ok("message:post", {
      conversationId: direct,
      clientId: randomUUID(),
      text: "Bonjour @salon",
    });
    expect(await shown(inès, direct, id)).not.toHaveProperty("mentionsAll");
  });

  it("is refused in floods", async () => {
    const mentions = Array.from({ length: LIMITS.mentions + 1 }, () => fatous);
    const flood = { conversationId: ROOM, clientId: randomUUID(), text: "@Fatou Diarra", mentions };
    await inès.refused("message:post", flood, "INVALID");
  });
});

describe("a pin", () => {
  it("is a moderator's in a room, is seen by all, is found again, and goes with its message", async () => {
    const { id } = await post(inès, "Les règles du salon.");
    await inès.refused("message:pin", { ...act(ROOM, id), on: true }, "DENIED");
    await tierce.refused("message:pin", { ...act(ROOM, id), on: true }, "NOT_FOUND");
    await hélène.refused("message:pin", { ...act(ROOM, newId()), on: true }, "NOT_FOUND");
    const pin = { ...act(ROOM, id), on: true };
    const done = await hélène.ok("message:pin", pin);
    expect(await hélène.ok("message:pin", pin)).toEqual({ ...done, dup: true });
    const fact = await fatou.told("message:pinned", ({ body }) => body.messageId === id);
    expect(fact).toMatchObject({ rev: done.rev, body: { on: true } });
    expect((await listed(fatou, { only: "pinned" })).map((row) => row.id)).toEqual([id]);
    await tierce.refused("message:list", { conversationId: ROOM, only: "pinned" }, "NOT_FOUND");
    await hélène.ok("message:pin", { ...act(ROOM, id), on: false });
    expect(await listed(fatou, { only: "pinned" })).toEqual([]);
    await hélène.ok("message:pin", { ...act(ROOM, id), on: true });
    await inès.ok("message:delete", act(ROOM, id));
    expect(await listed(fatou, { only: "pinned" })).toEqual([]);
    await hélène.refused("message:pin", { ...act(ROOM, id), on: true }, "NOT_FOUND");
  });

  it("is either's in private", async () => {
    const direct = await together(fatou, hélène);
    const { id } = await fatou.ok("message:post", {
      conversationId: direct,
      clientId: randomUUID(),
      text: "Mon numéro.",
    });
    await fatou.ok("message:pin", { ...act(direct, id), on: true });
    expect((await hélène.ok("message:list", { conversationId: direct, only: "pinned" })).messages).toHaveLength(1);
    await inès.refused("message:pin", { ...act(direct, id), on: true }, "NOT_FOUND");
  });
});

describe("a question", () => {
  it("is resolved by its author or a moderator, and open ones are found", async () => {
    const { id } = await post(inès, "Quel tarif pour une expo ?", { question: true });
    expect((await shown(fatou, ROOM, id)).question).toBe("open");
    await fatou.refused("message:resolve", { ...act(ROOM, id), on: true }, "DENIED");
    await tierce.refused("message:resolve", { ...act(ROOM, id), on: true }, "NOT_FOUND");
    const plain = await post(inès, "Pas une question.");
    await inès.refused("message:resolve", { ...act(ROOM, plain.id), on: true }, "NOT_FOUND");
    await inès.ok("message:resolve", { ...act(ROOM, id), on: true });
    await fatou.told("message:resolved", ({ body }) => body.messageId === id && body.on);
    expect(await listed(fatou, { only: "open-questions" })).toEqual([]);
    expect((await listed(fatou, { only: "questions" })).map((row) => row.question)).toEqual(["resolved"]);
    await hélène.ok("message:resolve", { ...act(ROOM, id), on: false });
    expect((await listed(fatou, { only: "open-questions" })).map((row) => row.id)).toEqual([id]);
    await inès.ok("message:delete", act(ROOM, id));
    expect(await listed(fatou, { only: "questions" })).toEqual([]);
  });
});

describe("passing a message on", () => {
  it("carries where it is, never what it says; each reader opens it through her own access, or not", async () => {
    const secret = `Un mot ${randomUUID()}`;
    const source = await hélène.ok("message:post", {
      conversationId: OTHER_ROOM,
      clientId: randomUUID(),
      text: secret,
    });
    const forward = { conversationId: OTHER_ROOM, messageId: source.id };
    const { id } = await post(inès, "", { forward });
    const fact = await fatou.told("message:posted", ({ body }) => body.message.id === id);
    expect(fact.body.message).toMatchObject({ text: "", forward });
    expect(JSON.stringify([fact, await listed(fatou, {})])).not.toContain(secret);
    await fatou.refused("message:show", forward, "NOT_FOUND");
    expect((await inès.ok("message:show", forward)).message.text).toBe(secret);
  });

  it("is refused for what she may not see, what is private, what is gone, and without anything to say", async () => {
    const input = (forward: { conversationId: string; messageId: string }) => ({
      ...{ conversationId: ROOM, clientId: randomUUID(), text: "Voyez.", forward },
    });
    const source = await hélène.ok("message:post", { conversationId: OTHER_ROOM, clientId: randomUUID(), text: "Un." });
    const place = { conversationId: OTHER_ROOM, messageId: source.id };
    await fatou.refused("message:post", input(place), "NOT_FOUND");
    const direct = await together(inès, fatou);
    const letter = await fatou.ok("message:post", { conversationId: direct, clientId: randomUUID(), text: "Secret." });
    await inès.refused("message:post", input({ conversationId: direct, messageId: letter.id }), "NOT_FOUND");
    await hélène.ok("message:delete", act(OTHER_ROOM, source.id));
    await inès.refused("message:post", input(place), "NOT_FOUND");
    await inès.refused("message:post", { conversationId: ROOM, clientId: randomUUID(), text: "  " }, "INVALID");
  });
});

describe("a thread", () => {
  it("holds its answers apart from the room, and its first message tells how many and whose", async () => {
    const root = await post(inès, "On en parle ?");
    const before = (await listed(fatou, {})).length;
    const one = await post(fatou, "Oui.", { threadId: root.id });
    await fatou.told("message:posted", ({ body }) => body.message.threadId === root.id);
    await post(hélène, "Moi aussi.", { threadId: root.id });
    await post(fatou, "Alors demain.", { threadId: root.id });
    expect(await listed(fatou, {}), "the room is as it was").toHaveLength(before);
    expect((await listed(inès, { threadId: root.id })).map(({ text }) => text)).toEqual([
      ...["Oui.", "Moi aussi.", "Alors demain."],
    ]);
    const head = (await shown(inès, ROOM, root.id)).thread;
    expect(head).toMatchObject({ replies: 3, people: [fatou.id, hélène.id] });
    await hélène.ok("message:delete", act(ROOM, one.id));
    await fatou.ok("message:delete", act(ROOM, one.id));
    expect((await shown(inès, ROOM, root.id)).thread?.replies, "each goes once").toBe(2);
    await inès.ok("message:delete", act(ROOM, root.id));
    expect((await shown(fatou, ROOM, root.id)).thread?.replies, "the thread goes on without its first").toBe(2);
    await tierce.refused("message:list", { conversationId: ROOM, threadId: root.id }, "NOT_FOUND");
    await tierce.refused("message:post", { ...act2(root.id), text: "Moi ?" }, "NOT_FOUND");
  });
  const act2 = (threadId: string) => ({ conversationId: ROOM, clientId: randomUUID(), threadId });

  it("is of its room: an answer from elsewhere never counts, and a private conversation has none", async () => {
    const root = await post(hélène, "Ici.");
    await hélène.ok("message:post", {
      ...{ conversationId: OTHER_ROOM, clientId: randomUUID(), text: "Ailleurs.", threadId: root.id },
    });
    expect(await shown(inès, ROOM, root.id)).not.toHaveProperty("thread");
    expect(await listed(inès, { threadId: root.id })).toEqual([]);
    const direct = await together(inès, tierce);
    const opening = (await inès.ok("message:list", { conversationId: direct })).messages[0];
    const inPrivate = { conversationId: direct, clientId: randomUUID(), text: "Non.", threadId: opening?.id ?? "" };
    await inès.refused("message:post", inPrivate, "NOT_FOUND");
  });

  it("is not among what is unread in the room", async () => {
    const root = await post(inès, "Fil.");
    const summary = async () =>
      (await fatou.ok("conversation:show", { conversationId: ROOM })).conversation.unread.length;
    const before = await summary();
    await post(inès, "Dans le fil.", { threadId: root.id });
    expect(await summary()).toBe(before);
    await post(inès, "Dans le salon.");
    expect(await summary()).toBe(before + 1);
  });
});

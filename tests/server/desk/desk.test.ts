import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { DraftModel } from "../../../server/features/desk/desk.model.ts";
import { ChangeModel } from "../../../server/platform/change-log.model.ts";
import { newId, userStream } from "../../../shared/ids.ts";
import type { CallInput } from "../../../shared/registry.ts";
import type { Person } from "../../support/person.ts";
import { startServer, type TestServer } from "../../support/server.ts";

const ROOM = themedRoomId("tarifs");

let server: TestServer;
let hélène: Person;
let inès: Person;
let fatou: Person;

beforeAll(async () => {
  server = await startServer();
  hélène = await server.administrator();
  inès = await server.person("Inès Marchetti");
  fatou = await server.person("Fatou Diarra");
  await Promise.all([hélène, inès, fatou].map((person) => person.joinRoom(ROOM)));
});
afterAll(() => server.close());

const post = (person: Person, text: string, extras: Partial<CallInput<"message:post">> = {}) =>
  person.ok("message:post", { conversationId: ROOM, clientId: randomUUID(), text, ...extras });
const mark = (messageId: string, on = true) => ({ conversationId: ROOM, messageId, clientId: randomUUID(), on });
const saved = (text: string) => ({ conversationId: ROOM, clientId: randomUUID(), text });

describe("a bookmark", () => {
  it("is mine alone, told to my other tabs, and read through my own access", async () => {
    const { id } = await post(hélène, "Une adresse de tireuse.");
    const done = await inès.ok("bookmark:set", mark(id));
    const fact = await inès.told("bookmark:changed", ({ body }) => body.messageId === id);
    expect(fact).toMatchObject({ stream: userStream(inès.id), rev: done.rev, body: { on: true } });
    expect((await inès.ok("desk:show", {})).bookmarks).toEqual([id]);
    expect((await fatou.ok("desk:show", {})).bookmarks).toEqual([]);
    const [kept] = (await inès.ok("bookmark:list", {})).bookmarks;
    expect(kept?.message?.text).toBe("Une adresse de tireuse.");
    await inès.ok("room:leave", { conversationId: ROOM, clientId: randomUUID() });
    const away = await inès.ok("bookmark:list", {});
    expect(away.bookmarks[0]).toMatchObject({ messageId: id, message: null });
    expect(JSON.stringify(away)).not.toContain("tireuse");
    await inès.refused("bookmark:set", mark((await post(hélène, "Autre.")).id), "NOT_FOUND");
    await inès.ok("bookmark:set", mark(id, false));
    expect((await inès.ok("bookmark:list", {})).bookmarks).toEqual([]);
    await inès.joinRoom(ROOM);
  });

  it("of a message that goes says no more than that it is gone", async () => {
    const { id } = await post(hélène, "Éphémère.");
    await fatou.ok("bookmark:set", mark(id));
    await hélène.ok("message:delete", { conversationId: ROOM, messageId: id, clientId: randomUUID() });
    const [kept] = (await fatou.ok("bookmark:list", {})).bookmarks;
    expect(kept?.message).toMatchObject({ text: "", deleted: "by-author" });
    await fatou.refused("bookmark:set", mark(newId()), "NOT_FOUND");
  });

  it("comes in pages", async () => {
    const { id } = await post(hélène, "Première.");
    await hélène.ok("bookmark:set", mark(id));
    const { bookmarks, before } = await hélène.ok("bookmark:list", {});
    expect(bookmarks.map(({ messageId }) => messageId)).toEqual([id]);
    expect(before).toBeNull();
  });
});

describe("a draft", () => {
  it("goes to my other devices, and its words are kept nowhere once others took their place", async () => {
    const secret = `Je n’ose pas ${randomUUID()}`;
    await inès.ok("draft:save", saved(secret));
    await inès.told("draft:saved", ({ body }) => body.draft.text === secret);
    expect((await inès.ok("desk:show", {})).drafts).toMatchObject([{ conversationId: ROOM, text: secret }]);
    expect((await fatou.ok("desk:show", {})).drafts).toEqual([]);
    await inès.ok("draft:save", saved("Bonjour."));
    await inès.ok("draft:save", saved(""));
    expect((await inès.ok("desk:show", {})).drafts).toEqual([]);
    const left = [await ChangeModel.find({ stream: userStream(inès.id) }).lean(), await DraftModel.find().lean()];
    expect(JSON.stringify(left)).not.toContain(secret);
    expect(JSON.stringify(left)).not.toContain("Bonjour.");
  });

  it("is refused where I am not, and too long", async () => {
    const elsewhere = { ...saved("Bonjour"), conversationId: themedRoomId("droits") };
    await inès.refused("draft:save", elsewhere, "NOT_FOUND");
    await inès.refused("draft:save", saved("a".repeat(4_001)), "INVALID");
  });
});

describe("threads that I follow", () => {
  const threads = async (person: Person) => (await person.ok("thread:list", {})).threads;
  const unreadOf = async (person: Person, id: string) =>
    (await threads(person)).find(({ root }) => root.id === id)?.unread.length;
  const follow = (threadId: string, on: boolean) => ({ conversationId: ROOM, threadId, clientId: randomUUID(), on });

  it("are those that I began or wrote in, with what I have not read", async () => {
    const root = await post(inès, "Qui expose en mars ?");
    expect(await unreadOf(inès, root.id), "nothing was answered").toBeUndefined();
    const first = await post(fatou, "Moi.", { threadId: root.id });
    await inès.told("thread:changed", ({ body }) => body.threadId === root.id);
    expect(await unreadOf(inès, root.id)).toBe(1);
    expect(await unreadOf(fatou, root.id), "what I wrote I have read").toBe(0);
    expect(await unreadOf(hélène, root.id), "she has nothing to do with it").toBeUndefined();
    await post(inès, "Où ?", { threadId: root.id });
    expect(await unreadOf(inès, root.id), "who answers has read").toBe(0);
    expect(await unreadOf(fatou, root.id)).toBe(1);
    const second = await post(inès, "Et quand ?", { threadId: root.id });
    await fatou.ok("thread:read", { conversationId: ROOM, threadId: root.id, clientId: randomUUID(), seq: second.seq });
    expect(await unreadOf(fatou, root.id)).toBe(0);
    await fatou.ok("thread:read", { conversationId: ROOM, threadId: root.id, clientId: randomUUID(), seq: first.seq });
    expect(await unreadOf(fatou, root.id), "a mark never moves back").toBe(0);
    await hélène.ok("message:delete", { conversationId: ROOM, messageId: first.id, clientId: randomUUID() });
    expect((await threads(inès)).find(({ root: { id } }) => id === root.id)?.root.thread?.replies).toBe(2);
  });

  it("may be chosen and left, whatever I wrote in them", async () => {
    const root = await post(fatou, "Un labo ?");
    await post(inès, "Oui.", { threadId: root.id });
    await hélène.ok("thread:follow", follow(root.id, true));
    expect(await unreadOf(hélène, root.id)).toBe(1);
    await inès.ok("thread:follow", follow(root.id, false));
    expect(await unreadOf(inès, root.id)).toBeUndefined();
    await hélène.refused("thread:follow", follow(newId(), true), "NOT_FOUND");
  });

  it("are gone with the room, and nothing more is told of them", async () => {
    const root = await post(hélène, "Pour toutes.");
    await post(inès, "Secret du fil.", { threadId: root.id });
    await inès.ok("room:leave", { conversationId: ROOM, clientId: randomUUID() });
    expect(await unreadOf(inès, root.id)).toBeUndefined();
    expect(JSON.stringify(await inès.ok("thread:list", {}))).not.toContain("Pour toutes");
    const heard = inès.facts.length;
    await post(hélène, "Et encore.", { threadId: root.id });
    expect(inès.facts.slice(heard).filter(({ type }) => type === "thread:changed")).toEqual([]);
  });
});

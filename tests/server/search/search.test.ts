import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { SearchEntryModel } from "../../../server/features/search/search.model.ts";
import { newId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { CallInput } from "../../../shared/registry.ts";
import type { Person } from "../../support/person.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { together } from "../../support/together.ts";

const ROOM = themedRoomId("tarifs");
const OTHER_ROOM = themedRoomId("labo");

let server: TestServer;
let hélène: Person;
let inès: Person;
let fatou: Person;

beforeAll(async () => {
  server = await startServer();
  hélène = await server.administrator();
  inès = await server.person("Inès Marchetti");
  fatou = await server.person("Fatou Diarra");
  await Promise.all([hélène, inès].flatMap((person) => [person.joinRoom(ROOM), person.joinRoom(OTHER_ROOM)]));
  await fatou.joinRoom(ROOM);
});
afterAll(() => server.close());

const post = (person: Person, text: string, extras: Partial<CallInput<"message:post">> = {}) =>
  person.ok("message:post", { conversationId: ROOM, clientId: randomUUID(), text, ...extras });
type Asked = Partial<CallInput<"message:search">>;
const search = (person: Person, query: string, asked: Asked = {}) => person.ok("message:search", { query, ...asked });
const found = async (person: Person, query: string, asked: Asked = {}) =>
  (await search(person, query, asked)).messages.map(({ text }) => text);
const act = (messageId: string, conversationId = ROOM) => ({ conversationId, messageId, clientId: randomUUID() });

describe("a search", () => {
  it("finds what was said, whoever said it and however it is written, the newest first", async () => {
    await post(hélène, "Mélanie cherche un modèle de facturation.");
    server.clock.advance(1_000);
    await post(inès, "La facture de MELANIE est arrivée.", { conversationId: OTHER_ROOM });
    expect(await found(inès, "melanie fact")).toEqual([
      "La facture de MELANIE est arrivée.",
      "Mélanie cherche un modèle de facturation.",
    ]);
    expect(await found(inès, "factures Mélanie")).toEqual(["La facture de MELANIE est arrivée."]);
    expect(await found(inès, "melanie contrat")).toEqual([]);
    const { messages, members, cursor } = await search(inès, "facturation");
    expect(messages).toMatchObject([{ conversationId: ROOM, authorId: hélène.id, deleted: "no" }]);
    expect(members.map(({ displayName }) => displayName)).toEqual([hélène.name]);
    expect(cursor).toBeNull();
  });

  it("finds a phrase only where its words follow one another", async () => {
    await post(hélène, "Je tire en chambre noire.");
    await post(hélène, "Noire est la chambre.");
    expect(await found(fatou, '"chambre noire"')).toEqual(["Je tire en chambre noire."]);
    expect((await found(fatou, "chambre noire")).toSorted()).toEqual([
      "Je tire en chambre noire.",
      "Noire est la chambre.",
    ]);
  });

  it("finds what is under a warning and what is in a thread", async () => {
    const { id } = await post(hélène, "Baryté ou plastique ?");
    await post(inès, "Baryté sans hésiter.", { threadId: id });
    await post(inès, "Baryté, récit dur.", { warning: "récit" });
    expect((await found(fatou, "baryté")).length).toBe(3);
    const { messages } = await search(fatou, "hésiter");
    expect(messages).toMatchObject([{ threadId: id }]);
  });

  it("is narrowed by place, person, time, link and question", async () => {
    const before = server.clock.now();
    server.clock.advance(10_000);
    const { id } = await post(inès, "Girafe : quel prix ?", { question: true });
    server.clock.advance(10_000);
    const after = server.clock.now();
    await post(hélène, "Girafe : voir https://exemple.fr/girafe", { conversationId: OTHER_ROOM });
    const [asked, linked] = ["Girafe : quel prix ?", "Girafe : voir https://exemple.fr/girafe"];
    expect(await found(hélène, "girafe")).toEqual([linked, asked]);
    expect(await found(hélène, "girafe", { in: ROOM })).toEqual([asked]);
    expect(await found(hélène, "girafe", { from: hélène.id })).toEqual([linked]);
    expect(await found(hélène, "", { from: hélène.id, has: "link" })).toEqual([linked]);
    expect(await found(hélène, "girafe", { before: after })).toEqual([asked]);
    expect(await found(hélène, "girafe", { after })).toEqual([linked]);
    expect(await found(hélène, "girafe", { before })).toEqual([]);
    expect(await found(hélène, "", { is: "open-question" })).toEqual([asked]);
    await inès.ok("message:resolve", { ...act(id), on: true });
    expect(await found(hélène, "", { is: "open-question" })).toEqual([]);
    expect(await found(hélène, "girafe", { is: "question" })).toEqual([asked]);
  });

  it("comes in pages, each message once, though they bear the same time", async () => {
    const many = LIMITS.searchPage * 2 + 3;
    for (let n = 0; n < many; n += 1) await post(hélène, `Pellicule ${n}`);
    const seen = new Set<string>();
    let cursor: string | undefined;
    const sizes: number[] = [];
    for (;;) {
      const page = await search(inès, "pellic", { ...(cursor !== undefined && { cursor }) });
      for (const { id } of page.messages) seen.add(id);
      sizes.push(page.messages.length);
      if (page.cursor === null) break;
      cursor = page.cursor;
    }
    expect(sizes).toEqual([LIMITS.searchPage, LIMITS.searchPage, 3]);
    expect(seen.size).toBe(many);
  });

  it("for nothing, or for too much, is refused by its field", async () => {
    for (const query of ["", "a", "« »", "📷"]) {
      expect((await inès.refused("message:search", { query }, "INVALID")).fields, query).toEqual({ query: "empty" });
    }
    const long = "a".repeat(LIMITS.searchQuery + 1);
    expect((await inès.refused("message:search", { query: long }, "INVALID")).fields).toEqual({ query: "too_big" });
    expect(await found(inès, "$where .* ^a {} \\")).toEqual([]);
  });

  it("marks nothing as read", async () => {
    await post(hélène, "Un ornithorynque.");
    const unread = async () => {
      const { conversations } = await inès.ok("conversation:list", {});
      return conversations.find(({ id }) => id === ROOM)?.unread.length;
    };
    const before = await unread();
    expect(before).toBeGreaterThan(0);
    expect(await found(inès, "ornithorynque")).toEqual(["Un ornithorynque."]);
    expect(await unread()).toBe(before);
  });
});

describe("what changed", () => {
  it("is found by its new words and no longer by the old ones", async () => {
    const { id } = await post(inès, "Mon adresse : rue des Lilas https://exemple.fr");
    expect((await found(fatou, "lilas")).length).toBe(1);
    await inès.ok("message:edit", { ...act(id), text: "Mon adresse est retirée." });
    expect(await found(fatou, "lilas")).toEqual([]);
    expect(await found(fatou, "retirée")).toEqual(["Mon adresse est retirée."]);
    expect(await found(fatou, "", { from: inès.id, has: "link" })).toEqual([]);
    expect(JSON.stringify(await SearchEntryModel.findById(id).lean())).not.toContain("lila");
  });

  it("is found by nobody once deleted, and its words are kept nowhere", async () => {
    const { id } = await post(inès, "Un numéro de téléphone confidentiel.");
    expect((await found(fatou, "confidentiel")).length).toBe(1);
    await inès.ok("message:delete", act(id));
    for (const person of [hélène, inès, fatou]) expect(await found(person, "confidentiel")).toEqual([]);
    expect(await SearchEntryModel.findById(id).lean()).toMatchObject({ terms: [] });
  });
});

describe("what is not hers to read", () => {
  const query = "secretissime";

  it("is not found in a room where she is not, as if there were nothing", async () => {
    const text = `Un mot ${query}.`;
    await post(hélène, text, { conversationId: OTHER_ROOM });
    expect(await found(inès, query)).toEqual([text]);
    expect(await found(inès, query, { in: OTHER_ROOM })).toEqual([text]);
    const nothing = await search(fatou, query, { in: newId() });
    expect(nothing).toEqual({ messages: [], members: [], cursor: null });
    expect(await search(fatou, query)).toEqual(nothing);
    expect(await search(fatou, query, { in: OTHER_ROOM })).toEqual(nothing);
    expect(await search(fatou, query, { from: hélène.id, in: OTHER_ROOM })).toEqual(nothing);
  });

  it("is not found after she left, and again once she is back", async () => {
    const at = { conversationId: OTHER_ROOM, clientId: randomUUID() };
    await inès.ok("room:leave", at);
    expect(await found(inès, query)).toEqual([]);
    expect(await found(inès, query, { in: OTHER_ROOM })).toEqual([]);
    await inès.joinRoom(OTHER_ROOM);
    expect((await found(inès, query)).length).toBe(1);
  });

  it("is not found after she was banned", async () => {
    const noor = await server.person("Noor Haddad");
    await noor.joinRoom(OTHER_ROOM);
    expect((await found(noor, query)).length).toBe(1);
    await hélène.ok("sanction:impose", {
      userId: noor.id,
      kind: "ban",
      conversationId: OTHER_ROOM,
      reason: "harassment",
      text: "Insistances.",
      durationMs: null,
      clientId: randomUUID(),
    });
    expect(await search(noor, query)).toEqual({ messages: [], members: [], cursor: null });
    expect(await search(noor, query, { in: OTHER_ROOM })).toEqual({ messages: [], members: [], cursor: null });
  });

  it("is not found in a private conversation of others, nor what a block withholds", async () => {
    const conversationId = await together(inès, hélène);
    await post(inès, "Entre nous, papillon.", { conversationId });
    expect(await found(hélène, "papillon")).toEqual(["Entre nous, papillon."]);
    expect(await found(fatou, "papillon")).toEqual([]);
    expect(await found(fatou, "papillon", { in: conversationId })).toEqual([]);
    await post(fatou, "Papillon de salon.");
    await hélène.ok("member:block", { userId: inès.id, clientId: randomUUID() });
    await post(inès, "Papillon dans le vide.", { conversationId });
    expect(await found(hélène, "papillon")).toEqual(["Papillon de salon."]);
    expect((await found(inès, "papillon")).length).toBe(3);
    await hélène.ok("member:unblock", { userId: inès.id, clientId: randomUUID() });
    const texts = (await found(hélène, "papillon")).toSorted();
    expect(texts).toEqual(["Entre nous, papillon.", "Papillon de salon."]);
  });
});

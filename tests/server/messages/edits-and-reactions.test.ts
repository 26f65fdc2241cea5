import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { MessageModel } from "../../../server/features/messages/messages.model.ts";
import { ChangeModel } from "../../../server/platform/change-log.model.ts";
import { newId } from "../../../shared/ids.ts";
import type { Person } from "../../support/person.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { together } from "../../support/together.ts";

/** A room that nobody is in by herself. */
const ROOM = themedRoomId("tarifs");

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
});
afterAll(() => server.close());

const act = (conversationId: string, messageId: string) => ({ conversationId, messageId, clientId: randomUUID() });
const shown = async (person: Person, conversationId: string, messageId: string) =>
  (await person.ok("message:show", { conversationId, messageId })).message;
const texts = async (person: Person, conversationId: string, messageId: string) =>
  (await person.ok("message:history", { conversationId, messageId })).versions.map(({ text }) => text);

describe("an edit", () => {
  it("changes the text for all in the room, live, and its history tells every text", async () => {
    const { id } = await inès.post(ROOM, "Rendez-vous à 9 h.");
    const edit = { ...act(ROOM, id), text: "Rendez-vous à 10 h." };
    const done = await inès.ok("message:edit", edit);
    const fact = await fatou.told("message:edited", ({ body }) => body.messageId === id);
    expect(fact).toMatchObject({
      stream: ROOM,
      rev: done.rev,
      actorId: inès.id,
      body: { text: "Rendez-vous à 10 h." },
    });
    expect(await inès.ok("message:edit", edit), "the same again is the same").toEqual({ ...done, dup: true });
    await inès.refused("message:edit", { ...edit, text: "Autre chose." }, "IDEMPOTENCY_MISMATCH");
    await inès.ok("message:edit", { ...act(ROOM, id), text: "Rendez-vous à 11 h." });
    expect(await shown(fatou, ROOM, id)).toMatchObject({ text: "Rendez-vous à 11 h.", deleted: "no" });
    expect((await shown(fatou, ROOM, id)).editedAt).not.toBeNull();
    expect(await texts(fatou, ROOM, id)).toEqual(["Rendez-vous à 9 h.", "Rendez-vous à 10 h.", "Rendez-vous à 11 h."]);
    await tierce.refused("message:history", { conversationId: ROOM, messageId: id }, "NOT_FOUND");
    await tierce.refused("message:show", { conversationId: ROOM, messageId: id }, "NOT_FOUND");
  });

  it("is the author's alone, of a message that stands, while she may write", async () => {
    const { id } = await inès.post(ROOM, "À moi.");
    const edit = () => ({ ...act(ROOM, id), text: "À toutes." });
    await fatou.refused("message:edit", edit(), "NOT_FOUND");
    await hélène.refused("message:edit", edit(), "NOT_FOUND");
    await inès.refused("message:edit", { ...edit(), messageId: newId() }, "NOT_FOUND");
    for (const text of ["", "   ", "a".repeat(4_001), "nul \u0000", "\ud800"]) {
      await inès.refused("message:edit", { ...edit(), text }, "INVALID");
    }
    expect(await texts(inès, ROOM, id), "never edited").toEqual([]);
    const mute = { userId: inès.id, kind: "mute", conversationId: ROOM, reason: "spam", text: "" } as const;
    const { sanction } = await hélène.ok("sanction:impose", { ...mute, durationMs: 60_000, clientId: randomUUID() });
    await inès.refused("message:edit", edit(), "MUTED");
    await hélène.ok("sanction:lift", { sanctionId: sanction.id, text: "", clientId: randomUUID() });
    await inès.ok("message:edit", edit());
    await inès.ok("message:delete", act(ROOM, id));
    await inès.refused("message:edit", edit(), "NOT_FOUND");
    await inès.refused("message:history", { conversationId: ROOM, messageId: id }, "NOT_FOUND");
  });

  it("leaves no word behind once the message is deleted, however often it was edited", async () => {
    const secret = `Le mot ${randomUUID()}`;
    const { id } = await inès.post(ROOM, `${secret} un`);
    await inès.ok("message:edit", { ...act(ROOM, id), text: `${secret} deux` });
    await inès.ok("message:edit", { ...act(ROOM, id), text: `${secret} trois` });
    const stored = async () => JSON.stringify([await ChangeModel.find().lean(), await MessageModel.find().lean()]);
    expect(await stored()).toContain(secret);
    await hélène.ok("message:delete", { ...act(ROOM, id), reason: "Hors sujet." });
    expect(await stored()).not.toContain(secret);
    const caughtUp: unknown[] = [];
    for (let after = 0; ; ) {
      const page = await fatou.ok("conversation:changes", { stream: ROOM, after });
      caughtUp.push(...page.changes);
      after += page.changes.length;
      if (!page.more) break;
    }
    expect(JSON.stringify(caughtUp)).not.toContain(secret);
  });

  it("racing with a deletion never brings words back, nor comes after it, a hundred times", async () => {
    const revOf = (ack: unknown) => (ack as { data?: { rev: number } }).data?.rev;
    let edited = 0;
    for (let round = 0; round < 100; round += 1) {
      const secret = `Course ${randomUUID()}`;
      const { id } = await inès.post(ROOM, "Course.");
      const ways = [
        () => inès.call("message:edit", { ...act(ROOM, id), text: secret }),
        () => hélène.call("message:delete", act(ROOM, id)),
      ] as const;
      const first = ways[round % 2]?.();
      const second = ways[(round + 1) % 2]?.();
      const [edit, deletion] = round % 2 === 0 ? [await first, await second] : [await second, await first];
      expect(deletion).toMatchObject({ ok: true });
      edited += Number(revOf(edit) !== undefined);
      expect(revOf(edit) ?? 0, "an edit that was taken came before the deletion").toBeLessThan(revOf(deletion) ?? 0);
      expect(await shown(fatou, ROOM, id)).toMatchObject({ text: "", deleted: "by-moderation" });
      expect(JSON.stringify(await ChangeModel.find({ stream: ROOM }).lean())).not.toContain(secret);
    }
    expect(edited, "some edits are faster").toBeGreaterThan(0);
    expect(edited, "and some deletions").toBeLessThan(100);
  });
});

describe("a reaction", () => {
  const given = async (id: string) => (await shown(inès, ROOM, id)).reactions;

  it("is seen live by all in the room, counts once, and can be taken back", async () => {
    const { id } = await inès.post(ROOM, "J’ai eu la bourse.");
    const bravo = (on: boolean) => ({ ...act(ROOM, id), reaction: "bravo" as const, on });
    await fatou.ok("message:react", bravo(true));
    const fact = await inès.told("message:reacted", ({ body }) => body.messageId === id);
    expect(fact.body).toMatchObject({ by: { id: fatou.id }, reaction: "bravo", on: true });
    await fatou.ok("message:react", bravo(true));
    expect(await given(id)).toEqual([{ reaction: "bravo", userId: fatou.id }]);
    await hélène.ok("message:react", { ...bravo(true), reaction: "courage" });
    await fatou.ok("message:react", bravo(false));
    expect(await given(id)).toEqual([{ reaction: "courage", userId: hélène.id }]);
    await inès.ok("message:delete", act(ROOM, id));
    expect(await given(id)).toEqual([]);
  });

  it("is refused to who is not there, to who is muted, to what is gone, and in other words than ours", async () => {
    const { id } = await inès.post(ROOM, "Une annonce.");
    const thanks = { ...act(ROOM, id), reaction: "thanks" as const, on: true };
    await tierce.refused("message:react", thanks, "NOT_FOUND");
    await fatou.refused("message:react", { ...thanks, messageId: newId() }, "NOT_FOUND");
    expect(await fatou.call("message:react", { ...thanks, reaction: "💩" })).toMatchObject({ ok: false });
    expect(await fatou.call("message:react", { ...thanks, reaction: { $ne: null } })).toMatchObject({ ok: false });
    const mute = { userId: fatou.id, kind: "mute", conversationId: ROOM, reason: "spam", text: "" } as const;
    const { sanction } = await hélène.ok("sanction:impose", { ...mute, durationMs: 60_000, clientId: randomUUID() });
    await fatou.refused("message:react", { ...thanks, clientId: randomUUID() }, "MUTED");
    await hélène.ok("sanction:lift", { sanctionId: sanction.id, text: "", clientId: randomUUID() });
    expect(await given(id)).toEqual([]);
  });
});

describe("an answer", () => {
  it("names the message that it answers; a page brings that message along where it is not on it", async () => {
    const asked = await inès.post(ROOM, "Qui connaît un labo à Lyon ?");
    const answer = { conversationId: ROOM, text: "Oui, rue Mercière.", replyTo: asked.id, clientId: randomUUID() };
    const { id } = await fatou.ok("message:post", answer);
    await fatou.refused("message:post", { ...answer, replyTo: id }, "IDEMPOTENCY_MISMATCH");
    const { body } = await inès.told("message:posted", (fact) => fact.body.message.id === id);
    expect(body.message.replyTo).toBe(asked.id);
    const page = await inès.ok("message:list", { conversationId: ROOM, after: asked.seq });
    expect(page.messages.find((one) => one.id === id)?.replyTo).toBe(asked.id);
    expect(page.quoted.map(({ text }) => text)).toEqual(["Qui connaît un labo à Lyon ?"]);
    expect(page.members.map((one) => one.id)).toContain(inès.id);
    await inès.ok("message:delete", act(ROOM, asked.id));
    const later = await inès.ok("message:list", { conversationId: ROOM, after: asked.seq });
    expect(later.quoted.map(({ text }) => text)).toEqual([""]);
  });

  it("never brings a message of another conversation along", async () => {
    const conversationId = await together(hélène, tierce);
    const secret = await tierce.post(conversationId, "Entre nous.");
    await fatou.ok("message:post", {
      conversationId: ROOM,
      text: "Voyons.",
      replyTo: secret.id,
      clientId: randomUUID(),
    });
    const page = await fatou.ok("message:list", { conversationId: ROOM });
    expect(page.quoted.map(({ id }) => id)).not.toContain(secret.id);
    await fatou.refused("message:show", { conversationId: ROOM, messageId: secret.id }, "NOT_FOUND");
    await fatou.refused("message:show", { conversationId, messageId: secret.id }, "NOT_FOUND");
  });
});

describe("between two people of whom one blocks the other", () => {
  it("edits and reactions of the one blocked look done to her and reach the other never", async () => {
    const [anne, zoé] = [await server.person("Anne Bloquée"), await server.person("Zoé Bloquante")];
    const conversationId = await together(anne, zoé);
    const { id } = await anne.post(conversationId, "Avant.");
    const { id: hers } = await zoé.post(conversationId, "Réponse.");
    await zoé.ok("member:block", { userId: anne.id, clientId: randomUUID() });
    await anne.ok("message:edit", { ...act(conversationId, id), text: "Une menace." });
    await anne.ok("message:react", { ...act(conversationId, hers), reaction: "thanks", on: true });
    expect(await shown(anne, conversationId, id)).toMatchObject({ text: "Une menace." });
    expect((await shown(anne, conversationId, hers)).reactions).toHaveLength(1);
    await zoé.refused("message:edit", { ...act(conversationId, hers), text: "Non." }, "BLOCKED");
    await zoé.refused("message:react", { ...act(conversationId, id), reaction: "thanks", on: true }, "BLOCKED");
    const readsNothing = async () => {
      expect(await shown(zoé, conversationId, id)).toMatchObject({ text: "Avant.", editedAt: null });
      expect(await texts(zoé, conversationId, id)).toEqual([]);
      expect((await shown(zoé, conversationId, hers)).reactions).toEqual([]);
      const { changes } = await zoé.ok("conversation:changes", { stream: conversationId, after: 0 });
      expect(JSON.stringify(changes)).not.toContain("menace");
      expect(JSON.stringify(zoé.facts)).not.toContain("menace");
      expect(zoé.facts.map(({ type }) => type)).not.toContain("message:reacted");
    };
    await readsNothing();
    await zoé.ok("member:unblock", { userId: anne.id, clientId: randomUUID() });
    await readsNothing();
    await anne.ok("message:edit", { ...act(conversationId, id), text: "Pardon." });
    expect(await shown(zoé, conversationId, id)).toMatchObject({ text: "Pardon." });
    expect(await texts(zoé, conversationId, id), "without what was withheld").toEqual(["Avant.", "Pardon."]);
  });
});

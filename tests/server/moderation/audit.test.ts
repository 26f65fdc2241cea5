import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { auditEntry } from "../../../shared/moderation.ts";
import { CALL_NAMES } from "../../../shared/registry.ts";
import type { Person } from "../../support/person.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { setRole } from "./promote.ts";

const CAFE = themedRoomId("cafe");
const MUTE = { kind: "mute", conversationId: null, reason: "spam", text: "", durationMs: null } as const;

let server: TestServer;
let hélène: Person;
let judith: Person;
let léa: Person;

beforeAll(async () => {
  server = await startServer();
  hélène = await server.administrator();
  judith = await server.person("Judith Amar");
  léa = await server.person("Léa Marchetti");
  await setRole(hélène, judith, "moderator");
});
afterAll(() => server.close());

const newest = async () => (await judith.ok("audit:list", {})).entries[0];

describe("the audit log", () => {
  it("begins with the appointment of the first administrator", async () => {
    const { entries, members } = await hélène.ok("audit:list", {});
    expect(entries.at(-1)).toMatchObject({
      rev: 1,
      act: "administrator-appointed",
      targetId: hélène.id,
      after: "administrator",
    });
    expect(members.map(({ id }) => id)).toContain(hélène.id);
  });

  it("says who changed a role, from what to what", async () => {
    expect(await newest()).toMatchObject({
      act: "role-changed",
      actorId: hélène.id,
      targetId: judith.id,
      before: "member",
      after: "moderator",
    });
  });

  it("says who sanctioned whom and who ended it, and tells moderators at once", async () => {
    const { sanction } = await judith.ok("sanction:impose", { ...MUTE, userId: léa.id, clientId: randomUUID() });
    expect(await newest()).toMatchObject({ act: "sanction-imposed", actorId: judith.id, targetId: léa.id, sanction });
    const told = await hélène.told("audit:recorded", ({ body }) => body.entry.sanction?.id === sanction.id);
    expect(told.body.entry).toEqual(await newest());
    await hélène.ok("sanction:lift", { sanctionId: sanction.id, text: "Erreur de ma part.", clientId: randomUUID() });
    expect(await newest()).toMatchObject({ act: "sanction-lifted", actorId: hélène.id, text: "Erreur de ma part." });
    expect(léa.facts.filter(({ type }) => type === "audit:recorded")).toEqual([]);
  });

  it("holds the acts of administrators in rooms, each once", async () => {
    const { conversationId } = await hélène.ok("room:create", {
      name: "Sténopé",
      theme: "creer",
      description: "",
      clientId: randomUUID(),
    });
    const act = () => ({ conversationId, clientId: randomUUID() });
    await hélène.ok("room:rename", { ...act(), name: "Sténopé et camera obscura" });
    await hélène.ok("room:describe", { ...act(), description: "Sans objectif." });
    await léa.joinRoom(conversationId);
    const appointment = { ...act(), userId: léa.id, moderator: true };
    await hélène.ok("room:set-moderator", appointment);
    expect((await hélène.ok("room:set-moderator", appointment)).dup).toBe(true);
    await hélène.ok("room:archive", act());
    await hélène.ok("room:restore", act());
    const { entries } = await judith.ok("audit:list", {});
    const ofRoom = entries.filter((entry) => entry.conversationId === conversationId).reverse();
    expect(ofRoom.map(({ act: kind, before, after }) => [kind, before, after])).toEqual([
      ["room-created", null, "Sténopé"],
      ["room-renamed", "Sténopé", "Sténopé et camera obscura"],
      ["room-described", "", "Sans objectif."],
      ["room-moderator-changed", null, "moderator"],
      ["room-archived", null, null],
      ["room-restored", null, null],
    ]);
    expect(ofRoom.every(({ actorId }) => actorId === hélène.id)).toBe(true);
  });

  it("holds the removals of moderators without the text removed, and not what authors delete", async () => {
    const insult = await léa.post(CAFE, "Une phrase à retirer.");
    const own = await léa.post(CAFE, "Une phrase que je regrette.");
    await léa.ok("message:delete", { conversationId: CAFE, messageId: own.id, clientId: randomUUID() });
    const removal = {
      conversationId: CAFE,
      messageId: insult.id,
      reason: "Attaque personnelle.",
      clientId: randomUUID(),
    };
    await judith.ok("message:delete", removal);
    expect(await newest()).toMatchObject({
      act: "message-removed",
      actorId: judith.id,
      targetId: léa.id,
      conversationId: CAFE,
      text: "Attaque personnelle.",
    });
    const { entries } = await judith.ok("audit:list", {});
    expect(JSON.stringify(entries)).not.toContain("Une phrase");
  });

  it("is not readable by members, by any way", async () => {
    await léa.refused("audit:list", {}, "DENIED");
    await léa.refused("conversation:changes", { stream: "community", after: 0 }, "NOT_FOUND");
    expect((await léa.http("audit:list", {})).status).toBe(403);
    expect((await léa.ok("conversation:list", {})).heads).not.toHaveProperty("community");
    expect((await judith.ok("conversation:list", {})).heads).toHaveProperty("community");
  });

  it("can only grow: its revs have no hole, no call changes an entry, and nobody writes to it as to a conversation", async () => {
    expect(CALL_NAMES.filter((name) => name.startsWith("audit:"))).toEqual(["audit:list"]);
    await hélène.refused("message:post", { conversationId: "community", text: "x", clientId: randomUUID() }, "INVALID");
    const { entries } = await hélène.ok("audit:list", {});
    expect(entries.map(({ rev }) => rev)).toEqual(entries.map((_, index) => entries.length - index));
    const { changes } = await judith.ok("conversation:changes", { stream: "community", after: 0 });
    const told = (changes as { body: { entry: unknown } }[]).map(({ body }) => body.entry);
    expect(told.toReversed()).toEqual(entries);
  });

  it("is read by pages, newest first, to its beginning", async () => {
    for (let index = 0; index < 30; index += 1) {
      const { sanction } = await judith.ok("sanction:impose", { ...MUTE, userId: léa.id, clientId: randomUUID() });
      await judith.ok("sanction:lift", { sanctionId: sanction.id, text: "", clientId: randomUUID() });
    }
    const revs: number[] = [];
    let before: number | undefined;
    for (let pages = 0; pages < 10; pages += 1) {
      const page = await judith.ok("audit:list", before === undefined ? {} : { before });
      expect(page.entries.length).toBeLessThanOrEqual(50);
      for (const entry of page.entries) expect(auditEntry.safeParse(entry).success).toBe(true);
      revs.push(...page.entries.map(({ rev }) => rev));
      if (!page.more) break;
      before = page.entries.at(-1)?.rev;
    }
    expect(revs.length).toBeGreaterThan(60);
    expect(revs).toEqual(revs.map((_, index) => revs.length - index));
    expect((await judith.ok("audit:list", { before: 1 })).entries).toEqual([]);
  });
});

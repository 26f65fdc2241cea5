import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import type { BanDetails } from "../../../shared/accounts.ts";
import { newId } from "../../../shared/ids.ts";
import { openSocket, type Person } from "../../support/person.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";
import { renew, setRole } from "./promote.ts";

const MINUTE = 60_000;
const CAFE = themedRoomId("cafe");
const TARIFS = themedRoomId("tarifs");

let server: TestServer;
let hélène: Person;

beforeAll(async () => {
  server = await startServer();
  hélène = await server.administrator();
});
// Her access ends as the tests move the clock.
beforeEach(() => renew(hélène));
afterAll(() => server.close());

interface Wish {
  kind: "mute" | "ban";
  conversationId?: string | null;
  durationMs?: number | null;
}

const wish = (target: Person, { kind, conversationId = null, durationMs = null }: Wish) => ({
  userId: target.id,
  kind,
  conversationId,
  reason: "insults" as const,
  text: "Après deux avertissements.",
  durationMs,
  clientId: randomUUID(),
});
const impose = (by: Person, target: Person, what: Wish) => by.ok("sanction:impose", wish(target, what));
const lift = (by: Person, sanctionId: string) =>
  by.ok("sanction:lift", { sanctionId, text: "Elle s’est excusée.", clientId: randomUUID() });
const moderator = async (name: string) => {
  const made = await server.person(name);
  await setRole(hélène, made, "moderator");
  return made;
};
const line = (conversationId: string) => ({ conversationId, text: "Bonjour à toutes.", clientId: randomUUID() });

describe("a mute", () => {
  it("is seen by the muted member, refuses her messages in that room alone, and ends by itself", async () => {
    const léa = await server.person("Léa Marchetti");
    await léa.joinRoom(TARIFS);
    await léa.post(CAFE, "Avant.");
    const { sanction } = await impose(hélène, léa, { kind: "mute", conversationId: CAFE, durationMs: 10 * MINUTE });
    const { body } = await léa.told("sanction:imposed");
    expect(body.sanction).toEqual(sanction);
    expect(sanction.until).toBe(sanction.at + 10 * MINUTE);

    const refusal = await léa.refused("message:post", line(CAFE), "MUTED");
    expect(refusal.code).toBe("MUTED");
    const { ack, status } = await léa.http("message:post", line(CAFE));
    expect([status, ack.ok]).toEqual([403, false]);
    await léa.post(TARIFS, "Ailleurs, rien n’a changé.");

    server.clock.advance(10 * MINUTE);
    await léa.post(CAFE, "La sourdine est finie.");
    expect((await hélène.ok("sanction:list", { userId: léa.id })).sanctions).toEqual([]);
  });

  it("of everything holds in every room, in those joined later too, until it is lifted", async () => {
    const nour = await server.person("Nour Benali");
    const { sanction } = await impose(hélène, nour, { kind: "mute" });
    await nour.refused("message:post", line(CAFE), "MUTED");
    await nour.joinRoom(TARIFS);
    await nour.refused("message:post", line(TARIFS), "MUTED");
    expect((await nour.ok("account:show", {})).sanctions).toEqual([sanction]);

    await lift(hélène, sanction.id);
    await nour.told("sanction:lifted", ({ body }) => body.sanctionId === sanction.id);
    await nour.post(CAFE, "Merci.");
    await nour.post(TARIFS, "Merci ici aussi.");
    expect((await nour.ok("account:show", {})).sanctions).toEqual([]);
  });

  it("that was lifted does not come back with a room left before and joined again", async () => {
    const inès = await server.person("Inès Delmas");
    await inès.joinRoom(TARIFS);
    const { sanction } = await impose(hélène, inès, { kind: "mute" });
    await inès.ok("room:leave", { conversationId: TARIFS, clientId: randomUUID() });
    await lift(hélène, sanction.id);
    await inès.joinRoom(TARIFS);
    await inès.post(TARIFS, "De retour.");
  });

  it("imposed while the member joins a room holds in that room, whichever came first", async () => {
    const rooms = ["droits", "mode", "portfolio", "technique", "labo", "appels", "regions", "maternite"].map(
      themedRoomId,
    );
    for (const room of rooms) {
      const maud = await server.person(`Maud ${room.slice(0, 6).replace(/[^A-Za-z]/g, "a")}`);
      await Promise.all([impose(hélène, maud, { kind: "mute" }), maud.joinRoom(room)]);
      await maud.refused("message:post", line(room), "MUTED");
      maud.close();
    }
  });
});

describe("a ban", () => {
  it("of a room takes the room away and leaves the others", async () => {
    const zoé = await server.person("Zoé Arnaud");
    await zoé.joinRoom(TARIFS);
    const { sanction } = await impose(hélène, zoé, { kind: "ban", conversationId: TARIFS });
    await zoé.told("conversation:lost", ({ body }) => body.conversationId === TARIFS);
    await zoé.refused("message:list", { conversationId: TARIFS }, "NOT_FOUND");
    await zoé.refused("room:join", { conversationId: TARIFS, clientId: randomUUID() }, "NOT_FOUND");
    await zoé.post(CAFE, "Je suis encore là.");

    const heard = zoé.facts.length;
    await hélène.joinRoom(TARIFS);
    await hélène.post(TARIFS, "Entre nous.");
    await zoé.post(CAFE, "Un repère pour ce qui suit.");
    await zoé.told("message:posted", ({ body }) => body.message.text === "Un repère pour ce qui suit.");
    expect(zoé.facts.slice(heard).filter((fact) => "stream" in fact && fact.stream === TARIFS)).toEqual([]);

    await lift(hélène, sanction.id);
    await zoé.told("conversation:gained", ({ body }) => body.conversationId === TARIFS);
    await zoé.ok("message:list", { conversationId: TARIFS });
  });

  it("of everything cuts open sockets with its reasons, refuses calls, sign-in and new sockets, and ends by itself", async () => {
    const jade = await server.person("Jade Colin");
    const tab = await jade.tab();
    const { sanction } = await impose(hélène, jade, { kind: "ban", durationMs: 10 * MINUTE });
    const ban: BanDetails = { sanction, contact: "moderation@exemple.fr" };
    const { body } = await jade.told("session:ended");
    expect(body).toEqual({ cause: "banned", ban });
    await until("both sockets are cut", () => !jade.socket.connected && !tab.socket.connected);

    const call = await jade.http("message:post", line(CAFE));
    expect([call.status, call.ack]).toMatchObject([403, { ok: false, error: { code: "BANNED", details: ban } }]);
    const signIn = await jade.http("session:create", {
      email: jade.email,
      password: "une phrase assez longue pour entrer",
    });
    expect(signIn.ack).toMatchObject({ ok: false, error: { code: "BANNED", details: ban } });
    const cookie = [...jade.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    await expect(openSocket(server.url, { cookie })).rejects.toMatchObject({ data: { code: "BANNED" } });

    server.clock.advance(10 * MINUTE);
    const again = await jade.http("session:create", {
      email: jade.email,
      password: "une phrase assez longue pour entrer",
    });
    expect(again.ack.ok).toBe(true);
    expect((await jade.http("message:post", line(CAFE))).ack).toMatchObject({ ok: true });
  });

  it("leaves nothing by the banned member after it in any room, however it races with her messages", async () => {
    const gwen = await server.person("Gwen Le Bihan");
    await gwen.joinRoom(TARIFS);
    const sends = Array.from({ length: 20 }, (_, index) =>
      gwen.call("message:post", line(index % 2 === 0 ? CAFE : TARIFS)).catch(() => ({ ok: false })),
    );
    await impose(hélène, gwen, { kind: "ban" });
    for (const room of [CAFE, TARIFS]) {
      await hélène.joinRoom(room);
      await until("the ban is in the room", async () => {
        const { changes } = await hélène.ok("conversation:changes", { stream: room, after: 0 });
        const facts = changes as { type: string; actorId: string | null; body: { userId?: string } }[];
        const bannedAt = facts.findIndex(({ type, body }) => type === "member:removed" && body.userId === gwen.id);
        if (bannedAt < 0) return false;
        expect(facts.slice(bannedAt).filter(({ actorId }) => actorId === gwen.id)).toEqual([]);
        return true;
      });
    }
    await Promise.all(sends);
  });

  it("sent again with the same clientId is the same sanction; the clientId used for another is refused", async () => {
    const éva = await server.person("Éva Roussel");
    const asked = wish(éva, { kind: "mute", conversationId: CAFE });
    const first = await hélène.ok("sanction:impose", asked);
    const second = await hélène.ok("sanction:impose", asked);
    expect([first.dup, second.dup, second.sanction]).toEqual([false, true, first.sanction]);
    await hélène.refused("sanction:impose", { ...asked, kind: "ban" }, "IDEMPOTENCY_MISMATCH");
  });
});

describe("who may sanction whom", () => {
  it("keeps members out, and everybody from herself, her equals and her betters", async () => {
    const modératrice = await moderator("Judith Amar");
    const autre = await moderator("Claire Fontan");
    const membre = await server.person("Anaïs Perrin");
    await membre.refused("sanction:impose", wish(autre, { kind: "mute", conversationId: CAFE }), "DENIED");
    await membre.refused("sanction:impose", wish(autre, { kind: "mute" }), "DENIED");
    await modératrice.refused("sanction:impose", wish(modératrice, { kind: "mute" }), "DENIED");
    await modératrice.refused("sanction:impose", wish(autre, { kind: "mute" }), "DENIED");
    await modératrice.refused("sanction:impose", wish(hélène, { kind: "ban" }), "DENIED");
    await hélène.refused("sanction:impose", wish(hélène, { kind: "ban" }), "DENIED");
    await modératrice.refused("sanction:impose", { ...wish(membre, { kind: "mute" }), userId: newId() }, "NOT_FOUND");
    await modératrice.refused("sanction:impose", wish(membre, { kind: "mute", conversationId: newId() }), "NOT_FOUND");

    await impose(modératrice, membre, { kind: "mute" });
    const { sanction } = await impose(hélène, modératrice, { kind: "mute" });
    await modératrice.refused("sanction:lift", { sanctionId: sanction.id, text: "", clientId: randomUUID() }, "DENIED");
    await autre.refused("sanction:lift", { sanctionId: sanction.id, text: "", clientId: randomUUID() }, "DENIED");
    await autre.refused("sanction:lift", { sanctionId: newId(), text: "", clientId: randomUUID() }, "NOT_FOUND");
    await lift(hélène, sanction.id);
  });

  it("lets a room's moderator act in her room only, and never on staff or on another moderator of it", async () => {
    const gardienne = await server.person("Salomé Girard");
    const seconde = await server.person("Manon Tessier");
    const membre = await server.person("Élise Caron");
    const modératrice = await moderator("Rachel Weil");
    for (const one of [gardienne, seconde, membre]) await one.joinRoom(TARIFS);
    for (const { id } of [gardienne, seconde]) {
      await hélène.ok("room:set-moderator", {
        conversationId: TARIFS,
        userId: id,
        moderator: true,
        clientId: randomUUID(),
      });
    }
    await gardienne.refused("sanction:impose", wish(membre, { kind: "mute" }), "DENIED");
    await gardienne.refused("sanction:impose", wish(membre, { kind: "mute", conversationId: CAFE }), "DENIED");
    await gardienne.refused("sanction:impose", wish(modératrice, { kind: "ban", conversationId: TARIFS }), "DENIED");
    await gardienne.refused("sanction:impose", wish(hélène, { kind: "ban", conversationId: TARIFS }), "DENIED");
    await gardienne.refused("sanction:impose", wish(seconde, { kind: "ban", conversationId: TARIFS }), "DENIED");

    const { sanction } = await impose(gardienne, membre, { kind: "ban", conversationId: TARIFS });
    await membre.refused("message:list", { conversationId: TARIFS }, "NOT_FOUND");
    const listed = await gardienne.ok("sanction:list", { conversationId: TARIFS });
    expect(listed.sanctions).toContainEqual(sanction);
    expect(listed.members.map(({ id }) => id)).toContain(membre.id);
    await gardienne.refused("sanction:list", {}, "DENIED");
    await gardienne.refused("sanction:list", { conversationId: CAFE }, "DENIED");
    await membre.refused("sanction:list", { conversationId: TARIFS }, "DENIED");
    // As if it were not there: whoever may not lift it does not learn that it is.
    await membre.refused("sanction:lift", { sanctionId: sanction.id, text: "", clientId: randomUUID() }, "NOT_FOUND");
    const outside = await server.person("Une Passante");
    await outside.refused("sanction:lift", { sanctionId: sanction.id, text: "", clientId: randomUUID() }, "NOT_FOUND");
    await lift(seconde, sanction.id);
    await membre.ok("message:list", { conversationId: TARIFS });
  });
});

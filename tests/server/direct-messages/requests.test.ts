import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pairId } from "../../../server/features/direct-messages/pair.ts";
import { newId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { Person } from "../../support/person.ts";
import { startServer, type TestServer } from "../../support/server.ts";

const DAY = 24 * 60 * 60 * 1_000;

let server: TestServer;
let hélène: Person;
let count = 0;

beforeAll(async () => {
  server = await startServer();
  hélène = await server.administrator();
});
afterAll(() => server.close());

/** Names that differ by letters. */
const someone = (first: string) => {
  count += 1;
  const last = [...String(count)].map((digit) => "ABCDEFGHIJ"[Number(digit)]).join("");
  return server.person(`${first} ${last}`);
};
const letter = (to: Person, text = "Bonjour, j’ai vu votre série.") => ({
  userId: to.id,
  reason: "work" as const,
  text,
  clientId: randomUUID(),
});
const act = (conversationId: string) => ({ conversationId, clientId: randomUUID() });
const textsOf = async (person: Person, conversationId: string) =>
  (await person.ok("message:list", { conversationId })).messages.map(({ text }) => text);
const requestsOf = async (person: Person) => (await person.ok("conversation:list", {})).requests;
const renew = async (person: Person) => {
  expect((await person.http("session:refresh", {})).ack.ok).toBe(true);
};
/** Everything that a person's socket was told about a conversation, apart from the card of the request. */
const toldOf = (person: Person, conversationId: string) =>
  person.facts.filter((fact) => fact.type !== "request:received" && JSON.stringify(fact).includes(conversationId));

describe("a request", () => {
  it("shows its recipient who asks and why, and its text only when she asks for it", async () => {
    const [anne, zoé] = [await someone("Anne"), await someone("Zoé")];
    const sent = await anne.ok("request:send", letter(zoé, "Le texte que personne ne voit d’avance."));
    expect(sent).toMatchObject({ conversationId: pairId(anne.id, zoé.id), seq: 1, rev: 2, dup: false });
    const { body } = await zoé.told("request:received");
    expect(body.request).toMatchObject({ conversationId: sent.conversationId, fromId: anne.id, reason: "work" });
    expect(await requestsOf(zoé)).toEqual([body.request]);
    expect(JSON.stringify(zoé.facts)).not.toContain("personne ne voit");
    await zoé.refused("message:list", { conversationId: sent.conversationId }, "NOT_FOUND");
    await zoé.refused("conversation:show", { conversationId: sent.conversationId }, "NOT_FOUND");
    await zoé.refused("conversation:changes", { stream: sent.conversationId, after: 0 }, "NOT_FOUND");
    const list = await zoé.ok("conversation:list", {});
    expect(list.heads).not.toHaveProperty(sent.conversationId);
    expect(list.conversations.map(({ id }) => id)).not.toContain(sent.conversationId);

    const { messages } = await zoé.ok("request:reveal", { conversationId: sent.conversationId });
    expect(messages.map(({ text }) => text)).toEqual(["Le texte que personne ne voit d’avance."]);
    expect(toldOf(zoé, sent.conversationId)).toEqual([]);
    await anne.refused("request:reveal", { conversationId: sent.conversationId }, "NOT_FOUND");
  });

  it("lets its sender write once, and the same letter again is the same", async () => {
    const [anne, zoé] = [await someone("Anne"), await someone("Zoé")];
    const first = letter(zoé);
    const sent = await anne.ok("request:send", first);
    expect(await anne.ok("request:send", first)).toEqual({ ...sent, dup: true });
    await anne.refused("request:send", { ...first, text: "Autre chose." }, "IDEMPOTENCY_MISMATCH");
    await anne.refused("request:send", letter(zoé), "REQUEST_PENDING");
    const post = { conversationId: sent.conversationId, text: "Vous êtes là ?", clientId: randomUUID() };
    await anne.refused("message:post", post, "REQUEST_PENDING");
    const { conversation } = await anne.ok("conversation:show", { conversationId: sent.conversationId });
    expect(conversation).toMatchObject({ kind: "direct", state: "asked", seq: 1 });
    expect(await textsOf(anne, sent.conversationId)).toEqual([first.text]);
  });

  it("once accepted is a conversation of both, and of nobody else", async () => {
    const [anne, zoé, tierce] = [await someone("Anne"), await someone("Zoé"), await someone("Tierce")];
    const { conversationId } = await anne.ok("request:send", letter(zoé));
    await anne.refused("request:accept", act(conversationId), "NOT_FOUND");
    await tierce.refused("request:accept", act(conversationId), "NOT_FOUND");
    const accepting = act(conversationId);
    const accepted = await zoé.ok("request:accept", accepting);
    expect(await zoé.ok("request:accept", accepting)).toEqual({ ...accepted, dup: true });
    await zoé.refused("request:accept", act(conversationId), "NOT_FOUND");
    await zoé.told("conversation:gained", ({ body }) => body.conversationId === conversationId);
    await zoé.told(
      "request:answered",
      ({ body }) => body.conversationId === conversationId && body.answer === "accepted",
    );
    await anne.told("request:accepted", ({ stream }) => stream === conversationId);
    expect(await requestsOf(zoé)).toEqual([]);

    await zoé.post(conversationId, "Avec plaisir.");
    await anne.post(conversationId, "Merci.");
    await zoé.told("message:posted", ({ body }) => body.message.text === "Merci.");
    await anne.told("message:posted", ({ body }) => body.message.text === "Avec plaisir.");
    expect(await textsOf(zoé, conversationId)).toEqual(["Bonjour, j’ai vu votre série.", "Avec plaisir.", "Merci."]);
    await tierce.refused("message:list", { conversationId }, "NOT_FOUND");
    await tierce.refused("message:post", { ...act(conversationId), text: "Coucou." }, "NOT_FOUND");
    expect(toldOf(tierce, conversationId)).toEqual([]);
    // Written to again as to a stranger, the text simply arrives.
    expect((await anne.ok("request:send", letter(zoé, "Encore moi."))).seq).toBe(4);
  });

  it("cannot go to oneself, to nobody, from a muted member or to somebody whom the sender blocks", async () => {
    const [anne, zoé] = [await someone("Anne"), await someone("Zoé")];
    await anne.refused("request:send", letter(anne), "NOT_FOUND");
    await anne.refused("request:send", { ...letter(zoé), userId: newId() }, "NOT_FOUND");
    await anne.ok("member:block", { userId: zoé.id, clientId: randomUUID() });
    await anne.refused("request:send", letter(zoé), "BLOCKED");
    await anne.ok("member:unblock", { userId: zoé.id, clientId: randomUUID() });
    await anne.ok("request:send", letter(zoé));
  });

  it("is one conversation with both texts when both write at the same moment, fifty times", async () => {
    let anne = await someone("Anne");
    for (let round = 0; round < 50; round += 1) {
      // A sender has so many requests a day.
      if (round % LIMITS.requestsPerDay === 0) anne = await someone("Anne");
      const zoé = await someone("Zoé");
      const [mine, hers] = await Promise.all([
        anne.ok("request:send", letter(zoé, "De moi.")),
        zoé.ok("request:send", letter(anne, "D’elle.")),
      ]);
      expect(hers.conversationId).toBe(mine.conversationId);
      for (const person of [anne, zoé]) {
        expect((await textsOf(person, mine.conversationId)).toSorted()).toEqual(["De moi.", "D’elle."]);
        const { conversations, requests } = await person.ok("conversation:list", {});
        const together = conversations.filter(({ id }) => id === mine.conversationId);
        expect(together).toMatchObject([{ kind: "direct", state: "open" }]);
        expect(requests.filter(({ conversationId }) => conversationId === mine.conversationId)).toEqual([]);
      }
      zoé.close();
    }
  });
});

describe("a refusal", () => {
  it("cannot be told from silence by the sender, whatever she looks at", async () => {
    const [anne, zoé, muette] = [await someone("Anne"), await someone("Zoé"), await someone("Muette")];
    const refused = await anne.ok("request:send", letter(zoé));
    const silent = await anne.ok("request:send", letter(muette));
    const heard = anne.facts.length;
    const refusing = act(refused.conversationId);
    await zoé.ok("request:refuse", refusing);
    expect((await zoé.ok("request:refuse", refusing)).dup).toBe(true);
    await zoé.told("request:answered", ({ body }) => body.answer === "refused");
    expect(await requestsOf(zoé)).toEqual([]);
    await zoé.refused("request:reveal", { conversationId: refused.conversationId }, "NOT_FOUND");
    await zoé.refused("request:accept", act(refused.conversationId), "NOT_FOUND");
    await zoé.refused("request:refuse", act(refused.conversationId), "NOT_FOUND");

    const seen = async ({ conversationId }: { conversationId: string }, other: Person) => {
      const { conversation } = await anne.ok("conversation:show", { conversationId });
      const { changes, head } = await anne.ok("conversation:changes", { stream: conversationId, after: 0 });
      const { code } = await anne.refused("request:send", letter(other), "REQUEST_PENDING");
      const members = await anne.ok("conversation:members", { conversationId });
      const shown = await anne.ok("member:show", { userId: other.id });
      const pairs = [
        conversation,
        changes,
        members,
        shown,
        (await anne.ok("conversation:list", {})).heads[conversationId],
      ];
      const blind = JSON.stringify([pairs, head, code])
        .replaceAll(conversationId, "<conversation>")
        .replaceAll(other.id, "<other>")
        .replaceAll(other.name, "<name>")
        .replace(/"(id|clientId)":"[^"]+"/g, '"$1":"<id>"')
        .replace(/"(at|lastActivityAt)":\d+/g, '"$1":0');
      return blind;
    };
    expect(await seen(refused, zoé)).toBe(await seen(silent, muette));
    expect(anne.facts.slice(heard).filter((fact) => JSON.stringify(fact).includes(refused.conversationId))).toEqual([]);
  });

  it("ends when she who refused writes first", async () => {
    const [anne, zoé] = [await someone("Anne"), await someone("Zoé")];
    const { conversationId } = await anne.ok("request:send", letter(zoé, "La première."));
    await zoé.ok("request:refuse", act(conversationId));
    await zoé.ok("request:send", letter(anne, "Finalement, parlons-en."));
    await anne.told("request:accepted", ({ stream }) => stream === conversationId);
    await anne.post(conversationId, "Volontiers.");
    expect(await textsOf(zoé, conversationId)).toEqual(["La première.", "Finalement, parlons-en.", "Volontiers."]);
  });

  it("with a report gives the moderators the text, her words and the reason", async () => {
    const [anne, zoé] = [await someone("Anne"), await someone("Zoé")];
    const { conversationId } = await anne.ok("request:send", letter(zoé, "Des mots déplacés."));
    const report = { ...act(conversationId), reason: "sexual" as const, text: "C’est la troisième fois." };
    await anne.refused("request:report", { ...report, clientId: randomUUID() }, "NOT_FOUND");
    await zoé.ok("request:report", report);
    expect((await zoé.ok("request:report", report)).dup).toBe(true);
    const { entries } = await hélène.ok("audit:list", {});
    expect(entries.filter((entry) => entry.act === "report-filed")).toMatchObject([
      {
        actorId: zoé.id,
        targetId: anne.id,
        conversationId,
        reason: "sexual",
        text: "C’est la troisième fois.",
        after: "Des mots déplacés.",
      },
    ]);
    expect(await requestsOf(zoé)).toEqual([]);
    await anne.refused("request:send", letter(zoé), "REQUEST_PENDING");
    expect(zoé.facts.filter((fact) => JSON.stringify(fact).includes("déplacés"))).toEqual([]);
  });
});

describe("a block", () => {
  it("by the recipient leaves the sender with the usual answer, and the recipient with nothing, ever", async () => {
    const [anne, zoé, muette] = [await someone("Anne"), await someone("Zoé"), await someone("Muette")];
    await zoé.ok("member:block", { userId: anne.id, clientId: randomUUID() });
    const withheld = await anne.ok("request:send", letter(zoé));
    const usual = await anne.ok("request:send", letter(muette));
    expect({ ...withheld, conversationId: "" }).toEqual({ ...usual, conversationId: "" });
    await muette.told("request:received");
    const look = async (id: string) => {
      const { conversation } = await anne.ok("conversation:show", { conversationId: id });
      return { ...conversation, id: "", lastActivityAt: 0, with: null };
    };
    expect(await look(withheld.conversationId)).toEqual(await look(usual.conversationId));
    await anne.refused("request:send", letter(zoé), "REQUEST_PENDING");

    expect(await requestsOf(zoé)).toEqual([]);
    await zoé.refused("request:reveal", { conversationId: withheld.conversationId }, "NOT_FOUND");
    await zoé.refused("request:accept", act(withheld.conversationId), "NOT_FOUND");
    await zoé.ok("member:unblock", { userId: anne.id, clientId: randomUUID() });
    expect(await requestsOf(zoé)).toEqual([]);
    await zoé.refused("request:reveal", { conversationId: withheld.conversationId }, "NOT_FOUND");
    expect(zoé.facts.filter((fact) => JSON.stringify(fact).includes(withheld.conversationId))).toEqual([]);

    await zoé.ok("request:send", letter(anne, "Je repars de zéro."));
    expect(await textsOf(zoé, withheld.conversationId)).toEqual(["Je repars de zéro."]);
    await anne.post(withheld.conversationId, "Merci.");
  });

  it("of somebody whose request waits takes the request away", async () => {
    const [anne, zoé] = [await someone("Anne"), await someone("Zoé")];
    const { conversationId } = await anne.ok("request:send", letter(zoé));
    await zoé.told("request:received");
    await zoé.ok("member:block", { userId: anne.id, clientId: randomUUID() });
    expect(await requestsOf(zoé)).toEqual([]);
    await zoé.refused("request:reveal", { conversationId }, "NOT_FOUND");
    await zoé.refused("request:accept", act(conversationId), "NOT_FOUND");
    const mine = `user:${zoé.id}`;
    const { changes } = await zoé.ok("conversation:changes", { stream: mine, after: 0 });
    expect((changes as { type: string }[]).map(({ type }) => type)).not.toContain("request:received");
  });
});

describe("a mute", () => {
  it("of everything keeps from asking, and holds in conversations accepted later", async () => {
    const [anne, zoé, autre] = [await someone("Anne"), await someone("Zoé"), await someone("Autre")];
    const { conversationId } = await anne.ok("request:send", letter(zoé));
    const mute = { kind: "mute", conversationId: null, reason: "spam", text: "", durationMs: null } as const;
    await hélène.ok("sanction:impose", { ...mute, userId: anne.id, clientId: randomUUID() });
    await zoé.ok("request:accept", act(conversationId));
    await anne.refused("message:post", { ...act(conversationId), text: "Bonjour." }, "MUTED");
    await anne.refused("request:send", letter(autre), "MUTED");
    expect((await anne.ok("member:show", { userId: autre.id })).conversationId).toBeNull();
    await zoé.post(conversationId, "Vous êtes là ?");
  });
});

describe("requests of one day", () => {
  it("are limited for each sender, however fast they are sent, until a day has passed by the clock", async () => {
    const anne = await someone("Anne");
    const others = await Promise.all(Array.from({ length: 8 }, () => someone("Zoé")));
    const answers = await Promise.all(others.map((one) => anne.call("request:send", letter(one))));
    const codes = answers.map((ack) => (ack.ok ? "ok" : ack.error.code)).toSorted();
    expect(codes).toEqual([...Array(3).fill("LIMIT_REACHED"), ...Array(LIMITS.requestsPerDay).fill("ok")]);
    const left = others[answers.findIndex(({ ok }) => !ok)] as Person;
    const asked = others[answers.findIndex(({ ok }) => ok)] as Person;
    await anne.refused("request:send", letter(asked), "REQUEST_PENDING");
    await left.ok("request:send", letter(anne));
    const answering = await anne.ok("request:send", letter(left, "Je vous réponds, cela ne compte pas."));
    expect(answering.seq).toBe(2);

    server.clock.advance(DAY);
    await renew(anne);
    const spared = others[answers.findLastIndex(({ ok }) => !ok)] as Person;
    expect(spared).not.toBe(left);
    await anne.ok("request:send", letter(spared));
  });
});

import { randomUUID } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "../../../shared/ids.ts";
import type { CommunityRole } from "../../../shared/members.ts";
import type { Person } from "../../support/person.ts";
import { startServer, type TestServer } from "../../support/server.ts";
import { renew, setRole } from "./promote.ts";

let server: TestServer;
let hélène: Person;

beforeEach(async () => {
  server = await startServer();
  hélène = await server.administrator();
});
afterEach(() => server.close());

const role = (target: Person, to: CommunityRole) => ({ userId: target.id, role: to, clientId: randomUUID() });

describe("roles", () => {
  it("are changed by administrators alone, and told to everybody", async () => {
    const léa = await server.person("Léa Marchetti");
    const nour = await server.person("Nour Benali");
    await nour.refused("member:set-role", role(léa, "moderator"), "DENIED");
    await setRole(hélène, léa, "moderator");
    const { body } = await nour.told("member:changed", (fact) => fact.body.member.id === léa.id);
    expect(body.member).toEqual({ id: léa.id, displayName: "Léa Marchetti", role: "moderator" });
    await hélène.refused("member:set-role", { ...role(léa, "moderator"), userId: newId() }, "NOT_FOUND");
  });

  it("bite at the next call, and decide who hears of the audit log", async () => {
    const léa = await server.person("Léa Marchetti");
    const nour = await server.person("Nour Benali");
    await léa.refused("audit:list", {}, "DENIED");
    await léa.refused("conversation:changes", { stream: "community", after: 0 }, "NOT_FOUND");
    await setRole(hélène, léa, "moderator");
    await léa.ok("audit:list", {});
    await setRole(hélène, nour, "moderator");
    await léa.told("audit:recorded", ({ body }) => body.entry.targetId === nour.id);

    await setRole(hélène, léa, "member");
    await léa.refused("audit:list", {}, "DENIED");
    const heard = léa.facts.length;
    await setRole(hélène, nour, "administrator");
    await nour.told("audit:recorded", ({ body }) => body.entry.after === "administrator");
    await léa.told("member:changed", ({ body }) => body.member.role === "administrator");
    expect(léa.facts.slice(heard).filter((fact) => fact.type === "audit:recorded")).toEqual([]);
  });

  it("never leave the community without an administrator, not even when two step down at once", async () => {
    await hélène.refused("member:set-role", role(hélène, "member"), "LAST_ADMINISTRATOR");
    const seconde = await server.person("Seconde Martin");
    for (let round = 0; round < 10; round += 1) {
      await setRole(hélène, seconde, "administrator");
      const answers = await Promise.all([
        hélène.call("member:set-role", role(seconde, "member")),
        seconde.call("member:set-role", role(hélène, "member")),
      ]);
      expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
      const [last, other] = answers[0]?.ok ? [hélène, seconde] : [seconde, hélène];
      await last.refused("member:set-role", role(last, "member"), "LAST_ADMINISTRATOR");
      await renew(other);
      if (last === seconde) {
        await setRole(seconde, hélène, "administrator");
        await setRole(hélène, seconde, "member");
      }
    }
  });

  it("do not let two administrators step down themselves at once", async () => {
    const seconde = await server.person("Seconde Martin");
    await setRole(hélène, seconde, "administrator");
    const answers = await Promise.all([
      hélène.call("member:set-role", role(hélène, "member")),
      seconde.call("member:set-role", role(seconde, "member")),
    ]);
    expect(answers.map(({ ok }) => ok).toSorted()).toEqual([false, true]);
    const last = answers[0]?.ok ? seconde : hélène;
    await last.refused("member:set-role", role(last, "member"), "LAST_ADMINISTRATOR");
  });

  it("do not count an administrator who is banned: the other one stays", async () => {
    const seconde = await server.person("Seconde Martin");
    await setRole(hélène, seconde, "administrator");
    const ban = { kind: "ban", conversationId: null, reason: "other", text: "", durationMs: null } as const;
    const answers = await Promise.all([
      hélène.call("sanction:impose", { ...ban, userId: seconde.id, clientId: randomUUID() }),
      seconde
        .call("sanction:impose", { ...ban, userId: hélène.id, clientId: randomUUID() })
        .catch(() => ({ ok: false })),
    ]);
    expect(answers.filter(({ ok }) => ok).length).toBe(1);
    const [last] = answers[0]?.ok ? [hélène] : [seconde];
    await last.refused("member:set-role", role(last, "member"), "LAST_ADMINISTRATOR");
  });
});

import { randomUUID } from "node:crypto";
import jwt from "jsonwebtoken";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { accountCalls } from "../../../shared/accounts.calls.ts";
import type { Me, SessionView } from "../../../shared/accounts.ts";
import type { Ack } from "../../../shared/errors.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { openSocket, type Person, postCall } from "../../support/person.ts";
import { PASSWORD, startServer, type TestServer } from "../../support/server.ts";
import { until } from "../../support/until.ts";

let server: TestServer;
let chief: Person;

beforeAll(async () => {
  server = await startServer();
  chief = await server.administrator();
});
afterAll(() => server.close());
// Tests move the clock: the administrator's access is renewed as her browser would.
beforeEach(async () => {
  await chief.http("session:refresh", {});
});

const codeOf = (ack: Ack<unknown>) => (ack.ok ? "ok" : ack.error.code);
const cookieOf = (jar: Map<string, string>) => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
const withCookies = (name: string, cookie: string) => postCall(server.url, name, { input: {}, headers: { cookie } });

/** Another browser of the same person. */
async function otherBrowser({ email }: Person, agent = "Mozilla/5.0 (iPhone) Version/18.0 Safari/605.1") {
  const input = { email, password: PASSWORD };
  const answer = await postCall(server.url, "session:create", { input, headers: { "user-agent": agent } });
  expect(codeOf(answer.ack)).toBe("ok");
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const { socket, facts } = await openSocket(server.url, { cookie });
  const me = (answer.ack as { data: Me }).data;
  return { cookie, facts, socket, me, headers: answer.headers };
}

/** Her connection is cut, with the cause told first, and nothing of that session works any more. */
async function expectCut(one: { facts: Person["facts"]; socket: Person["socket"] }, cause: string) {
  await until(`the connection is cut: ${cause}`, () => one.socket.disconnected);
  expect(one.facts.at(-1)).toMatchObject({ type: "session:ended", body: { cause } });
}

describe("signing in", () => {
  it("gives cookies that scripts and other sites never see, and the account in force", async () => {
    const anne = await server.person("Anne Aubert");
    const { headers, socket } = await otherBrowser(anne);
    const lines = headers.getSetCookie();
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(await anne.ok("account:show", {})).toMatchObject({
      id: anne.id,
      displayName: "Anne Aubert",
      email: anne.email,
      role: "member",
      sessionId: anne.me.sessionId,
      sanctions: [],
      contact: "moderation@exemple.fr",
    });
    socket.close();
  });

  it("replaces the session that the browser had", async () => {
    const berthe = await server.person("Berthe Aubert");
    const before = cookieOf(berthe.cookies);
    await berthe.http("session:create", { email: berthe.email, password: PASSWORD });
    expect(codeOf((await withCookies("account:show", before)).ack)).toBe("UNAUTHENTICATED");
    expect(codeOf((await berthe.http("account:show", {})).ack)).toBe("ok");
  });

  it("says the same of an unknown address as of a wrong password", async () => {
    const cecile = await server.person("Cécile Aubert");
    const answers = [];
    for (const email of [cecile.email, `${randomUUID()}@exemple.fr`]) {
      answers.push(await postCall(server.url, "session:create", { input: { email, password: "pas la bonne" } }));
    }
    expect(answers.map(({ ack }) => codeOf(ack))).toEqual(["CREDENTIALS", "CREDENTIALS"]);
    expectAlike(answers);
  });

  it("says the same when registering a known address as an unknown one", async () => {
    const denise = await server.person("Denise Aubert");
    const answers = [];
    for (const [email, displayName] of [
      [denise.email, "Nouvelle Une"],
      [`${randomUUID()}@exemple.fr`, "Nouvelle Deux"],
    ]) {
      answers.push(
        await postCall(server.url, "account:register", { input: { email, displayName, password: PASSWORD } }),
      );
    }
    expect(answers.map(({ ack }) => ack)).toEqual([
      { ok: true, data: {} },
      { ok: true, data: {} },
    ]);
    expectAlike(answers);
    expect(codeOf((await denise.http("session:create", { email: denise.email, password: PASSWORD })).ack)).toBe("ok");
  });
});

/** Status, body and headers tell nothing; only the date may differ. */
function expectAlike(answers: Awaited<ReturnType<typeof postCall>>[]) {
  const [first, second] = answers.map(({ status, ack, headers }) => ({
    status,
    ack,
    headers: [...headers].filter(([name]) => name !== "date"),
  }));
  expect(first).toEqual(second);
}

describe("renewing", () => {
  it("rotates the cookies and tells the open connection", async () => {
    const anne = await server.person("Anne Bernard");
    const before = new Map(anne.cookies);
    server.clock.advance(60_000);
    const { ack } = await anne.http("session:refresh", {});
    expect(codeOf(ack)).toBe("ok");
    expect(anne.cookies.get("refresh")).not.toBe(before.get("refresh"));
    const told = await anne.told("session:extended");
    expect(told.body.accessUntil).toBe((ack as { data: Me }).data.accessUntil);
    expect(told.body.accessUntil).toBeGreaterThan(anne.me.accessUntil);
  });

  it("keeps a connection alive past the life of the first access, and cuts off one that does not renew", async () => {
    const renewing = await server.person("Renée Bernard");
    const idle = await server.person("Irène Bernard");
    server.clock.advance(LIMITS.accessTokenLife - 1_000);
    await renewing.http("session:refresh", {});
    server.clock.advance(LIMITS.accessTokenGrace + 2_000);
    await renewing.ok("account:show", {});
    await idle.refused("account:show", {}, "UNAUTHENTICATED");
    expect(codeOf((await idle.http("account:show", {})).ack)).toBe("UNAUTHENTICATED");
    expect(codeOf((await idle.http("session:refresh", {})).ack), "the refresh cookie is still good").toBe("ok");
  });

  it("serves two tabs at the same time and leaves both signed in", async () => {
    const berthe = await server.person("Berthe Bernard");
    const cookie = cookieOf(berthe.cookies);
    const both = await Promise.all([1, 2].map(() => withCookies("session:refresh", cookie)));
    expect(both.map(({ ack }) => codeOf(ack))).toEqual(["ok", "ok"]);
    const [one, two] = both.map(({ headers }) => headers.getSetCookie().find((line) => line.startsWith("refresh=")));
    expect(one).toBe(two);
    await berthe.ok("account:show", {});
  });

  it("ends the family when a stolen token comes back, on the open connection too", async () => {
    const cecile = await server.person("Cécile Bernard");
    const stolen = cookieOf(cecile.cookies);
    await cecile.http("session:refresh", {});
    server.clock.advance(LIMITS.refreshGrace + 1);
    const theft = await withCookies("session:refresh", stolen);
    expect(codeOf(theft.ack)).toBe("UNAUTHENTICATED");
    expect(theft.headers.getSetCookie().every((line) => line.includes("Max-Age=0"))).toBe(true);
    await expectCut(cecile, "replaced");
    expect(codeOf((await cecile.http("account:show", {})).ack)).toBe("UNAUTHENTICATED");
    expect(codeOf((await cecile.http("session:refresh", {})).ack)).toBe("UNAUTHENTICATED");
  });

  it("is refused without a token, and over a socket it is no call at all", async () => {
    expect(codeOf((await withCookies("session:refresh", "")).ack)).toBe("UNAUTHENTICATED");
    expect(codeOf(await chief.call("session:refresh", {}))).toBe("UNKNOWN_CALL");
  });

  it("shows an excluded person her exclusion, after a reload too", async () => {
    const diane = await server.person("Diane Bernard");
    const clientId = randomUUID();
    const text = "Messages répétés après un refus.";
    const ban = { userId: diane.id, kind: "ban", conversationId: null, reason: "harassment", text } as const;
    await chief.ok("sanction:impose", { ...ban, durationMs: 3_600_000, clientId });
    await expectCut(diane, "banned");
    for (const name of ["session:refresh", "session:refresh", "account:show"]) {
      const { ack, status } = await diane.http(name, {});
      expect(ack).toMatchObject({ ok: false, error: { code: "BANNED", details: { sanction: { text } } } });
      expect(status).toBe(403);
    }
    expect(diane.cookies.has("refresh"), "she keeps what shows her the exclusion").toBe(true);
  });
});

describe("signing out", () => {
  it("ends this session everywhere it is open, and no other", async () => {
    const anne = await server.person("Anne Carlier");
    const other = await otherBrowser(anne);
    const tab = await anne.tab();
    const kept = cookieOf(anne.cookies);
    expect(codeOf((await anne.http("session:end", {})).ack)).toBe("ok");
    expect([...anne.cookies]).toEqual([]);
    await expectCut(anne, "signed-out");
    await expectCut(tab, "signed-out");
    expect(codeOf((await withCookies("account:show", kept)).ack)).toBe("UNAUTHENTICATED");
    expect(codeOf((await withCookies("session:refresh", kept)).ack)).toBe("UNAUTHENTICATED");
    expect(codeOf((await withCookies("account:show", other.cookie)).ack)).toBe("ok");
    other.socket.close();
  });

  it("works when the access has ended already, and for nobody at all", async () => {
    const berthe = await server.person("Berthe Carlier");
    const refresh = `refresh=${berthe.cookies.get("refresh")}`;
    expect(codeOf((await withCookies("session:end", refresh)).ack)).toBe("ok");
    await expectCut(berthe, "signed-out");
    expect(codeOf((await withCookies("session:end", "")).ack)).toBe("ok");
  });

  it("everywhere ends all of them", async () => {
    const cecile = await server.person("Cécile Carlier");
    const other = await otherBrowser(cecile);
    expect(codeOf((await cecile.http("session:end-all", {})).ack)).toBe("ok");
    for (const one of [cecile, other]) await expectCut(one, "signed-out");
    expect(codeOf((await withCookies("session:refresh", other.cookie)).ack)).toBe("UNAUTHENTICATED");
    expect(codeOf((await withCookies("session:end-all", "")).ack)).toBe("UNAUTHENTICATED");
  });

  it("of another device is possible from the list, and only of one's own", async () => {
    const denise = await server.person("Denise Carlier");
    const other = await otherBrowser(denise);
    const { sessions } = await denise.ok("session:list", {});
    expect(sessions.map(({ id, current, device }: SessionView) => [id, current, device])).toEqual([
      [denise.me.sessionId, true, ""],
      [other.me.sessionId, false, "Safari, iPhone"],
    ]);
    await chief.refused("session:revoke", { sessionId: other.me.sessionId }, "NOT_FOUND");
    await denise.ok("session:revoke", { sessionId: other.me.sessionId });
    await expectCut(other, "revoked");
    await denise.refused("session:revoke", { sessionId: other.me.sessionId }, "NOT_FOUND");
    expect((await denise.ok("session:list", {})).sessions).toHaveLength(1);
  });

  it("of all other devices comes with a change of password", async () => {
    const elise = await server.person("Élise Carlier");
    const other = await otherBrowser(elise);
    const password = "encore une phrase que je retiens";
    await elise.refused("account:change-password", { current: "non", password }, "CREDENTIALS");
    const weak = { current: PASSWORD, password: "Élise Carlier 1990" };
    const { fields } = await elise.refused("account:change-password", weak, "INVALID");
    expect(fields).toEqual({ password: "context" });
    await elise.ok("account:change-password", { current: PASSWORD, password });
    await expectCut(other, "revoked");
    await elise.ok("account:show", {});
    const signIn = (given: string) =>
      postCall(server.url, "session:create", { input: { email: elise.email, password: given } });
    expect(codeOf((await signIn(PASSWORD)).ack)).toBe("CREDENTIALS");
    expect(codeOf((await signIn(password)).ack)).toBe("ok");
  });
});

describe("a forged or foreign token", () => {
  const claims = () => jwt.decode(chief.cookies.get("access") ?? "") as Record<string, unknown>;
  const forged = (): [string, string][] => {
    const body = Buffer.from(JSON.stringify(claims())).toString("base64url");
    const none = Buffer.from(JSON.stringify({ alg: "none", typ: "at+jwt" })).toString("base64url");
    const [header = "", , signature = ""] = (chief.cookies.get("access") ?? "").split(".");
    const other = Buffer.from(JSON.stringify({ ...claims(), sub: randomUUID() })).toString("base64url");
    return [
      ["of no algorithm", `${none}.${body}.`],
      ["with another's signature", `${header}.${other}.${signature}`],
      ["signed with a guess", jwt.sign(claims(), "secret", { header: { alg: "HS256", typ: "at+jwt" } })],
      ["that is the refresh token", chief.cookies.get("refresh") ?? ""],
      ["that is nothing", "x"],
    ];
  };

  it("is refused in the cookie, as bearer and on a socket, while the real one is accepted", async () => {
    const real = chief.cookies.get("access") ?? "";
    expect(codeOf((await withCookies("account:show", `access=${real}`)).ack)).toBe("ok");
    const bearer = (token: string) =>
      postCall(server.url, "account:show", { input: {}, headers: { authorization: `Bearer ${token}` } });
    expect(codeOf((await bearer(real)).ack)).toBe("ok");
    for (const [what, token] of forged()) {
      expect(codeOf((await withCookies("account:show", `access=${token}`)).ack), what).toBe("UNAUTHENTICATED");
      expect(codeOf((await bearer(token)).ack), what).toBe("UNAUTHENTICATED");
      await expect(openSocket(server.url, { cookie: `access=${token}` }), what).rejects.toThrow("UNAUTHENTICATED");
    }
  });
});

describe("operators instead of values", () => {
  const good = {
    "setup:check": { token: "A".repeat(43) },
    "account:register": { email: "o@exemple.fr", displayName: "Odile", password: PASSWORD, setupToken: "A".repeat(43) },
    "session:create": { email: "o@exemple.fr", password: PASSWORD },
    "session:revoke": { sessionId: "A".repeat(22) },
    "account:change-password": { current: PASSWORD, password: PASSWORD },
  } satisfies Partial<Record<keyof typeof accountCalls, object>>;
  const operators = [{ $ne: null }, { $gt: "" }, { $regex: "^a" }, { $where: "sleep(1)" }, ["a", "b"], null, true, 1];

  it.each(Object.entries(good))("are refused in each field of %s", async (name, input) => {
    for (const field of Object.keys(input)) {
      for (const operator of operators) {
        const { ack, status } = await chief.http(name, { ...input, [field]: operator });
        expect([codeOf(ack), status], `${field}: ${JSON.stringify(operator)}`).toEqual(["INVALID", 400]);
      }
    }
    const { ack } = await chief.http(name, { ...input, role: "administrator" });
    expect(codeOf(ack), "an unknown key").toBe("INVALID");
  });
});

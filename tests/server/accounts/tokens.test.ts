import { createHmac } from "node:crypto";
import jwt from "jsonwebtoken";
import { describe, expect, it } from "vitest";
import { deriveKey } from "../../../server/platform/sessions/keys.ts";
import { createAccessTokens, createRefreshTokens } from "../../../server/platform/sessions/tokens.ts";
import { newId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { SECRET } from "./fixture.ts";

const NOW = 1_800_000_000_000;
const tokens = createAccessTokens(SECRET);
const who = { userId: newId(), sessionId: newId(), now: NOW };
const good = tokens.issue(who).token;
const key = deriveKey(SECRET, "access token");

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
const [, body = ""] = good.split(".");
const claims = JSON.parse(Buffer.from(body, "base64url").toString()) as Record<string, unknown>;

/** Signed with the very key of the server: what is wrong with it is only what the test says. */
function signed(header: object, payload: object): string {
  const text = `${part(header)}.${part(payload)}`;
  return `${text}.${createHmac("sha256", key).update(text).digest("base64url")}`;
}
const HEADER = { alg: "HS256", typ: "at+jwt" };

describe("an access token", () => {
  it("is read back as it was issued", () => {
    expect(tokens.read(good, NOW)).toEqual({
      userId: who.userId,
      sessionId: who.sessionId,
      until: NOW + LIMITS.accessTokenLife,
    });
    expect(tokens.read(signed(HEADER, claims), NOW), "the test signs as the server does").not.toBeNull();
  });

  it.each([
    ["of no algorithm", `${part({ alg: "none", typ: "at+jwt" })}.${body}.`],
    ["of no algorithm, in other letters", `${part({ alg: "nOnE", typ: "at+jwt" })}.${body}.`],
    ["without its signature", `${good.split(".").slice(0, 2).join(".")}.`],
    ["signed with another secret", createAccessTokens(`${SECRET}!`).issue(who).token],
    ["signed with the secret itself", jwt.sign(claims, SECRET, { header: HEADER })],
    [
      "signed with an empty key",
      `${part(HEADER)}.${body}.${createHmac("sha256", "")
        .update(`${part(HEADER)}.${body}`)
        .digest("base64url")}`,
    ],
    [
      "of another hash of the same family",
      jwt.sign(claims, key, { algorithm: "HS512", header: { ...HEADER, alg: "HS512" } }),
    ],
    ["for another audience", signed(HEADER, { ...claims, aud: "other" })],
    ["for several audiences", signed(HEADER, { ...claims, aud: [claims.aud, "other"] })],
    ["without an audience", signed(HEADER, { ...claims, aud: undefined })],
    ["of another issuer", signed(HEADER, { ...claims, iss: "other" })],
    ["of another type", signed({ ...HEADER, typ: "JWT" }, claims)],
    ["naming a key of its own", signed({ ...HEADER, jwk: { kty: "oct", k: "AAAA" } }, claims)],
    ["naming a key file", signed({ ...HEADER, kid: "../../dev/null" }, claims)],
    ["naming a key address", signed({ ...HEADER, jku: "https://example.org/keys" }, claims)],
    ["without an end", signed(HEADER, { ...claims, exp: undefined })],
    ["not valid yet", signed(HEADER, { ...claims, nbf: NOW / 1_000 + 60 })],
    ["with a role in it", signed(HEADER, { ...claims, role: "administrator" })],
    ["with an operator as subject", signed(HEADER, { ...claims, sub: { $ne: null } })],
    ["that is no token", "a.b.c"],
    ["that is empty", ""],
    ["that is a refresh token", createRefreshTokens(SECRET).issue(who.sessionId).token],
  ])("%s is refused", (_what, token) => {
    expect(tokens.read(token, NOW)).toBeNull();
  });

  it("is refused from its end on", () => {
    expect(tokens.read(good, NOW + LIMITS.accessTokenLife - 1)).not.toBeNull();
    expect(tokens.read(good, NOW + LIMITS.accessTokenLife)).toBeNull();
  });
});

describe("a refresh token", () => {
  const refresh = createRefreshTokens(SECRET);

  it("can be given again for its salt, and only with the secret", () => {
    const { token, salt } = refresh.issue(who.sessionId);
    expect(refresh.again(who.sessionId, salt)).toBe(token);
    expect(createRefreshTokens(`${SECRET}!`).again(who.sessionId, salt)).not.toBe(token);
  });

  it("is bound to its session", () => {
    const { token } = refresh.issue(who.sessionId);
    expect(refresh.read(token)?.sessionId).toBe(who.sessionId);
    expect(refresh.read(newId() + token.slice(22))).toBeNull();
  });
});

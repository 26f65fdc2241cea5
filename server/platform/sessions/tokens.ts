import { createHash, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import jwt from "jsonwebtoken";
import { z } from "zod";
import { newId, publicId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { deriveKey } from "./keys.ts";

const ALGORITHM = "HS256";
const TYPE = "at+jwt";
const ISSUER = "elles-font-la-culture";
const AUDIENCE = "elles-font-la-culture/calls";

const header = z.strictObject({ alg: z.literal(ALGORITHM), typ: z.literal(TYPE) });
const payload = z.strictObject({
  sub: publicId,
  sid: publicId,
  iat: z.int(),
  exp: z.int(),
  iss: z.literal(ISSUER),
  aud: z.literal(AUDIENCE),
});

export interface AccessClaims {
  userId: string;
  sessionId: string;
  /** Milliseconds: when the token ends. */
  until: number;
}

/** Access tokens: JWTs of one fixed algorithm. */
export interface AccessTokens {
  issue(who: { userId: string; sessionId: string; now: number }): { token: string; until: number };
  /** @returns what the token says, or null when it is not one of ours or has ended at `now` (milliseconds) */
  read(token: string, now: number): AccessClaims | null;
}

export function createAccessTokens(secret: string): AccessTokens {
  const key = createSecretKey(deriveKey(secret, "access token"));
  return {
    issue: ({ userId, sessionId, now }) => {
      const iat = Math.floor(now / 1_000);
      const exp = iat + LIMITS.accessTokenLife / 1_000;
      const claims = { sub: userId, sid: sessionId, iat, exp, iss: ISSUER, aud: AUDIENCE };
      const token = jwt.sign(claims, key, { algorithm: ALGORITHM, header: { alg: ALGORITHM, typ: TYPE } });
      return { token, until: exp * 1_000 };
    },
    read: (token, now) => {
      try {
        const read = jwt.verify(token, key, {
          algorithms: [ALGORITHM],
          issuer: ISSUER,
          audience: AUDIENCE,
          clockTimestamp: Math.floor(now / 1_000),
          complete: true,
        });
        header.parse(read.header);
        const { sub, sid, exp } = payload.parse(read.payload);
        return { userId: sub, sessionId: sid, until: exp * 1_000 };
      } catch {
        return null;
      }
    },
  };
}

export interface RefreshToken {
  token: string;
  /** Kept in the session's row instead of the token. */
  hash: string;
  salt: string;
}

/**
 * Refresh tokens: the session's id, a salt, and 256 bits that only the server can derive from them. An old token is
 * thus still known as one that was issued, and the current one can be given again to a tab that asked at the same time.
 */
export interface RefreshTokens {
  issue(sessionId: string): RefreshToken;
  /** @returns the token of a session for the salt that its row holds */
  again(sessionId: string, salt: string): string;
  /** @returns the session that a token was issued for and the token's hash, or null when it was not issued here */
  read(token: string): { sessionId: string; hash: string } | null;
}

const refreshShape = /^([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{22})([A-Za-z0-9_-]{43})$/;

export function createRefreshTokens(secret: string): RefreshTokens {
  const key = deriveKey(secret, "refresh token");
  const derive = (sessionId: string, salt: string) =>
    createHmac("sha256", key).update(`${sessionId}${salt}`).digest("base64url");
  const again = (sessionId: string, salt: string) => `${sessionId}${salt}${derive(sessionId, salt)}`;
  const hashOf = (token: string) => createHash("sha256").update(token).digest("base64url");
  return {
    again,
    issue: (sessionId) => {
      const salt = newId();
      const token = again(sessionId, salt);
      return { token, hash: hashOf(token), salt };
    },
    read: (token) => {
      const [, sessionId, salt, given] = refreshShape.exec(token) ?? [];
      if (!sessionId || !salt || !given) return null;
      if (!timingSafeEqual(Buffer.from(given), Buffer.from(derive(sessionId, salt)))) return null;
      return { sessionId, hash: hashOf(token) };
    },
  };
}

import { z } from "zod";
import { me, sessionView } from "./accounts.ts";
import { defineCall } from "./calls.ts";
import { publicId } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { displayName } from "./typed-text.ts";

export const email = z
  .string()
  .trim()
  .max(LIMITS.emailLength)
  .transform((raw) => raw.normalize("NFKC").toLowerCase())
  .pipe(z.email());

/** The form only; the blocklist and the context words are the server's to check (problem keys `short`, `long`, `common`, `context`). */
export const newPassword = z
  .string()
  .max(LIMITS.password.max * 2, "long")
  .transform((raw) => raw.normalize("NFC"))
  .refine((password) => [...password].length >= LIMITS.password.min, "short")
  .refine((password) => [...password].length <= LIMITS.password.max, "long");

/** A password as typed at sign-in: any text, so that old rules never lock anybody out. */
const givenPassword = z
  .string()
  .min(1)
  .max(LIMITS.password.max * 2)
  .transform((raw) => raw.normalize("NFC"));

/** 43 base64url characters: 256 random bits. */
export const secretToken = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

const http = ["http"] as const;
const nothing = z.strictObject({});

export const accountCalls = {
  "setup:check": defineCall({
    summary: "Tells whether a one-time set-up link is still good.",
    input: z.strictObject({ token: secretToken }),
    output: z.strictObject({ valid: z.boolean() }),
    audience: "visitor",
    rate: "register",
    transports: http,
  }),
  "account:register": defineCall({
    summary: "Opens an account. The answer is the same whether or not the address has one already.",
    input: z.strictObject({ email, displayName, password: newPassword, setupToken: z.optional(secretToken) }),
    output: nothing,
    audience: "visitor",
    rate: "register",
    transports: http,
    errors: ["GONE"],
  }),
  "session:create": defineCall({
    summary: "Signs in and sets the session cookies.",
    input: z.strictObject({ email, password: givenPassword }),
    output: z.strictObject(me.shape),
    audience: "visitor",
    rate: "signIn",
    transports: http,
    errors: ["CREDENTIALS", "BANNED"],
  }),
  "session:refresh": defineCall({
    summary: "Rotates the refresh token and gives a fresh access token; using an old one ends the session.",
    input: nothing,
    output: z.strictObject(me.shape),
    audience: "visitor",
    rate: "refresh",
    transports: http,
    errors: ["BANNED"],
  }),
  "session:end": defineCall({
    summary: "Signs out: ends this session and cuts its sockets.",
    input: nothing,
    output: nothing,
    audience: "visitor",
    rate: "write",
    transports: http,
  }),
  "session:end-all": defineCall({
    summary: "Signs out everywhere, here included.",
    input: nothing,
    output: nothing,
    rate: "write",
    transports: http,
  }),
  "session:list": defineCall({
    summary: "My sessions, the current one first.",
    input: nothing,
    output: z.strictObject({ sessions: z.array(sessionView) }),
    rate: "read",
  }),
  "session:revoke": defineCall({
    summary: "Ends another session of mine and cuts its sockets.",
    input: z.strictObject({ sessionId: publicId }),
    output: nothing,
    rate: "write",
    errors: ["NOT_FOUND"],
  }),
  "account:show": defineCall({
    summary: "My own account.",
    input: nothing,
    output: z.strictObject(me.shape),
    rate: "sync",
  }),
  "account:change-password": defineCall({
    summary: "Changes my password and ends my other sessions.",
    input: z.strictObject({ current: givenPassword, password: newPassword }),
    output: nothing,
    rate: "signIn",
    errors: ["CREDENTIALS"],
  }),
};

import * as z from "zod/mini";
import { instant, publicId } from "./ids.ts";
import { communityRole, sanction } from "./members.ts";

/**
 * An account's life. `pending` waits for approval or confirmation, `closed` is gone; only `active` may call.
 * A ban is not a state: it is a sanction with an end.
 */
export const accountState = z.enum(["pending", "active", "closed"]);
export type AccountState = z.infer<typeof accountState>;

export const me = z.strictObject({
  id: publicId,
  displayName: z.string(),
  email: z.string(),
  role: communityRole,
  sessionId: publicId,
  /** When the access token ends; the client renews before. */
  accessUntil: instant,
  serverTime: instant,
  /** Sanctions in force against me, of the community and of rooms. */
  sanctions: z.array(sanction),
  /** Where to write to contest a decision: an address, or a page. */
  contact: z.string(),
});
export type Me = z.infer<typeof me>;

export const sessionView = z.strictObject({
  id: publicId,
  current: z.boolean(),
  /** What the browser said of itself, shortened ("Firefox, Linux"). */
  device: z.string(),
  createdAt: instant,
  lastSeenAt: instant,
});
export type SessionView = z.infer<typeof sessionView>;

/** `details` of the error BANNED: what the exclusion screen tells. */
export const banDetails = z.strictObject({ sanction, contact: z.string() });
export type BanDetails = z.infer<typeof banDetails>;

import type { z } from "zod";
import type { ErrorCode } from "./errors.ts";
import type { RateClass } from "./limits.ts";

export type Transport = "socket" | "http";

/**
 * Who may make a call at all, before any rule about the object it names. `visitor` needs no session; `member` any live
 * session of an active account; the others that role of the whole community or a higher one.
 */
export type Audience = "visitor" | "member" | "moderator" | "administrator";

/**
 * What the call demands of the caller's place in the conversation that its input names.
 * `participant`: may read it. `poster`: may read and write it (not muted, not archived, accepted).
 * `room-moderator`: moderator of that room, or moderator of the community. `none`: no conversation, or a rule of its own.
 */
export type Place = "none" | "participant" | "poster" | "room-moderator";

/** One call as both sides know it. The registry holds all of them; the server refuses to start when one lacks a handler. */
export interface CallDefinition<
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
  A extends Audience = Audience,
> {
  /** One sentence for the generated reference. */
  summary: string;
  input: I;
  output: O;
  audience: A;
  place: Place;
  rate: RateClass;
  transports: readonly Transport[];
  /** Codes beyond those of the door. */
  errors: readonly ErrorCode[];
}

const EVERYWHERE: readonly Transport[] = ["socket", "http"];

interface CallOptions<I extends z.ZodType, O extends z.ZodType, A extends Audience> {
  summary: string;
  input: I;
  output: O;
  audience?: A;
  place?: Place;
  rate: RateClass;
  transports?: readonly Transport[];
  errors?: readonly ErrorCode[];
}

/** Declares a call; what is not said is: any member, no conversation, both transports, no error of its own. */
export function defineCall<I extends z.ZodType, O extends z.ZodType, A extends Audience = "member">(
  options: CallOptions<I, O, A>,
): CallDefinition<I, O, A> {
  const audience = options.audience ?? ("member" as A);
  return { place: "none", transports: EVERYWHERE, errors: [], ...options, audience };
}

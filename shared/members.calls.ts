import { z } from "zod";
import { defineCall } from "./calls.ts";
import { clientId, publicId } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { member } from "./members.ts";

export const memberCalls = {
  "member:list": defineCall({
    summary: "The directory: members whose name matches, in order of name, without those blocked either way.",
    input: z.strictObject({ search: z.string().max(80).optional(), after: z.string().max(120).optional() }),
    output: z.strictObject({ members: z.array(member), after: z.string().nullable() }),
    rate: "read",
  }),
  "member:show": defineCall({
    summary: "One member, and what I may do with her.",
    input: z.strictObject({ userId: publicId }),
    output: z.strictObject({
      member,
      /** Ids of the rooms that we both have joined. */
      roomsInCommon: z.array(publicId),
      blockedByMe: z.boolean(),
      /** The private conversation that we have already, if any. */
      conversationId: z.nullable(publicId),
    }),
    rate: "read",
    errors: ["NOT_FOUND"],
  }),
  "member:block": defineCall({
    summary: "Blocks a member both ways: no private message, no sign of presence. She is not told.",
    input: z.strictObject({ userId: publicId, clientId }),
    output: z.strictObject({}),
    rate: "write",
    errors: ["NOT_FOUND", "LIMIT_REACHED", "IDEMPOTENCY_MISMATCH"],
  }),
  "member:unblock": defineCall({
    summary: "Ends a block of mine. What was withheld meanwhile stays withheld.",
    input: z.strictObject({ userId: publicId, clientId }),
    output: z.strictObject({}),
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "member:blocked-list": defineCall({
    summary: "The members whom I block.",
    input: z.strictObject({}),
    output: z.strictObject({ members: z.array(member).max(LIMITS.membersPage * 10) }),
    rate: "sync",
  }),
};

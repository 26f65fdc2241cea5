import { z } from "zod";
import { defineCall } from "./calls.ts";
import { requestReason } from "./conversations.ts";
import { clientId, publicId, rev, seq } from "./ids.ts";
import { sanctionReason } from "./members.ts";
import { message } from "./messages.ts";
import { requestText, sanctionText } from "./typed-text.ts";

const act = { conversationId: publicId, clientId };

export const directMessageCalls = {
  "request:send": defineCall({
    summary: "Writes to a member for the first time: opens the one conversation of the pair, with its first message.",
    input: z.strictObject({ userId: publicId, reason: requestReason, text: requestText, clientId }),
    output: z.strictObject({ conversationId: publicId, seq, rev, dup: z.boolean() }),
    rate: "join",
    errors: ["NOT_FOUND", "MUTED", "REQUEST_PENDING", "BLOCKED", "LIMIT_REACHED", "IDEMPOTENCY_MISMATCH"],
  }),
  "request:reveal": defineCall({
    summary: "Shows me the text of a request that waits for me. Nobody is told that I looked.",
    input: z.strictObject({ conversationId: publicId }),
    output: z.strictObject({ messages: z.array(message) }),
    rate: "read",
    errors: ["NOT_FOUND"],
  }),
  "request:accept": defineCall({
    summary: "Accepts a request: the conversation is open to both.",
    input: z.strictObject(act),
    output: z.strictObject({ rev, dup: z.boolean() }),
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "request:refuse": defineCall({
    summary: "Refuses a request. The sender is not told.",
    input: z.strictObject(act),
    output: z.strictObject({ rev, dup: z.boolean() }),
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
  "request:report": defineCall({
    summary: "Refuses a request and reports it to the moderators with its text.",
    input: z.strictObject({ ...act, reason: sanctionReason, text: sanctionText }),
    output: z.strictObject({ rev, dup: z.boolean() }),
    rate: "write",
    errors: ["NOT_FOUND", "IDEMPOTENCY_MISMATCH"],
  }),
};

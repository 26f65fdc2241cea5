import { z } from "zod";
import { defineCall } from "./calls.ts";
import { clientId, publicId } from "./ids.ts";
import { LIMITS } from "./limits.ts";
import { photoFindings } from "./photos.ts";

const photoId = publicId;
const REFUSALS = [
  "NOT_A_PHOTO",
  "PHOTO_TOO_LARGE",
  "PHOTO_TOO_MANY_PIXELS",
  "PHOTO_DAMAGED",
  "PHOTO_UNSUPPORTED",
  "PHOTO_TIMEOUT",
] as const;

export const photoCalls = {
  "photo:begin": defineCall({
    summary:
      "Opens an upload; its bytes follow by PUT /api/photos/<id>?offset=<received>. The same clientId opens it once.",
    input: z.strictObject({ bytes: z.int().min(1).max(LIMITS.photoBytes), clientId }),
    output: z.strictObject({ photoId, received: z.int() }),
    rate: "write",
    errors: ["LIMIT_REACHED", "IDEMPOTENCY_MISMATCH"],
  }),
  "photo:show": defineCall({
    summary: "How far an upload of mine has come, to go on with it.",
    input: z.strictObject({ photoId }),
    output: z.strictObject({ bytes: z.int(), received: z.int() }),
    rate: "read",
    errors: ["NOT_FOUND"],
  }),
  "photo:inspect": defineCall({
    summary:
      "What a whole upload of mine holds, and what is taken out of it. A file that is no photo is gone with its refusal.",
    input: z.strictObject({ photoId }),
    output: z.strictObject(photoFindings.shape),
    rate: "read",
    errors: ["NOT_FOUND", "CONFLICT", ...REFUSALS],
  }),
  "photo:develop": defineCall({
    summary:
      "Makes what others will see of an upload of mine, and keeps nothing else of it. Asked again, it answers alike.",
    input: z.strictObject({ photoId, keepShooting: z.boolean(), keepOriginal: z.boolean() }),
    output: z.strictObject({}),
    rate: "write",
    errors: ["NOT_FOUND", "CONFLICT", "LIMIT_REACHED", ...REFUSALS],
  }),
  "photo:discard": defineCall({
    summary: "Throws away an upload of mine that is in no message.",
    input: z.strictObject({ photoId }),
    output: z.strictObject({}),
    rate: "write",
  }),
};

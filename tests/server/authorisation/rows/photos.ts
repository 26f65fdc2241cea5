import { randomUUID } from "node:crypto";
import { newId } from "../../../../shared/ids.ts";
import type { Row } from "../row.ts";

/** Of an upload that is not the caller's, or is none: her own are in the tests of photos. */
const unknown = () => ({ photoId: newId() });

export const photoRows = {
  "photo:begin": { input: () => ({ bytes: 1_000, clientId: randomUUID() }) },
  "photo:show": { input: unknown, rule: () => "NOT_FOUND" },
  "photo:inspect": { input: unknown, rule: () => "NOT_FOUND" },
  "photo:develop": { input: () => ({ ...unknown(), keepShooting: true, keepOriginal: true }), rule: () => "NOT_FOUND" },
  "photo:discard": { input: unknown },
} satisfies Record<string, Row>;

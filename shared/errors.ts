/**
 * Every error code that a call can answer, with its HTTP status. The interface switches on the code, never on the text.
 * NOT_FOUND is also the answer for what exists but the caller may not know of: the two must look the same.
 */
export const ERROR_STATUS = {
  INVALID: 400,
  UNKNOWN_CALL: 404,
  TOO_LARGE: 413,
  UNAUTHENTICATED: 401,
  CREDENTIALS: 401,
  BANNED: 403,
  ORIGIN: 403,
  DENIED: 403,
  MUTED: 403,
  NOT_FOUND: 404,
  GONE: 410,
  ARCHIVED: 409,
  CONFLICT: 409,
  REQUEST_PENDING: 409,
  BLOCKED: 409,
  LAST_ADMINISTRATOR: 409,
  LIMIT_REACHED: 409,
  NOT_A_PHOTO: 422,
  PHOTO_TOO_LARGE: 413,
  PHOTO_TOO_MANY_PIXELS: 422,
  PHOTO_DAMAGED: 422,
  PHOTO_UNSUPPORTED: 415,
  PHOTO_TIMEOUT: 422,
  IDEMPOTENCY_MISMATCH: 409,
  RATE: 429,
  BUSY: 503,
  UNAVAILABLE: 503,
  INTERNAL: 500,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** Codes that any call can answer whatever it declares: the door itself gives them. */
export const DOOR_ERRORS: readonly ErrorCode[] = [
  "INVALID",
  "UNKNOWN_CALL",
  "TOO_LARGE",
  "UNAUTHENTICATED",
  "BANNED",
  "ORIGIN",
  "DENIED",
  "RATE",
  "BUSY",
  "UNAVAILABLE",
  "INTERNAL",
];

/** Codes after which the same call with the same clientId may be sent again and can succeed. */
const RETRYABLE: readonly ErrorCode[] = ["RATE", "BUSY", "UNAVAILABLE"];

/** @returns whether the outbox keeps the call and tries again by itself. */
export function isRetryable(code: ErrorCode): boolean {
  return RETRYABLE.includes(code);
}

/** What a refused call carries. `fields` maps an input path to a problem key; `details` is typed by the call that declares it. */
export interface CallFailure {
  code: ErrorCode;
  message: string;
  fields?: Record<string, string>;
  retryAfterMs?: number;
  details?: unknown;
}

/** The one answer shape. Nothing throws across the wire. */
export type Ack<T> = { ok: true; data: T } | { ok: false; error: CallFailure };

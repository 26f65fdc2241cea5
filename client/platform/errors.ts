import type { CallFailure, ErrorCode } from "../../shared/errors.ts";

/**
 * What a call rejects with. `outcome` is `unknown` when no answer came: the call may have been carried out, and the same
 * clientId may be sent again.
 */
export class CallRejected extends Error {
  readonly code: ErrorCode;
  readonly outcome: "refused" | "unknown";
  /** Problem keys by input path. */
  readonly fields: Record<string, string>;
  readonly retryAfterMs: number | null;
  readonly details: unknown;

  constructor(failure: CallFailure, outcome: "refused" | "unknown" = "refused") {
    super(failure.message);
    this.name = "CallRejected";
    this.code = failure.code;
    this.outcome = outcome;
    this.fields = failure.fields ?? {};
    this.retryAfterMs = failure.retryAfterMs ?? null;
    this.details = failure.details;
  }
}

/** @returns the rejection for a call that nobody answered. */
export function noAnswer(): CallRejected {
  return new CallRejected({ code: "UNAVAILABLE", message: "no answer" }, "unknown");
}

/** @returns the code of a rejected call; INTERNAL for anything else that was thrown. */
export function codeOf(error: unknown): ErrorCode {
  return error instanceof CallRejected ? error.code : "INTERNAL";
}

/** @returns what the call gives, or `gone` for what I may not know of. @throws CallRejected for all else */
export async function gone<T>(ask: () => Promise<T>): Promise<T | "gone"> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof CallRejected && error.code === "NOT_FOUND") return "gone";
    throw error;
  }
}

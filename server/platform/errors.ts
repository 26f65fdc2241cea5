import type { CallFailure, ErrorCode } from "../../shared/errors.ts";

interface CallErrorOptions {
  fields?: Record<string, string>;
  retryAfterMs?: number;
  /** Typed by the call that declares the code; never private content of others. */
  details?: unknown;
  cause?: unknown;
}

/** A refusal that the caller may read. Anything else thrown by a handler becomes INTERNAL and is logged. */
export class CallError extends Error {
  readonly code: ErrorCode;
  readonly options: CallErrorOptions;

  constructor(code: ErrorCode, options: CallErrorOptions = {}) {
    super(code, { cause: options.cause });
    this.name = "CallError";
    this.code = code;
    this.options = options;
  }

  /** @returns the wire form; `message` is the sentence of the code in the caller's language. */
  toFailure(message: string): CallFailure {
    const { fields, retryAfterMs, details } = this.options;
    return {
      code: this.code,
      message,
      ...(fields && { fields }),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
      ...(details !== undefined && { details }),
    };
  }
}

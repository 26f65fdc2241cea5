import { Int32 } from "bson";
import { PAUSE, type Pause, type Slice } from "../storage/slice.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";

/** The entry of `writeErrors` for one statement. */
function writeError(index: number, error: CommandError): Doc {
  return { index: new Int32(index), code: new Int32(error.code), ...error.extra, errmsg: error.message };
}

/**
 * Runs the statements of a write command one after the other, pausing between them when the slice is over. The first
 * failure ends an ordered command; an unordered one goes on. Gives the errors for the reply.
 */
export function* runStatements(
  count: number,
  options: { ordered: boolean; slice: Slice },
  run: (at: number) => Generator<Pause, void> | undefined,
): Generator<Pause, Doc[]> {
  const errors: Doc[] = [];
  for (let at = 0; at < count; at += 1) {
    if (at > 0 && options.slice.expired) yield PAUSE;
    try {
      const steps = run(at);
      if (steps !== undefined) yield* steps;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      errors.push(writeError(at, error));
      if (options.ordered) break;
    }
  }
  return errors;
}

/** Adds `writeErrors` to a reply if there are any. */
export function withErrors(reply: Doc, errors: Doc[]): Doc {
  return errors.length === 0 ? reply : { ...reply, writeErrors: errors };
}

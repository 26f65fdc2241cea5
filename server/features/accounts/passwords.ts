import { createHmac } from "node:crypto";
import bcrypt from "bcrypt";
import { LIMITS } from "../../../shared/limits.ts";
import { CallError } from "../../platform/errors.ts";
import { deriveKey } from "../../platform/sessions/keys.ts";

/** Hashing costs a quarter of a second of a processor: a few at once, some waiting, the others are told to come back. */
export interface Passwords {
  /** @throws CallError BUSY */
  hash(password: string): Promise<string>;
  /**
   * @param hash null for an account that does not exist: the same work is done, and the answer is no
   * @throws CallError BUSY
   */
  matches(password: string, hash: string | null): Promise<boolean>;
}

interface PasswordsOptions {
  secret: string;
  /** bcrypt's cost; lower in tests only. */
  cost?: number | undefined;
}

const BUSY_RETRY_MS = 2_000;
const BCRYPT_DIGEST_LENGTH = 31;

export function createPasswords({ secret, cost = LIMITS.bcryptCost }: PasswordsOptions): Passwords {
  const pepper = deriveKey(secret, "password pepper");
  const nobody = bcrypt.genSaltSync(cost) + ".".repeat(BCRYPT_DIGEST_LENGTH);
  const inTurn = createTurns();

  // bcrypt reads 72 bytes at most and stops at NUL: it is given 64 characters that depend on every byte.
  const keyed = (password: string) => createHmac("sha384", pepper).update(password.normalize("NFC")).digest("base64");

  return {
    hash: (password) => inTurn(() => bcrypt.hash(keyed(password), cost)),
    matches: async (password, hash) => {
      const same = await inTurn(() => bcrypt.compare(keyed(password), hash ?? nobody));
      return same && hash !== null;
    },
  };
}

/** @returns a function that runs LIMITS.hashesAtOnce pieces of work at once and lets LIMITS.hashesQueued wait */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running >= LIMITS.hashesAtOnce) {
      if (queue.length >= LIMITS.hashesQueued) throw new CallError("BUSY", { retryAfterMs: BUSY_RETRY_MS });
      // Whoever leaves hands its place over, so that nobody slips in between.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

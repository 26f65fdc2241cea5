import { createHash } from "node:crypto";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { type Rate, SIGN_IN_ATTEMPTS } from "../../../shared/limits.ts";
import { CallError } from "../../platform/errors.ts";

interface Attempt {
  /** Normalised, whether or not it has an account. */
  email: string;
  address: string;
}

/** Slows guessing down without locking anybody out of her account. */
export interface SignInAttempts {
  /** Counts an attempt before it is looked at. @throws CallError RATE with the time to wait */
  begin(attempt: Attempt): Promise<void>;
  /** The password was right: the attempt does not count, and the address is known for this account from now on. */
  succeed(attempt: Attempt): Promise<void>;
}

const KNOWN_PAIRS = 10_000;

/** @param scale multiplies every limit; 1 in service, more for load tests */
export function createSignInAttempts(scale: number): SignInAttempts {
  const limiter = (keyPrefix: string, { points, perMs }: Rate) =>
    new RateLimiterMemory({ keyPrefix, points: points * scale, duration: perMs / 1_000 });
  const pairs = limiter("pair", SIGN_IN_ATTEMPTS.pair);
  const accounts = limiter("account", SIGN_IN_ATTEMPTS.account);
  // Where she has signed in before: somebody else's guessing from elsewhere does not hold her up there.
  const known = new Set<string>();

  const keys = ({ email, address }: Attempt) => ({ account: digest([email]), pair: digest([email, address]) });

  return {
    begin: async (attempt) => {
      const { account, pair } = keys(attempt);
      await consume(pairs, pair);
      if (!known.has(pair)) await consume(accounts, account);
    },
    succeed: async (attempt) => {
      const { account, pair } = keys(attempt);
      await pairs.delete(pair);
      if (!known.has(pair)) await accounts.reward(account, 1);
      known.delete(pair);
      known.add(pair);
      const oldest = known.size > KNOWN_PAIRS ? known.values().next() : undefined;
      if (oldest && !oldest.done) known.delete(oldest.value);
    },
  };
}

async function consume(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new CallError("RATE", { retryAfterMs: Math.max(refusal.msBeforeNext, 1) });
  }
}

/** Neither addresses nor e-mails lie in memory longer than the call. */
function digest(parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("base64url");
}

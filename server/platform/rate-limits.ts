import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { RATES, type RateClass } from "../../shared/limits.ts";
import { CallError } from "./errors.ts";

export interface RateLimits {
  /**
   * Counts one call of a class.
   * @param key who calls: a person, or an address where there is no session
   * @throws CallError RATE with the time to wait
   */
  count(rate: RateClass, key: string): Promise<void>;
}

/** @param scale multiplies every limit; 1 in service, more for load tests */
export function createRateLimits(scale: number): RateLimits {
  const limiters = new Map(
    Object.entries(RATES).map(([name, { points, perMs }]) => [
      name,
      new RateLimiterMemory({ keyPrefix: name, points: points * scale, duration: perMs / 1_000 }),
    ]),
  );
  return {
    count: async (rate, key) => {
      try {
        await limiters.get(rate)?.consume(key);
      } catch (refusal) {
        if (!(refusal instanceof RateLimiterRes)) throw refusal;
        throw new CallError("RATE", { retryAfterMs: Math.max(refusal.msBeforeNext, 1) });
      }
    },
  };
}

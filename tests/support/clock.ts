import type { Clock } from "../../server/platform/clock.ts";

/** A clock that tests move. It starts at the real time, so that the store's own clock is not far. */
export interface TestClock extends Clock {
  advance(ms: number): void;
}

export function createTestClock(): TestClock {
  let offset = 0;
  return {
    now: () => Date.now() + offset,
    advance: (ms) => {
      offset += ms;
    },
  };
}

/** Time as the server sees it. Injected everywhere, so that tests move it instead of waiting. */
export interface Clock {
  /** @returns milliseconds since 1970 */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

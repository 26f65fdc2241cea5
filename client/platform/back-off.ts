const FIRST_MS = 500;
const MOST_MS = 20_000;

/**
 * @param attempts how many failed in a row
 * @param random between 0 and 1
 * @returns milliseconds to wait: anything up to 0.5 s · 2ⁿ, at most 20 s, so that many clients do not come back as one
 */
export function backOff(attempts: number, random: number): number {
  return random * Math.min(MOST_MS, FIRST_MS * 2 ** Math.min(attempts, 10));
}

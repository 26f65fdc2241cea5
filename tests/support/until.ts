/** Far beyond what any of it takes: on a machine that does ten things at once it is still no matter of speed. */
const LIMIT_MS = 60_000;
const EVERY_MS = 5;

/**
 * Looks again and again until there is something to return: for what another process or socket does in its own time.
 * @throws Error naming what was awaited when it does not come
 */
export async function until<T>(
  what: string,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
): Promise<T> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}

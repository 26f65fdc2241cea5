import type { Log } from "./log.ts";

const DAY_MS = 24 * 60 * 60 * 1_000;

export interface Daily {
  /** Starts no other run. */
  stop(): void;
  /** Resolves when no run is under way. */
  quiet(): Promise<void>;
}

/** Runs work at once and then every day, never twice at a time; one that fails is logged and tried again the next day. */
export function everyDay(work: () => Promise<object>, log: Log): Daily {
  let running: Promise<void> | null = null;
  const run = async () => {
    try {
      log.info({ ...(await work()) }, "swept");
    } catch (error) {
      log.error({ name: (error as Error)?.name, stack: (error as Error)?.stack }, "sweeping failed");
    }
    running = null;
  };
  const start = () => {
    running ??= run();
  };
  start();
  const timer = setInterval(start, DAY_MS);
  timer.unref();
  return { stop: () => clearInterval(timer), quiet: async () => running ?? undefined };
}

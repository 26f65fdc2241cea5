import { vi } from "vitest";

/** Questions to the store that stand still until they are let go, one by one. */
export interface Held {
  /** How many have been asked so far. */
  asked(): number;
  letGo(): void;
}

interface Query {
  exec(): Promise<unknown>;
}

/**
 * Holds every operation of a model's method that matches, from the given one on, counted from 0.
 * @param operation the method of the model, and which of its first arguments are meant
 */
export function hold<M extends object>(
  model: M,
  operation: { method: keyof M & string; matches: (filter: Record<string, unknown>) => boolean; from?: number },
): Held {
  const { method, matches, from = 0 } = operation;
  const real = (model[method] as (...given: unknown[]) => Query).bind(model);
  const waiting: (() => void)[] = [];
  let asked = 0;
  vi.spyOn(model as Record<string, () => unknown>, method).mockImplementation(((...given: unknown[]) => {
    const query = real(...given);
    if (!matches(given[0] as Record<string, unknown>)) return query;
    asked += 1;
    if (asked <= from) return query;
    const run = query.exec.bind(query);
    const gate = new Promise<void>((resolve) => {
      waiting.push(resolve);
    });
    query.exec = async () => {
      await gate;
      return run();
    };
    return query;
  }) as () => unknown);
  return { asked: () => asked, letGo: () => waiting.shift()?.() };
}

import type { Clock } from "./clock.ts";

interface CacheOptions<T> {
  clock: Clock;
  /** Milliseconds during which a value is served without asking again. */
  lifeMs: number;
  /** Values kept at most; the least recently used go first. */
  size: number;
  /** @returns the values that exist, by key */
  load(keys: string[]): Promise<Map<string, T>>;
}

/** Values read often and changed rarely. What is dropped is never served again, even by a load that had begun before. */
export interface Cache<T> {
  get(key: string): Promise<T | undefined>;
  /** @returns the values that exist, by key; those missing here are loaded together */
  getMany(keys: Iterable<string>): Promise<Map<string, T>>;
  drop(key: string): void;
  dropWhere(matches: (value: T) => boolean): void;
}

interface Kept<T> {
  value: T;
  at: number;
}

/** @returns an empty cache. What does not exist is not remembered. */
export function createCache<T>({ clock, lifeMs, size, load }: CacheOptions<T>): Cache<T> {
  const kept = new Map<string, Kept<T>>();
  const loading = new Map<string, symbol>();

  const fresh = (key: string): Kept<T> | undefined => {
    const entry = kept.get(key);
    if (!entry) return undefined;
    kept.delete(key);
    const age = clock.now() - entry.at;
    if (age < 0 || age >= lifeMs) return undefined;
    kept.set(key, entry);
    return entry;
  };

  const keep = (key: string, entry: Kept<T>) => {
    kept.set(key, entry);
    const oldest = kept.size > size ? kept.keys().next() : undefined;
    if (oldest && !oldest.done) kept.delete(oldest.value);
  };

  const loadMissing = async (keys: string[]): Promise<Map<string, T>> => {
    const ticket = Symbol("load");
    const at = clock.now();
    for (const key of keys) loading.set(key, ticket);
    try {
      const loaded = await load(keys);
      for (const [key, value] of loaded) if (loading.get(key) === ticket) keep(key, { value, at });
      return loaded;
    } finally {
      for (const key of keys) if (loading.get(key) === ticket) loading.delete(key);
    }
  };

  const getMany = async (keys: Iterable<string>): Promise<Map<string, T>> => {
    const found = new Map<string, T>();
    const missing: string[] = [];
    for (const key of new Set(keys)) {
      const entry = fresh(key);
      if (entry) found.set(key, entry.value);
      else missing.push(key);
    }
    if (missing.length > 0) for (const [key, value] of await loadMissing(missing)) found.set(key, value);
    return found;
  };

  return {
    getMany,
    get: async (key) => (await getMany([key])).get(key),
    drop: (key) => {
      kept.delete(key);
      loading.delete(key);
    },
    dropWhere: (matches) => {
      for (const [key, { value }] of kept) if (matches(value)) kept.delete(key);
      // What is being loaded cannot be looked at yet: none of it is kept.
      loading.clear();
    },
  };
}

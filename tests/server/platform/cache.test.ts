import { describe, expect, it } from "vitest";
import { createCache } from "../../../server/platform/cache.ts";
import { createTestClock } from "../../support/clock.ts";

/** A source whose answers wait until the test lets them go. */
function slowSource() {
  const stored = new Map<string, number>();
  const asked: string[][] = [];
  let gate = Promise.resolve();
  return {
    stored,
    asked,
    /** @returns what lets the loads from now on answer, with what was stored when they began */
    hold: () => {
      let open = () => {};
      gate = new Promise<void>((resolve) => {
        open = resolve;
      });
      return () => {
        gate = Promise.resolve();
        open();
      };
    },
    load: async (keys: string[]) => {
      asked.push(keys);
      const read = new Map(keys.flatMap((key) => (stored.has(key) ? [[key, stored.get(key) as number]] : [])));
      await gate;
      return read as Map<string, number>;
    },
  };
}

function open({ lifeMs = 500, size = 3 } = {}) {
  const clock = createTestClock();
  const source = slowSource();
  return { clock, ...source, cache: createCache<number>({ clock, lifeMs, size, load: source.load }) };
}

describe("the cache", () => {
  it("asks once within the life of a value, and again after it", async () => {
    const { cache, stored, asked, clock } = open({ lifeMs: 60_000 });
    stored.set("a", 1);
    expect([await cache.get("a"), await cache.get("a"), asked.length]).toEqual([1, 1, 1]);
    clock.advance(60_000);
    stored.set("a", 2);
    expect([await cache.get("a"), asked.length]).toEqual([2, 2]);
  });

  it.each(["drop", "dropWhere"] as const)("does not keep what was being read when it was dropped: %s", async (how) => {
    const { cache, stored, hold } = open({ lifeMs: 60_000 });
    stored.set("a", 1);
    const release = hold();
    const stale = cache.get("a");
    stored.set("a", 2);
    if (how === "drop") cache.drop("a");
    else cache.dropWhere((value) => value === 1);
    release();
    expect(await stale, "the read that began before").toBe(1);
    expect(await cache.get("a")).toBe(2);
  });

  it("asks for all that is missing together, and does not remember what does not exist", async () => {
    const { cache, stored, asked } = open({ lifeMs: 60_000 });
    stored.set("a", 1).set("b", 2);
    await cache.get("a");
    expect([...(await cache.getMany(["a", "b", "c", "b"]))]).toEqual([
      ["a", 1],
      ["b", 2],
    ]);
    stored.set("c", 3);
    expect(await cache.get("c")).toBe(3);
    expect(asked).toEqual([["a"], ["b", "c"], ["c"]]);
  });

  it("keeps those used last when it is full", async () => {
    const { cache, stored, asked } = open({ lifeMs: 60_000 });
    for (const [index, key] of ["a", "b", "c"].entries()) stored.set(key, index);
    await cache.getMany(["a", "b", "c"]);
    await cache.get("a");
    stored.set("d", 9);
    await cache.get("d");
    asked.length = 0;
    await cache.getMany(["a", "c", "d"]);
    expect(asked).toEqual([]);
    await cache.get("b");
    expect(asked).toEqual([["b"]]);
  });
});

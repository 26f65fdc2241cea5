import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import type { Query } from "../../server/embedded-mongodb/storage/planner.ts";
import { firstDifference } from "../chaos/store/differential.ts";
import { askEngine, inspectIndexes } from "../chaos/store/engine-side.ts";
import { temporaryFolder } from "./support.ts";

// A proof that cannot fail proves nothing: faults are put in the place of parts of the store, one at a time.
const planner = "../../server/embedded-mongodb/storage/planner.ts";
const comparisons = "../../server/embedded-mongodb/query/comparisons.ts";
const keys = "../../server/embedded-mongodb/values/key.ts";
type Planner = typeof import("../../server/embedded-mongodb/storage/planner.ts");
type Comparisons = typeof import("../../server/embedded-mongodb/query/comparisons.ts");
type Keys = typeof import("../../server/embedded-mongodb/values/key.ts");
type Collection = Parameters<Planner["planQuery"]>[0];

const folders = Array.from({ length: 12 }, () => temporaryFolder());
const closing: (() => Promise<void>)[] = [];

afterEach(() => {
  vi.doUnmock(planner);
  vi.doUnmock(comparisons);
  vi.doUnmock(keys);
  vi.resetModules();
});
afterAll(async () => {
  for (const close of closing) await close();
});

async function differenceWithin(operations: number): Promise<string | undefined> {
  vi.resetModules();
  const { Engine } = await import("../../server/embedded-mongodb/engine.ts");
  const engine = new Engine(folders.pop()!, { log: () => {} });
  closing.push(() => engine.close());
  return firstDifference({ operations, seed: 1, store: askEngine(engine), inspect: () => inspectIndexes(engine) });
}

/** Plans as the store does, then spoils the plan. */
function plantPlan(
  spoil: (plan: ReturnType<Planner["planQuery"]>, collection: Collection, query: Query) => object,
): void {
  vi.doMock(planner, async (original) => {
    const genuine = await original<Planner>();
    return {
      ...genuine,
      planQuery: (collection: Collection, query: Query) => {
        const plan = genuine.planQuery(collection, query);
        return { ...plan, ...spoil(plan, collection, query) };
      },
    };
  });
}

describe("the random comparison", () => {
  it("finds nothing in the store as it is", async () => {
    expect(await differenceWithin(Number(process.env.STORE_OPERATIONS ?? 20_000))).toBeUndefined();
  });

  const OPERATIONS = 5000;

  it("finds a planner that takes a multikey index for sorted", async () => {
    plantPlan((plan) => (plan.index.multikey ? { sorted: true } : {}));
    expect(await differenceWithin(OPERATIONS)).toMatch(/^seed 1, operation \d+: indexed/);
  });

  it("finds a planner that leaves out the last of several ranges", async () => {
    plantPlan((plan) => (plan.ranges.length > 1 ? { ranges: plan.ranges.slice(0, -1) } : {}));
    expect(await differenceWithin(OPERATIONS)).toMatch(/right/);
  });

  it("finds a planner that tests nothing after one equality", async () => {
    plantPlan((plan) => (plan.index.primary ? {} : { exact: true }));
    expect(await differenceWithin(OPERATIONS)).toMatch(/right/);
  });

  it("finds a planner that does not drop what a multikey index gives twice", async () => {
    plantPlan(() => ({ dedupe: false }));
    expect(await differenceWithin(OPERATIONS)).toMatch(/right/);
  });

  it("finds a matcher whose $lte leaves out the bound", async () => {
    vi.doMock(comparisons, async (original) => {
      const genuine = await original<Comparisons>();
      const inRange: Comparisons["inRange"] = (operator, operand) =>
        genuine.inRange(operator === "$lte" ? "$lt" : operator, operand);
      return { ...genuine, inRange };
    });
    expect(await differenceWithin(OPERATIONS)).toMatch(/right/);
  });

  it("finds a matcher for which null is not a missing field", async () => {
    vi.doMock(comparisons, async (original) => {
      const genuine = await original<Comparisons>();
      const equals: Comparisons["equals"] = (operand) => {
        const test = genuine.equals(operand);
        return (value) => value !== undefined && test(value);
      };
      return { ...genuine, equals };
    });
    expect(await differenceWithin(OPERATIONS)).toMatch(/right/);
  });

  /** Every component of every key goes through the spoiled encoding, in entries and in ranges alike. */
  function plantKeys(spoil: (genuine: Keys, value: unknown, descending: boolean) => Buffer): void {
    vi.doMock(keys, async (original) => {
      const genuine = await original<Keys>();
      const encodeValue: Keys["encodeValue"] = (value, descending = false) => spoil(genuine, value, descending);
      const encodeKey: Keys["encodeKey"] = (parts) =>
        Buffer.concat(parts.map(({ value, descending }) => encodeValue(value, descending)));
      return { ...genuine, encodeValue, encodeKey };
    });
  }

  it("finds keys that ignore that a field descends", async () => {
    plantKeys((genuine, value) => genuine.encodeValue(value, false));
    expect(await differenceWithin(OPERATIONS)).toMatch(/right|index/);
  });

  it("finds keys that forget the sign of a number", async () => {
    plantKeys((genuine, value, descending) => {
      const isNegative = typeof value === "object" && value !== null && Number(value) < 0 && !(value instanceof Date);
      return genuine.encodeValue(isNegative ? -Number(value) : value, descending);
    });
    expect(await differenceWithin(OPERATIONS)).toMatch(/right|index/);
  });
});

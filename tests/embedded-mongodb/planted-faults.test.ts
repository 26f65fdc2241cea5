import { Decimal128, Double, Long, ObjectId } from "bson";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import type { Query } from "../../server/embedded-mongodb/storage/planner.ts";
import { isNumber } from "../../server/embedded-mongodb/values/types.ts";
import { firstDifference } from "../chaos/store/differential.ts";
import { askEngine, inspectIndexes } from "../chaos/store/engine-side.ts";
import { temporaryFolder } from "./support.ts";

// A proof that cannot fail proves nothing: faults are put in the place of parts of the store, one at a time.
const part = (path: string): string => `../../server/embedded-mongodb/${path}`;
const planner = part("storage/planner.ts");
const comparisons = part("query/comparisons.ts");
const keys = part("values/key.ts");
type Planner = typeof import("../../server/embedded-mongodb/storage/planner.ts");
type Comparisons = typeof import("../../server/embedded-mongodb/query/comparisons.ts");
type Keys = typeof import("../../server/embedded-mongodb/values/key.ts");
type Leaves = typeof import("../../server/embedded-mongodb/update/leaves.ts");
type Seed = typeof import("../../server/embedded-mongodb/update/seed.ts");
type Entries = typeof import("../../server/embedded-mongodb/storage/entries.ts");
type Sort = typeof import("../../server/embedded-mongodb/query/sort.ts");
type Group = typeof import("../../server/embedded-mongodb/pipeline/group.ts");
type Unwind = typeof import("../../server/embedded-mongodb/pipeline/unwind.ts");
type Collection = Parameters<Planner["planQuery"]>[0];

// Folders are removed after the tests of the file: one for each test is asked for before they begin.
const folders = Array.from({ length: 30 }, () => temporaryFolder());
const closing: (() => Promise<void>)[] = [];
const planted = new Set<string>();

afterEach(() => {
  for (const module of planted) vi.doUnmock(module);
  planted.clear();
  vi.resetModules();
});
afterAll(async () => {
  for (const close of closing) await close();
});

/** Puts spoiled functions in the place of those of a module. */
function plant<Module extends object>(module: string, spoil: (genuine: Module) => Partial<Module>): void {
  planted.add(module);
  vi.doMock(module, async (original) => {
    const genuine = await original<Module>();
    return { ...genuine, ...spoil(genuine) };
  });
}

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
  plant<Planner>(planner, (genuine) => ({
    planQuery: (collection, query) => {
      const plan = genuine.planQuery(collection, query);
      return { ...plan, ...spoil(plan, collection, query) };
    },
  }));
}

/** Every component of every key goes through the spoiled encoding, in entries and in ranges alike. */
function plantKeys(spoil: (genuine: Keys, value: unknown, descending: boolean) => Buffer): void {
  plant<Keys>(keys, (genuine) => {
    const encodeValue: Keys["encodeValue"] = (value, descending = false) => spoil(genuine, value, descending);
    return {
      encodeValue,
      encodeKey: (parts) => Buffer.concat(parts.map(({ value, descending }) => encodeValue(value, descending))),
    };
  });
}

/** One operator of updates does what another one does. */
function plantOperator(name: string, instead: Parameters<Leaves["compileLeaf"]>[0]): void {
  plant<Leaves>(part("update/leaves.ts"), (genuine) => ({
    compileLeaf: (operator, path, operand) =>
      genuine.compileLeaf(operator === name ? instead : operator, path, operand),
  }));
}

const OPERATIONS = 5000;
const WRONG = /^seed 1, (operation|before operation) \d+: /;

/** The fault must be planted before. */
async function expectFound(): Promise<void> {
  expect(await differenceWithin(OPERATIONS)).toMatch(WRONG);
}

it("the random comparison finds nothing in the store as it is", async () => {
  expect(await differenceWithin(Number(process.env.STORE_OPERATIONS ?? 20_000))).toBeUndefined();
});

describe("the random comparison finds a planner that", () => {
  it("takes a multikey index for sorted", async () => {
    plantPlan((plan) => (plan.index.multikey ? { sorted: true } : {}));
    await expectFound();
  });

  it("leaves out the last of several ranges", async () => {
    plantPlan((plan) => (plan.ranges.length > 1 ? { ranges: plan.ranges.slice(0, -1) } : {}));
    await expectFound();
  });

  it("tests nothing after one equality", async () => {
    plantPlan((plan) => (plan.index.primary ? {} : { exact: true }));
    await expectFound();
  });

  it("does not drop what a multikey index gives twice", async () => {
    plantPlan(() => ({ dedupe: false }));
    await expectFound();
  });

  it("uses sparse and partial indexes for everything", async () => {
    plant<Planner>(planner, (genuine) => ({
      planQuery: (collection, query) => {
        const whole = { unique: false, sparse: false, partial: undefined };
        const indexes = collection.indexes.map((index) => ({ ...index, ...whole }));
        return genuine.planQuery({ ...collection, indexes } as Collection, query);
      },
    }));
    await expectFound();
  });
});

describe("the random comparison finds a matcher", () => {
  it("whose $lte leaves out the bound", async () => {
    plant<Comparisons>(comparisons, (genuine) => ({
      inRange: (operator, operand) => genuine.inRange(operator === "$lte" ? "$lt" : operator, operand),
    }));
    await expectFound();
  });

  it("for which null is not a missing field", async () => {
    plant<Comparisons>(comparisons, (genuine) => ({
      equals: (operand) => {
        const test = genuine.equals(operand);
        return (value) => value !== undefined && test(value);
      },
    }));
    await expectFound();
  });

  it("whose $in takes no Decimal128 for an equal number", async () => {
    plant<Comparisons>(comparisons, (genuine) => ({
      isOneOf: (operands) => {
        const test = genuine.isOneOf(operands);
        return (value) => !(value instanceof Decimal128) && test(value);
      },
    }));
    await expectFound();
  });

  it("for which NaN is below all numbers in a range", async () => {
    plant<Comparisons>(comparisons, (genuine) => ({
      inRange: (operator, operand) => {
        const test = genuine.inRange(operator, operand);
        const isLow = operator === "$lt" || operator === "$lte";
        return (value) => test(value) || (isLow && isNumber(operand) && Number.isNaN(Number(value)) && isNumber(value));
      },
    }));
    await expectFound();
  });

  it("whose patterns find no beginning", async () => {
    plant<Comparisons>(comparisons, (genuine) => ({
      matchesPattern: (operand) => {
        const test = genuine.matchesPattern(operand);
        return (value) => test(typeof value === "string" ? ` ${value}` : value);
      },
    }));
    await expectFound();
  });
});

describe("the random comparison finds keys that", () => {
  it("ignore that a field descends", async () => {
    plantKeys((genuine, value) => genuine.encodeValue(value, false));
    await expectFound();
  });

  it("forget the sign of a number", async () => {
    plantKeys((genuine, value, descending) => {
      const isNegative = isNumber(value) && Number(value) < 0;
      return genuine.encodeValue(isNegative ? -Number(value) : value, descending);
    });
    await expectFound();
  });

  it("round an int64 to a double", async () => {
    plantKeys((genuine, value, descending) =>
      genuine.encodeValue(value instanceof Long ? new Double(Number(value)) : value, descending),
    );
    await expectFound();
  });

  it("take a date for its number", async () => {
    plantKeys((genuine, value, descending) =>
      genuine.encodeValue(value instanceof Date ? new Double(value.getTime()) : value, descending),
    );
    await expectFound();
  });

  it("lose the last byte of an ObjectId", async () => {
    plantKeys((genuine, value, descending) =>
      genuine.encodeValue(
        value instanceof ObjectId ? new ObjectId(`${value.toHexString().slice(0, 22)}00`) : value,
        descending,
      ),
    );
    await expectFound();
  });
});

describe("the random comparison finds an update", () => {
  it.each([
    ["$max", "$min"],
    ["$addToSet", "$push"],
    ["$mul", "$inc"],
    ["$pullAll", "$unset"],
    ["$setOnInsert", "$unset"],
  ] as const)("whose %s does what %s does", async (name, instead) => {
    plantOperator(name, instead);
    await expectFound();
  });

  it("that inserts without the equalities of the filter", async () => {
    plant<Seed>(part("update/seed.ts"), (genuine) => ({
      upsertSeed: (filter) => genuine.upsertSeed({ _id: filter._id }),
    }));
    await expectFound();
  });
});

describe("the random comparison finds a unique index that", () => {
  it("refuses nothing", async () => {
    plant<Entries>(part("storage/entries.ts"), () => ({ checkUnique: () => {} }));
    await expectFound();
  });

  it("refuses a document that keeps its own value", async () => {
    plant<Entries>(part("storage/entries.ts"), (genuine) => ({
      checkUnique: (kv, target, wanted) => genuine.checkUnique(kv, target, { ...wanted, id: undefined }),
    }));
    await expectFound();
  });
});

describe("the random comparison finds a sort or a stage", () => {
  it("that forgets the second field", async () => {
    plant<Sort>(part("query/sort.ts"), (genuine) => ({
      compileSort: (spec) => genuine.compileSort(Object.fromEntries(Object.entries(spec).slice(0, 1))),
    }));
    await expectFound();
  });

  it("that takes the least of an array also downwards", async () => {
    plant<Sort>(part("query/sort.ts"), (genuine) => ({
      compileSort: (spec) => {
        const upwards = Object.entries(spec).map(([path, sign]) => ({ sign: Number(sign), by: { [path]: 1 } }));
        const orders = upwards.map(({ sign, by }) => ({ sign, order: genuine.compileSort(by) }));
        return (a, b) => orders.map(({ sign, order }) => sign * order(a, b)).find((found) => found !== 0) ?? 0;
      },
    }));
    await expectFound();
  });

  it("that groups by null what has the value 0", async () => {
    plant<Group>(part("pipeline/group.ts"), (genuine) => ({
      compileGroup: (operand) =>
        genuine.compileGroup({
          ...(operand as object),
          _id: { $cond: [operandId(operand), operandId(operand), null] },
        }),
    }));
    await expectFound();
  });

  it("that unwinds no empty array, whatever it is told", async () => {
    plant<Unwind>(part("pipeline/unwind.ts"), (genuine) => ({
      compileUnwind: (operand) => genuine.compileUnwind({ ...(operand as object), preserveNullAndEmptyArrays: false }),
    }));
    await expectFound();
  });
});

function operandId(operand: unknown): unknown {
  return (operand as { _id: unknown })._id;
}

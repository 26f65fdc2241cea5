import { Int32, MinKey } from "bson";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { boundsOf, type PathBounds } from "../../server/embedded-mongodb/query/bounds.ts";
import { compileFilter } from "../../server/embedded-mongodb/query/filter.ts";
import type { Doc } from "../../server/embedded-mongodb/values/decode.ts";
import { encodeValue, typeBracketBounds } from "../../server/embedded-mongodb/values/key.ts";
import { valuesAtPath } from "../../server/embedded-mongodb/values/path.ts";
import { matches, plain, stored } from "./semantics.ts";

const scalar = fc.constantFrom<unknown>(null, 0, 1, 2, 1.5, Number.NaN, "a", "b", true);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("b", "c"), tie("value"), { maxKeys: 2 }),
  ),
}));
const operators = fc.oneof(
  fc.record({ $gte: scalar, $lt: scalar }),
  fc
    .tuple(fc.constantFrom("$eq", "$gt", "$gte", "$lt", "$lte", "$ne"), value)
    .map(([name, operand]) => ({ [name]: operand })),
  fc.array(value, { maxLength: 3 }).map((list) => ({ $in: list })),
);
const condition = fc.oneof(
  value.filter((operand) => operand !== undefined),
  operators,
  operators.map((inner) => ({ $elemMatch: inner })),
  fc.constantFrom({ $exists: true }, { $exists: false }),
);
const path = fc.constantFrom("a", "a.b", "a.b.c", "a.0", "a.1.b", "a.b.0");
const filter = fc.dictionary(path, condition, { minKeys: 1, maxKeys: 2 }).map((fields): Doc => fields);
const doc = fc.record({ a: value });

/** Whether the keys an index has for a document lie within what the bounds allow. */
function isFound(keys: readonly Buffer[], bounds: PathBounds): boolean {
  const has = (point: unknown) => keys.some((key) => key.equals(encodeValue(point ?? null)));
  const { low, high } = bounds;
  const above = (key: Buffer) =>
    low === undefined ||
    (key.compare(encodeValue(low.value)) >= (low.inclusive ? 0 : 1) &&
      key.compare(typeBracketBounds(low.value).high) < 0);
  const below = (key: Buffer) =>
    high === undefined ||
    (key.compare(encodeValue(high.value)) <= (high.inclusive ? 0 : -1) &&
      key.compare(typeBracketBounds(high.value).low) >= 0);
  if ("eq" in bounds && !has(bounds.eq)) return false;
  if (bounds.in !== undefined && !bounds.in.some(has)) return false;
  return keys.some(above) && keys.some(below);
}

describe("bounds of a filter", () => {
  const boundsAt = (filter: Doc, path: string) => {
    const bounds = boundsOf(stored(filter)).get(path);
    return bounds === undefined ? undefined : plain(bounds);
  };

  it("finds equalities, points and ranges, also within $and", () => {
    expect(boundsAt({ a: 1 }, "a")).toEqual({ eq: 1, exactScalar: true });
    expect(boundsAt({ $and: [{ a: { $eq: "x" } }] }, "a")).toEqual({ eq: "x", exactScalar: true });
    expect(boundsAt({ a: { $in: [1, null] } }, "a")).toEqual({ in: [1, null], exactScalar: false });
    expect(boundsAt({ a: { $gte: 1, $lt: 5 } }, "a")).toEqual({
      low: { value: 1, inclusive: true },
      high: { value: 5, inclusive: false },
      exactScalar: false,
    });
  });

  it("never calls null, a sub-document or two conditions on one path exact", () => {
    expect(boundsAt({ a: null }, "a")).toEqual({ eq: null, exactScalar: false });
    expect(boundsAt({ a: { b: 1 } }, "a")).toMatchObject({ exactScalar: false });
    expect(boundsAt({ a: 1, $and: [{ a: 2 }] }, "a")).toEqual({ eq: 1, exactScalar: false });
    expect(boundsAt({ a: { $eq: 1, $exists: true } }, "a")).toEqual({ eq: 1, exactScalar: false });
  });

  it("gives no bound for arrays, patterns, negations, other types' ends and $or", () => {
    for (const operand of [
      [1],
      /x/,
      { $ne: 1 },
      { $in: [/x/] },
      { $gt: new MinKey() },
      { $gte: null },
      { $gt: Number.NaN },
    ]) {
      expect(boundsAt({ a: operand }, "a")).toEqual({ exactScalar: false });
    }
    expect(boundsAt({ $or: [{ a: 1 }] }, "a")).toBeUndefined();
  });

  it("gives no bound of null along a position, where a query sees more than an index", () => {
    expect(matches({ "a.1": null }, { a: [{}, "x"] })).toBe(true);
    expect(boundsAt({ "a.1": null }, "a.1")).toEqual({ exactScalar: false });
    expect(boundsAt({ "a.1.b": { $in: [null, 1] } }, "a.1.b")).toEqual({ exactScalar: false });
    expect(boundsAt({ "a.1": 5 }, "a.1")).toEqual({ eq: 5, exactScalar: true });
  });

  it("bounds the elements of $elemMatch, but only what it says of the element itself", () => {
    expect(boundsAt({ a: { $elemMatch: { $gt: 1 } } }, "a")).toEqual({
      low: { value: 1, inclusive: false },
      exactScalar: false,
    });
    expect(boundsAt({ a: { $elemMatch: { b: 1 } } }, "a")).toEqual({ exactScalar: false });
  });

  it("keeps the number types of its bounds", () => {
    expect(boundsOf(stored({ a: 1 })).get("a")?.eq).toEqual(new Int32(1));
  });

  it("knows how strings begin by a pattern that is an anchor and letters, and by no other", () => {
    for (const plain of [{ a: /^mél/ }, { a: { $regex: "^mél" } }, { $and: [{ a: { $regex: /^mél/ } }, { b: 1 }] }]) {
      expect(boundsOf(stored(plain)).get("a")?.starts, JSON.stringify(plain)).toBe("mél");
    }
    const others = [/^mél/i, /mél/, /^m|b/, /^m.l/, /^mé?/, { $regex: "^mel", $options: "i" }, { $not: /^mel/ }];
    for (const a of others) expect(boundsOf(stored({ a })).get("a")?.starts, String(a)).toBeUndefined();
  });

  it("loses no match: whatever matches lies within the bounds of every path", () => {
    let matched = 0;
    fc.assert(
      fc.property(filter, fc.array(doc, { minLength: 20, maxLength: 20 }), (given, docs) => {
        const spec = stored(given);
        const compiled = compileFilter(spec);
        for (const candidate of docs.map(stored)) {
          if (!compiled.test(candidate)) continue;
          matched += 1;
          for (const [at, bounds] of boundsOf(spec)) {
            const keys = valuesAtPath(candidate, at).values.map((seen) => encodeValue(seen));
            expect(isFound(keys, bounds)).toBe(true);
          }
        }
      }),
      { numRuns: 500 },
    );
    expect(matched).toBeGreaterThan(500);
  });

  it("needs no test of the document where it says exact and the index has no array", () => {
    fc.assert(
      fc.property(path, scalar, doc, (at, operand, given) => {
        const spec = stored({ [at]: operand });
        const candidate = stored(given);
        const bounds = boundsOf(spec).get(at);
        const seen = valuesAtPath(candidate, at);
        if (bounds?.exactScalar !== true || seen.viaArray) return;
        const found = seen.values.some((key) => encodeValue(key).equals(encodeValue(bounds.eq)));
        expect(found).toBe(compileFilter(spec).test(candidate));
      }),
      { numRuns: 2000 },
    );
  });
});

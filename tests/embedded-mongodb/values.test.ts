import {
  Binary,
  Code,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  serialize,
  Timestamp,
  UUID,
} from "bson";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addNumbers, multiplyNumbers } from "../../server/embedded-mongodb/values/arithmetic.ts";
import { type Doc, decode, encode } from "../../server/embedded-mongodb/values/decode.ts";
import { CommandError, codeNameOf } from "../../server/embedded-mongodb/values/errors.ts";
import { encodeKey, encodeValue, typeBracketBounds } from "../../server/embedded-mongodb/values/key.ts";
import { compareValues, equalValues, identicalValues } from "../../server/embedded-mongodb/values/order.ts";
import { documentKeys, valuesAtPath } from "../../server/embedded-mongodb/values/path.ts";
import { typeOf } from "../../server/embedded-mongodb/values/types.ts";
import { codeOf, plain, stored } from "./semantics.ts";

const long = (digits: string) => Long.fromString(digits);
const binary = (text: string, subtype = 0) => new Binary(Buffer.from(text), subtype);

const number = fc.oneof(
  fc.integer().map((value) => new Int32(value)),
  fc.double().map((value) => new Double(value)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((value) => Long.fromBigInt(value)),
  // Neighbours of the whole numbers that a double can no longer tell apart.
  fc.integer({ min: -3, max: 3 }).map((near) => Long.fromBigInt(2n ** 53n + BigInt(near))),
  fc.integer({ min: -3, max: 3 }).map((near) => Long.fromBigInt(-(2n ** 62n) + BigInt(near))),
  fc.constantFrom(new Double(2 ** 53), new Double(-(2 ** 62)), new Double(0), new Double(-0), new Double(Number.NaN)),
);
const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", "\0", "a\0", "a\x01", "\uffff", "\u{10000}"));
const scalar = fc.oneof(
  number,
  text,
  fc.constantFrom(null, true, false, new MinKey(), new MaxKey()),
  fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes)),
  fc.date({ noInvalidDate: true }),
  fc.uint8Array({ maxLength: 4 }).map((bytes) => new Binary(bytes, (bytes[0] ?? 0) % 3)),
  fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map((value) => new Timestamp(Long.fromBigInt(value, true))),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b", "ab", "é"), tie("value"), { maxKeys: 3 }),
  ),
}));

describe("the order of values", () => {
  it("orders keys as it orders values, ascending, descending and compound", () => {
    fc.assert(
      fc.property(value, value, value, value, (a, b, c, d) => {
        const order = Math.sign(compareValues(a, b));
        expect(Buffer.compare(encodeValue(a), encodeValue(b))).toBe(order);
        expect(Buffer.compare(encodeValue(a, true), encodeValue(b, true))).toBe(-order + 0);
        const key = (x: unknown, y: unknown) =>
          encodeKey([
            { value: x, descending: true },
            { value: y, descending: false },
          ]);
        expect(Buffer.compare(key(a, c), key(b, d))).toBe(-order || Math.sign(compareValues(c, d)));
      }),
      { numRuns: 3000 },
    );
  });

  it("is antisymmetric, and equality agrees with it", () => {
    fc.assert(
      fc.property(value, value, (a, b) => {
        expect(Math.sign(compareValues(a, b))).toBe(-Math.sign(compareValues(b, a)) + 0);
        expect(equalValues(a, b)).toBe(compareValues(a, b) === 0);
        expect(equalValues(a, a)).toBe(true);
      }),
    );
  });

  const ascending: [string, unknown[]][] = [
    [
      "types",
      [
        new MinKey(),
        null,
        new Int32(5),
        "a",
        {},
        [],
        binary(""),
        new ObjectId(),
        false,
        new Date(0),
        new Timestamp({ t: 1, i: 1 }),
        /a/,
        new MaxKey(),
      ],
    ],
    [
      "numbers of every type",
      [Number.NaN, -Infinity, new Int32(-1), -0.5, 0, new Double(0.5), long("1"), 1.5, Infinity],
    ],
    [
      "int64 beyond 2^53",
      [long("9007199254740991"), new Double(2 ** 53), long("9007199254740993"), long("9007199254740995")],
    ],
    [
      "decimals among doubles",
      [Decimal128.fromString("0.09"), new Double(0.1), Decimal128.fromString("0.2"), new Int32(1)],
    ],
    ["strings by UTF-8, not UTF-16", ["", "A", "a", "aa", "é", "\uffff", "\u{1F600}"]],
    ["binaries by length, subtype, bytes", [binary("b"), binary("b", 5), binary("c", 5), binary("aa")]],
    ["sub-documents by type, name, value", [{}, { a: 1 }, { a: 1, b: 1 }, { a: 2 }, { b: 1 }, { a: "" }]],
    ["arrays element by element", [[], [1], [1, 1], [2], ["a"]]],
    ["timestamps as unsigned", [new Timestamp({ t: 1, i: 2 }), new Timestamp({ t: 0xffffffff, i: 1 })]],
  ];
  it.each(ascending)("sorts %s", (_, values) => {
    for (const [i, low] of values.entries()) {
      for (const high of values.slice(i + 1)) {
        expect(compareValues(low, high)).toBeLessThan(0);
        expect(compareValues(high, low)).toBeGreaterThan(0);
      }
    }
  });

  const equal: [string, unknown, unknown][] = [
    ["1 of every number type", new Int32(1), long("1")],
    ["decimal and double", Decimal128.fromString("1.50"), new Double(1.5)],
    ["0 and -0", new Double(0), new Double(-0)],
    ["NaN and NaN", new Double(Number.NaN), new Double(Number.NaN)],
    ["null and missing", null, undefined],
    [
      "UUID and its binary",
      new UUID("0123456789abcdef0123456789abcdef"),
      new Binary(Buffer.from("0123456789abcdef0123456789abcdef", "hex"), 4),
    ],
  ];
  it.each(equal)("regards %s as equal", (_, a, b) => expect(equalValues(a, b)).toBe(true));

  const different: [string, unknown, unknown][] = [
    ["the order of fields", { a: 1, b: 2 }, { b: 2, a: 1 }],
    ["the subtype of binaries", binary("a"), binary("a", 4)],
    ["0 and false", 0, false],
    ["an int64 and the double next to it", long("9007199254740993"), new Double(2 ** 53)],
  ];
  it.each(different)("distinguishes %s", (_, a, b) => expect(equalValues(a, b)).toBe(false));

  it("tells number types apart when it asks for identical values", () => {
    expect(identicalValues(new Int32(1), new Double(1))).toBe(false);
    expect(identicalValues(new Double(0), new Double(-0))).toBe(false);
    expect(identicalValues({ a: [new Int32(1)] }, { a: [new Int32(1)] })).toBe(true);
  });
});

describe("keys", () => {
  it("bounds a type bracket from below and above", () => {
    for (const inside of ["", "zz", "\u{10ffff}"]) {
      const { low, high } = typeBracketBounds("m");
      expect(Buffer.compare(low, encodeValue(inside))).toBeLessThanOrEqual(0);
      expect(Buffer.compare(encodeValue(inside), high)).toBeLessThan(0);
    }
    expect(Buffer.compare(encodeValue(Infinity), typeBracketBounds("m").low)).toBeLessThan(0);
    expect(Buffer.compare(encodeValue({}), typeBracketBounds("m").high)).toBeGreaterThanOrEqual(0);
  });

  it("orders int64 exactly between the doubles around it", () => {
    for (const base of [2n ** 53n, 2n ** 60n, 2n ** 63n - 2048n, -(2n ** 53n), -(2n ** 62n) + 512n]) {
      const near = Array.from({ length: 2001 }, (_, i) => base + BigInt(i) - 1000n);
      const keys = near.map((whole) => encodeValue(Long.fromBigInt(whole)));
      for (const [i, key] of keys.slice(1).entries()) expect(Buffer.compare(keys[i] as Buffer, key)).toBe(-1);
    }
    expect(encodeValue(Long.fromBigInt(2n ** 60n))).toEqual(encodeValue(new Double(2 ** 60)));
  });

  it("puts an empty array before null", () => {
    expect(Buffer.compare(encodeValue(undefined), encodeValue(null))).toBeLessThan(0);
  });

  it("refuses what has no exact key", () => {
    expect(codeOf(() => encodeValue(Decimal128.fromString("1")))).toBe(115);
    expect(codeOf(() => encodeValue({ a: [Decimal128.fromString("1")] }))).toBe(115);
    expect(codeOf(() => encodeValue(new Code("f()", { x: 1 })))).toBe(115);
  });
});

describe("what an index sees at a path", () => {
  const cases: [string, Doc, string, unknown[], boolean][] = [
    ["a scalar", { a: 1 }, "a", [1], false],
    ["a missing field as null", {}, "a", [null], false],
    ["a missing field below a scalar as null", { a: 5 }, "a.b", [null], false],
    ["the distinct elements of an array", { a: [1, 1, 2] }, "a", [1, 2], true],
    ["an empty array as undefined", { a: [] }, "a", [undefined], true],
    ["a nested array as one element", { a: [[1, 2], 3] }, "a", [[1, 2], 3], true],
    ["fields of the elements", { a: [{ b: 1 }, { b: 2 }, {}] }, "a.b", [1, 2, null], true],
    ["arrays in the elements", { a: [{ b: [1, 2] }, { b: [] }] }, "a.b", [1, 2, undefined], true],
    ["a position in an array", { a: [7, 8] }, "a.1", [8], false],
    ["a position as a field name", { a: { 1: 8 } }, "a.1", [8], false],
    ["a field of the element at a position", { a: [{ b: 1 }, { b: 2 }] }, "a.1.b", [2], false],
    ["no inherited property", {}, "constructor", [null], false],
  ];
  it.each(cases)("sees %s", (_, doc, path, values, viaArray) => {
    const seen = valuesAtPath(stored(doc), path);
    expect(plain({ values: seen.values }).values).toEqual(values);
    expect(seen.viaArray).toBe(viaArray);
  });

  it("has one row per element for two fields of one array, and refuses two arrays", () => {
    const rows = documentKeys(
      stored({
        a: [
          { x: 1, y: 2 },
          { x: 3, y: 4 },
        ],
      }),
      ["a.x", "a.y"],
    );
    expect(plain({ rows: rows.keys }).rows).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(codeOf(() => documentKeys(stored({ a: [1], b: [2] }), ["a", "b"]))).toBe(171);
    expect(codeOf(() => documentKeys(stored({ a: [{ 0: 1 }] }), ["a.0"]))).toBe(16746);
  });

  it("knows when nothing is there at all, for sparse indexes", () => {
    expect(valuesAtPath(stored({ b: 1 }), "a").missing).toBe(true);
    expect(valuesAtPath(stored({ a: null }), "a").missing).toBe(false);
    expect(valuesAtPath(stored({ a: [] }), "a").missing).toBe(false);
  });
});

describe("decoding and encoding", () => {
  it("keeps every type through a round trip, byte by byte", () => {
    const bytes = serialize({
      i: new Int32(1),
      d: new Double(1),
      l: long("1"),
      b: binary("x", 5),
      r: /a/i,
      t: new Timestamp({ t: 1, i: 2 }),
    });
    expect(encode(decode(bytes))).toEqual(Buffer.from(bytes));
  });

  it("takes a reference as a plain sub-document", () => {
    const doc = { a: { $ref: "x", $id: "y", $db: "z", more: "w" } };
    const bytes = serialize(doc);
    expect(decode(bytes)).toEqual(doc);
    expect(Object.getPrototypeOf(decode(bytes).a)).toBe(Object.prototype);
    expect(encode(decode(bytes))).toEqual(Buffer.from(bytes));
  });

  it("is not deceived by a field named like the mark of a BSON class", () => {
    const bytes = Buffer.from(serialize({ a: { xbsontype: "ObjectId", id: "x" }, b: 1 }));
    bytes.write("_", bytes.indexOf("xbsontype"));
    const doc = decode(bytes);
    expect(typeOf(doc.a)).toBe("object");
    expect(compareValues(doc.a, new ObjectId())).toBeLessThan(0);
    expect(encodeValue(doc.a)[0]).toBe(encodeValue({})[0]);
    // The library cannot write it again: an error, not another value.
    expect(codeOf(() => encode(doc))).toBe(2);
  });

  it("refuses bytes that are no document", () => {
    expect(codeOf(() => decode(Buffer.from([1, 2, 3])))).toBe(22);
  });
});

describe("numbers", () => {
  it("widens int32 to int64 and stops beyond it", () => {
    expect(addNumbers(new Int32(2147483647), new Int32(1))).toEqual(long("2147483648"));
    expect(addNumbers(new Int32(1), new Int32(1))).toEqual(new Int32(2));
    expect(addNumbers(new Int32(1), new Double(1))).toEqual(new Double(2));
    expect(addNumbers(Long.MAX_VALUE, new Int32(1))).toBeUndefined();
    expect(multiplyNumbers(long("4611686018427387904"), new Int32(2))).toBeUndefined();
  });

  it("names errors as MongoDB does", () => {
    expect(codeNameOf(11000)).toBe("DuplicateKey");
    expect(codeNameOf(40415)).toBe("Location40415");
    expect(new CommandError(28, "x").codeName).toBe("PathNotViable");
  });
});

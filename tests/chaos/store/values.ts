import { Binary, BSONRegExp, Decimal128, Double, Int32, Long, ObjectId } from "bson";
import type { Random } from "../../embedded-mongodb/random.ts";
import type { Plain } from "./model-values.ts";

/** How many documents a collection may hold; each number below it stands for one `_id`. */
export const IDS = 60;

/** Built once: a test meets the same instants, ids and patterns again and again. */
const DATES = [-1, 0, 1000, 1_700_000_000_000].map((at) => new Date(at));
const OBJECT_IDS = ["000000000000000000000001", "65a000000000000000000001", "65a0000000000000000000ff"].map(
  (hex) => new ObjectId(hex),
);
const BINARIES = [[], [0], [0, 255], [255]].map((bytes) => new Binary(Buffer.from(bytes)));
/** Around what a double can hold exactly. */
const LONGS = ["9007199254740992", "9007199254740993", "9007199254740993", "-9007199254740993"].map((text) =>
  Long.fromString(text),
);
const DOUBLES = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 9007199254740992, 0.1];
const DECIMALS = [
  "0",
  "1",
  "2.0",
  "-2",
  "1.5",
  "0.1",
  "1.50",
  "2E+1",
  "9007199254740993",
  "NaN",
  "Infinity",
  "-Infinity",
].map((text) => Decimal128.fromString(text));
const PATTERNS = ["^a", "b$", "x", "^[a-c]"].map((pattern) => new BSONRegExp(pattern));

export function anyPattern(random: Random): BSONRegExp {
  return random.chance(0.2) ? new BSONRegExp("^A", "i") : random.pick(PATTERNS);
}

export function smallInt(random: Random): Int32 {
  return new Int32(random.int(6));
}

/** As many equal numbers of unequal types as possible. */
export function anyNumber(random: Random): unknown {
  return random.pick([
    () => new Int32(random.int(9) - 4),
    () => new Int32(random.int(9) - 4),
    () => new Double(random.int(9) / 2 - 2),
    () => new Double(random.int(9) - 4),
    () => Long.fromNumber(random.int(9) - 4),
    () => random.pick(LONGS),
    () => new Double(random.pick(DOUBLES)),
  ])();
}

/** Whole and half numbers only, of which any sum is exact. */
export function countable(random: Random): unknown {
  return random.pick([
    () => new Int32(random.int(5)),
    () => new Int32(random.int(5)),
    () => new Double(random.int(9) / 2 - 2),
    () => Long.fromNumber(random.int(5) * 3_000_000_000),
  ])();
}

export function anyDecimal(random: Random): Decimal128 {
  return random.pick(DECIMALS);
}

/** A value that has a key in an index, and is no array. */
export function anyScalar(random: Random): unknown {
  return random.pick([
    () => anyNumber(random),
    () => anyNumber(random),
    () => random.pick(["", "a", "a\0", "a\0b", "b", "é", "\u{1f4f7}", "\uffee"]),
    () => random.pick(["", "ab", "xb", "c"]),
    () => null,
    () => random.chance(0.5),
    () => random.pick(DATES),
    () => random.pick(OBJECT_IDS),
    () => random.pick(BINARIES),
    () => ({ d: random.chance(0.5) ? smallInt(random) : new Double(random.int(3)) }),
    () =>
      random.chance(0.3)
        ? random.pick([{}, { e: new Int32(1), d: new Int32(1) }, { d: [new Int32(1)] }])
        : new Int32(1),
  ])();
}

/** For a field without an index: also what no key can be made of. */
export function anyValue(random: Random): unknown {
  return random.pick([
    () => anyNumber(random),
    () => anyScalar(random),
    () => anyDecimal(random),
    () => anyDecimal(random),
    () => anyDecimal(random),
    () => anyPattern(random),
    () => anyArray(random),
    () => ({ d: anyDecimal(random) }),
    () => [anyDecimal(random), anyNumber(random)],
  ])();
}

/** Mostly small numbers; sometimes arrays in the array. */
export function anyArray(random: Random): unknown[] {
  const element = (): unknown =>
    random.pick([
      () => smallInt(random),
      () => smallInt(random),
      () => smallInt(random),
      () => new Double(random.int(6)),
      () => anyScalar(random),
      () => (random.chance(0.3) ? Array.from({ length: random.int(3) }, () => smallInt(random)) : smallInt(random)),
    ])();
  return Array.from({ length: random.int(4) }, element);
}

/** Now and then longer than a key may be, and alike up to where keys are cut. */
export function anyText(random: Random): string {
  return "x".repeat(random.pick([2, 2, 2, 2, 4000])) + random.int(3);
}

/** What `c` holds: documents, arrays of them, and what stands in the way of a path. */
export function anyNested(random: Random): unknown {
  return random.pick([
    () => ({ d: anyScalar(random) }),
    () => ({ d: anyScalar(random), e: smallInt(random) }),
    () => ({ d: anyArray(random) }),
    () => [{ d: smallInt(random) }, { d: anyScalar(random) }, {}],
    () => [{ d: anyArray(random) }, smallInt(random), [{ d: smallInt(random) }]],
    () => random.pick<unknown>([[], new Int32(5), null]),
  ])();
}

/** The `_id` of a number: of several types, and the same numbers in different types. */
export function idOf(random: Random, n: number): unknown {
  if (n < 40)
    return random.pick([() => new Int32(n), () => new Int32(n), () => new Double(n), () => Long.fromNumber(n)])();
  if (n < 50) return new ObjectId(n.toString(16).padStart(24, "0"));
  return n < 55 ? `id ${n}` : new Date(n);
}

/** For a field with a unique index: few enough to meet each other. */
export function anyUnique(random: Random): unknown {
  const n = random.int(90);
  return random.pick([() => new Int32(n), () => new Double(n), () => `u${n}`, () => new Date(n), () => null])();
}

export function anyUniqueList(random: Random): unknown[] {
  return Array.from({ length: random.int(3) }, () => new Int32(random.int(300)));
}

export function anyDocument(random: Random, _id: unknown): Plain {
  const doc: Plain = { _id };
  for (const field of ["a", "b"]) if (random.chance(0.85)) doc[field] = anyScalar(random);
  if (random.chance(0.6)) doc.c = anyNested(random);
  if (random.chance(0.5)) doc.t = anyArray(random);
  if (random.chance(0.3)) doc.s = anyText(random);
  if (random.chance(0.5)) doc.n = countable(random);
  if (random.chance(0.9)) doc.u = anyUnique(random);
  if (random.chance(0.5)) doc.k = smallInt(random);
  if (random.chance(0.4)) doc.w = anyUniqueList(random);
  if (random.chance(0.4)) doc.x = anyValue(random);
  return doc;
}

import { Decimal128, Double, Int32, Long, MaxKey, MinKey, ObjectId } from "bson";
import { type Doc, each, finds, type Group } from "./suite.ts";

const MIXED: Doc[] = [
  { _id: 1, a: new MinKey() },
  { _id: 2, a: null },
  { _id: 3, a: 5 },
  { _id: 4, a: "5" },
  { _id: 5, a: { b: 5 } },
  { _id: 6, a: true },
  { _id: 7, a: new Date(5) },
  { _id: 8, a: new ObjectId("000000000000000000000005") },
  { _id: 9, a: new MaxKey() },
];
const BIG = Long.fromString("9007199254740993");
const NUMBERS: Doc[] = [
  { _id: 1, a: new Int32(1) },
  { _id: 2, a: new Double(1) },
  { _id: 3, a: Long.fromNumber(1) },
  { _id: 4, a: new Double(1.5) },
  { _id: 5, a: Number.NaN },
  { _id: 6, a: new Double(-0) },
  { _id: 7, a: new Int32(0) },
  { _id: 8, a: BIG },
  { _id: 9, a: new Double(9007199254740992) },
  { _id: 10, a: Number.POSITIVE_INFINITY },
  { _id: 11, a: Long.fromString("9223372036854775807") },
];

export const types: Group = {
  number: 3,
  title: "Types: brackets of comparison, numbers of every width, NaN, MinKey and MaxKey",
  cases: [
    ...each<[string, Doc, number[]]>(
      [
        ["a number is above none but numbers", { a: { $gt: 1 } }, [3]],
        ["and below none but numbers", { a: { $lt: 100 } }, [3]],
        ["text", { a: { $gt: "" } }, [4]],
        ["text from a text on", { a: { $gte: "5" } }, [4]],
        ["objects", { a: { $gt: {} } }, [5]],
        ["false is below true", { a: { $gt: false } }, [6]],
        ["dates", { a: { $gte: new Date(0) } }, [7]],
        ["dates before", { a: { $lt: new Date(5) } }, []],
        ["object ids", { a: { $gt: new ObjectId("000000000000000000000000") } }, [8]],
        ["a text is no number", { a: 5 }, [3]],
        ["a number is no text", { a: "5" }, [4]],
        ["1 is not true", { a: 1 }, []],
        ["MinKey equals itself", { a: new MinKey() }, [1]],
        ["MaxKey equals itself", { a: new MaxKey() }, [9]],
        ["$type number", { a: { $type: "number" } }, [3]],
        ["$type of several", { a: { $type: ["string", "bool"] } }, [4, 6]],
        ["$type date", { a: { $type: "date" } }, [7]],
        ["$type objectId", { a: { $type: "objectId" } }, [8]],
        ["$type minKey", { a: { $type: "minKey" } }, [1]],
        ["$type maxKey", { a: { $type: 127 } }, [9]],
        ["$type object", { a: { $type: 3 } }, [5]],
      ],
      ([name, filter, gives]) => finds(name, MIXED, filter, gives),
    ),
    finds("the order of types", MIXED, {}, [1, 2, 3, 4, 5, 8, 6, 7, 9], { sort: { a: 1 } }),
    finds("the order of types, backwards", MIXED, {}, [9, 7, 6, 8, 5, 4, 3, 2, 1], { sort: { a: -1 } }),
    finds("the order of types, by an index", MIXED, {}, [1, 2, 3, 4, 5, 8, 6, 7, 9], {
      sort: { a: 1 },
      index: { a: 1 },
    }),
    ...each<[string, Doc, number[]]>(
      [
        ["1 in every width", { a: 1 }, [1, 2, 3]],
        ["1 as a long", { a: Long.fromNumber(1) }, [1, 2, 3]],
        ["0 and -0 are one", { a: 0 }, [6, 7]],
        ["-0 asked for", { a: new Double(-0) }, [6, 7]],
        ["NaN equals NaN", { a: Number.NaN }, [5]],
        ["NaN is not below 0", { a: { $lt: 0 } }, []],
        ["NaN is not above", { a: { $gt: Number.NaN } }, []],
        ["from NaN on is NaN", { a: { $gte: Number.NaN } }, [5]],
        ["up to NaN is NaN", { a: { $lte: Number.NaN } }, [5]],
        ["beyond 2^53 exactly", { a: BIG }, [8]],
        ["2^53 as a double is not its neighbour", { a: new Double(9007199254740992) }, [9]],
        ["above 2^53", { a: { $gt: new Double(9007199254740992) } }, [8, 10, 11]],
        ["the largest long is finite", { a: { $lt: Number.POSITIVE_INFINITY } }, [1, 2, 3, 4, 6, 7, 8, 9, 11]],
        ["between integers", { a: { $gt: 1, $lt: 2 } }, [4]],
        ["$in over widths", { a: { $in: [Long.fromNumber(1), 1.5] } }, [1, 2, 3, 4]],
        ["$type int", { a: { $type: "int" } }, [1, 7]],
        ["$type long", { a: { $type: "long" } }, [3, 8, 11]],
        ["$type double", { a: { $type: "double" } }, [2, 4, 5, 6, 9, 10]],
      ],
      ([name, filter, gives]) => finds(name, NUMBERS, filter, gives),
    ),
    ...each<[string, Doc, number[]]>(
      [
        ["a decimal equals an int", { a: new Decimal128("1") }, [1, 2]],
        ["an int equals a decimal", { a: 1 }, [1, 2]],
        ["decimals of other digits are equal", { a: new Decimal128("1.00") }, [1, 2]],
        ["a decimal is not the double beside it", { a: new Decimal128("0.1") }, [3]],
        ["ranges go over decimals", { a: { $gte: 1 } }, [1, 2]],
      ],
      ([name, filter, gives]) =>
        finds(
          name,
          [
            { _id: 1, a: new Decimal128("1.0") },
            { _id: 2, a: new Int32(1) },
            { _id: 3, a: new Decimal128("0.1") },
            { _id: 4, a: new Double(0.1) },
          ],
          filter,
          gives,
        ),
    ),
  ],
};

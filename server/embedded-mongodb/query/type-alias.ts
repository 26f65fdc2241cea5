import { CommandError } from "../values/errors.ts";
import { toWhole } from "../values/numbers.ts";
import { type BsonType, isNumber } from "../values/types.ts";

const BY_CODE = new Map<number, BsonType>([
  [-1, "minKey"],
  [1, "double"],
  [2, "string"],
  [3, "object"],
  [4, "array"],
  [5, "binData"],
  [7, "objectId"],
  [8, "bool"],
  [9, "date"],
  [10, "null"],
  [11, "regex"],
  [13, "javascript"],
  [14, "symbol"],
  [16, "int"],
  [17, "timestamp"],
  [18, "long"],
  [19, "decimal"],
  [127, "maxKey"],
]);

const NAMES = new Set<string>(BY_CODE.values());
const NUMBERS: readonly BsonType[] = ["int", "long", "double", "decimal"];

/** The types meant by the operand of `$type`: an alias, a number, or an array of them. Throws CommandError 2. */
export function typesOf(operand: unknown): Set<BsonType> {
  const list = Array.isArray(operand) ? operand : [operand];
  if (list.length === 0) throw new CommandError(9, "$type must match at least one type");
  return new Set(list.flatMap(typesOfOne));
}

function typesOfOne(operand: unknown): readonly BsonType[] {
  if (operand === "number") return NUMBERS;
  if (typeof operand === "string") {
    if (!NAMES.has(operand)) throw new CommandError(2, `Unknown type name alias: ${operand}`);
    return [operand as BsonType];
  }
  if (!isNumber(operand)) throw new CommandError(14, "type must be represented as a number or a string");
  const type = BY_CODE.get(Number(toWhole(operand)));
  if (type === undefined) throw new CommandError(2, `Invalid numerical type code: ${String(operand)}`);
  return [type];
}

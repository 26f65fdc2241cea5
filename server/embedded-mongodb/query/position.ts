import type { Doc } from "../values/decode.ts";
import { arrayIndex, getField, isDoc, typeOf } from "../values/types.ts";
import { compileElementTest, compileFilter, isOperatorDoc } from "./filter.ts";

/** A condition of a filter that an element of an array can meet. */
type Condition = { parts: readonly string[]; meets: (element: unknown) => boolean; operand: unknown };

/** Those that MongoDB takes no position from: they say what no element, or the array as a whole, is. */
const WITHOUT_POSITION: ReadonlySet<string> = new Set(["$ne", "$nin", "$not", "$size", "$options"]);

/**
 * The position that `$` in an update stands for: that of the first element of an array by which the document meets the
 * filter. Where several conditions go through an array the last one decides; in nested arrays it is the outermost.
 * Nothing is taken from $or, $nor and negations. The filter must have been compiled before: it is taken as valid.
 * @returns gives the position in a document that matches; undefined where the filter goes through no array
 */
export function compilePosition(filter: Doc): (doc: Doc) => number | undefined {
  const conditions = conditionsOf(filter);
  return (doc) => {
    let found: number | undefined;
    for (const condition of conditions) found = positionIn(doc, condition, 0) ?? found;
    return found;
  };
}

function conditionsOf(filter: Doc): Condition[] {
  return Object.entries(filter).flatMap(([name, operand]): Condition[] => {
    if (name === "$and") return (operand as Doc[]).flatMap(conditionsOf);
    if (name.startsWith("$")) return [];
    const parts = name.split(".");
    if (!isOperatorDoc(operand)) {
      const single = typeOf(operand) === "regex" ? { $regex: operand } : { $eq: operand };
      return [{ parts, meets: compileElementTest(single), operand: single }];
    }
    return Object.entries(operand).flatMap(([operator, value]) => ofOperator(parts, operator, { value, operand }));
  });
}

function ofOperator(
  parts: readonly string[],
  operator: string,
  { value, operand }: { value: unknown; operand: Doc },
): Condition[] {
  if (WITHOUT_POSITION.has(operator)) return [];
  if (operator === "$elemMatch") return [{ parts, meets: compileElementTest(value), operand: { $elemMatch: value } }];
  if (operator === "$all") {
    return (value as unknown[]).flatMap((one) =>
      conditionsOf({ [parts.join(".")]: isDoc(one) && "$elemMatch" in one ? one : { $eq: one } }),
    );
  }
  const single = operator === "$regex" && "$options" in operand ? operand : { [operator]: value };
  return [{ parts, meets: compileElementTest(single), operand: single }];
}

/** Follows the path to the first array that it goes through, and finds the element that meets the condition. */
function positionIn(value: unknown, condition: Condition, at: number): number | undefined {
  const { parts, meets, operand } = condition;
  if (Array.isArray(value)) {
    const part = parts[at];
    // A number in the path names an element: no position is left open there.
    if (part !== undefined && arrayIndex(part) >= 0) return positionIn(value[arrayIndex(part)], condition, at + 1);
    const rest = part === undefined ? undefined : compileFilter({ [parts.slice(at).join(".")]: operand });
    const index = value.findIndex((element) => (rest ? isDoc(element) && rest.test(element) : meets(element)));
    return index < 0 ? undefined : index;
  }
  const part = parts[at];
  return part !== undefined && isDoc(value) ? positionIn(getField(value, part), condition, at + 1) : undefined;
}

import type { PathBounds } from "../query/bounds.ts";
import { compileFilter, isOperatorDoc } from "../query/filter.ts";
import type { Doc } from "../values/decode.ts";
import { typeBracketBounds } from "../values/key.ts";
import { compareValues } from "../values/order.ts";
import { excludesMissing } from "./ranges.ts";

/** Whether every document that meets the query surely meets the filter expression of a partial index. */
export function implies(query: Map<string, PathBounds>, expression: Doc): boolean {
  return Object.entries(expression).every(([path, condition]) => {
    if (path === "$and") {
      return Array.isArray(condition) && condition.every((branch) => implies(query, branch as Doc));
    }
    const bounds = query.get(path);
    if (path.startsWith("$") || bounds === undefined) return false;
    if (impliedByValues(path, condition, bounds)) return true;
    if (!isOperatorDoc(condition)) return false;
    return Object.entries(condition as Doc).every(([operator, operand]) =>
      impliedByRange({ path, operator, operand }, bounds),
    );
  });
}

/** The query allows some known values only, and each of them meets the condition. */
function impliedByValues(path: string, condition: unknown, bounds: PathBounds): boolean {
  const values = Object.hasOwn(bounds, "eq") ? [bounds.eq] : bounds.in;
  // Null is also met by a missing field, of which the condition may think otherwise.
  if (values === undefined || values.some((value) => value === null)) return false;
  const { test } = compileFilter({ only: condition });
  return !path.startsWith("$") && values.every((value) => test({ only: value }));
}

function impliedByRange(wanted: { path: string; operator: string; operand: unknown }, bounds: PathBounds): boolean {
  const { operator, operand } = wanted;
  if (operator === "$exists") return operand === true && excludesMissing(bounds);
  if (operator !== "$gt" && operator !== "$gte" && operator !== "$lt" && operator !== "$lte") return false;
  const isLow = operator === "$gt" || operator === "$gte";
  const bound = isLow ? bounds.low : bounds.high;
  if (bound === undefined || !sameBracket(bound.value, operand)) return false;
  const order = compareValues(bound.value, operand) * (isLow ? 1 : -1);
  return order > 0 || (order === 0 && (operator.endsWith("e") || !bound.inclusive));
}

function sameBracket(a: unknown, b: unknown): boolean {
  return typeBracketBounds(a).low.equals(typeBracketBounds(b).low);
}

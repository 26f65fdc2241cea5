import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { toDouble } from "../values/numbers.ts";
import { compareValues } from "../values/order.ts";
import { documentKeys } from "../values/path.ts";
import { isNumber } from "../values/types.ts";

type SortField = { path: string; direction: 1 | -1 };

/**
 * Compiles a sort: a comparator of documents. An array sorts by its least element ascending and its greatest one
 * descending, an empty array before null, a missing field as null. Throws CommandError 15975 for a direction other than
 * 1 and -1, 115 for `$meta`, 2 for two arrays in one document.
 */
export function compileSort(spec: Doc): (a: Doc, b: Doc) => number {
  const fields = sortFields(spec);
  const paths = fields.map((field) => field.path);
  const compareRows = (a: readonly unknown[], b: readonly unknown[]): number => {
    for (const [i, field] of fields.entries()) {
      const order = compareKeys(a[i], b[i]) * field.direction;
      if (order !== 0) return order;
    }
    return 0;
  };
  const rows = new WeakMap<Doc, unknown[]>();
  const rowOf = (doc: Doc): unknown[] => {
    let row = rows.get(doc);
    if (row === undefined) {
      row = sortKeys(doc, paths).reduce((least, other) => (compareRows(other, least) < 0 ? other : least));
      rows.set(doc, row);
    }
    return row;
  };
  return (a, b) => compareRows(rowOf(a), rowOf(b));
}

/** The fields of a sort specification in order, checked. */
export function sortFields(spec: Doc): SortField[] {
  return Object.entries(spec).map(([path, direction]) => {
    if (path === "" || path.startsWith("$") || path.startsWith(".") || path.endsWith(".")) {
      throw new CommandError(16410, `FieldPath '${path}' is not a field to sort by`);
    }
    if (!isNumber(direction)) {
      const isMeta = typeof direction === "object" && direction !== null && "$meta" in direction;
      if (isMeta) throw new CommandError(115, "$meta is not supported by this server");
      throw new CommandError(15974, `Illegal key in $sort specification: ${path}`);
    }
    const value = toDouble(direction);
    if (value !== 1 && value !== -1) {
      throw new CommandError(15975, "$sort key ordering must be 1 (for ascending) or -1 (for descending)");
    }
    return { path, direction: value };
  });
}

/** Undefined stands for an empty array here, which sorts before null. */
function compareKeys(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) {
    if (a === b) return 0;
    const other = a === undefined ? b : a;
    const order = compareValues(null, other) > 0 ? 1 : -1;
    return a === undefined ? order : -order;
  }
  return compareValues(a, b);
}

function sortKeys(doc: Doc, paths: readonly string[]): unknown[][] {
  try {
    return documentKeys(doc, paths).keys;
  } catch (error) {
    if (error instanceof CommandError && error.code === 171) {
      throw new CommandError(2, "cannot sort with keys that are parallel arrays");
    }
    throw error;
  }
}

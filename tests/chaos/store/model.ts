/** What a filter, a sort and an update mean, in the plainest way, and sharing no code with the store. */
export type Plain = Record<string, unknown>;

const isArray = (value: unknown): value is unknown[] => Array.isArray(value);

function rank(value: unknown): number {
  if (value === null || value === undefined) return 1;
  if (typeof value === "number") return 2;
  if (typeof value === "string") return 3;
  if (isArray(value)) return 5;
  return typeof value === "boolean" ? 6 : 4;
}

function sign(a: number | string | boolean, b: number | string | boolean): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** MongoDB's order of values. */
export function order(a: unknown, b: unknown): number {
  const byRank = sign(rank(a), rank(b));
  if (byRank !== 0 || rank(a) === 1) return byRank;
  if (typeof a === "string") return Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b as string)));
  if (isArray(a)) return orderLists(a, b as unknown[]);
  if (typeof a !== "object") return sign(a as number, b as number);
  const flat = (doc: object): unknown[] => Object.entries(doc).flatMap(([name, value]) => [rank(value), name, value]);
  return orderLists(flat(a as object), flat(b as object));
}

function orderLists(a: unknown[], b: unknown[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at += 1) {
    const first = order(a[at], b[at]);
    if (first !== 0) return first;
  }
  return sign(a.length, b.length);
}

/** The values at a path of at most two steps; undefined stands for a missing one. */
function at(doc: Plain, path: string): unknown[] {
  const [first = "", second] = path.split(".");
  const top = doc[first];
  if (second === undefined) return [top];
  return (isArray(top) ? top : [top]).map((inner) => (inner as Plain | undefined)?.[second]);
}

function withElements(values: unknown[]): unknown[] {
  return values.flatMap((value) => (isArray(value) ? [value, ...value] : [value]));
}

function meets(values: unknown[], operator: string, operand: unknown): boolean {
  const some = (test: (value: unknown) => boolean): boolean => withElements(values).some(test);
  const ranged = (test: (order: number) => boolean): boolean =>
    some((value) => rank(value) === rank(operand) && test(order(value, operand)));
  switch (operator) {
    case "$eq":
      return some((value) => order(value, operand) === 0);
    case "$ne":
      return !meets(values, "$eq", operand);
    case "$gt":
      return ranged((sign) => sign > 0);
    case "$gte":
      return ranged((sign) => sign >= 0);
    case "$lt":
      return ranged((sign) => sign < 0);
    case "$lte":
      return ranged((sign) => sign <= 0);
    case "$in":
      return (operand as unknown[]).some((one) => meets(values, "$eq", one));
    case "$nin":
      return !meets(values, "$in", operand);
    case "$exists":
      return values.some((value) => value !== undefined) === operand;
    case "$size":
      return values.some((value) => isArray(value) && value.length === operand);
    case "$elemMatch":
      return values.some((value) => isArray(value) && value.some((element) => meetsAll([element], operand as Plain)));
    case "$not":
      return !meetsAll(values, operand as Plain);
    default:
      throw new Error(`the model has no ${operator}`);
  }
}

function meetsAll(values: unknown[], conditions: Plain): boolean {
  return Object.entries(conditions).every(([operator, operand]) => meets(values, operator, operand));
}

function isOperators(condition: unknown): condition is Plain {
  return rank(condition) === 4 && Object.keys(condition as Plain)[0]?.startsWith("$") === true;
}

export function matches(filter: Plain, doc: Plain): boolean {
  return Object.entries(filter).every(([path, condition]) => {
    const parts = condition as Plain[];
    if (path === "$and") return parts.every((part) => matches(part, doc));
    if (path === "$or") return parts.some((part) => matches(part, doc));
    if (path === "$nor") return !parts.some((part) => matches(part, doc));
    return meetsAll(at(doc, path), isOperators(condition) ? condition : { $eq: condition });
  });
}

/** For a sort by several fields, of which one at most may hold arrays. */
export function orderBy(sort: Record<string, number>): (a: Plain, b: Plain) => number {
  // The least element counts upwards, the greatest downwards; an empty array comes before null.
  const least = (doc: Plain, path: string, direction: number): unknown[] =>
    at(doc, path)
      .flatMap((value): unknown[][] => (isArray(value) ? (value.length ? value.map((one) => [one]) : [[]]) : [[value]]))
      .reduce((best, one) => (orderLists(one, best) * direction < 0 ? one : best));
  return (a, b) => {
    for (const [path, direction] of Object.entries(sort)) {
      const found = orderLists(least(a, path, direction), least(b, path, direction)) * direction;
      if (found !== 0) return found;
    }
    return 0;
  };
}

/** One operator on one field. */
export function update(doc: Plain, change: Plain): Plain {
  const [[operator, fields] = ["", {}]] = Object.entries(change);
  const [[field, operand] = ["", null]] = Object.entries(fields as Plain);
  const after = structuredClone(doc);
  const list = (after[field] ?? []) as unknown[];
  if (operator === "$set") after[field] = operand;
  else if (operator === "$unset") delete after[field];
  else if (operator === "$inc") after[field] = Number(after[field] ?? 0) + Number(operand);
  else if (operator === "$push") after[field] = [...list, operand];
  else if (operator === "$addToSet")
    after[field] = list.some((one) => order(one, operand) === 0) ? list : [...list, operand];
  else if (operator === "$pull" && field in after) after[field] = list.filter((one) => order(one, operand) !== 0);
  return after;
}

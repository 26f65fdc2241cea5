import { Double, Int32, Long } from "bson";
import { matches, orderBy } from "./model.ts";
import { asDouble, isArray, isNumeric, isObject, order, type Plain } from "./model-values.ts";

/** What a pipeline gives; `others` is the collection that `$lookup` joins with. */
export function aggregate(stages: readonly Plain[], docs: readonly Plain[], others: readonly Plain[]): Plain[] {
  return stages.reduce<Plain[]>((rows, stage) => runStage(stage, rows, others), [...docs]);
}

function runStage(stage: Plain, rows: Plain[], others: readonly Plain[]): Plain[] {
  const [[name, operand] = ["", null]] = Object.entries(stage);
  const spec = operand as Plain;
  switch (name) {
    case "$match":
      return rows.filter((row) => matches(spec, row));
    case "$sort":
      return [...rows].sort(orderBy(spec as Record<string, number>));
    case "$skip":
      return rows.slice(operand as number);
    case "$limit":
      return rows.slice(0, operand as number);
    case "$count":
      return rows.length === 0 ? [] : [{ [String(operand)]: new Int32(rows.length) }];
    case "$unset":
      return rows.map((row) => without(row, String(operand)));
    case "$addFields":
    case "$set":
      return rows.map((row) => computed({ ...row }, spec, row));
    case "$project":
      return rows.map((row) => projected(row, spec));
    case "$replaceWith":
      return rows.map((row) => evaluate(operand, row) as Plain);
    case "$unwind":
      return rows.flatMap((row) => unwound(row, spec));
    case "$group":
      return grouped(rows, spec);
    case "$lookup":
      return rows.map((row) => ({ ...row, [String(spec.as)]: joined(row, spec, others) }));
    default:
      throw new Error(`the model has no ${name}`);
  }
}

function without(row: Plain, field: string): Plain {
  const { [field]: _, ...rest } = row;
  return rest;
}

/** Fields that are there keep their places; a missing result takes the field away. */
function computed(target: Plain, spec: Plain, row: Plain): Plain {
  for (const [name, expression] of Object.entries(spec)) {
    const value = evaluate(expression, row);
    if (value === undefined) delete target[name];
    else target[name] = value;
  }
  return target;
}

/** Top-level fields: `_id` and those named 1 as they are, then the computed ones. */
function projected(row: Plain, spec: Plain): Plain {
  const kept = Object.entries(row).filter(([name]) => name === "_id" || spec[name] === 1);
  const expressions = Object.entries(spec).filter(([, value]) => value !== 1);
  return computed(Object.fromEntries(kept), Object.fromEntries(expressions), row);
}

/** A missing field is undefined, and is below null in comparisons. */
function evaluate(expression: unknown, row: Plain): unknown {
  if (typeof expression === "string" && expression.startsWith("$")) return row[expression.slice(1)];
  if (!isObject(expression)) return expression;
  const [[operator, operand] = ["", null]] = Object.entries(expression);
  if (!operator.startsWith("$")) return computed({}, expression, row);
  const values = (isArray(operand) ? operand : [operand]).map((one) => evaluate(one, row));
  const [a, b, c] = values;
  const compared = a === undefined || b === undefined ? Number(b === undefined) - Number(a === undefined) : order(a, b);
  switch (operator) {
    case "$literal":
      return operand;
    case "$eq":
      return compared === 0;
    case "$gt":
      return compared > 0;
    case "$lte":
      return compared <= 0;
    case "$ifNull":
      return a ?? b;
    case "$cond":
      return a === undefined || a === null || a === false || (isNumeric(a) && asDouble(a) === 0) ? c : b;
    case "$size":
      return new Int32((a as unknown[]).length);
    case "$add":
      return values.some((value) => value === null || value === undefined) ? null : sum(values);
    case "$in":
      return a !== undefined && (b as unknown[]).some((one) => order(one, a) === 0);
    default:
      throw new Error(`the model has no ${operator}`);
  }
}

function sum(values: readonly unknown[]): unknown {
  const numbers = values.filter(isNumeric);
  const total = numbers.reduce<number>((sofar, one) => sofar + asDouble(one), 0);
  if (numbers.some((one) => one instanceof Double)) return new Double(total);
  return numbers.some((one) => one instanceof Long) || (total | 0) !== total
    ? Long.fromNumber(total)
    : new Int32(total);
}

function unwound(row: Plain, { path, preserveNullAndEmptyArrays: keeps, includeArrayIndex: index }: Plain): Plain[] {
  const field = String(path).slice(1);
  const value = row[field];
  const numbered = (doc: Plain, at: unknown): Plain => (index === undefined ? doc : { ...doc, [String(index)]: at });
  if (isArray(value) && value.length > 0) {
    return value.map((one, at) => numbered({ ...row, [field]: one }, Long.fromNumber(at)));
  }
  if (value === null || value === undefined || isArray(value)) {
    return keeps === true ? [numbered(isArray(value) ? without(row, field) : row, null)] : [];
  }
  return [numbered(row, null)];
}

function grouped(rows: readonly Plain[], { _id, ...fields }: Plain): Plain[] {
  const groups: { id: unknown; rows: Plain[] }[] = [];
  for (const row of rows) {
    const id = evaluate(_id, row) ?? null;
    const known = groups.find((group) => order(group.id, id) === 0);
    if (known === undefined) groups.push({ id, rows: [row] });
    else known.rows.push(row);
  }
  return groups.map((group) => {
    const accumulated = Object.entries(fields).map(([name, spec]) => [name, accumulate(spec as Plain, group.rows)]);
    return { _id: group.id, ...Object.fromEntries(accumulated) };
  });
}

function accumulate(spec: Plain, rows: readonly Plain[]): unknown {
  const [[operator, operand] = ["", null]] = Object.entries(spec);
  const values = rows.map((row) => evaluate(operand, row));
  const present = values.filter((value) => value !== null && value !== undefined).sort(order);
  switch (operator) {
    case "$sum":
      return sum(values);
    case "$count":
      return new Int32(rows.length);
    case "$avg": {
      const numbers = values.filter(isNumeric);
      return numbers.length === 0 ? null : new Double(asDouble(sum(numbers)) / numbers.length);
    }
    case "$min":
      return present[0] ?? null;
    case "$max":
      return firstOfEqual(present, present.at(-1)) ?? null;
    case "$first":
      return values[0] ?? null;
    case "$last":
      return values.at(-1) ?? null;
    case "$push":
      return values.filter((value) => value !== undefined);
    default:
      throw new Error(`the model has no ${operator}`);
  }
}

/** Of equal values the first one met is kept; the sort before kept their order. */
function firstOfEqual(sorted: readonly unknown[], value: unknown): unknown {
  return sorted.find((one) => order(one, value) === 0);
}

/** Of which missing and null are met by missing and null, and an array by any of its elements. */
function joined(row: Plain, { localField, foreignField }: Plain, others: readonly Plain[]): Plain[] {
  const local = row[String(localField)];
  const wanted = isArray(local) ? local : [local ?? null];
  const path = String(foreignField);
  return others.filter((other) =>
    (wanted.length === 0 ? [null] : wanted).some((one) => matches({ [path]: { $eq: one } }, other)),
  );
}

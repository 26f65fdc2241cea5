import { Double, Int32, Long, ObjectId } from "bson";
import { refuseDecimal } from "../../values/arithmetic.ts";
import { CommandError } from "../../values/errors.ts";
import { longOf, plainNumber, toDouble } from "../../values/numbers.ts";
import { isNumber, typeOf } from "../../values/types.ts";
import { isNullish, type PlainOperator } from "../scope.ts";

export const conversionOperators: Readonly<Record<string, PlainOperator>> = {
  $type: { arity: [1, 1], apply: ([value]) => typeOf(value) },
  $toString: conversion(textOf),
  $toInt: conversion((value) => {
    const whole = wholeOf(value, "int");
    const near = Number(whole);
    if ((near | 0) !== near) throw failure(value, "int", "out of range");
    return new Int32(near);
  }),
  $toLong: conversion((value) => {
    if (value instanceof Date) return Long.fromNumber(value.getTime());
    const long = longOf(wholeOf(value, "long"));
    if (long === undefined) throw failure(value, "long", "out of range");
    return long;
  }),
  $toDouble: conversion(doubleOf),
  $toDate: conversion(dateOf),
  $toObjectId: conversion((value) => {
    if (value instanceof ObjectId) return value;
    if (typeof value === "string" && /^[0-9a-fA-F]{24}$/.test(value)) return new ObjectId(value);
    throw failure(value, "objectId", "24 hexadecimal digits are needed");
  }),
};

function conversion(convert: (value: unknown) => unknown): PlainOperator {
  return { arity: [1, 1], apply: ([value]) => (isNullish(value) ? null : convert(value)) };
}

function failure(value: unknown, target: string, why: string): CommandError {
  return new CommandError(241, `Failed to convert ${typeOf(value)} to ${target} in $convert: ${why}`);
}

/** The text of a scalar as `$toString` writes it. Throws CommandError 241 for other types. */
export function textOf(value: unknown): string {
  const type = typeOf(value);
  switch (type) {
    case "string":
      return value as string;
    case "bool":
      return String(value);
    case "int":
    case "long":
      return String(plainNumber(value));
    case "double":
      return doubleText(toDouble(value));
    case "date":
      return (value as Date).toISOString();
    case "objectId":
      return (value as ObjectId).toHexString();
    default:
      throw failure(value, "string", "no such conversion");
  }
}

function doubleText(value: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "Infinity" : "-Infinity";
  return Object.is(value, -0) ? "-0" : String(value);
}

function wholeOf(value: unknown, target: string): bigint {
  if (typeof value === "boolean") return value ? 1n : 0n;
  if (typeof value === "string") {
    if (!/^[+-]?\d+$/.test(value)) throw failure(value, target, `'${value}' is no whole number`);
    return BigInt(value.replace("+", ""));
  }
  if (!isNumber(value)) throw failure(value, target, "no such conversion");
  refuseDecimal(value);
  const plain = plainNumber(value);
  if (typeof plain === "bigint") return plain;
  if (!Number.isFinite(plain)) throw failure(value, target, "not a finite number");
  return BigInt(Math.trunc(plain));
}

function doubleOf(value: unknown): Double {
  if (typeof value === "boolean") return new Double(value ? 1 : 0);
  if (value instanceof Date) return new Double(value.getTime());
  if (isNumber(value)) return new Double(toDouble(value));
  if (typeof value === "string" && /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value))
    return new Double(Number(value));
  throw failure(value, "double", "no such conversion");
}

function dateOf(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  const type = typeOf(value);
  if (type === "long" || type === "double") return new Date(Math.trunc(toDouble(value)));
  if (typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value)) {
    // Without a zone MongoDB takes UTC, JavaScript the zone of the machine.
    const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(value) || /^\d{4}-\d{2}-\d{2}$/.test(value);
    const date = new Date(hasZone ? value : `${value}Z`);
    if (!Number.isNaN(date.getTime())) return date;
  }
  throw failure(value, "date", "no such conversion");
}

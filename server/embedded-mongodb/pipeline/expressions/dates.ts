import { ObjectId, Timestamp } from "bson";
import type { Doc } from "../../values/decode.ts";
import { CommandError } from "../../values/errors.ts";
import { toDouble } from "../../values/numbers.ts";
import { isDoc, isNumber, typeOf } from "../../values/types.ts";
import { type Compile, type Expression, isNullish, type SpecialOperator } from "../scope.ts";

const DAY = 86_400_000;

export const dateSpecials: Readonly<Record<string, SpecialOperator>> = {
  $dateToString: compileDateToString,
  $dateTrunc: compileDateTrunc,
};

function checked(operand: unknown, name: string, allowed: readonly string[]): Doc {
  if (!isDoc(operand)) throw new CommandError(18629, `${name} only supports an object as its argument`);
  const unknownName = Object.keys(operand).find((key) => !allowed.includes(key));
  if (unknownName !== undefined) throw new CommandError(18534, `Unrecognized argument to ${name}: ${unknownName}`);
  if (!Object.hasOwn(operand, "date")) throw new CommandError(18628, `Missing 'date' parameter to ${name}`);
  return operand;
}

function instantOf(value: unknown): number {
  if (value instanceof Date) return value.getTime();
  if (value instanceof ObjectId) return value.getTimestamp().getTime();
  if (value instanceof Timestamp) return value.getHighBits() * 1000;
  throw new CommandError(16006, `can't convert from BSON type ${typeOf(value)} to Date`);
}

/** Minutes east of UTC of a zone at an instant: "UTC", "+02:00", "Europe/Paris". Throws CommandError 40485. */
function offsetMinutes(zone: string, instant: number): number {
  if (zone === "UTC" || zone === "GMT" || zone === "Z") return 0;
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (fixed !== null) return (fixed[1] === "-" ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0));
  try {
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    }).formatToParts(instant);
    const number = (type: string) => Number(parts.find((part) => part.type === type)?.value);
    const local = Date.UTC(
      number("year"),
      number("month") - 1,
      number("day"),
      number("hour"),
      number("minute"),
      number("second"),
    );
    return Math.round((local - Math.floor(instant / 1000) * 1000) / 60_000);
  } catch {
    throw new CommandError(40485, `unrecognized time zone identifier: "${zone}"`);
  }
}

type Zoned = { local: Date; offset: number };

/** A date whose UTC fields are the local ones. */
function inZone(instant: number, zone: string): Zoned {
  const offset = offsetMinutes(zone, instant);
  return { local: new Date(instant + offset * 60_000), offset };
}

function zoneOf(value: unknown): string | null {
  if (isNullish(value)) return null;
  if (typeof value !== "string")
    throw new CommandError(40517, `timezone must evaluate to a string, found ${typeOf(value)}`);
  return value;
}

const DEFAULT_FORMAT = "%Y-%m-%dT%H:%M:%S.%L";

function compileDateToString(operand: unknown, compile: Compile): Expression {
  const args = checked(operand, "$dateToString", ["date", "format", "timezone", "onNull"]);
  const date = compile(args.date);
  const format = Object.hasOwn(args, "format") ? compile(args.format) : undefined;
  const timezone = Object.hasOwn(args, "timezone") ? compile(args.timezone) : undefined;
  const onNull = Object.hasOwn(args, "onNull") ? compile(args.onNull) : () => null;
  return (scope) => {
    const value = date(scope);
    const pattern = format === undefined ? `${DEFAULT_FORMAT}${timezone === undefined ? "Z" : ""}` : format(scope);
    const zone = timezone === undefined ? "UTC" : zoneOf(timezone(scope));
    if (isNullish(value)) return onNull(scope);
    if (isNullish(pattern) || zone === null) return null;
    if (typeof pattern !== "string") throw new CommandError(18533, "$dateToString requires that 'format' be a string");
    return formatDate(pattern, inZone(instantOf(value), zone));
  };
}

function formatDate(pattern: string, zoned: Zoned): string {
  return pattern.replace(/%([\s\S]?)/g, (_, letter: string) => fieldText(letter, zoned));
}

function fieldText(letter: string, { local, offset }: Zoned): string {
  const pad = (value: number, width: number) => String(value).padStart(width, "0");
  const weekday = local.getUTCDay();
  switch (letter) {
    case "Y":
      return pad(local.getUTCFullYear(), 4);
    case "m":
      return pad(local.getUTCMonth() + 1, 2);
    case "d":
      return pad(local.getUTCDate(), 2);
    case "H":
      return pad(local.getUTCHours(), 2);
    case "M":
      return pad(local.getUTCMinutes(), 2);
    case "S":
      return pad(local.getUTCSeconds(), 2);
    case "L":
      return pad(local.getUTCMilliseconds(), 3);
    case "j":
      return pad(dayOfYear(local), 3);
    case "w":
      return String(weekday + 1);
    case "u":
      return String(weekday === 0 ? 7 : weekday);
    case "G":
      return pad(thursdayOf(local).getUTCFullYear(), 4);
    case "V":
      return pad(Math.ceil(dayOfYear(thursdayOf(local)) / 7), 2);
    case "z":
      return `${offset < 0 ? "-" : "+"}${pad(Math.trunc(Math.abs(offset) / 60), 2)}${pad(Math.abs(offset) % 60, 2)}`;
    case "Z":
      return `${offset < 0 ? "-" : "+"}${pad(Math.abs(offset), 3)}`;
    case "%":
      return "%";
    default:
      throw new CommandError(18536, `Invalid format character '%${letter}' in format string`);
  }
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY) + 1;
}

/** The Thursday of a date's ISO week, which decides the week's year. */
function thursdayOf(date: Date): Date {
  return new Date(date.getTime() + (4 - (date.getUTCDay() || 7)) * DAY);
}

function compileDateTrunc(operand: unknown, compile: Compile): Expression {
  const args = checked(operand, "$dateTrunc", ["date", "unit", "binSize", "timezone"]);
  if (!Object.hasOwn(args, "unit")) throw new CommandError(5439009, "Missing 'unit' parameter to $dateTrunc");
  const [date, unit] = [compile(args.date), compile(args.unit)];
  if (Object.hasOwn(args, "binSize") && !(isNumber(args.binSize) && toDouble(args.binSize) === 1)) {
    throw new CommandError(115, "$dateTrunc with a binSize other than 1 is not supported by this server");
  }
  const timezone = Object.hasOwn(args, "timezone") ? compile(args.timezone) : () => "UTC";
  return (scope) => {
    const value = date(scope);
    const unitName = unit(scope);
    const zone = zoneOf(timezone(scope));
    if (isNullish(value) || isNullish(unitName) || zone === null) return null;
    const instant = instantOf(value);
    const { local } = inZone(instant, zone);
    const start = truncated(local, unitName);
    // The offset may differ at the start of the day: it is looked up there.
    const guess = start - offsetMinutes(zone, instant) * 60_000;
    return new Date(start - offsetMinutes(zone, guess) * 60_000);
  };
}

function truncated(local: Date, unit: unknown): number {
  const [year, month, day] = [local.getUTCFullYear(), local.getUTCMonth(), local.getUTCDate()];
  switch (unit) {
    case "year":
      return Date.UTC(year, 0, 1);
    case "month":
      return Date.UTC(year, month, 1);
    case "week":
      return Date.UTC(year, month, day - local.getUTCDay());
    case "day":
      return Date.UTC(year, month, day);
    case "hour":
      return Math.floor(local.getTime() / 3_600_000) * 3_600_000;
    case "minute":
      return Math.floor(local.getTime() / 60_000) * 60_000;
    case "second":
      return Math.floor(local.getTime() / 1000) * 1000;
    default:
      throw new CommandError(9, `$dateTrunc: unknown time unit value: ${String(unit)}`);
  }
}

import type { Language } from "./i18n.ts";

/** What a date is written for: the language, the present moment and, in tests, the time zone. */
export interface FormatContext {
  readonly language: Language;
  /** Milliseconds since 1970. Never read from the clock here. */
  readonly now: number;
  /** IANA name; the device's own when left out. */
  readonly timeZone?: string;
}

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const fixed = "\u00a0";
const locales = { fr: "fr-FR", en: "en-GB" } as const;

const dateFormats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(context: FormatContext, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const { language, timeZone } = context;
  const key = JSON.stringify([language, timeZone, options]);
  let format = dateFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(locales[language], timeZone ? { ...options, timeZone } : options);
    dateFormats.set(key, format);
  }
  return format;
}

/** Intl leaves breakable or narrow spaces, by version: one kind inside dates and amounts. */
function unbroken(text: string): string {
  return text.replace(/[ \u202f]/g, fixed);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Days of the calendar from now to `at`: 0 today, −1 yesterday, 1 tomorrow. */
function calendarDays(at: number, context: FormatContext): number {
  const midnight = (moment: number): number => {
    const parts = dateFormat(context, { year: "numeric", month: "numeric", day: "numeric" }).formatToParts(moment);
    const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((found) => found.type === type)?.value);
    return Date.UTC(part("year"), part("month") - 1, part("day"));
  };
  return Math.round((midnight(at) - midnight(context.now)) / day);
}

function date(at: number, context: FormatContext, withWeekday: boolean): string {
  const year = dateFormat(context, { year: "numeric" });
  const options: Intl.DateTimeFormatOptions = { day: "numeric", month: "long" };
  if (withWeekday) options.weekday = "long";
  if (year.format(at) !== year.format(context.now)) options.year = "numeric";
  const parts = dateFormat(context, options).formatToParts(at);
  const ordinal = context.language === "fr";
  const words = parts.map(({ type, value }) => (ordinal && type === "day" && value === "1" ? "1er" : value));
  return words.join("").replace(",", "");
}

function clock(at: number, context: FormatContext, dropZero: boolean): string {
  const parts = dateFormat(context, { hour: "numeric", minute: "2-digit", hourCycle: "h23" }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((found) => found.type === type)?.value ?? "";
  const hours = String(Number(part("hour")));
  const minutes = part("minute").padStart(2, "0");
  if (context.language === "en") return `${hours.padStart(2, "0")}:${minutes}`;
  return dropZero && minutes === "00" ? `${hours}${fixed}h` : `${hours}${fixed}h${fixed}${minutes}`;
}

function relativeDay(days: number, context: FormatContext): string {
  return new Intl.RelativeTimeFormat(locales[context.language], { numeric: "auto" })
    .format(days, "day")
    .replace("'", "’");
}

/** The hour of a message: « 14 h 12 », "14:12". */
export function formatTime(at: number, context: FormatContext): string {
  return clock(at, context, false);
}

/** The heading of a day: « Mardi 24 novembre », with the year when it is not this one. */
export function formatDay(at: number, context: FormatContext): string {
  return capital(unbroken(date(at, context, true)));
}

/** A date inside a sentence: « 24 novembre », with the year when it is not this one. */
export function formatDate(at: number, context: FormatContext): string {
  return unbroken(date(at, context, false));
}

/** Month and year, for « Membre depuis mars 2026 ». */
export function formatMonth(at: number, context: FormatContext): string {
  return unbroken(dateFormat(context, { month: "long", year: "numeric" }).format(at));
}

/** The last activity of a conversation: « 11 h 30 » today, « hier », « lundi » within the week, else the date. */
export function formatActivity(at: number, context: FormatContext): string {
  const days = calendarDays(at, context);
  if (days >= 0) return clock(at, context, false);
  if (days === -1) return relativeDay(-1, context);
  if (days > -7) return dateFormat(context, { weekday: "long" }).format(at);
  return formatDate(at, context);
}

/** How long ago, for a recent gesture: « à l’instant », « il y a 20 min », « il y a 3 h », then as `formatActivity`. */
export function formatAgo(at: number, context: FormatContext): string {
  const past = context.now - at;
  if (past < minute) return context.language === "fr" ? "à l’instant" : "just now";
  if (past >= day) return formatActivity(at, context);
  return context.language === "fr" ? `il y a ${formatSpan(past, context)}` : `${formatSpan(past, context)} ago`;
}

/** A deadline: « aujourd’hui, 18 h », « demain, 9 h », « 8 décembre à 18 h »; "8 December at 18:00". */
export function formatDeadline(at: number, context: FormatContext): string {
  const days = calendarDays(at, context);
  const time = clock(at, context, true);
  if (days === 0 || days === 1) return `${relativeDay(days, context)}, ${time}`;
  return `${formatDate(at, context)} ${context.language === "fr" ? "à" : "at"} ${time}`;
}

/** The length of a sanction, in milliseconds: « 30 minutes », « 24 heures », « 7 jours »; null: « sans limite ». */
export function formatDuration(milliseconds: number | null, context: FormatContext): string {
  if (milliseconds === null) return context.language === "fr" ? "sans limite" : "no end date";
  if (milliseconds < hour) return amount(milliseconds / minute, { unit: "minute", unitDisplay: "long" }, context);
  if (milliseconds < 2 * day) return amount(milliseconds / hour, { unit: "hour", unitDisplay: "long" }, context);
  return amount(milliseconds / day, { unit: "day", unitDisplay: "long" }, context);
}

/** A wait, in milliseconds, short and rounded down: « 12 min », « 13 h », « 3 j ». Less than a minute counts as one. */
export function formatSpan(milliseconds: number, context: FormatContext): string {
  const span = Math.max(milliseconds, minute);
  if (span < hour) return amount(Math.floor(span / minute), { unit: "minute", unitDisplay: "short" }, context);
  if (span < 2 * day) return amount(Math.floor(span / hour), { unit: "hour", unitDisplay: "short" }, context);
  return amount(Math.floor(span / day), { unit: "day", unitDisplay: "short" }, context);
}

function amount(value: number, unit: Intl.NumberFormatOptions, context: FormatContext): string {
  const format = new Intl.NumberFormat(locales[context.language], { style: "unit", maximumFractionDigits: 1, ...unit });
  return unbroken(format.format(value));
}

/** A number of things: thousands kept apart (« 1 204 », "1,204"). */
export function formatNumber(value: number, context: Pick<FormatContext, "language">): string {
  return new Intl.NumberFormat(locales[context.language]).format(value);
}

/** A count on a badge: "99+" beyond 99. */
export function formatCount(value: number): string {
  return value > 99 ? "99+" : String(value);
}

/** The size of a file, in bytes: « 15 Mo », "15 MB". */
export function formatSize(bytes: number, context: Pick<FormatContext, "language">): string {
  const [size, unit] = bytes < 1_000_000 ? [bytes / 1000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  const format = new Intl.NumberFormat(locales[context.language], {
    style: "unit",
    unit,
    maximumFractionDigits: size < 10 && unit === "megabyte" ? 1 : 0,
  });
  return unbroken(format.format(size));
}

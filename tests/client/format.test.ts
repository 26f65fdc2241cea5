import { describe, expect, it } from "vitest";
import {
  type FormatContext,
  formatActivity,
  formatAgo,
  formatCount,
  formatDate,
  formatDay,
  formatDeadline,
  formatDuration,
  formatMonth,
  formatNumber,
  formatSize,
  formatSpan,
  formatTime,
} from "../../client/platform/format.ts";

const now = Date.parse("2026-11-24T14:24:00+01:00");
const fr: FormatContext = { language: "fr", now, timeZone: "Europe/Paris" };
const en: FormatContext = { ...fr, language: "en" };
const at = (text: string) => Date.parse(text);
/** Plain spaces, for reading; the no-break ones are checked apart. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
const hours = 3_600_000;

describe("hours and days", () => {
  it("writes the hour of a message", () => {
    expect(formatTime(at("2026-11-24T14:12:00+01:00"), fr)).toBe("14\u00a0h\u00a012");
    expect(plain(formatTime(at("2026-11-24T09:00:00+01:00"), fr))).toBe("9 h 00");
    expect(plain(formatTime(at("2026-11-24T00:05:00+01:00"), fr))).toBe("0 h 05");
    expect(formatTime(at("2026-11-24T09:05:00+01:00"), en)).toBe("09:05");
  });

  it("writes a day, its year only when it is another one", () => {
    expect(formatDay(now, fr)).toBe("Mardi\u00a024\u00a0novembre");
    expect(plain(formatDay(now, en))).toBe("Tuesday 24 November");
    expect(plain(formatDay(at("2025-05-01T12:00:00Z"), fr))).toBe("Jeudi 1er mai 2025");
    expect(plain(formatDate(at("2026-12-01T12:00:00Z"), fr))).toBe("1er décembre");
    expect(plain(formatDate(at("2026-12-01T12:00:00Z"), en))).toBe("1 December");
    expect(plain(formatMonth(at("2026-03-10T12:00:00Z"), fr))).toBe("mars 2026");
  });

  it("takes the day of the reader, not of Greenwich", () => {
    const late = at("2026-11-23T23:30:00Z");
    expect(plain(formatDay(late, fr))).toBe("Mardi 24 novembre");
    expect(plain(formatDay(late, { ...fr, timeZone: "UTC" }))).toBe("Lundi 23 novembre");
    expect(plain(formatActivity(late, fr))).toBe("0 h 30");
  });
});

describe("the last activity", () => {
  it.each([
    ["2026-11-24T11:30:00+01:00", "11 h 30", "11:30"],
    ["2026-11-23T23:59:00+01:00", "hier", "yesterday"],
    ["2026-11-19T10:00:00+01:00", "jeudi", "Thursday"],
    ["2026-11-17T10:00:00+01:00", "17 novembre", "17 November"],
    ["2025-11-24T10:00:00+01:00", "24 novembre 2025", "24 November 2025"],
  ])("%s: %s", (moment, french, english) => {
    expect(plain(formatActivity(at(moment), fr))).toBe(french);
    expect(plain(formatActivity(at(moment), en))).toBe(english);
  });

  it("says how long ago while it is recent", () => {
    expect(formatAgo(now - 20_000, fr)).toBe("à l’instant");
    expect(plain(formatAgo(now - 20 * 60_000, fr))).toBe("il y a 20 min");
    expect(plain(formatAgo(now - 3 * hours, fr))).toBe("il y a 3 h");
    expect(plain(formatAgo(now - 3 * hours, en))).toBe("3 hrs ago");
    expect(plain(formatAgo(now - 25 * hours, fr))).toBe("hier");
  });
});

describe("deadlines and durations", () => {
  it.each([
    ["2026-11-24T18:00:00+01:00", "aujourd’hui, 18 h", "today, 18:00"],
    ["2026-11-25T09:00:00+01:00", "demain, 9 h", "tomorrow, 09:00"],
    ["2026-12-08T18:00:00+01:00", "8 décembre à 18 h", "8 December at 18:00"],
    ["2026-12-08T18:30:00+01:00", "8 décembre à 18 h 30", "8 December at 18:30"],
    ["2027-01-01T18:00:00+01:00", "1er janvier 2027 à 18 h", "1 January 2027 at 18:00"],
  ])("until %s: %s", (moment, french, english) => {
    expect(plain(formatDeadline(at(moment), fr))).toBe(french);
    expect(plain(formatDeadline(at(moment), en))).toBe(english);
  });

  it.each([
    [30 * 60_000, "30 minutes", "30 minutes"],
    [hours, "1 heure", "1 hour"],
    [24 * hours, "24 heures", "24 hours"],
    [7 * 24 * hours, "7 jours", "7 days"],
    [null, "sans limite", "no end date"],
  ])("for %s ms: %s", (milliseconds, french, english) => {
    expect(plain(formatDuration(milliseconds, fr))).toBe(french);
    expect(plain(formatDuration(milliseconds, en))).toBe(english);
  });

  it("keeps a number and its unit on one line", () => {
    expect(formatDuration(24 * hours, fr)).toBe("24\u00a0heures");
    expect(formatSpan(12 * 60_000, fr)).toBe("12\u00a0min");
  });

  it("rounds a wait down and never says nought", () => {
    expect(plain(formatSpan(0, fr))).toBe("1 min");
    expect(plain(formatSpan(13.9 * hours, fr))).toBe("13 h");
    expect(plain(formatSpan(50 * hours, fr))).toBe("2 j");
  });
});

describe("numbers", () => {
  it("stops at 99+", () => {
    expect([0, 99, 100].map(formatCount)).toEqual(["0", "99", "99+"]);
  });

  it("keeps thousands apart", () => {
    expect(formatNumber(1204, fr)).toBe("1\u202f204");
    expect(formatNumber(1204, en)).toBe("1,204");
  });

  it("writes the size of a file", () => {
    expect(plain(formatSize(15_000_000, fr))).toBe("15 Mo");
    expect(plain(formatSize(1_500_000, en))).toBe("1.5 MB");
    expect(plain(formatSize(840_000, fr))).toBe("840 ko");
  });
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { requestReason } from "../../shared/conversations.ts";

/** One line: who speaks, what she says, minutes since the line before. */
const line = z.tuple([z.string(), z.string().min(1), z.int().min(0)]);
const exchange = z.strictObject({
  daysAgo: z.int().min(0).max(59),
  at: z.string().regex(/^\d\d:\d\d$/),
  lines: z.array(line).min(1),
});
const roomFile = z.strictObject({ room: z.string(), exchanges: z.array(exchange) });
const directFile = z.strictObject({
  direct: z.tuple([z.string(), z.string()]),
  reason: requestReason,
  exchanges: z.array(exchange),
});

export type Exchange = z.infer<typeof exchange>;
export type RoomContent = z.infer<typeof roomFile>;
export type DirectContent = z.infer<typeof directFile>;

export interface DemoContent {
  rooms: RoomContent[];
  directs: DirectContent[];
}

/** One line of an exchange with the time that it was said at. */
export interface DatedLine {
  /** Its place in the file: the same at every run. */
  index: number;
  speaker: string;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
}

/**
 * Reads the demo's conversations.
 * @param folder where the JSON files are
 * @throws Error naming the file that is not as it should be
 */
export function readContent(folder: string): DemoContent {
  const content: DemoContent = { rooms: [], directs: [] };
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith(".json")) continue;
    const raw: unknown = JSON.parse(readFileSync(join(folder, name), "utf8"));
    const direct = name.startsWith("direct-");
    const parsed = (direct ? directFile : roomFile).safeParse(raw);
    if (!parsed.success)
      throw new Error(`${name}: ${parsed.error.issues[0]?.path.join(".")} ${parsed.error.issues[0]?.message}`);
    if (direct) content.directs.push(parsed.data as DirectContent);
    else content.rooms.push(parsed.data as RoomContent);
  }
  return content;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Dates the lines of exchanges before `now`, in order of time. What would lie in the future is left out.
 * @param now milliseconds since 1970
 */
export function dateLines(exchanges: readonly Exchange[], now: number): DatedLine[] {
  let index = 0;
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  return exchanges
    .flatMap(({ daysAgo, at, lines }) => {
      const [hours = 0, minutes = 0] = at.split(":").map(Number);
      let time = new Date(midnight - daysAgo * DAY).setHours(hours, minutes);
      return lines.map(([speaker, text, gap]) => {
        time += gap * MINUTE;
        index += 1;
        return { index, speaker, text, at: time };
      });
    })
    .filter(({ at }) => at < now)
    .toSorted((a, b) => a.at - b.at);
}

import { ChangeModel } from "../../../server/platform/change-log.model.ts";
import { sentenceOf } from "../../../server/platform/messages-of-errors.ts";
import type { CallDefinition } from "../../../shared/calls.ts";
import { ERROR_STATUS } from "../../../shared/errors.ts";
import { type CallName, REGISTRY } from "../../../shared/registry.ts";
import {
  type Cell,
  type Kind,
  PLACES,
  POSITIONS,
  type Position,
  placesIn,
  roleOf,
  titleOf,
  type Way,
} from "./cells.ts";
import { REAPER } from "./deaths.ts";
import { expectedOf, hasSocket, type Outcome } from "./expected.ts";
import type { Answer, Caller } from "./people.ts";
import type { Given, Row } from "./row.ts";
import { ROWS } from "./rows/every.ts";
import { makeScene, retire } from "./scenes.ts";
import type { World } from "./world.ts";

const AT_ONCE = 24;
/** Rate classes of calls that must never write. */
const READING = ["read", "sync", "typing"];
/** Codes whose answer carries details for the person concerned. */
const DETAILED: readonly Outcome[] = ["MUTED", "BANNED"];

/** @returns the cells of a call over one way, each once */
export function cellsOf(name: CallName, way: Way): Cell[] {
  const row = ROWS[name];
  return POSITIONS.flatMap((position) =>
    placesFor(row, position, way).flatMap((at) => {
      const cells = (row.variants ?? [null]).map((variant) => ({ name, way, position, ...at, variant }));
      const there = cells.filter((cell) => row.applies?.(cell) ?? true);
      // The door asks for no variant: one is enough for whoever does not pass it.
      return roleOf(position) === null ? there.slice(0, 1) : there;
    }),
  );
}

/** A few are enough to see that a bearer token is worth what a cookie is. */
const WITH_A_TOKEN: readonly Kind[] = ["room", "open direct", "nothing"];

function placesFor(row: Row, position: Position, way: Way): Pick<Cell, "kind" | "place">[] {
  const bearer = way === "bearer";
  if (bearer && position === "visitor") return [];
  if (row.kinds === undefined) return [{ kind: null, place: null }];
  // Whoever has no session has no place: one of each kind will do, and over a socket she does not even get to name one.
  const nobody = !hasSocket(position);
  const kinds = row.kinds.slice(0, way === "socket" && nobody ? 1 : undefined);
  return kinds
    .filter((kind) => !bearer || WITH_A_TOKEN.includes(kind))
    .flatMap((kind) => {
      const places = placesIn(kind);
      if (bearer) return places.slice(0, 2).map((place) => ({ kind, place }));
      return places.slice(0, nobody ? 1 : undefined).map((place) => ({ kind, place }));
    });
}

interface Prepared extends Given {
  input: object;
  expected: Outcome;
  writes: boolean;
}

/**
 * Asks every cell of a call over one way: first those that must change nothing, with the log's length before and after,
 * then those that write.
 * @returns what deviated, one line each, and how many cells there were
 */
export async function runCall(
  world: World,
  name: CallName,
  way: Way,
): Promise<{ cells: number; deviations: string[] }> {
  const row: Row = ROWS[name];
  const cells = cellsOf(name, way);
  const prepared = await inParallel(cells, (cell) => prepare(world, cell));
  const writing = prepared.filter(({ writes }) => writes);
  const harmless = prepared.filter(({ writes }) => !writes);
  const deviations: string[] = [];
  const ask = async (given: Prepared) => {
    const { cell, caller, expected, input } = given;
    const answer = await caller.call({ way, name, input, refresh: row.refresh ?? false });
    deviations.push(...deviationsOf(answer, expected, cell));
    if (answer.code === "ok") await row.after?.(given);
  };

  const before = await written();
  await inParallel(harmless, ask);
  const more = (await written()) - before;
  if (more !== 0) deviations.push(`${name} (${way}): ${more} changes by calls that must write nothing`);

  await inParallel(writing, ask);
  await world.server.app.features.drain();
  const joined = writing.filter(({ cell }) => cell.place !== null && PLACES[cell.place].presence === "joined");
  await inParallel(joined, ({ caller, ground }) => retire(world, caller.id, ground));
  return { cells: cells.length, deviations };
}

const NO_GROUND = { conversationId: "", otherId: "", mine: "", hers: "" };

async function prepare(world: World, cell: Cell): Promise<Prepared> {
  const definition: CallDefinition = REGISTRY[cell.name];
  const row: Row = ROWS[cell.name];
  const expected = expectedOf(definition, row, cell);
  const writes = expected === "ok" && !READING.includes(definition.rate);
  const caller = await callerFor(world, row, cell);
  const ground = await groundFor(world, caller, { ...cell, writes });
  const given = { cell, caller, ground, world };
  return { ...given, input: await row.input(given), expected, writes };
}

function groundFor(world: World, caller: Caller, { kind, place, writes }: Cell & { writes: boolean }) {
  if (kind === null || place === null) return NO_GROUND;
  const at = { kind, place };
  return writes ? makeScene(world, caller.id, at) : world.shared(caller, at);
}

function callerFor(world: World, row: Row, { position, place }: Cell): Caller | Promise<Caller> {
  if (row.ends && roleOf(position) !== null) return world.disposable(position);
  const trait = place === null || !hasSocket(position) ? "plain" : PLACES[place].trait;
  return world.callerOf(position, trait);
}

function deviationsOf({ code, status, body, data }: Answer, expected: Outcome, cell: Cell): string[] {
  const title = titleOf(cell);
  if (code !== expected) return [`${title}: ${code} instead of ${expected}`];
  if (status !== null && status !== (code === "ok" ? 200 : ERROR_STATUS[code]))
    return [`${title}: HTTP status ${status}`];
  if (code === "ok") {
    // A handshake has no data; an answer holds what it declares and nothing more.
    const shape = REGISTRY[cell.name].output.safeParse(data);
    return shape.success ? [] : [`${title}: the answer is not what the registry declares`];
  }
  if (DETAILED.includes(code)) return [];
  // To the byte: nothing in a refusal may tell what exists from what does not.
  const plain = JSON.stringify({ ok: false, error: { code, message: sentenceOf(code, "fr") } });
  return body === plain ? [] : [`${title}: the refusal says more than its code: ${body}`];
}

/** How long the log is, without what the matrix itself does to people while it asks. */
async function written(): Promise<number> {
  const [all, own] = await Promise.all([
    ChangeModel.countDocuments({}).exec(),
    ChangeModel.countDocuments({ actorId: REAPER }).exec(),
  ]);
  return all - own;
}

/** Does the work for all, some at a time, and keeps their order. */
async function inParallel<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const results: R[] = new Array(all.length);
  let next = 0;
  const worker = async () => {
    while (next < all.length) {
      const index = next++;
      results[index] = await work(all[index] as T);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

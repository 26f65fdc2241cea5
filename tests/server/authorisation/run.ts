import { ChangeModel, trusted } from "../../../server/platform/change-log.model.ts";
import { sentenceOf } from "../../../server/platform/messages-of-errors.ts";
import { ERROR_STATUS } from "../../../shared/errors.ts";
import { type CallName, findCall } from "../../../shared/registry.ts";
import { type Cell, PLACES, POSITIONS, type Position, placesIn, roleOf, titleOf, type Way } from "./cells.ts";
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
  const row = rowOf(name);
  const variants = row.variants ?? [null];
  return POSITIONS.flatMap((position) =>
    placesFor(row, position, way).flatMap((at) => variants.map((variant) => ({ name, way, position, ...at, variant }))),
  ).filter((cell) => row.applies?.(cell) ?? true);
}

function placesFor(row: Row, position: Position, way: Way): Pick<Cell, "kind" | "place">[] {
  if (way === "bearer" && position === "visitor") return [];
  if (row.kinds === undefined) return [{ kind: null, place: null }];
  // Whoever has no session has no place: one of each kind will do, and no socket to name any over.
  const nobody = !hasSocket(position);
  const kinds = way === "socket" && nobody ? row.kinds.slice(0, 1) : row.kinds;
  return kinds.flatMap((kind) => {
    const places = placesIn(kind);
    const some = nobody || way === "bearer" ? places.slice(0, way === "bearer" ? 2 : 1) : places;
    return some.map((place) => ({ kind, place }));
  });
}

export function rowOf(name: string): Row {
  const row = ROWS[name];
  if (!row) throw new Error(`the call ${name} has no row in the matrix`);
  return row;
}

interface Prepared extends Given {
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
  const cells = cellsOf(name, way);
  const prepared = await inParallel(cells, (cell) => prepare(world, cell));
  const deviations: string[] = [];
  const ask = async (given: Prepared) => {
    const { cell, caller, expected } = given;
    const input = inputs.get(given);
    const answer = await caller.call(cell.way, cell.name, input, rowOf(name).refresh ?? false);
    deviations.push(...deviationsOf(answer, expected, cell));
    if (answer.code === "ok") await rowOf(name).after?.(given);
  };
  const inputs = new Map(await inParallel(prepared, async (given) => [given, await rowOf(name).input(given)] as const));

  const before = await written();
  await inParallel(
    prepared.filter(({ writes }) => !writes),
    ask,
  );
  const after = await written();
  if (after !== before) deviations.push(`${name} (${way}): ${after - before} changes by calls that must write nothing`);

  const writing = prepared.filter(({ writes }) => writes);
  await inParallel(writing, ask);
  await world.server.app.features.drain();
  await inParallel(
    writing.filter(({ cell }) => cell.place !== null && PLACES[cell.place].presence === "joined"),
    ({ caller, ground }) => retire(world, caller.id, ground),
  );
  return { cells: cells.length, deviations };
}

const NO_GROUND = { conversationId: "", otherId: "", mine: "", hers: "" };

async function prepare(world: World, cell: Cell): Promise<Prepared> {
  const definition = findCall(cell.name);
  if (!definition) throw new Error(`${cell.name} is not in the registry`);
  const row = rowOf(cell.name);
  const expected = expectedOf(definition, row, cell);
  const writes = expected === "ok" && !READING.includes(definition.rate);
  const caller = await callerFor(world, row, cell);
  const { kind, place } = cell;
  if (kind === null || place === null) return { cell, caller, ground: NO_GROUND, world, expected, writes };
  const at = { kind, place };
  const ground = await (writes ? makeScene(world, caller.id, at) : world.shared(caller, at));
  return { cell, caller, ground, world, expected, writes };
}

function callerFor(world: World, row: Row, { position, place, way }: Cell): Caller | Promise<Caller> {
  if (row.ends && roleOf(position) !== null) return world.disposable(position);
  const trait = place === null || !hasSocket(position) ? "plain" : PLACES[place].trait;
  return world.callerOf(position, way === "bearer" && !hasSocket(position) ? "plain" : trait);
}

function deviationsOf({ code, status, body, data }: Answer, expected: Outcome, cell: Cell): string[] {
  const title = titleOf(cell);
  if (code !== expected) return [`${title}: ${code} instead of ${expected}`];
  if (status !== null && status !== (code === "ok" ? 200 : ERROR_STATUS[code]))
    return [`${title}: HTTP status ${status}`];
  if (code === "ok") {
    // A handshake has no data; an answer holds what it declares and nothing more.
    const shape = findCall(cell.name)?.output.safeParse(data);
    return shape?.success ? [] : [`${title}: the answer is not what the registry declares`];
  }
  if (DETAILED.includes(code)) return [];
  // To the byte: nothing in a refusal may tell what exists from what does not.
  const plain = JSON.stringify({ ok: false, error: { code, message: sentenceOf(code, "fr") } });
  return body === plain ? [] : [`${title}: the refusal says more than its code: ${body}`];
}

/** How long the log is, without what the matrix itself does to people while it asks. */
function written(): Promise<number> {
  return ChangeModel.countDocuments({ actorId: trusted({ $ne: REAPER }) }).exec();
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

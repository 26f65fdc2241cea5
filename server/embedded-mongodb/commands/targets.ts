import { compileFilter, type Filter } from "../query/filter.ts";
import type { Collection } from "../storage/catalogue.ts";
import type { Storage } from "../storage/documents.ts";
import { select } from "../storage/query.ts";
import { Hit } from "../storage/scan.ts";
import { PAUSE, type Pause } from "../storage/slice.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";

/** Which documents a write is for. */
export interface Target {
  collection: Collection | undefined;
  filter: Doc;
  sort: Doc | undefined;
  hint: unknown;
  multi: boolean;
}

const MAX_ATTEMPTS = 10;

/**
 * The documents a write is for, each as it is at the moment it is given out: between finding and writing there is no
 * pause. With `multi`, all are found before the first is given out, so that a write cannot make the walk meet the same
 * document again.
 */
export function* eachTarget(storage: Storage, target: Target): Generator<Hit | Pause> {
  const filter = compileFilter(target.filter);
  const current = (id: Buffer): Hit | undefined => recheck(storage, { ...target, compiled: filter }, id);
  if (target.multi) yield* allTargets(storage, target, current);
  else yield* firstTarget(storage, target, current);
}

/** Gives the document as it is now, if it still matches. */
type Recheck = (id: Buffer) => Hit | undefined;

function* firstTarget(storage: Storage, target: Target, recheckNow: Recheck): Generator<Hit | Pause> {
  const { collection } = target;
  if (collection === undefined) return;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1) {
    let paused = false;
    let stale = false;
    for (const hit of select(storage, collection, { ...target, limit: 1 })) {
      if (hit === PAUSE) {
        paused = true;
        yield hit;
        continue;
      }
      // A sort may have paused after it read this document.
      const current = paused ? recheckNow(hit.id) : hit;
      stale = current === undefined;
      if (current !== undefined) yield current;
      break;
    }
    if (!stale) return;
  }
}

function* allTargets(storage: Storage, target: Target, recheckNow: Recheck): Generator<Hit | Pause> {
  const { collection } = target;
  if (collection === undefined) return;
  const ids: Buffer[] = [];
  for (const hit of select(storage, collection, target)) {
    if (hit === PAUSE) yield hit;
    else ids.push(hit.id);
  }
  for (const id of ids) {
    if (storage.slice.expired) yield PAUSE;
    const current = recheckNow(id);
    if (current !== undefined) yield current;
  }
}

function recheck(storage: Storage, target: Target & { compiled: Filter }, id: Buffer): Hit | undefined {
  const { collection, compiled } = target;
  if (collection === undefined) return undefined;
  // Not "no longer there": the command would then tell of a success that stopped half way.
  if (collection.dropped) throw new CommandError(175, "the collection was dropped while it was written");
  const bytes = storage.kv.get(Buffer.concat([collection.prefix, id]));
  if (bytes === undefined) return undefined;
  const hit = new Hit(id, bytes);
  return compiled.test(hit.doc) ? hit : undefined;
}

import { compileFilter } from "../query/filter.ts";
import { compileSort } from "../query/sort.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { setField } from "../values/types.ts";
import type { Collection } from "./catalogue.ts";
import type { Storage } from "./documents.ts";
import { planQuery, type Query } from "./planner.ts";
import { type Hit, Scan } from "./scan.ts";
import { PAUSE, type Pause } from "./slice.ts";

/** Documents that wait to be sorted may have this many bytes together. */
const SORT_MEMORY_BYTES = 100 * 1024 * 1024;

export interface Selection extends Query {
  skip?: number;
  /** 0 or absent: no limit. */
  limit?: number;
}

/**
 * Reads the documents of a selection, in its order. Yields PAUSE when its time is up. The plan is chosen and everything
 * checked when this is called, not with the first document. Throws CommandError for a bad filter, sort or hint.
 */
export function select(
  storage: Storage,
  collection: Collection | undefined,
  selection: Selection,
): Iterable<Hit | Pause> {
  const filter = compileFilter(selection.filter);
  const compare = compileSort(selection.sort ?? {});
  if (collection === undefined) return [];
  const plan = planQuery(collection, selection);
  const scan = new Scan(storage.kv, { collection, plan, filter });
  const found = walk(storage, scan);
  const ordered = plan.sorted ? found : sorted(found, { ...selection, compare });
  return window(ordered, selection.skip ?? 0, selection.limit ?? 0);
}

function* walk({ slice }: Storage, scan: Scan): Generator<Hit | Pause> {
  for (;;) {
    slice.holds(scan);
    const hit = scan.step();
    if (hit === undefined) return;
    if (hit !== null) yield hit;
    if (slice.expired) {
      scan.release();
      yield PAUSE;
    }
  }
}

function* window(hits: Iterable<Hit | Pause>, skip: number, limit: number): Generator<Hit | Pause> {
  let seen = 0;
  for (const hit of hits) {
    if (hit === PAUSE) {
      yield hit;
      continue;
    }
    seen += 1;
    if (seen <= skip) continue;
    yield hit;
    if (limit > 0 && seen === skip + limit) return;
  }
}

interface Row {
  hit: Hit;
  /** Only the fields to sort by: the rest stays encoded. */
  fields: Doc;
}

function* sorted(
  hits: Iterable<Hit | Pause>,
  by: Selection & { compare: (a: Doc, b: Doc) => number },
): Generator<Hit | Pause> {
  const tops = [...new Set(Object.keys(by.sort ?? {}).map((path) => path.split(".")[0]!))];
  const wanted = by.limit !== undefined && by.limit > 0 ? by.limit + (by.skip ?? 0) : Number.POSITIVE_INFINITY;
  const compareRows = (a: Row, b: Row): number => by.compare(a.fields, b.fields);
  let rows: Row[] = [];
  let bytes = 0;
  for (const hit of hits) {
    if (hit === PAUSE) {
      yield hit;
      continue;
    }
    rows.push({ hit: hit.encodedOnly(), fields: pick(hit.doc, tops) });
    bytes += hit.bytes.length;
    if (rows.length >= 2 * wanted + 100) {
      rows = rows.sort(compareRows).slice(0, wanted);
      bytes = rows.reduce((sum, row) => sum + row.hit.bytes.length, 0);
    }
    if (bytes > SORT_MEMORY_BYTES) {
      throw new CommandError(292, `Sort exceeded memory limit of ${SORT_MEMORY_BYTES} bytes; add an index`);
    }
  }
  for (const row of rows.sort(compareRows)) yield row.hit;
}

function pick(doc: Doc, names: readonly string[]): Doc {
  const picked: Doc = {};
  for (const name of names) if (Object.hasOwn(doc, name)) setField(picked, name, doc[name]);
  return picked;
}

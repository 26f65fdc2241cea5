import type { Filter } from "../query/filter.ts";
import { type Doc, decode } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import type { Collection } from "./catalogue.ts";
import type { StoredDocument } from "./documents.ts";
import type { Kv, KvEntry } from "./kv.ts";
import type { Plan } from "./planner.ts";

/** A document found. It is decoded when first asked for: a query on indexed scalars passes the bytes through. */
export class Hit implements StoredDocument {
  readonly id: Buffer;
  readonly bytes: Buffer;
  private decoded: Doc | undefined;

  constructor(id: Buffer, bytes: Buffer) {
    this.id = id;
    this.bytes = bytes;
  }

  get doc(): Doc {
    this.decoded ??= decode(this.bytes);
    return this.decoded;
  }

  /** The same without the decoded document, which takes several times the memory. */
  encodedOnly(): Hit {
    return new Hit(this.id, this.bytes);
  }
}

/**
 * A walk along a plan that remembers its place as a key, so that it can stop at any time (`release`) and go on in a
 * later transaction, seeing what has changed meanwhile.
 */
export class Scan {
  /** Entries looked at so far. */
  examined = 0;
  private readonly kv: Kv;
  private readonly collection: Collection;
  private readonly plan: Plan;
  private readonly filter: Filter;
  private readonly seen = new Set<string>();
  private entries: Iterator<KvEntry> | undefined;
  private rangeAt = 0;
  private lastKey: Buffer | undefined;

  constructor(kv: Kv, source: { collection: Collection; plan: Plan; filter: Filter }) {
    this.kv = kv;
    this.collection = source.collection;
    this.plan = source.plan;
    this.filter = source.filter;
  }

  /** Looks at one entry: a document that matches, null for one that does not, undefined at the end. */
  step(): Hit | null | undefined {
    for (;;) {
      const range = this.plan.ranges[this.rangeAt];
      if (range === undefined) return undefined;
      this.entries ??= this.open(range);
      const next = this.entries.next();
      if (!next.done) {
        this.examined += 1;
        this.lastKey = next.value.key;
        return this.look(next.value);
      }
      this.entries = undefined;
      this.lastKey = undefined;
      this.rangeAt += 1;
    }
  }

  /** Lets go of the store until the next step. */
  release(): void {
    this.entries?.return?.();
    this.entries = undefined;
  }

  private open(range: { low: Buffer; high: Buffer }): Iterator<KvEntry> {
    if (this.collection.dropped || this.plan.index.dropped) {
      throw new CommandError(175, "the collection or index was dropped while it was read");
    }
    let { low, high } = range;
    if (this.lastKey !== undefined) {
      if (this.plan.reverse) high = this.lastKey;
      else low = Buffer.concat([this.lastKey, Buffer.from([0])]);
    }
    return this.kv.range(low, high, this.plan.reverse);
  }

  private look(entry: KvEntry): Hit | null {
    const hit = this.plan.index.primary ? this.documentAt(entry) : this.referredBy(entry);
    if (hit === null) return null;
    if (!this.plan.exact && !this.filter.test(hit.doc)) return null;
    if (this.plan.dedupe) {
      const text = hit.id.toString("latin1");
      if (this.seen.has(text)) return null;
      this.seen.add(text);
    }
    return hit;
  }

  private documentAt(entry: KvEntry): Hit {
    return new Hit(entry.key.subarray(this.collection.prefix.length), entry.value);
  }

  private referredBy(entry: KvEntry): Hit | null {
    const bytes = this.kv.get(Buffer.concat([this.collection.prefix, entry.value]));
    return bytes === undefined ? null : new Hit(entry.value, bytes);
  }
}

import { CommandError } from "../values/errors.ts";
import { PAUSE, type Pause } from "./slice.ts";

const IDLE_MS = 10 * 60 * 1000;
/** The bytes of the documents of one batch stay below this; one document alone always goes. */
const MAX_BATCH_BYTES = 16 * 1024 * 1024;

/** Encoded documents, with pauses. */
export type ResultStream = Iterator<Uint8Array | Pause>;

export interface Cursor {
  id: bigint;
  namespace: string;
  /** The connection that used it last: it ends with that one. */
  connectionId: number;
  lastUsed: number;
  stream: ResultStream;
  /** A document read already that belongs to the next batch. */
  ahead: Uint8Array | undefined;
  exhausted: boolean;
}

/** The open cursors. They hold their place as a key and no transaction. */
export class Cursors {
  private readonly open = new Map<bigint, Cursor>();
  private lastId = BigInt(Math.floor(Math.random() * 2 ** 40));

  /** Makes a cursor that is not registered yet: most queries end with their first batch. */
  create(namespace: string, connectionId: number, results: Iterable<Uint8Array | Pause>): Cursor {
    const stream = results[Symbol.iterator]();
    return { id: 0n, namespace, connectionId, lastUsed: 0, stream, ahead: undefined, exhausted: false };
  }

  /** Keeps an unfinished cursor, or drops a finished one; gives the id to tell the client (0: nothing follows). */
  keep(cursor: Cursor, now: number): bigint {
    if (cursor.exhausted) {
      this.open.delete(cursor.id);
      return 0n;
    }
    if (cursor.id === 0n) {
      this.lastId += 1n;
      cursor.id = this.lastId;
    }
    cursor.lastUsed = now;
    this.open.set(cursor.id, cursor);
    return cursor.id;
  }

  /** Throws CommandError 43 for an unknown cursor, 13 for one of another collection. */
  get(id: bigint, namespace: string): Cursor {
    const cursor = this.open.get(id);
    if (cursor === undefined) throw new CommandError(43, `cursor id ${id} not found`);
    if (cursor.namespace !== namespace) {
      throw new CommandError(13, `Requested getMore on namespace '${namespace}', but cursor belongs to another one`);
    }
    return cursor;
  }

  /** Answers whether there was such a cursor. */
  kill(id: bigint): boolean {
    const cursor = this.open.get(id);
    cursor?.stream.return?.();
    return this.open.delete(id);
  }

  killOfConnection(connectionId: number): void {
    for (const cursor of this.open.values()) if (cursor.connectionId === connectionId) this.kill(cursor.id);
  }

  killIdle(now: number): void {
    for (const cursor of this.open.values()) if (now - cursor.lastUsed > IDLE_MS) this.kill(cursor.id);
  }

  get count(): number {
    return this.open.size;
  }
}

/** Reads the next batch of a cursor: at most `size` documents, and not more bytes than fit in a reply. */
export function* nextBatch(cursor: Cursor, size: number): Generator<Pause, Uint8Array[]> {
  const batch: Uint8Array[] = [];
  let bytes = 0;
  for (;;) {
    if (cursor.ahead === undefined) {
      const next = cursor.stream.next();
      if (next.done) {
        cursor.exhausted = true;
        return batch;
      }
      if (next.value === PAUSE) {
        yield PAUSE;
        continue;
      }
      cursor.ahead = next.value;
    }
    // One document is read ahead, so that a client is not sent to ask for an empty batch.
    if (batch.length >= size || (batch.length > 0 && bytes + cursor.ahead.length > MAX_BATCH_BYTES)) return batch;
    batch.push(cursor.ahead);
    bytes += cursor.ahead.length;
    cursor.ahead = undefined;
  }
}

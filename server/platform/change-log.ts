import { createHmac } from "node:crypto";
import { ChangeModel, type StoredChange, trusted } from "./change-log.model.ts";
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";
import { createStreamWriter, type StreamWriter } from "./stream-writer.ts";
import type { Appended, ChangeDraft, StreamDefinition } from "./streams.ts";

export interface AppendRequest<S> {
  stream: string;
  actorId: string;
  clientId: string;
  /** What was asked, for telling a repetition from a misuse of the clientId. */
  asked: readonly unknown[];
  /**
   * Authorises and builds the change against the state at the head. Synchronous: what it sees is what the change commits
   * on, or it is asked again. Throws CallError to refuse.
   */
  decide(state: S): ChangeDraft;
}

export interface ChangeLog {
  define<S>(definition: StreamDefinition<S>): void;
  /**
   * Commits one change durably. Answers after the insert, before projection.
   * @throws CallError of `decide`; IDEMPOTENCY_MISMATCH; BUSY after too many lost races; UNAVAILABLE when the outcome is unknown
   */
  append<S>(request: AppendRequest<S>): Promise<Appended<S>>;
  /** @returns the state at the head of the stream. */
  state<S>(stream: string): Promise<{ state: S; rev: number }>;
  /** @returns the state as this process knows it, without waiting; undefined when it would have to be loaded */
  peek<S>(stream: string): S | undefined;
  /** Waits until everything committed here so far is in the projections. */
  settled(stream: string): Promise<void>;
  /** @returns up to `limit` changes after `after`, in order of rev. */
  since(stream: string, after: number, limit: number): Promise<StoredChange[]>;
  /** @returns the revision of the last change of each stream (0 when it has none). */
  heads(streams: readonly string[]): Promise<Record<string, number>>;
  /** Takes the private content out of an entry; the entry and its rev stay. */
  scrub(stream: string, rev: number, body: Record<string, unknown>): Promise<void>;
  /** Does in other streams what a committed change entails; calling it again changes nothing. */
  follow(change: StoredChange): Promise<void>;
  /**
   * After a crash: brings the projections of streams that changed in the minute before the last change up to date, and
   * does again what those changes entail elsewhere.
   * @returns how many changes were looked at
   */
  recover(): Promise<number>;
  /** Waits for commits and projections under way. */
  drain(): Promise<void>;
}

interface ChangeLogOptions {
  clock: Clock;
  log: Log;
  /** Keys the digests of what was asked. */
  secret: string;
}

const WRITERS_KEPT = 5_000;
const CRASH_WINDOW_MS = 60_000;

/** @returns the change log over the connected database. */
export function createChangeLog({ clock, log, secret }: ChangeLogOptions): ChangeLog {
  const definitions: StreamDefinition<unknown>[] = [];
  const writers = new Map<string, StreamWriter<unknown>>();

  const definitionOf = (stream: string) => {
    const found = definitions.find((definition) => definition.owns(stream));
    if (!found) throw new Error(`no definition for the stream ${stream}`);
    return found;
  };

  const writerOf = (stream: string): StreamWriter<unknown> => {
    const kept = writers.get(stream);
    if (kept) {
      writers.delete(stream);
      writers.set(stream, kept);
      return kept;
    }
    const writer = createStreamWriter({ stream, definition: definitionOf(stream), clock, log });
    writers.set(stream, writer);
    if (writers.size > WRITERS_KEPT) {
      for (const [name, old] of writers) {
        if (writers.size <= WRITERS_KEPT) break;
        if (old.idle()) writers.delete(name);
      }
    }
    return writer;
  };

  const digest = (asked: readonly unknown[]) =>
    createHmac("sha256", secret).update(JSON.stringify(asked)).digest("base64url");

  return {
    define: <S>(definition: StreamDefinition<S>) => {
      definitions.push(definition as unknown as StreamDefinition<unknown>);
    },
    append: async <S>(request: AppendRequest<S>) => {
      const { stream, actorId, clientId, asked, decide } = request;
      const outcome = await writerOf(stream).append({
        actorId,
        clientId,
        hash: digest([stream, ...asked]),
        decide: decide as (state: unknown) => ChangeDraft,
      });
      return outcome as Appended<S>;
    },
    state: async <S>(stream: string) => {
      const { state, rev } = await writerOf(stream).read();
      return { state: state as S, rev };
    },
    peek: <S>(stream: string) => writers.get(stream)?.peek()?.state as S | undefined,
    settled: async (stream) => {
      await writers.get(stream)?.settled();
    },
    since: (stream, after, limit) =>
      ChangeModel.find({ stream, rev: trusted({ $gt: after }) })
        .sort({ rev: 1 })
        .limit(limit)
        .lean<StoredChange[]>()
        .exec(),
    heads: async (streams) => {
      const entries = await Promise.all(
        streams.map(
          async (stream) => [stream, writers.get(stream)?.peek()?.rev ?? (await storedHead(stream))] as const,
        ),
      );
      return Object.fromEntries(entries);
    },
    scrub: async (stream, rev, body) => {
      await ChangeModel.updateOne({ stream, rev }, { $set: { body } });
    },
    follow: (change) => definitionOf(change.stream).follow(change),
    recover: async () => {
      const last = await ChangeModel.findOne({}).sort({ at: -1 }).lean<StoredChange>();
      if (!last) return 0;
      const since = new Date(last.at.getTime() - CRASH_WINDOW_MS);
      const recent = await ChangeModel.find({ at: trusted({ $gte: since }) })
        .sort({ at: 1 })
        .lean<StoredChange[]>();
      for (const stream of new Set(recent.map((change) => change.stream))) await writerOf(stream).read();
      for (const change of recent) await definitionOf(change.stream).follow(change);
      return recent.length;
    },
    drain: async () => {
      await Promise.all([...writers.values()].map((writer) => writer.settled()));
    },
  };
}

async function storedHead(stream: string): Promise<number> {
  const last = await ChangeModel.findOne({ stream }).sort({ rev: -1 }).select({ rev: 1 }).lean<{ rev: number }>();
  return last?.rev ?? 0;
}

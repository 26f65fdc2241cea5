import mongoose from "mongoose";
import { ChangeModel, HeadModel, type StoredChange, trusted } from "./change-log.model.ts";
import type { Clock } from "./clock.ts";
import { CallError } from "./errors.ts";
import type { Log } from "./log.ts";
import { type Appended, type ChangeDraft, projectedRev, type StreamDefinition, unknownOutcome } from "./streams.ts";

/** Changes committed by one insert at most, and races lost to another process before the caller is told to come back. */
const BATCH = 64;
const RACES = 20;
const PAGE = 500;

interface Operation {
  actorId: string;
  clientId: string;
  hash: string;
  decide(state: unknown): ChangeDraft;
}

interface Waiting extends Operation {
  races: number;
  resolve(outcome: Appended<unknown>): void;
  reject(error: unknown): void;
}

export interface StreamWriter<S> {
  append(operation: Operation): Promise<Appended<S>>;
  read(): Promise<{ state: S; rev: number }>;
  settled(): Promise<void>;
  /** State and head if they are known here, else undefined. */
  peek(): { state: S; rev: number } | undefined;
  idle(): boolean;
}

interface WriterOptions<S> {
  stream: string;
  definition: StreamDefinition<S>;
  clock: Clock;
  log: Log;
}

/**
 * The one writer of a stream in this process. Operations queue; each batch is decided against the state at the head and
 * committed by one insert whose unique index on (stream, rev) makes decision and write a single step: whoever loses the
 * race reloads the state and decides again.
 */
export function createStreamWriter<S>({ stream, definition, clock, log }: WriterOptions<S>): StreamWriter<S> {
  let known: { state: S; rev: number } | undefined;
  let loading: Promise<{ state: S; rev: number }> | undefined;
  let queue: Waiting[] = [];
  let running = false;
  let projecting: Promise<void> = Promise.resolve();
  let publishing: Promise<void> = Promise.resolve();
  // Projections and tellings under way.
  let unsettled = 0;
  // After a failed projection later ones wait for the replay: skipping one would lose it for ever.
  let behind = false;
  // Counts what was forgotten: what was read before is not known, however late the store answers.
  let generation = 0;
  // The last change that was told here; what was committed without our knowing is told when it is found.
  let told: number | undefined;

  const forget = () => {
    known = undefined;
    generation += 1;
  };

  const load = async (): Promise<{ state: S; rev: number }> => {
    for (;;) {
      const begun = generation;
      const loaded = await replay();
      if (begun !== generation) continue;
      await tellMissed(loaded);
      if (begun === generation) return loaded;
    }
  };

  /** Loads the projections and replays what the log has beyond them. */
  const replay = async (): Promise<{ state: S; rev: number }> => {
    await projecting;
    behind = false;
    let rev = await projectedRev(stream);
    let state: S = await definition.load(stream);
    for (;;) {
      const page = await changesAfter(rev);
      for (const change of page) {
        state = definition.fold(state, change);
        await definition.project(change, state);
        rev = change.rev;
      }
      if (page.length > 0) await markProjected(rev);
      if (page.length < PAGE) return { state, rev };
    }
  };

  const changesAfter = (rev: number) =>
    ChangeModel.find({ stream, rev: trusted({ $gt: rev }) })
      .sort({ rev: 1 })
      .limit(PAGE)
      .lean<StoredChange[]>();

  /** A ban whose commit was not answered must still take the banned person's sockets out. */
  const tellMissed = async ({ state, rev }: { state: S; rev: number }) => {
    told ??= rev;
    while (told < rev) {
      const missed = await changesAfter(told);
      if (missed.length === 0) return;
      for (const change of missed) publish(change, state);
    }
  };

  const read = async (): Promise<{ state: S; rev: number }> => {
    if (known) return known;
    loading ??= load().then(
      (loaded) => {
        loading = undefined;
        known = loaded;
        return loaded;
      },
      (error) => {
        loading = undefined;
        throw unknownOutcome(error);
      },
    );
    return loading;
  };

  const markProjected = (rev: number) => HeadModel.updateOne({ _id: stream }, { $max: { rev } }, { upsert: true });

  /** Projects committed changes in order. A failure forgets the state: the next read replays from the projections. */
  const project = (changes: StoredChange[], states: S[]) => {
    unsettled += 1;
    projecting = projecting.then(async () => {
      try {
        if (behind) return;
        for (const [index, change] of changes.entries()) await definition.project(change, states[index] as S);
        await markProjected((changes.at(-1) as StoredChange).rev);
      } catch (error) {
        forget();
        behind = true;
        log.error({ stream, err: error }, "projection failed; it will be replayed from the log");
      } finally {
        unsettled -= 1;
      }
    });
  };

  const committedBefore = (waiting: Operation) =>
    ChangeModel.findOne({ actorId: waiting.actorId, clientId: waiting.clientId }).lean<StoredChange>();

  /** Answers a repeated clientId as the first time, or refuses its use for something else. */
  const answerRepeated = (waiting: Waiting, first: StoredChange, state: S) => {
    if (first.hash !== waiting.hash) waiting.reject(new CallError("IDEMPOTENCY_MISMATCH"));
    else waiting.resolve({ change: first, dup: true, state });
  };

  /** A refusal may meet a retry of what was committed when it was still allowed: then the first answer stands. */
  const refuse = async (waiting: Waiting, error: unknown, state: S) => {
    try {
      const first = await committedBefore(waiting);
      if (first) answerRepeated(waiting, first, state);
      else waiting.reject(error);
    } catch (failure) {
      waiting.reject(unknownOutcome(failure));
    }
  };

  const commit = async (batch: Waiting[]) => {
    const { state, rev } = await read();
    const begun = generation;
    const decided: { waiting: Waiting; change: StoredChange; state: S }[] = [];
    const refused: Promise<void>[] = [];
    const seen = new Set<string>();
    let next = state;
    for (const waiting of batch) {
      const key = `${waiting.actorId} ${waiting.clientId}`;
      if (seen.has(key)) {
        queue.push(waiting);
        continue;
      }
      seen.add(key);
      try {
        const { type, body } = waiting.decide(next);
        const change: StoredChange = {
          stream,
          rev: rev + decided.length + 1,
          actorId: waiting.actorId,
          clientId: waiting.clientId,
          hash: waiting.hash,
          type,
          body,
          at: new Date(clock.now()),
        };
        next = definition.fold(next, change);
        decided.push({ waiting, change, state: next });
      } catch (error) {
        refused.push(refuse(waiting, error, state));
      }
    }
    const inserted = decided.length === 0 ? { count: 0 } : await insert(decided.map(({ change }) => change));
    const done = decided.slice(0, inserted.count);
    const last = done.at(-1);
    if (last) {
      const standing = begun === generation;
      if (standing) known = { state: last.state, rev: last.change.rev };
      // The state was lost meanwhile, and may be loading without these: it is loaded again, and they are replayed.
      else forget();
      for (const { waiting, change, state: after } of done) waiting.resolve({ change, dup: false, state: after });
      for (const { change, state: after } of done) publish(change, after);
      const changes = done.map(({ change }) => change);
      if (standing)
        project(
          changes,
          done.map(({ state: after }) => after),
        );
    }
    const failed = decided.slice(inserted.count);
    if (failed.length > 0)
      await settleFailed(
        failed.map(({ waiting }) => waiting),
        inserted.error,
      );
    await Promise.all(refused);
  };

  /** Tells changes one after the other, in order of rev, whatever each needs to look up. */
  const publish = (change: StoredChange, state: S) => {
    if (told !== undefined && change.rev <= told) return;
    told = change.rev;
    unsettled += 1;
    publishing = publishing.then(async () => {
      try {
        await definition.publish(change, state);
      } catch (error) {
        log.error({ stream, rev: change.rev, err: error }, "telling a change failed");
      } finally {
        unsettled -= 1;
      }
    });
  };

  /** The first of the failed was refused by the store; those behind it were not tried. */
  const settleFailed = async (failed: Waiting[], error: unknown) => {
    const [first, ...rest] = failed as [Waiting, ...Waiting[]];
    if (!isDuplicate(error)) {
      forget();
      for (const waiting of [...failed, ...queue.splice(0)]) waiting.reject(unknownOutcome(error));
      return;
    }
    const repeated = await committedBefore(first);
    if (repeated) {
      answerRepeated(first, repeated, (await read()).state);
      queue = [...rest, ...queue];
      return;
    }
    forget();
    for (const waiting of failed) waiting.races += 1;
    const lost = failed.filter(({ races }) => races > RACES);
    for (const waiting of lost) waiting.reject(new CallError("BUSY", { retryAfterMs: 500 }));
    queue = [...failed.filter(({ races }) => races <= RACES), ...queue];
  };

  const run = async () => {
    if (running) return;
    running = true;
    while (queue.length > 0) {
      const batch = queue.splice(0, BATCH);
      try {
        await commit(batch);
      } catch (error) {
        forget();
        const answer = error instanceof CallError ? error : unknownOutcome(error);
        // Those behind must not overtake what will be sent again.
        for (const waiting of [...batch, ...queue.splice(0)]) waiting.reject(answer);
      }
    }
    running = false;
  };

  return {
    append: (operation) =>
      new Promise((resolve, reject) => {
        const waiting: Waiting = {
          ...operation,
          races: 0,
          resolve: resolve as (outcome: Appended<unknown>) => void,
          reject,
        };
        queue.push(waiting);
        void run();
      }),
    read,
    settled: async () => {
      await Promise.all([projecting, publishing]);
    },
    peek: () => known,
    idle: () => !running && queue.length === 0 && loading === undefined && unsettled === 0,
  };
}

/** Inserts in order. @returns how many were committed, and the error that stopped the rest. */
async function insert(changes: StoredChange[]): Promise<{ count: number; error?: unknown }> {
  try {
    await ChangeModel.collection.insertMany(
      changes.map((change) => ({ ...change })),
      { ordered: true, writeConcern: { w: "majority", journal: true } },
    );
    return { count: changes.length };
  } catch (error) {
    if (error instanceof mongoose.mongo.MongoBulkWriteError && isDuplicate(error)) {
      return { count: error.insertedCount, error };
    }
    return { count: 0, error };
  }
}

function isDuplicate(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === 11000;
}

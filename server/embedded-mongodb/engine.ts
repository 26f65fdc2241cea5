import type { Gate } from "./auth/gate.ts";
import type { CommandContext, Reply } from "./commands/context.ts";
import { HANDLERS } from "./commands/handlers.ts";
import { validateCommand } from "./commands/validate.ts";
import { WHITELIST } from "./commands/whitelist.ts";
import { Catalogue } from "./storage/catalogue.ts";
import { CommitLoop } from "./storage/commit.ts";
import { Cursors } from "./storage/cursors.ts";
import { checkDataFile } from "./storage/data-file.ts";
import type { Storage } from "./storage/documents.ts";
import { ensureFormat } from "./storage/format.ts";
import { collectGarbage, hasGarbage } from "./storage/garbage.ts";
import { isDiskFull, type Kv, openKv } from "./storage/kv.ts";
import { PAUSE, type Pause, Slice } from "./storage/slice.ts";
import { sweepExpired } from "./storage/ttl.ts";
import { describeUnexpected } from "./unexpected.ts";
import { type Doc, decode, encode } from "./values/decode.ts";
import { CommandError } from "./values/errors.ts";
import type { WireRequest } from "./wire/message.ts";

/** One connection: its number, and what stands before it if others than this user could connect. */
export interface Client {
  id: number;
  gate?: Gate;
}

/** The database: takes requests, answers with bytes of documents. The folder must be locked by the caller. */
export class Engine {
  readonly storage: Storage;
  private readonly folder: string;
  private readonly log: (line: string) => void;
  private readonly now: () => number;
  private readonly cursors = new Cursors();
  private readonly loop: CommitLoop;
  private closing = false;
  private collecting = false;

  constructor(folder: string, options: { log: (line: string) => void; now?: () => number }) {
    this.folder = folder;
    this.log = options.log;
    this.now = options.now ?? Date.now;
    checkDataFile(folder);
    const kv: Kv = openKv(folder);
    try {
      ensureFormat(kv);
    } catch (error) {
      void kv.close();
      throw error;
    }
    this.storage = { kv, catalogue: new Catalogue(kv), slice: new Slice() };
    this.loop = new CommitLoop({
      slice: this.storage.slice,
      refresh: () => kv.refresh(),
      transaction: (run) => kv.transaction(run),
      aborted: (error) => {
        this.log(`a batch was aborted: ${describeUnexpected(error).trace}`);
        this.storage.catalogue.reload();
      },
    });
    this.collectGarbage();
  }

  /** Executes a request; `reply` gets the bytes of one document, after everything it tells of is durable. */
  execute(request: WireRequest, client: Client, reply: (document: Uint8Array) => void): void {
    // Nothing answers within a call, so that replies keep their order.
    const answer = (bytes: Uint8Array): void => void setImmediate(() => reply(bytes));
    let context: CommandContext;
    try {
      if (this.closing) throw new CommandError(91, "the server is shutting down");
      const authenticated = client.gate?.answer(request);
      if (authenticated !== undefined) {
        answer(encodeReply(authenticated));
        return;
      }
      context = this.contextOf(request, client.id);
    } catch (error) {
      answer(errorReply(this.expected(error)));
      return;
    }
    this.loop.submit({
      writes: WHITELIST[context.name].writes,
      bytes: request.body.length + sizeOf(request),
      steps: this.steps(context, reply),
      fail: (error) => reply(errorReply(this.expected(error))),
    });
  }

  connectionClosed(connectionId: number): void {
    this.cursors.killOfConnection(connectionId);
  }

  /** Deletes what expired until `now` and forgets idle cursors. Resolves to the number of documents deleted. */
  sweepExpired(now: number = this.now()): Promise<number> {
    this.cursors.killIdle(now);
    this.storage.kv.forgetDeadReaders();
    return this.background(sweepExpired(this.storage, now));
  }

  /** Finishes what was begun and closes the store. */
  async close(): Promise<void> {
    this.closing = true;
    await this.loop.drained();
    await this.storage.kv.close();
  }

  private contextOf(request: WireRequest, connectionId: number): CommandContext {
    const body = decode(request.body);
    const raw = new Map<string, readonly Buffer[]>();
    for (const { field, documents } of request.sequences) {
      if (Object.hasOwn(body, field)) throw new CommandError(9, `field '${field}' is given twice`);
      body[field] = documents.map(decode);
      raw.set(field, documents);
    }
    const name = validateCommand(body);
    const database = typeof body.$db === "string" ? body.$db : "admin";
    const { storage, cursors, now } = this;
    return { name, storage, cursors, connectionId, database, body, raw, now };
  }

  private *steps(context: CommandContext, reply: (document: Uint8Array) => void): Generator<Pause, () => void> {
    const limit = Number(context.body.maxTimeMS ?? 0);
    const end = limit > 0 && context.name !== "getMore" ? performance.now() + limit : Number.POSITIVE_INFINITY;
    let bytes: Buffer;
    try {
      const running = HANDLERS[context.name](context);
      bytes = encodeReply(isGenerator(running) ? yield* timed(running, end) : running);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      bytes = errorReply(error);
    } finally {
      if (WHITELIST[context.name].writes) this.collectGarbage();
    }
    return () => reply(bytes);
  }

  /** Deletes in the background what was dropped, also what was left at the last stop. */
  private collectGarbage(): void {
    const { kv } = this.storage;
    if (this.collecting || !hasGarbage(kv)) return;
    this.collecting = true;
    // What is left at the end is found again at the next start.
    const isClosing = (): boolean => this.closing;
    const steps = (function* (): Generator<Pause, number> {
      while (!isClosing() && hasGarbage(kv)) {
        collectGarbage(kv);
        yield PAUSE;
      }
      return 0;
    })();
    this.background(steps)
      .catch((error: unknown) => this.log(`deleting dropped data failed: ${describeUnexpected(error).trace}`))
      .finally(() => {
        this.collecting = false;
      });
  }

  private background(work: Generator<Pause, number>): Promise<number> {
    return new Promise((resolve, reject) => {
      const steps = (function* (): Generator<Pause, () => void> {
        const result = yield* work;
        return () => resolve(result);
      })();
      this.loop.submit({ writes: true, bytes: 0, steps, fail: reject });
    });
  }

  /** An error as it is told to the client. What was not foreseen is logged. */
  private expected(error: unknown): CommandError {
    if (error instanceof CommandError) return error;
    if (isDiskFull(error, this.folder)) return new CommandError(14031, "the disk of the data folder is full");
    const { kind, trace } = describeUnexpected(error);
    this.log(`unexpected error: ${trace}`);
    return new CommandError(8, `an unexpected error (${kind}) aborted the operation; nothing of it was stored`);
  }
}

function* timed(running: Generator<Pause, Reply>, end: number): Generator<Pause, Reply> {
  for (;;) {
    const next = running.next();
    if (next.done) return next.value;
    if (performance.now() > end) {
      running.return({});
      throw new CommandError(50, "operation exceeded time limit");
    }
    yield PAUSE;
  }
}

function isGenerator(value: Doc | Generator<Pause, Reply>): value is Generator<Pause, Reply> {
  return typeof value.next === "function" && Symbol.iterator in value;
}

function encodeReply(reply: Reply): Buffer {
  if (Buffer.isBuffer(reply)) return reply;
  return encode({ ...reply, ok: 1 });
}

function errorReply(error: CommandError): Buffer {
  const { code, codeName, message, extra } = error;
  return encode({ ok: 0, errmsg: message, code, codeName, ...extra });
}

function sizeOf(request: WireRequest): number {
  let bytes = 0;
  for (const { documents } of request.sequences) for (const document of documents) bytes += document.length;
  return bytes;
}

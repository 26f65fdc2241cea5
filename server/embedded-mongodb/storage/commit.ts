import type { Pause, Slice } from "./slice.ts";

/** What one turn may take in: more waits for the next, so that a flood delays no reply for long. */
const MAX_TASKS = 256;
const MAX_BYTES = 4 * 1024 * 1024;
const MAX_TURN_MS = 25;

/** One command on its way. */
export interface Task {
  writes: boolean;
  /** Size of the request. */
  bytes: number;
  /** Runs the command, pausing when its slice is over. Expected errors are part of the result. */
  steps: Iterator<Pause, () => void>;
  /** Answers an unexpected error; nothing the command wrote in this turn is left. */
  fail(error: unknown): void;
}

/** What the loop needs of the storage. */
export interface Transactions {
  slice: Slice;
  refresh(): void;
  /** Runs as one durable write transaction. */
  transaction(run: () => void): void;
  /** Called after a transaction was aborted. */
  aborted(error: unknown): void;
}

/**
 * Runs everything that arrived in one turn of the event loop in one transaction, and lets the replies go only after
 * the commit: nobody is told of something that could still be lost, reads included. While a commit blocks, the sockets
 * gather the next turn; that is the group commit, without a timer.
 */
export class CommitLoop {
  private readonly target: Transactions;
  private waiting: Task[] = [];
  private scheduled = false;
  private idle: (() => void)[] = [];

  constructor(target: Transactions) {
    this.target = target;
  }

  submit(task: Task): void {
    this.waiting.push(task);
    this.schedule();
  }

  /** Resolves when nothing is waiting or under way. */
  drained(): Promise<void> {
    if (this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    // After the poll phase: by then every socket that has something has handed it over.
    setImmediate(() => {
      this.scheduled = false;
      this.turn();
      if (this.waiting.length > 0) this.schedule();
      else for (const resolve of this.idle.splice(0)) resolve();
    });
  }

  private turn(): void {
    const batch = this.takeBatch();
    const finished: (() => void)[] = [];
    const unfinished: Task[] = [];
    const run = (): void => {
      const end = performance.now() + MAX_TURN_MS;
      for (const [at, task] of batch.entries()) {
        if (at > 0 && performance.now() >= end) {
          unfinished.push(...batch.slice(at));
          return;
        }
        this.runSlice(task, finished, unfinished);
      }
    };
    this.target.refresh();
    try {
      if (batch.some((task) => task.writes)) this.target.transaction(run);
      else run();
    } catch (error) {
      this.target.aborted(error);
      for (const task of batch) finished.push(() => task.fail(error));
      unfinished.length = 0;
      finished.splice(0, finished.length - batch.length);
    }
    // Those under way queue behind what arrived meanwhile.
    this.waiting.push(...unfinished);
    for (const reply of finished) reply();
  }

  private runSlice(task: Task, finished: (() => void)[], unfinished: Task[]): void {
    const { slice } = this.target;
    slice.restart();
    try {
      const next = task.steps.next();
      if (next.done) finished.push(next.value);
      else unfinished.push(task);
    } catch (error) {
      // A read has changed nothing that would have to be undone.
      if (task.writes) throw error;
      finished.push(() => task.fail(error));
    } finally {
      slice.releaseScans();
    }
  }

  private takeBatch(): Task[] {
    let bytes = 0;
    let count = 0;
    for (const task of this.waiting) {
      if (count > 0 && (count >= MAX_TASKS || bytes + task.bytes > MAX_BYTES)) break;
      bytes += task.bytes;
      count += 1;
    }
    return this.waiting.splice(0, count);
  }
}

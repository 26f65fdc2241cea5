import { type ChildProcess, fork } from "node:child_process";
import { rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { OUT_OF_MEMORY, OUTPUTS, type Reply, type Request } from "./messages.ts";
import {
  type PhotoFindings,
  type PhotoJob,
  type PhotoProcessor,
  PhotoRefused,
  type ProcessedPhoto,
  type RefusalCode,
} from "./processor.ts";

export interface ProcessorLimits {
  /** How long one photo may take; then the process apart is killed. */
  milliseconds: number;
  /** How much memory the process apart may hold. */
  mebibytes: number;
}

const DEFAULTS: ProcessorLimits = { milliseconds: 20_000, mebibytes: 768 };
/** Where the entry is read and the libraries are loaded; on a busy machine that takes its time. */
const START_MILLISECONDS = 60_000;
const compiled = !import.meta.url.endsWith(".ts");
const entry = fileURLToPath(new URL(compiled ? "./child.worker.js" : "./child.worker.ts", import.meta.url));

interface Task {
  request: Request;
  resolve(result: PhotoFindings | ProcessedPhoto): void;
  reject(error: Error): void;
}

/**
 * A processor whose work is done by one process apart, one photo at a time, in the order asked. That process is started
 * when first needed and killed when it takes too long or too much; the next photo gets a new one.
 */
export function createPhotoProcessor(limits: Partial<ProcessorLimits> = {}): PhotoProcessor {
  return new ProcessApart({ ...DEFAULTS, ...limits });
}

class ProcessApart implements PhotoProcessor {
  private child: ChildProcess | null = null;
  private ready = false;
  private readonly queue: Task[] = [];
  private current: Task | null = null;
  private timer: NodeJS.Timeout | undefined;
  /** Why the process was killed; what it still says does not count. */
  private verdict: RefusalCode | Error | null = null;
  private closed = false;
  private readonly limits: ProcessorLimits;

  constructor(limits: ProcessorLimits) {
    this.limits = limits;
  }

  inspect(file: string): Promise<PhotoFindings> {
    return this.ask({ kind: "inspect", file }) as Promise<PhotoFindings>;
  }

  async process(job: PhotoJob): Promise<ProcessedPhoto> {
    try {
      return (await this.ask({ kind: "process", job })) as ProcessedPhoto;
    } catch (error) {
      await Promise.all(OUTPUTS.map((name) => rm(join(job.folder, name), { force: true })));
      throw error;
    }
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const task of this.queue.splice(0)) task.reject(new Error("The photo processor is closed."));
    const { child } = this;
    if (child === null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  private ask(request: Request): Promise<PhotoFindings | ProcessedPhoto> {
    if (this.closed) return Promise.reject(new Error("The photo processor is closed."));
    return new Promise((resolve, reject) => {
      this.queue.push({ request, resolve, reject });
      this.next();
    });
  }

  private next(): void {
    if (this.current !== null || this.queue.length === 0) return;
    if (this.child === null) this.start();
    if (!this.ready) return;
    this.current = this.queue.shift()!;
    this.child?.send(this.current.request);
    this.killAfter(this.limits.milliseconds, "PHOTO_TIMEOUT");
  }

  /** The process gets none of our environment: a decoder that is taken over finds no secret there. */
  private start(): void {
    const loader = compiled ? [] : ["--import", pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href];
    const child = fork(entry, [String(this.limits.mebibytes)], {
      execArgv: [...loader, `--max-old-space-size=${Math.floor(this.limits.mebibytes / 2)}`],
      env: { VIPS_BLOCK_UNTRUSTED: "1", MALLOC_ARENA_MAX: "2" },
      stdio: ["ignore", "ignore", "ignore", "ipc"],
    });
    this.child = child;
    this.ready = false;
    this.verdict = null;
    this.killAfter(START_MILLISECONDS, null);
    child.on("message", (reply: Reply) => this.take(child, reply));
    child.on("error", (error) => this.lost(child, error));
    child.on("exit", (code) => {
      this.lost(child, this.verdict ?? (code === OUT_OF_MEMORY ? "PHOTO_TOO_MANY_PIXELS" : "PHOTO_DAMAGED"));
    });
  }

  private killAfter(milliseconds: number, code: RefusalCode | null): void {
    const { child } = this;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      // The photo is refused once the process is gone: until then it may still write into the folder.
      this.verdict = code ?? new Error("The photo process did not start.");
      child?.kill("SIGKILL");
    }, milliseconds);
    this.timer.unref();
  }

  private take(child: ChildProcess, reply: Reply): void {
    if (child !== this.child || this.verdict !== null) return;
    clearTimeout(this.timer);
    if (reply.kind === "ready") this.ready = true;
    const task = this.current;
    this.current = null;
    if (reply.kind === "done") task?.resolve(reply.result);
    if (reply.kind === "refused") task?.reject(new PhotoRefused(reply.code));
    if (reply.kind === "failed") task?.reject(new Error(reply.reason));
    this.next();
  }

  /** The process apart is gone or given up: its photo is refused, the others wait for a new one. */
  private lost(child: ChildProcess, why: RefusalCode | Error): void {
    if (child !== this.child) return;
    clearTimeout(this.timer);
    const task = this.current ?? (this.ready ? null : (this.queue.shift() ?? null));
    const started = this.ready;
    this.child = null;
    this.ready = false;
    this.current = null;
    const fault = started ? why : new Error("The photo process did not start.");
    task?.reject(typeof fault === "string" ? new PhotoRefused(fault) : fault);
    if (!this.closed) this.next();
  }
}

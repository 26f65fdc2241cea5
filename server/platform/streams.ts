import { createHash } from "node:crypto";
import { HeadModel, type StoredChange } from "./change-log.model.ts";
import { CallError } from "./errors.ts";

/** The actor of what the server does of its own accord. */
export const SYSTEM_ACTOR = "system";

/** What a change is before it has a place in the log. */
export interface ChangeDraft {
  type: string;
  body: Record<string, unknown>;
}

/**
 * How one kind of stream is read and told. `S` holds the facts that authorisation needs; it is immutable.
 */
export interface StreamDefinition<S> {
  owns(stream: string): boolean;
  /** The state that the projections hold. It may lag behind the log: the log brings it up to date by `fold`. */
  load(stream: string): Promise<S>;
  /** The state after a change. Folding a change twice must be folding it once. */
  fold(state: S, change: StoredChange): S;
  /** Writes what the change means into the projections, idempotently. `state` is the one after the change. */
  project(change: StoredChange, state: S): Promise<void>;
  /** Tells open sockets. Called once per change, in order of rev, after the commit. */
  publish(change: StoredChange, state: S): Promise<void>;
  /** Does in other streams what the change entails, idempotently. */
  follow(change: StoredChange): Promise<void>;
}

export interface Appended<S> {
  change: StoredChange;
  /** True when this clientId had been committed before: the change is the first one. */
  dup: boolean;
  /** The state at or after the change. */
  state: S;
}

/** How far the projections of a stream have come. */
export async function projectedRev(stream: string): Promise<number> {
  const head = await HeadModel.findById(stream).lean<{ rev: number }>();
  return head?.rev ?? 0;
}

/**
 * @param parts what makes the change what it is
 * @returns a clientId (UUID form) that is always the same for them, so that a change derived twice is committed once
 */
export function derivedClientId(...parts: string[]): string {
  const hex = createHash("sha256").update(parts.join("\u0000")).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** @returns CallError UNAVAILABLE around a store failure whose outcome is unknown. */
export function unknownOutcome(cause: unknown): CallError {
  return new CallError("UNAVAILABLE", { cause, retryAfterMs: 1_000 });
}

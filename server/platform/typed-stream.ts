import type { ChangeFact } from "../../shared/facts.ts";
import type { StoredChange } from "./change-log.model.ts";
import { SYSTEM_ACTOR } from "./streams.ts";

/** A fact without its envelope. */
export type FactBody = {
  [T in ChangeFact["type"]]: Pick<Extract<ChangeFact, { type: T }>, "type" | "body">;
}[ChangeFact["type"]];

/** What one type of change means beyond the state of its stream. */
export interface ChangeType<S> {
  /** Writes it into the projections, idempotently; `state` is the one after the change. */
  project?(change: StoredChange, state: S): Promise<void>;
  /**
   * What a follower is told; null when she may not see it. `viewerId` is null when the answer goes to all followers
   * alike, and the answer must then not depend on who asks.
   */
  fact?(change: StoredChange, viewerId: string | null): Promise<FactBody | null> | FactBody | null;
  /** Changes who follows the stream; called before anybody is told. */
  route?(change: StoredChange, state: S): void;
}

/** What a change entails in other streams; must be idempotent. */
export type FollowUp = (change: StoredChange) => Promise<void>;

/** The types of change of one kind of stream; each feature adds its own. */
export interface TypedStream<S> {
  on(type: string, meaning: ChangeType<S>): void;
  /** Adds a follow-up to a type; several features may. */
  also(type: string, followUp: FollowUp): void;
  follow(change: StoredChange): Promise<void>;
  project(change: StoredChange, state: S): Promise<void>;
  route(change: StoredChange, state: S): void;
  /** @returns the entry as the viewer may see it: withheld where its type is unknown or says so. */
  toFact(change: StoredChange, viewerId: string | null): Promise<ChangeFact>;
}

export function createTypedStream<S>(): TypedStream<S> {
  const types = new Map<string, ChangeType<S>>();
  const followUps = new Map<string, FollowUp[]>();
  return {
    on: (type, meaning) => {
      if (types.has(type)) throw new Error(`the change type ${type} is declared twice`);
      types.set(type, meaning);
    },
    also: (type, followUp) => {
      followUps.set(type, [...(followUps.get(type) ?? []), followUp]);
    },
    follow: async (change) => {
      for (const followUp of followUps.get(change.type) ?? []) await followUp(change);
    },
    project: async (change, state) => {
      await types.get(change.type)?.project?.(change, state);
    },
    route: (change, state) => types.get(change.type)?.route?.(change, state),
    toFact: async (change, viewerId) => {
      const told = (await types.get(change.type)?.fact?.(change, viewerId)) ?? null;
      const visible: FactBody = told ?? { type: "change:withheld", body: {} };
      return {
        ...visible,
        stream: change.stream,
        rev: change.rev,
        at: change.at.getTime(),
        actorId: told === null || change.actorId === SYSTEM_ACTOR ? null : change.actorId,
      } as ChangeFact;
    },
  };
}

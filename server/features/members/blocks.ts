import { userStream } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import { CallError } from "../../platform/errors.ts";
import { BlockModel } from "./members.model.ts";

/** Who blocks whom, known without waiting, so that it can decide inside a commit. */
export interface BlockIndex {
  blocks(blockerId: string, targetId: string): boolean;
  /** @returns ids of those who block the person */
  blockersOf(userId: string): string[];
  /** @returns ids of those whom the person blocks */
  blockedBy(userId: string): string[];
}

interface BlockAct {
  blockerId: string;
  targetId: string;
  clientId: string;
}

export interface Blocks extends BlockIndex {
  /** Fills the index from the store; once at start, after the log's recovery. */
  load(): Promise<void>;
  /** @throws CallError LIMIT_REACHED, IDEMPOTENCY_MISMATCH */
  block(act: BlockAct): Promise<void>;
  /** @throws CallError IDEMPOTENCY_MISMATCH */
  unblock(act: BlockAct): Promise<void>;
  /** Takes a change of a block into the index; a change older than what is known is ignored. */
  apply(change: StoredChange): void;
}

/** A person's blocks at most: what one answer of member:blocked-list can hold. */
const MOST_BLOCKS = LIMITS.membersPage * 10;

export type BlockChangeType = "member:blocked" | "member:unblocked";

/** @returns the two people of a change of a block */
export function blockOf(change: StoredChange): { blockerId: string; targetId: string } {
  const { userId } = change.body as { userId: string };
  return { blockerId: change.actorId, targetId: userId };
}

export function createBlocks({ log }: { log: ChangeLog }): Blocks {
  const targets = new Map<string, Set<string>>();
  const blockers = new Map<string, Set<string>>();
  /** Revision that each pair's standing comes from; kept after an unblock too. */
  const revs = new Map<string, number>();

  const set = ({ blockerId, targetId, rev }: { blockerId: string; targetId: string; rev: number }, on: boolean) => {
    const pair = `${blockerId} ${targetId}`;
    if ((revs.get(pair) ?? 0) >= rev) return;
    revs.set(pair, rev);
    if (on) {
      enter(targets, blockerId, targetId);
      enter(blockers, targetId, blockerId);
    } else {
      targets.get(blockerId)?.delete(targetId);
      blockers.get(targetId)?.delete(blockerId);
    }
  };

  const blocks = (blockerId: string, targetId: string) => targets.get(blockerId)?.has(targetId) ?? false;

  const apply = (change: StoredChange) =>
    set({ ...blockOf(change), rev: change.rev }, change.type === ("member:blocked" satisfies BlockChangeType));

  const append = async ({ blockerId, targetId, clientId }: BlockAct, type: BlockChangeType, assert: () => void) => {
    const { change } = await log.append({
      stream: userStream(blockerId),
      actorId: blockerId,
      clientId,
      asked: [type, targetId],
      decide: () => {
        assert();
        return { type, body: { userId: targetId } };
      },
    });
    // At once, before the answer: what she does next must already find it.
    apply(change);
    await log.settled(userStream(blockerId));
  };

  return {
    blocks,
    apply,
    blockersOf: (userId) => [...(blockers.get(userId) ?? [])],
    blockedBy: (userId) => [...(targets.get(userId) ?? [])],
    load: async () => {
      for await (const { blockerId, targetId, rev } of BlockModel.find({}).lean().cursor()) {
        set({ blockerId, targetId, rev }, true);
      }
    },
    block: (act) =>
      append(act, "member:blocked", () => {
        const already = blocks(act.blockerId, act.targetId);
        if (!already && (targets.get(act.blockerId)?.size ?? 0) >= MOST_BLOCKS) throw new CallError("LIMIT_REACHED");
      }),
    unblock: (act) => append(act, "member:unblocked", () => undefined),
  };
}

function enter(index: Map<string, Set<string>>, key: string, value: string): void {
  const held = index.get(key);
  if (held) held.add(value);
  else index.set(key, new Set([value]));
}

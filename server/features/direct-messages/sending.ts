import type { RequestReason } from "../../../shared/conversations.ts";
import { newId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { Clock } from "../../platform/clock.ts";
import { CallError } from "../../platform/errors.ts";
import { type ChangeDraft, derivedClientId } from "../../platform/streams.ts";
import { createTurns } from "../../platform/turns.ts";
import type { Access } from "../conversations/access.ts";
import {
  bodyOf,
  type ConversationState,
  type HeldSanction,
  type Membership,
  sanctionInForce,
} from "../conversations/conversations.service.ts";
import type { BlockIndex } from "../members/blocks.ts";
import type { Moderation } from "../moderation/moderation.service.ts";
import { otherPlace, pairId } from "./pair.ts";
import { countSent, projectSent } from "./requests.model.ts";

export interface Letter {
  actorId: string;
  otherId: string;
  reason: RequestReason;
  text: string;
  clientId: string;
}

export interface Sent {
  conversationId: string;
  seq: number;
  rev: number;
  dup: boolean;
}

export interface SendingOptions {
  log: ChangeLog;
  clock: Clock;
  access: Access;
  blocks: BlockIndex;
  moderation: Pick<Moderation, "standingSanctions">;
}

export interface Sending {
  /**
   * Opens the pair's conversation, accepts it when it waits for the writer, and posts the text.
   * @returns where the text is, and the change that opened or accepted, if this letter did
   * @throws CallError MUTED, BLOCKED, REQUEST_PENDING, LIMIT_REACHED, IDEMPOTENCY_MISMATCH
   */
  send(letter: Letter): Promise<{ sent: Sent; change: StoredChange | null }>;
}

const DAY_MS = 24 * 60 * 60 * 1_000;

/** The conversation is there for both already: only the text is to be written. */
class NothingToOpen extends Error {}

export function createSending({ log, clock, access, blocks, moderation }: SendingOptions): Sending {
  const inTurn = createTurns();

  const assertMayWrite = (actorId: string, otherId: string, standing: HeldSanction[]) => {
    if (standing.some(({ kind }) => kind === "ban")) throw new CallError("DENIED");
    assertNotMuted(standing, clock.now());
    if (blocks.blocks(actorId, otherId)) throw new CallError("BLOCKED");
  };

  const open = async ({ actorId, otherId, reason, text, clientId }: Letter): Promise<StoredChange | null> => {
    const [mine, hers, sentToday] = await Promise.all([
      moderation.standingSanctions(actorId),
      moderation.standingSanctions(otherId),
      countSent(actorId, clock.now() - DAY_MS),
    ]);
    const opened = (): ChangeDraft => {
      if (sentToday >= LIMITS.requestsPerDay) throw new CallError("LIMIT_REACHED");
      // She who blocks the writer has as good as refused: it never waits for her, not even after the block has ended.
      const presence = blocks.blocks(otherId, actorId) ? "refused" : "requested";
      const members: Membership[] = [
        { userId: actorId, roomRole: "member", presence: "joined", sanctions: mine },
        { userId: otherId, roomRole: "member", presence, sanctions: hers },
      ];
      const frame = { kind: "direct", name: "", theme: null, description: "", requesterId: actorId, reason, members };
      return { type: "conversation:opened", body: frame };
    };
    try {
      const { change } = await log.append<ConversationState>({
        stream: pairId(actorId, otherId),
        actorId,
        clientId,
        asked: ["request:send", otherId, reason, text],
        decide: (state) => {
          assertMayWrite(actorId, otherId, mine);
          if (state.kind === null) return opened();
          // It waits for me, or I refused it once: writing to her is accepting.
          if (state.members.get(actorId)?.presence !== "joined") {
            return { type: "request:accepted", body: { userId: actorId } };
          }
          if (isWaiting(state) && !isUnwritten(state, actorId)) throw new CallError("REQUEST_PENDING");
          throw new NothingToOpen();
        },
      });
      if (change.type === "conversation:opened") {
        await projectSent(change.stream, { requesterId: actorId, recipientId: otherId, sentAt: change.at });
      }
      return change;
    } catch (error) {
      if (error instanceof NothingToOpen) return null;
      throw error;
    }
  };

  const say = async ({ actorId, otherId, text, clientId }: Letter): Promise<Sent> => {
    const id = newId();
    const stream = pairId(actorId, otherId);
    const { change, dup } = await log.append<ConversationState>({
      stream,
      actorId,
      clientId: derivedClientId("request:send", actorId, clientId),
      asked: ["message:post", text],
      decide: (state) => {
        if (isUnwritten(state, actorId)) {
          assertNotMuted(access.assertParticipant(state, actorId).sanctions, clock.now());
        } else access.assertPoster(state, actorId);
        if (blocks.blocks(actorId, otherId)) throw new CallError("BLOCKED");
        const withheldFrom = blocks.blocks(otherId, actorId) ? [otherId] : [];
        return { type: "message:posted", body: { id, seq: state.seq + 1, text, withheldFrom, deleted: "no" } };
      },
    });
    return { conversationId: stream, seq: bodyOf(change, "message:posted").seq, rev: change.rev, dup };
  };

  return {
    send: async (letter) => {
      // One after the other for each sender: what she sent today is counted before the next is allowed.
      const change = await inTurn(letter.actorId, () => open(letter));
      return { sent: await say(letter), change };
    },
  };
}

function isWaiting(state: ConversationState): boolean {
  return [...state.members.values()].some(({ presence }) => presence !== "joined");
}

/** @returns whether the person asked and her text is not there yet: the one thing that she may still write */
function isUnwritten(state: ConversationState, actorId: string): boolean {
  return state.requesterId === actorId && state.seq === 0 && otherPlace(state.members, actorId)?.presence !== "joined";
}

function assertNotMuted(sanctions: HeldSanction[], now: number): void {
  const place: Membership = { userId: "", roomRole: "member", presence: "joined", sanctions };
  const mute = sanctionInForce(place, "mute", now);
  if (mute) throw new CallError("MUTED", { details: { sanctionId: mute.id, until: mute.until } });
}

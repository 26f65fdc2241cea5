import { COMMUNITY_STREAM, userStream } from "../../../shared/ids.ts";
import { isInForce, type Sanction } from "../../../shared/members.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { Clock } from "../../platform/clock.ts";
import { derivedClientId, SYSTEM_ACTOR } from "../../platform/streams.ts";
import { createTurns } from "../../platform/turns.ts";
import type { ConversationState, HeldSanction } from "../conversations/conversations.service.ts";
import type { CommunityState } from "./community-state.ts";
import { liftedAmong } from "./sanctions.model.ts";

interface ConsequencesOptions {
  log: ChangeLog;
  clock: Clock;
  /** @returns ids of every conversation where a person has a place of any kind, those she left included */
  placesOf: (userId: string) => Promise<string[]>;
}

/** What a sanction entails in the conversations and for the person. Doing it again changes nothing. */
export interface Consequences {
  imposed(sanction: Sanction): Promise<void>;
  lifted(sanction: Sanction): Promise<void>;
  /** Makes one place of a person hold exactly the sanctions that stand: for one that she has just entered. */
  entered(conversationId: string, userId: string): Promise<void>;
}

export function createConsequences({ log, clock, placesOf }: ConsequencesOptions): Consequences {
  // What concerns one person goes one after the other: a sanction and its lifting must not overtake each other.
  const inTurn = createTurns();

  const write = async (stream: string, key: string[], draft: { type: string; body: Record<string, unknown> }) => {
    const { change } = await log.append({
      stream,
      actorId: SYSTEM_ACTOR,
      clientId: derivedClientId(draft.type, ...key),
      asked: [draft.type, ...key],
      decide: () => draft,
    });
    await log.follow(change);
  };

  /**
   * Compares what a place holds with what stands, and writes the difference. One that starts from the place cannot be
   * fooled by a join that ran beside the sanction.
   */
  const reconcile = async (conversationId: string, userId: string, liftedId?: string) => {
    const [{ state: community }, { state, rev }] = await Promise.all([
      log.state<CommunityState>(COMMUNITY_STREAM),
      log.state<ConversationState>(conversationId),
    ]);
    if (state.kind === null) return;
    const membership = state.members.get(userId);
    const present = membership !== undefined && membership.presence !== "left";
    const held = membership?.sanctions ?? [];
    const now = clock.now();
    const hers = [...community.sanctions.values()].filter((one) => one.userId === userId && isInForce(one, now));
    const standing = hers.filter(
      (one) => one.conversationId === conversationId || (one.conversationId === null && present),
    );
    for (const sanction of standing) {
      if (held.some(({ id }) => id === sanction.id)) continue;
      const body = { userId, sanction: heldSanction(sanction) };
      await write(conversationId, [sanction.id, conversationId], { type: "sanction:applied", body });
    }
    const unknown = held.filter((one) => isInForce(one, now) && !hers.some(({ id }) => id === one.id));
    // Not known here is not enough: another process may have imposed it this instant.
    const lifted = unknown.length === 0 ? [] : [liftedId, ...(await liftedAmong(unknown.map(({ id }) => id)))];
    for (const { id } of unknown.filter((one) => lifted.includes(one.id))) {
      // The rev is in the key: a join may have brought back what had been released there before.
      const key = [id, conversationId, String(rev)];
      await write(conversationId, key, { type: "sanction:released", body: { userId, sanctionId: id } });
    }
  };

  const reconcileAll = async ({ userId, conversationId }: Sanction, liftedId?: string) => {
    const places = conversationId === null ? await placesOf(userId) : [conversationId];
    await Promise.all(places.map((place) => reconcile(place, userId, liftedId)));
  };

  return {
    imposed: (sanction) =>
      inTurn(sanction.userId, async () => {
        const draft = { type: "sanction:imposed", body: { sanction } };
        // She is told at once, however many places there are to write it to.
        await Promise.all([write(userStream(sanction.userId), [sanction.id], draft), reconcileAll(sanction)]);
      }),
    lifted: (sanction) =>
      inTurn(sanction.userId, async () => {
        await reconcileAll(sanction, sanction.id);
        const draft = { type: "sanction:lifted", body: { sanctionId: sanction.id } };
        await write(userStream(sanction.userId), [sanction.id], draft);
      }),
    entered: (conversationId, userId) =>
      inTurn(userId, async () => {
        // First the row of the place: whoever sanctions from now on finds it.
        await log.settled(conversationId);
        await reconcile(conversationId, userId);
      }),
  };
}

/** @returns the sanction as a conversation keeps it */
export function heldSanction({ id, kind, until }: Sanction): HeldSanction {
  return { id, kind, until };
}

import { createHash } from "node:crypto";
import type { Room, Theme } from "../../../shared/conversations.ts";
import { encodeId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { fold } from "../../../shared/text.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { Clock } from "../../platform/clock.ts";
import { CallError } from "../../platform/errors.ts";
import type { ChangeDraft } from "../../platform/streams.ts";
import type { Access } from "./access.ts";
import { type ConversationState, sanctionInForce } from "./conversation-state.ts";
import { ConversationModel, type HeldSanction, MembershipModel } from "./conversations.model.ts";
import { roomView } from "./summaries.ts";

interface Act {
  actorId: string;
  conversationId: string;
  clientId: string;
}

export interface Committed {
  rev: number;
  dup: boolean;
}

export interface Rooms {
  list(): Promise<Room[]>;
  /** @throws CallError CONFLICT when a room of that name exists */
  create(draft: RoomDraft): Promise<Committed & { conversationId: string }>;
  rename(act: Act & { name: string }): Promise<Committed>;
  describe(act: Act & { description: string }): Promise<Committed>;
  archive(act: Act): Promise<Committed>;
  restore(act: Act): Promise<Committed>;
  /** @throws CallError NOT_FOUND (also when banned from it), ARCHIVED, LIMIT_REACHED */
  join(act: Act): Promise<Committed>;
  leave(act: Act): Promise<Committed>;
  setModerator(act: Act & { userId: string; moderator: boolean }): Promise<Committed>;
}

interface RoomDraft {
  actorId: string;
  clientId: string;
  name: string;
  theme: Theme;
  description: string;
}

interface RoomsOptions {
  log: ChangeLog;
  access: Access;
  clock: Clock;
  /** Sanctions of the whole community in force against a person: they come along into every place that she enters. */
  standingSanctions: (userId: string) => Promise<HeldSanction[]>;
}

export function createRooms({ log, access, clock, standingSanctions }: RoomsOptions): Rooms {
  const change = async (act: Act, asked: unknown[], decide: (state: ConversationState) => ChangeDraft) => {
    const { actorId, conversationId, clientId } = act;
    const { change, dup } = await log.append<ConversationState>({
      stream: conversationId,
      actorId,
      clientId,
      asked,
      decide: (state) => {
        if (state.kind !== "room") throw new CallError("NOT_FOUND");
        return decide(state);
      },
    });
    await log.follow(change);
    return { rev: change.rev, dup };
  };

  /** A name is taken when another room's folds alike; two rooms made at the same instant may still both win. */
  const assertNameFree = async (name: string, exceptId: string | null) => {
    const same = await ConversationModel.find({ kind: "room", nameKey: fold(name) })
      .select({ _id: 1 })
      .lean();
    if (same.some(({ _id }) => _id !== exceptId)) throw new CallError("CONFLICT", { fields: { name: "taken" } });
  };

  return {
    list: async () => {
      const rows = await ConversationModel.find({ kind: "room" }).select({ _id: 1 }).lean();
      const states = await Promise.all(rows.map(({ _id }) => log.state<ConversationState>(_id)));
      return states
        .map(({ state }) => roomView(state))
        .toSorted((a, b) => Number(a.archived) - Number(b.archived) || a.name.localeCompare(b.name, "fr"));
    },
    create: async ({ actorId, clientId, name, theme, description }) => {
      const conversationId = roomIdFor(`${actorId} ${clientId}`);
      await assertNameFree(name, conversationId);
      const { change, dup } = await log.append<ConversationState>({
        stream: conversationId,
        actorId,
        clientId,
        asked: ["room:create", name, theme, description],
        decide: (state) => {
          if (state.kind !== null) throw new CallError("CONFLICT");
          return openedRoom({ name, theme, description, makerId: actorId });
        },
      });
      await log.follow(change);
      return { conversationId, rev: change.rev, dup };
    },
    rename: async (act) => {
      await assertNameFree(act.name, act.conversationId);
      return change(act, ["room:rename", act.name], (state) => ({
        type: "room:renamed",
        body: { name: act.name, before: state.name },
      }));
    },
    describe: (act) =>
      change(act, ["room:describe", act.description], (state) => ({
        type: "room:described",
        body: { description: act.description, before: state.description },
      })),
    archive: (act) =>
      change(act, ["room:archive"], (state) => {
        if (state.archived) throw new CallError("CONFLICT");
        return { type: "room:archived", body: {} };
      }),
    restore: (act) =>
      change(act, ["room:restore"], (state) => {
        if (!state.archived) throw new CallError("CONFLICT");
        return { type: "room:restored", body: {} };
      }),
    join: async (act) => {
      const { state, rev } = await access.room(act.conversationId);
      if (access.isParticipant(state, act.actorId)) return { rev, dup: true };
      const joined = await MembershipModel.countDocuments({ userId: act.actorId, presence: "joined" });
      if (joined >= LIMITS.joinedConversations) throw new CallError("LIMIT_REACHED");
      const standing = await standingSanctions(act.actorId);
      return change(act, ["room:join"], (head) => {
        const membership = head.members.get(act.actorId);
        if (sanctionInForce(membership, "ban", clock.now())) throw new CallError("NOT_FOUND");
        if (head.archived) throw new CallError("ARCHIVED");
        const held = new Map([...(membership?.sanctions ?? []), ...standing].map((one) => [one.id, one]));
        return {
          type: "member:joined",
          body: { userId: act.actorId, roomRole: membership?.roomRole ?? "member", sanctions: [...held.values()] },
        };
      });
    },
    leave: async (act) => {
      const { state, rev } = await access.room(act.conversationId);
      const membership = state.members.get(act.actorId);
      if (sanctionInForce(membership, "ban", clock.now())) throw new CallError("NOT_FOUND");
      if (membership?.presence !== "joined") return { rev, dup: true };
      return change(act, ["room:leave"], (head) => {
        access.assertParticipant(head, act.actorId);
        return { type: "member:left", body: { userId: act.actorId } };
      });
    },
    setModerator: (act) =>
      change(act, ["room:set-moderator", act.userId, act.moderator], (state) => {
        access.assertParticipant(state, act.userId);
        return {
          type: "room-role:set",
          body: { userId: act.userId, roomRole: act.moderator ? "moderator" : "member" },
        };
      }),
  };
}

interface OpenedRoom {
  name: string;
  theme: Theme;
  description: string;
  makerId: string | null;
}

/** @returns the first change of a room's stream */
export function openedRoom({ name, theme, description, makerId }: OpenedRoom): ChangeDraft {
  const members = makerId ? [{ userId: makerId, roomRole: "member", presence: "joined", sanctions: [] }] : [];
  return {
    type: "conversation:opened",
    body: { kind: "room", name, theme, description, requesterId: null, reason: null, members },
  };
}

/** @returns the id that an action's room has, so that the action sent twice meets the same stream */
export function roomIdFor(action: string): string {
  return encodeId(createHash("sha256").update(`room ${action}`).digest().subarray(0, 16));
}

import { fold } from "../../../shared/text.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { Live } from "../../platform/live.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import type { Members } from "../members/members.service.ts";
import type { Access } from "./access.ts";
import { bodyOf, type ConversationState } from "./conversation-state.ts";
import { ConversationModel, MembershipModel, placeKey } from "./conversations.model.ts";

interface ConversationFactsOptions {
  types: TypedStream<ConversationState>;
  live: Live;
  access: Pick<Access, "isParticipant">;
  members: Members;
}

/** What the changes of a conversation's frame and places mean: projections, facts, and who follows. */
export function declareConversationChanges({ types, live, access, members }: ConversationFactsOptions): void {
  const tellEveryone = (state: ConversationState) => {
    if (state.kind !== "room" || state.theme === null) return;
    const { id, name, theme, description, archived } = state;
    live.toEveryone({ type: "room:changed", body: { roomId: id, name, theme, description, archived } });
  };
  /** Whoever comes in follows from now on, unless a ban stands against her there. */
  const gain = (userId: string, state: ConversationState) => {
    if (!access.isParticipant(state, userId)) return;
    if (state.kind === "room") live.follow(userId, state.id);
    live.toPerson(userId, { type: "conversation:gained", body: { conversationId: state.id } });
  };
  const lose = (userId: string, state: ConversationState) => {
    live.unfollow(userId, state.id);
    live.toPerson(userId, { type: "conversation:lost", body: { conversationId: state.id } });
  };

  types.on("conversation:opened", {
    project: async (change, state) => {
      await projectConversation(change, state);
      for (const userId of state.members.keys()) await projectMembership(state, userId);
    },
    route: (_change, state) => {
      for (const userId of state.members.keys()) gain(userId, state);
      tellEveryone(state);
    },
    fact: (change) => ({ type: "conversation:opened", body: { kind: bodyOf(change, "conversation:opened").kind } }),
  });

  types.on("room:renamed", {
    project: projectConversation,
    route: (_change, state) => tellEveryone(state),
    fact: (change) => ({ type: "room:renamed", body: { name: bodyOf(change, "room:renamed").name } }),
  });
  types.on("room:described", {
    project: projectConversation,
    route: (_change, state) => tellEveryone(state),
    fact: (change) => ({
      type: "room:described",
      body: { description: bodyOf(change, "room:described").description },
    }),
  });
  types.on("room:archived", {
    project: projectConversation,
    route: (_change, state) => tellEveryone(state),
    fact: () => ({ type: "room:archived", body: {} }),
  });
  types.on("room:restored", {
    project: projectConversation,
    route: (_change, state) => tellEveryone(state),
    fact: () => ({ type: "room:restored", body: {} }),
  });

  types.on("member:joined", {
    project: (change, state) => projectMembership(state, bodyOf(change, "member:joined").userId),
    route: (change, state) => gain(bodyOf(change, "member:joined").userId, state),
    fact: async (change) => {
      const { userId, roomRole } = bodyOf(change, "member:joined");
      const member = await members.getMember(userId);
      return member && { type: "member:joined", body: { member, roomRole } };
    },
  });
  types.on("member:left", {
    project: (change, state) => projectMembership(state, bodyOf(change, "member:left").userId),
    route: (change, state) => lose(bodyOf(change, "member:left").userId, state),
    fact: (change) => ({ type: "member:left", body: { userId: bodyOf(change, "member:left").userId } }),
  });
  types.on("room-role:set", {
    project: (change, state) => projectMembership(state, bodyOf(change, "room-role:set").userId),
    fact: (change) => ({ type: "room-role:set", body: bodyOf(change, "room-role:set") }),
  });

  // A mute is told to the person through her own stream, not to the room. A ban shows only as her absence.
  types.on("sanction:applied", {
    project: (change, state) => projectMembership(state, bodyOf(change, "sanction:applied").userId),
    route: (change, state) => {
      const { userId, sanction } = bodyOf(change, "sanction:applied");
      if (sanction.kind === "ban") lose(userId, state);
    },
    fact: (change) => {
      const { userId, sanction } = bodyOf(change, "sanction:applied");
      return sanction.kind === "ban" ? { type: "member:removed", body: { userId } } : null;
    },
  });
  types.on("sanction:released", {
    project: (change, state) => projectMembership(state, bodyOf(change, "sanction:released").userId),
    route: (change, state) => gain(bodyOf(change, "sanction:released").userId, state),
  });
}

async function projectConversation(_change: StoredChange, state: ConversationState): Promise<void> {
  const { id, kind, name, theme, description, archived, requesterId, reason, openedAt } = state;
  const frame = { kind, name, nameKey: fold(name), theme, description, archived, requesterId, reason };
  await ConversationModel.updateOne(
    { _id: id },
    {
      $set: { ...frame, kind: kind ?? "room", openedAt: new Date(openedAt) },
      $setOnInsert: { seq: 0, lastActivityAt: null },
    },
    { upsert: true },
  );
}

/** Writes a person's place as the state has it; the state is at or after the change, so writing it twice is safe. */
export async function projectMembership(state: ConversationState, userId: string): Promise<void> {
  const membership = state.members.get(userId);
  if (!membership) return;
  const { roomRole, presence, sanctions } = membership;
  await MembershipModel.updateOne(
    { _id: placeKey(state.id, userId) },
    { $set: { conversationId: state.id, userId, roomRole, presence, sanctions } },
    { upsert: true },
  );
}

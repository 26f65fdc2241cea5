import type { Member } from "../../../shared/members.ts";
import type { Handlers } from "../../platform/calls.ts";
import { CallError } from "../../platform/errors.ts";
import type { Blocks } from "./blocks.ts";
import { createDirectory } from "./directory.ts";
import type { Members } from "./members.service.ts";

interface MemberCallsOptions {
  members: Members;
  blocks: Blocks;
  /** @returns ids of the rooms that both have joined */
  roomsInCommon: (a: string, b: string) => Promise<string[]>;
  /** @returns the private conversation of the pair as far as the first may know of it, or null */
  directConversation: (viewerId: string, otherId: string) => Promise<string | null>;
}

/** @returns the handlers of shared/members.ts */
export function memberHandlers({ members, blocks, roomsInCommon, directConversation }: MemberCallsOptions): Handlers {
  const directory = createDirectory(blocks);

  /** @throws CallError NOT_FOUND when there is no such active member */
  const activeMember = async (userId: string): Promise<Member> => {
    const [member, person] = await Promise.all([members.getMember(userId), members.person(userId)]);
    if (!member || person?.state !== "active") throw new CallError("NOT_FOUND");
    return member;
  };

  return {
    "member:list": ({ search, after }, { session }) => directory.list({ viewerId: session.userId, search, after }),
    "member:show": async ({ userId }, { session }) => {
      const viewerId = session.userId;
      const member = await activeMember(userId);
      const [common, conversationId] = await Promise.all([
        roomsInCommon(viewerId, userId),
        directConversation(viewerId, userId),
      ]);
      return { member, roomsInCommon: common, blockedByMe: blocks.blocks(viewerId, userId), conversationId };
    },
    "member:block": async ({ userId, clientId }, { session }) => {
      if (userId === session.userId) throw new CallError("INVALID", { fields: { userId: "self" } });
      await activeMember(userId);
      await blocks.block({ blockerId: session.userId, targetId: userId, clientId });
      return {};
    },
    "member:unblock": async ({ userId, clientId }, { session }) => {
      // Whoever is gone can still be unblocked.
      if ((await members.getMember(userId)) === null) throw new CallError("NOT_FOUND");
      await blocks.unblock({ blockerId: session.userId, targetId: userId, clientId });
      return {};
    },
    "member:blocked-list": async (_input, { session }) => ({
      members: await members.getMembers(blocks.blockedBy(session.userId)),
    }),
  };
}

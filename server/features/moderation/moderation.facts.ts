import type { BanDetails } from "../../../shared/accounts.ts";
import { COMMUNITY_STREAM } from "../../../shared/ids.ts";
import { type Member, roleReaches, type Sanction } from "../../../shared/members.ts";
import type { Live } from "../../platform/live.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import type { Members } from "../members/members.service.ts";
import type { UserState } from "../members/user-stream.ts";
import { AUDIT_RECORDED, auditEntryOf, type CommunityState, recordedAct, roleGiven } from "./community-state.ts";
import { projectLift, projectSanction } from "./sanctions.model.ts";

interface ModerationFactsOptions {
  communityTypes: TypedStream<CommunityState>;
  userTypes: TypedStream<UserState>;
  live: Live;
  members: Pick<Members, "setRole">;
}

/** What an act of moderation means: roles and sanctions as projected, and who is told. */
export function declareModerationChanges({ communityTypes, userTypes, live, members }: ModerationFactsOptions): void {
  communityTypes.on(AUDIT_RECORDED, {
    project: async (change) => {
      const recorded = recordedAct(change);
      const { act, targetId, sanction } = recorded;
      const role = roleGiven(recorded);
      if (role !== null && targetId !== null) await members.setRole(targetId, role);
      if (act === "sanction-imposed" && sanction) await projectSanction(sanction);
      if (act === "sanction-lifted" && sanction) await projectLift(sanction.id, change.at);
    },
    // Before anybody is told: she who is no longer of the staff does not hear of it here.
    route: (change) => {
      const recorded = recordedAct(change);
      const role = roleGiven(recorded);
      if (role === null || recorded.targetId === null) return;
      if (roleReaches(role, "moderator")) live.follow(recorded.targetId, COMMUNITY_STREAM);
      else live.unfollow(recorded.targetId, COMMUNITY_STREAM);
    },
    fact: (change) => ({ type: "audit:recorded", body: { entry: auditEntryOf(change) } }),
  });

  userTypes.on("sanction:imposed", {
    fact: (change) => ({ type: "sanction:imposed", body: change.body as { sanction: Sanction } }),
  });
  userTypes.on("sanction:lifted", {
    fact: (change) => ({ type: "sanction:lifted", body: change.body as { sanctionId: string } }),
  });
}

/** Tells everybody that a member's name or role is another one now. */
export function tellMemberChanged(live: Live, member: Member): void {
  live.toEveryone({ type: "member:changed", body: { member } });
}

/** Shows the excluded person why, and cuts her. */
export function cutBanned(live: Live, userId: string, ban: BanDetails): void {
  live.cutPerson(userId, { type: "session:ended", body: { cause: "banned", ban } });
}

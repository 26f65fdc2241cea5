import { userStream } from "../../../shared/ids.ts";
import type { Level, Preference } from "../../../shared/preferences.ts";
import type { ChangeLog } from "../../platform/change-log.ts";
import type { Access } from "../conversations/access.ts";
import type { UserState } from "../members/user-stream.ts";
import type { PreferenceBody } from "./preferences.facts.ts";
import { PreferenceModel } from "./preferences.model.ts";

interface PreferenceAct {
  userId: string;
  conversationId: string;
  clientId: string;
  level?: Level | undefined;
  favourite?: number | null | undefined;
}

/** How persons want conversations to be shown to them: a person's own affair, told to nobody else. */
export interface Preferences {
  /** @throws CallError NOT_FOUND, IDEMPOTENCY_MISMATCH */
  set(act: PreferenceAct): Promise<{ rev: number; dup: boolean }>;
  /** @returns hers, those that she left included: they hold again when she comes back */
  of(userId: string): Promise<Preference[]>;
}

export function createPreferences({
  log,
  access,
}: {
  log: ChangeLog;
  access: Pick<Access, "participant">;
}): Preferences {
  return {
    set: async ({ userId, conversationId, clientId, level, favourite }) => {
      await access.participant(userId, conversationId);
      const stream = userStream(userId);
      const body: PreferenceBody = {
        conversationId,
        ...(level !== undefined && { level }),
        ...(favourite !== undefined && { favourite }),
      };
      const { change, dup } = await log.append<UserState>({
        stream,
        actorId: userId,
        clientId,
        asked: ["preference:set", body],
        decide: () => ({ type: "preference:set", body: { ...body } }),
      });
      await log.settled(stream);
      return { rev: change.rev, dup };
    },
    of: async (userId) => {
      await log.settled(userStream(userId));
      const rows = await PreferenceModel.find({ userId }).lean();
      return rows.map(({ conversationId, level, favourite }) => ({ conversationId, level, favourite }));
    },
  };
}

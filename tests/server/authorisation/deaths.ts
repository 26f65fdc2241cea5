import { randomUUID } from "node:crypto";
import { UserModel } from "../../../server/features/members/members.model.ts";
import { actDraft } from "../../../server/features/moderation/community-state.ts";
import { SessionModel } from "../../../server/platform/sessions/sessions.model.ts";
import { COMMUNITY_STREAM, newId } from "../../../shared/ids.ts";
import type { Sanction } from "../../../shared/members.ts";
import type { Person } from "../../support/person.ts";
import type { TestServer } from "../../support/server.ts";
import type { Position } from "./cells.ts";

/** Ends what lets a person call, and gives it back, as another process would: nobody here is told, her socket stays open. */
export interface Death {
  kill(): Promise<void>;
  revive(): Promise<void>;
}

/** Who acts in the log when somebody is banned or no longer is. */
export const REAPER = newId();

/** @returns the end of that position, or null for the living */
export function deathOf(position: Position, { app }: TestServer, { id, me }: Person): Death | null {
  const then = (change: (dead: boolean) => Promise<unknown>): Death => {
    const turn = async (dead: boolean) => {
      await change(dead);
      app.features.sessions.forget(id);
    };
    return { kill: () => turn(true), revive: () => turn(false) };
  };
  switch (position) {
    case "closed account":
      return then((dead) => UserModel.updateOne({ _id: id }, { $set: { state: dead ? "closed" : "active" } }));
    case "signed out": {
      const ended = (dead: boolean) =>
        dead ? { endedAt: new Date(), endCause: "signed-out" } : { endedAt: null, endCause: null };
      return then((dead) => SessionModel.updateOne({ _id: me.sessionId }, { $set: ended(dead) }));
    }
    case "banned": {
      const at = Date.now();
      const shared = { userId: id, kind: "ban", conversationId: null, reason: "harassment", text: "" } as const;
      const sanction: Sanction = { ...shared, id: newId(), at, until: null };
      return then((dead) =>
        app.changeLog.append({
          stream: COMMUNITY_STREAM,
          actorId: REAPER,
          clientId: randomUUID(),
          asked: [dead],
          decide: () =>
            actDraft({ act: dead ? "sanction-imposed" : "sanction-lifted", actorId: REAPER, targetId: id, sanction }),
        }),
      );
    }
    case "visitor":
    case "forged token":
    case "member":
    case "moderator":
    case "administrator":
      return null;
  }
}

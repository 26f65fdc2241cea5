import mongoose from "mongoose";
import type { Level } from "../../../shared/preferences.ts";
import type { StoredChange } from "../../platform/change-log.model.ts";
import type { TypedStream } from "../../platform/typed-stream.ts";
import { ownerOf, type UserState } from "../members/user-stream.ts";
import { deskKey } from "./desk.facts.ts";
import { PreferenceModel } from "./preferences.model.ts";

const { trusted } = mongoose;

/** The body of the change of a person's stream that says how she wants a conversation. */
export interface PreferenceBody {
  conversationId: string;
  level?: Level;
  favourite?: number | null;
}

const bodyOf = (change: StoredChange) => change.body as unknown as PreferenceBody;

/** What a preference means: its projection, and what her own tabs are told. */
export function declarePreferenceChanges(types: TypedStream<UserState>): void {
  types.on("preference:set", {
    project: async (change) => {
      const { conversationId, level, favourite } = bodyOf(change);
      const { rev } = change;
      const userId = ownerOf(change.stream);
      const _id = deskKey(userId, conversationId);
      const none = { level: "all", levelRev: 0, favourite: null, favouriteRev: 0 };
      await PreferenceModel.updateOne({ _id }, { $setOnInsert: { userId, conversationId, ...none } }, { upsert: true });
      const before = trusted({ $lt: rev });
      if (level !== undefined) {
        await PreferenceModel.updateOne({ _id, levelRev: before }, { $set: { level, levelRev: rev } });
      }
      if (favourite !== undefined) {
        await PreferenceModel.updateOne({ _id, favouriteRev: before }, { $set: { favourite, favouriteRev: rev } });
      }
    },
    fact: (change) => ({ type: "preference:set", body: bodyOf(change) }),
  });
}

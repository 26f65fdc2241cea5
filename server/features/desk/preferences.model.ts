import mongoose from "mongoose";
import type { Level } from "../../../shared/preferences.ts";

interface PreferenceDocument {
  /** `<userId> <conversationId>`. */
  _id: string;
  userId: string;
  conversationId: string;
  level: Level;
  /** The revision of its owner's stream that set the level; likewise below. */
  levelRev: number;
  favourite: number | null;
  favouriteRev: number;
}

const preferenceSchema = new mongoose.Schema<PreferenceDocument>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    conversationId: { type: String, required: true },
    level: { type: String, required: true },
    levelRev: { type: Number, required: true },
    favourite: { type: Number, default: null },
    favouriteRev: { type: Number, required: true },
  },
  { collection: "preferences", versionKey: false, strict: "throw", autoIndex: false },
);
preferenceSchema.index({ userId: 1 });

export const PreferenceModel = mongoose.model("Preference", preferenceSchema);

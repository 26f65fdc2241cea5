import mongoose from "mongoose";
import type { LiveFact } from "../../../shared/facts.ts";

export type EndCause = Extract<LiveFact, { type: "session:ended" }>["body"]["cause"];

/** One sign-in of one browser. It stays after its end until it would have expired, so that old tokens are recognised. */
export interface SessionRow {
  _id: string;
  userId: string;
  /** SHA-256 of the refresh token in use, and of the one before. */
  refreshHash: string;
  previousHash: string | null;
  /** What the token in use is derived from, with a key that is not in the store. */
  refreshSalt: string;
  rotatedAt: Date;
  createdAt: Date;
  lastSeenAt: Date;
  device: string;
  expiresAt: Date;
  /** The person's authEpoch when access was last given. */
  authEpoch: number;
  endedAt: Date | null;
  endCause: EndCause | null;
}

const sessionSchema = new mongoose.Schema<SessionRow>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    refreshHash: { type: String, required: true },
    previousHash: { type: String, default: null },
    refreshSalt: { type: String, required: true },
    rotatedAt: { type: Date, required: true },
    createdAt: { type: Date, required: true },
    lastSeenAt: { type: Date, required: true },
    device: { type: String, default: "" },
    expiresAt: { type: Date, required: true },
    authEpoch: { type: Number, required: true },
    endedAt: { type: Date, default: null },
    endCause: { type: String, default: null },
  },
  { collection: "sessions", versionKey: false, strict: "throw", autoIndex: false },
);
sessionSchema.index({ userId: 1, lastSeenAt: -1 });
sessionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });

export const SessionModel = mongoose.model("Session", sessionSchema);

import mongoose from "mongoose";
import type { RequestReason, Theme } from "../../../shared/conversations.ts";
import type { RoomRole } from "../../../shared/members.ts";

/** A sanction as a conversation knows it: enough to refuse, nothing to tell. */
export interface HeldSanction {
  id: string;
  kind: "mute" | "ban";
  /** Milliseconds; null: without end. */
  until: number | null;
}

export type Presence = "joined" | "left" | "requested" | "refused";

/** A person's place in a conversation. */
export interface Membership {
  userId: string;
  roomRole: RoomRole;
  presence: Presence;
  sanctions: HeldSanction[];
}

interface MembershipDocument extends Membership {
  _id: string;
  conversationId: string;
}

interface ConversationDocument {
  _id: string;
  kind: "room" | "direct";
  name: string;
  nameKey: string;
  theme: Theme | null;
  description: string;
  archived: boolean;
  seq: number;
  lastActivityAt: Date | null;
  /** Missing in conversations of an earlier version. */
  deletedRev?: number;
  requesterId: string | null;
  reason: RequestReason | null;
  openedAt: Date;
}

const options = { versionKey: false, strict: "throw", minimize: false, autoIndex: false } as const;

const conversationSchema = new mongoose.Schema<ConversationDocument>(
  {
    _id: { type: String, required: true },
    kind: { type: String, required: true },
    name: { type: String, default: "" },
    nameKey: { type: String, default: "" },
    theme: { type: String, default: null },
    description: { type: String, default: "" },
    archived: { type: Boolean, default: false },
    seq: { type: Number, default: 0 },
    lastActivityAt: { type: Date, default: null },
    deletedRev: { type: Number, default: 0 },
    requesterId: { type: String, default: null },
    reason: { type: String, default: null },
    openedAt: { type: Date, required: true },
  },
  { collection: "conversations", ...options },
);
conversationSchema.index({ kind: 1, nameKey: 1 });

const membershipSchema = new mongoose.Schema<MembershipDocument>(
  {
    _id: { type: String, required: true },
    conversationId: { type: String, required: true },
    userId: { type: String, required: true },
    roomRole: { type: String, required: true },
    presence: { type: String, required: true },
    sanctions: { type: [{ _id: false, id: String, kind: String, until: Number }], default: [] },
  },
  { collection: "memberships", ...options },
);
membershipSchema.index({ conversationId: 1, userId: 1 }, { unique: true });
membershipSchema.index({ userId: 1, presence: 1 });

interface ReadMark {
  _id: string;
  userId: string;
  conversationId: string;
  seq: number;
  /** The revision of her own stream that last marked something there as unread; missing in marks of an earlier version. */
  unreadRev?: number;
}

const readMarkSchema = new mongoose.Schema<ReadMark>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    conversationId: { type: String, required: true },
    seq: { type: Number, required: true },
    unreadRev: Number,
  },
  { collection: "read_marks", ...options },
);
readMarkSchema.index({ userId: 1 });

/** The key of one person's row about one conversation. */
export function placeKey(conversationId: string, userId: string): string {
  return `${conversationId}:${userId}`;
}

export const ConversationModel = mongoose.model("Conversation", conversationSchema);
export const MembershipModel = mongoose.model("Membership", membershipSchema);
export const ReadMarkModel = mongoose.model("ReadMark", readMarkSchema);

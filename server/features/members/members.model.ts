import mongoose from "mongoose";
import type { AccountState } from "../../../shared/accounts.ts";
import type { CommunityRole } from "../../../shared/members.ts";

/** An account and the member that it is. */
export interface StoredUser {
  _id: string;
  email: string;
  /** The mailbox that the address reaches, whatever alias of it was given. */
  emailKey: string;
  displayName: string;
  /** What no two members share: look-alike names have the same. */
  nameKey: string;
  /** Folded words of the name, for the directory's search. */
  nameTokens: string[];
  /** Place in the directory. */
  sortKey: string;
  passwordHash: string;
  role: CommunityRole;
  state: AccountState;
  authEpoch: number;
  createdAt: Date;
  /** How often somebody tried to open another account for the same mailbox. */
  repeats: number;
}

const options = { versionKey: false, strict: "throw", autoIndex: false } as const;

const userSchema = new mongoose.Schema<StoredUser>(
  {
    _id: { type: String, required: true },
    email: { type: String, required: true },
    emailKey: { type: String, required: true },
    displayName: { type: String, required: true },
    nameKey: { type: String, required: true },
    nameTokens: { type: [String], required: true },
    sortKey: { type: String, required: true },
    passwordHash: { type: String, required: true },
    role: { type: String, required: true },
    state: { type: String, required: true },
    authEpoch: { type: Number, required: true },
    createdAt: { type: Date, required: true },
    repeats: { type: Number, default: 0 },
  },
  { collection: "users", ...options },
);
userSchema.index({ email: 1 }, { unique: true });
userSchema.index({ emailKey: 1 }, { unique: true });
userSchema.index({ nameKey: 1 }, { unique: true });
userSchema.index({ nameTokens: 1 });
userSchema.index({ sortKey: 1, _id: 1 });
userSchema.index({ role: 1 });

/** One block in force. */
export interface StoredBlock {
  _id: string;
  blockerId: string;
  targetId: string;
  /** Revision of the blocker's stream that set it. */
  rev: number;
}

const blockSchema = new mongoose.Schema<StoredBlock>(
  {
    _id: { type: String, required: true },
    blockerId: { type: String, required: true },
    targetId: { type: String, required: true },
    rev: { type: Number, required: true },
  },
  { collection: "blocks", ...options },
);
blockSchema.index({ blockerId: 1 });

export const UserModel = mongoose.model("User", userSchema);
export const BlockModel = mongoose.model("Block", blockSchema);

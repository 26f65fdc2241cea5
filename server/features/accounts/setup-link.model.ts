import mongoose from "mongoose";

/** The one set-up link there can be. Only the hash of its token is kept. */
interface StoredSetupLink {
  _id: string;
  tokenHash: string;
  expiresAt: Date;
  usedAt: Date | null;
}

const setupLinkSchema = new mongoose.Schema<StoredSetupLink>(
  {
    _id: { type: String, required: true },
    tokenHash: { type: String, required: true },
    expiresAt: { type: Date, required: true },
    usedAt: { type: Date, default: null },
  },
  { collection: "setup_links", versionKey: false, strict: "throw", autoIndex: false },
);

export const SetupLinkModel = mongoose.model("SetupLink", setupLinkSchema);

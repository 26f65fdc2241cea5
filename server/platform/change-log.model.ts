import mongoose from "mongoose";

/** One entry of a stream's log: the commit point of everything that lasts. */
export interface StoredChange {
  stream: string;
  rev: number;
  /** The person who acted, or `system`. */
  actorId: string;
  clientId: string;
  /** Keyed digest of what was asked, so that a clientId used for something else is noticed. */
  hash: string;
  type: string;
  body: Record<string, unknown>;
  at: Date;
}

const changeSchema = new mongoose.Schema<StoredChange>(
  {
    stream: { type: String, required: true },
    rev: { type: Number, required: true },
    actorId: { type: String, required: true },
    clientId: { type: String, required: true },
    hash: { type: String, required: true },
    type: { type: String, required: true },
    body: { type: mongoose.Schema.Types.Mixed, required: true },
    at: { type: Date, required: true },
  },
  { collection: "changes", versionKey: false, strict: "throw", minimize: false, autoIndex: false },
);
changeSchema.index({ stream: 1, rev: 1 }, { unique: true });
changeSchema.index({ actorId: 1, clientId: 1 }, { unique: true });
changeSchema.index({ at: 1 });

/** How far a stream's projections have come. */
interface ProjectedHead {
  _id: string;
  rev: number;
}

const headSchema = new mongoose.Schema<ProjectedHead>(
  { _id: { type: String, required: true }, rev: { type: Number, required: true } },
  { collection: "heads", versionKey: false, strict: "throw", autoIndex: false },
);

/** Marks a filter of our own making: operators anywhere else are taken for values (the store's second net). */
export const trusted = mongoose.trusted;

export const ChangeModel = mongoose.model("Change", changeSchema);
export const HeadModel = mongoose.model("Head", headSchema);

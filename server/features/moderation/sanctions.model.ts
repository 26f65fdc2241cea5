import mongoose from "mongoose";
import type { Sanction, SanctionKind, SanctionReason } from "../../../shared/members.ts";

interface StoredSanction {
  _id: string;
  userId: string;
  kind: SanctionKind;
  /** Null: the whole community. */
  conversationId: string | null;
  reason: SanctionReason;
  text: string;
  at: Date;
  until: Date | null;
  liftedAt: Date | null;
}

const sanctionSchema = new mongoose.Schema<StoredSanction>(
  {
    _id: { type: String, required: true },
    userId: { type: String, required: true },
    kind: { type: String, required: true },
    conversationId: { type: String, default: null },
    reason: { type: String, required: true },
    text: { type: String, default: "" },
    at: { type: Date, required: true },
    until: { type: Date, default: null },
    liftedAt: { type: Date, default: null },
  },
  { collection: "sanctions", versionKey: false, strict: "throw", minimize: false, autoIndex: false },
);
sanctionSchema.index({ liftedAt: 1, until: 1 });

export const SanctionModel = mongoose.model("Sanction", sanctionSchema);

/** Writes a sanction; one that was lifted stays lifted. */
export async function projectSanction({ id, at, until, ...sanction }: Sanction): Promise<void> {
  const dates = { at: new Date(at), until: until === null ? null : new Date(until) };
  await SanctionModel.updateOne(
    { _id: id },
    { $setOnInsert: { ...sanction, ...dates, liftedAt: null } },
    { upsert: true },
  );
}

/** Marks a sanction as ended early. */
export async function projectLift(sanctionId: string, liftedAt: Date): Promise<void> {
  await SanctionModel.updateOne({ _id: sanctionId }, { $set: { liftedAt } });
}

/** @returns those of the ids whose sanction was ended early */
export async function liftedAmong(ids: readonly string[]): Promise<string[]> {
  const rows = await SanctionModel.find({
    _id: mongoose.trusted({ $in: ids }),
    liftedAt: mongoose.trusted({ $ne: null }),
  })
    .select({ _id: 1 })
    .lean<{ _id: string }[]>();
  return rows.map(({ _id }) => _id);
}

/** @returns the sanctions neither lifted nor ended at `now` (milliseconds) */
export async function loadSanctions(now: number): Promise<Sanction[]> {
  const rows = await SanctionModel.find({
    liftedAt: null,
    $or: [{ until: null }, { until: mongoose.trusted({ $gt: new Date(now) }) }],
  }).lean<StoredSanction[]>();
  return rows.map(({ _id, userId, kind, conversationId, reason, text, at, until }) => ({
    id: _id,
    userId,
    kind,
    conversationId,
    reason,
    text,
    at: at.getTime(),
    until: until?.getTime() ?? null,
  }));
}

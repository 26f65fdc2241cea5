import mongoose from "mongoose";

/** What is kept of a request beside its conversation. Its text is in the conversation alone. */
interface StoredRequest {
  /** The conversation's id. */
  _id: string;
  requesterId: string | null;
  recipientId: string;
  sentAt: Date | null;
  /** The recipient's own knowledge: nothing of it may be in the conversation, whose revs the sender can count. */
  refused: boolean;
}

const requestSchema = new mongoose.Schema<StoredRequest>(
  {
    _id: { type: String, required: true },
    requesterId: { type: String, default: null },
    recipientId: { type: String, required: true },
    sentAt: { type: Date, default: null },
    refused: { type: Boolean, default: false },
  },
  { collection: "requests", versionKey: false, strict: "throw", autoIndex: false },
);
requestSchema.index({ requesterId: 1, sentAt: 1 });
requestSchema.index({ recipientId: 1, refused: 1 });

export const RequestModel = mongoose.model("Request", requestSchema);

/** Writes who asked whom and when; again changes nothing. */
export async function projectSent(
  conversationId: string,
  sent: { requesterId: string; recipientId: string; sentAt: Date },
): Promise<void> {
  await RequestModel.updateOne({ _id: conversationId }, { $set: sent }, { upsert: true });
}

/** Writes the recipient's answer, the last one standing. */
export async function projectAnswer(
  conversationId: string,
  answered: { recipientId: string; refused: boolean },
): Promise<void> {
  await RequestModel.updateOne({ _id: conversationId }, { $set: answered }, { upsert: true });
}

/** @returns how many requests a person sent after `since` (milliseconds) */
export function countSent(requesterId: string, since: number): Promise<number> {
  return RequestModel.countDocuments({ requesterId, sentAt: mongoose.trusted({ $gt: new Date(since) }) }).exec();
}

/** @returns whether the recipient has refused that request */
export async function isRefused(conversationId: string): Promise<boolean> {
  return (await RequestModel.exists({ _id: conversationId, refused: true })) !== null;
}

/** @returns ids of the conversations whose request a person refused: her lists leave them out */
export async function refusedRequests(recipientId: string): Promise<ReadonlySet<string>> {
  const rows = await RequestModel.find({ recipientId, refused: true }).select({ _id: 1 }).lean<{ _id: string }[]>();
  return new Set(rows.map(({ _id }) => _id));
}

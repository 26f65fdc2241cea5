import { MembershipModel } from "./conversations.model.ts";

/**
 * @returns ids of every conversation where a person has a place of any kind: those that she left, that wait for her, or
 * that a sanction keeps for her are among them
 */
export async function everyPlaceOf(userId: string): Promise<string[]> {
  const rows = await MembershipModel.find({ userId })
    .select({ conversationId: 1 })
    .lean<{ conversationId: string }[]>();
  return rows.map(({ conversationId }) => conversationId);
}

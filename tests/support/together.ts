import { randomUUID } from "node:crypto";
import type { Person } from "./person.ts";

/** @returns a private conversation of the two, accepted */
export async function together(one: Person, other: Person): Promise<string> {
  const letter = { userId: other.id, reason: "question" as const, text: "Bonjour.", clientId: randomUUID() };
  const { conversationId } = await one.ok("request:send", letter);
  await other.ok("request:accept", { conversationId, clientId: randomUUID() });
  return conversationId;
}

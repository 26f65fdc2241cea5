import type { CallInput, CallOutput } from "../../../shared/registry.ts";
import { call } from "../../platform/api.ts";
import { learnMembers } from "../members/members.store.ts";

export type SearchAsked = CallInput<"message:search">;

/** @returns a page of what was found. It reads nothing and marks nothing as read. @throws CallRejected INVALID */
export async function searchMessages(asked: SearchAsked): Promise<CallOutput<"message:search">> {
  const page = await call("message:search", asked);
  learnMembers(page.members);
  return page;
}

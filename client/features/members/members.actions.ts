import type { Member } from "../../../shared/members.ts";
import type { CallOutput } from "../../../shared/registry.ts";
import { call } from "../../platform/api.ts";
import { newClientId } from "../../platform/client-id.ts";
import { learnMembers, membersStore, setBlocked } from "./members.store.ts";

/**
 * One page of the directory, in order of name.
 * @param page `search` filters by name; `after` is the mark that the page before gave
 * @returns the members and the mark of the next page (null: there is none)
 * @throws CallRejected
 */
export async function listMembers(
  page: { search?: string; after?: string } = {},
): Promise<{ members: Member[]; after: string | null }> {
  const answer = await call("member:list", page);
  learnMembers(answer.members);
  return answer;
}

/** @throws CallRejected NOT_FOUND */
export async function showMember(userId: string): Promise<CallOutput<"member:show">> {
  const answer = await call("member:show", { userId });
  learnMembers([answer.member]);
  return answer;
}

/** Blocks a member. She is not told. @throws CallRejected NOT_FOUND, LIMIT_REACHED */
export async function block(userId: string): Promise<void> {
  await call("member:block", { userId, clientId: newClientId() });
  setBlocked([...membersStore.getState().blocked, userId]);
}

/** Ends a block of mine; what was withheld meanwhile stays withheld. @throws CallRejected NOT_FOUND */
export async function unblock(userId: string): Promise<void> {
  await call("member:unblock", { userId, clientId: newClientId() });
  setBlocked([...membersStore.getState().blocked].filter((id) => id !== userId));
}

/** @returns the members whom I block. @throws CallRejected */
export async function listBlocked(): Promise<Member[]> {
  const { members } = await call("member:blocked-list", {});
  learnMembers(members);
  return members;
}

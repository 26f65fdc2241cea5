import { createHash } from "node:crypto";
import { encodeId } from "../../../shared/ids.ts";
import type { Membership } from "../conversations/conversations.service.ts";

/** @returns the id of the one conversation that two people can have, whoever writes first */
export function pairId(a: string, b: string): string {
  const digest = createHash("sha256")
    .update(`direct ${[a, b].toSorted().join(" ")}`)
    .digest();
  return encodeId(digest.subarray(0, 16));
}

/** @returns the other person's place in a direct conversation, or undefined */
export function otherPlace(members: ReadonlyMap<string, Membership>, userId: string): Membership | undefined {
  return [...members.values()].find((place) => place.userId !== userId);
}

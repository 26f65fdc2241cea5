import type { z } from "zod";
import { accountCalls } from "./accounts.calls.ts";
import type { CallDefinition } from "./calls.ts";
import { conversationCalls } from "./conversations.calls.ts";
import { deskCalls } from "./desk.calls.ts";
import { directMessageCalls } from "./direct-messages.calls.ts";
import { memberCalls } from "./members.calls.ts";
import { messageCalls } from "./messages.calls.ts";
import { moderationCalls } from "./moderation.calls.ts";
import { photoCalls } from "./photos.calls.ts";
import { searchCalls } from "./search.calls.ts";

/** Every call there is. The only list: handlers, authorisation tests, the reference and the client's types come from it. */
export const REGISTRY = {
  ...accountCalls,
  ...memberCalls,
  ...conversationCalls,
  ...messageCalls,
  ...directMessageCalls,
  ...moderationCalls,
  ...deskCalls,
  ...photoCalls,
  ...searchCalls,
};

export type CallName = keyof typeof REGISTRY;
export const CALL_NAMES = Object.keys(REGISTRY) as CallName[];

/** What a client sends for a call, before the schema has normalised it. */
export type CallInput<N extends CallName> = z.input<(typeof REGISTRY)[N]["input"]>;
/** What a handler receives: parsed and normalised. */
export type ParsedInput<N extends CallName> = z.output<(typeof REGISTRY)[N]["input"]>;
export type CallOutput<N extends CallName> = z.output<(typeof REGISTRY)[N]["output"]>;

/** @returns the definition of a call, or undefined when there is none of that name (own properties only). */
export function findCall(name: string): CallDefinition | undefined {
  return Object.hasOwn(REGISTRY, name) ? REGISTRY[name as CallName] : undefined;
}

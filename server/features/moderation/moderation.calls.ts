import type { Handlers } from "../../platform/calls.ts";
import type { Moderation } from "./moderation.service.ts";

/** @returns the handlers of shared/moderation.ts */
export function moderationHandlers(moderation: Moderation): Handlers {
  return {
    "sanction:impose": ({ userId, ...rest }, { session }) =>
      moderation.impose({ ...rest, targetId: userId, actorId: session.userId }),
    "sanction:lift": (act, { session }) => moderation.lift({ ...act, actorId: session.userId }),
    "sanction:list": (filter, { session }) => moderation.list(session.userId, filter),
    "member:set-role": ({ userId, role, clientId }, { session }) =>
      moderation.setRole({ actorId: session.userId, targetId: userId, role, clientId }),
    "audit:list": ({ before }) => moderation.audit(before),
  };
}

// The registry says the same of every call, but it carries all schemas of input along: too much for a first load.
// A test compares the two.
import type { CallName, REGISTRY } from "../../shared/registry.ts";

type VisitorCall = {
  [N in CallName]: (typeof REGISTRY)[N]["audience"] extends "visitor" ? N : never;
}[CallName];

const WITHOUT_SESSION: Record<VisitorCall, true> = {
  "setup:check": true,
  "account:register": true,
  "session:create": true,
  "session:refresh": true,
  "session:end": true,
};

/** @returns whether a call is made in the name of somebody signed in */
export function needsSession(name: CallName): boolean {
  return !Object.hasOwn(WITHOUT_SESSION, name);
}

/** @returns whether a call may travel over the socket: all but those that set or take away cookies */
export function travelsBySocket(name: CallName): boolean {
  return needsSession(name) && name !== "session:end-all";
}

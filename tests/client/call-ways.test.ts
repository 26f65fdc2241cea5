import { expect, it } from "vitest";
import { needsSession, travelsBySocket } from "../../client/platform/call-ways.ts";
import { CALL_NAMES, REGISTRY } from "../../shared/registry.ts";

it("sends a call over the socket exactly where the registry allows it", () => {
  const allowed = CALL_NAMES.filter((name) => REGISTRY[name].transports.includes("socket"));
  expect(CALL_NAMES.filter(travelsBySocket)).toEqual(allowed);
});

it("renews a session for exactly those calls that need one", () => {
  const needing = CALL_NAMES.filter((name) => REGISTRY[name].audience !== "visitor");
  expect(CALL_NAMES.filter(needsSession)).toEqual(needing);
});

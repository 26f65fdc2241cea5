import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { CommunityRole } from "../../../shared/members.ts";
import type { Person } from "../../support/person.ts";

/** Gives somebody another role; she renews her access, as her browser does when a right of hers changes. */
export async function setRole(by: Person, person: Person, role: CommunityRole): Promise<void> {
  await by.ok("member:set-role", { userId: person.id, role, clientId: randomUUID() });
  await renew(person);
}

export async function renew(person: Person): Promise<void> {
  const { ack } = await person.http("session:refresh", {});
  expect(ack.ok, `${person.name} renews her access`).toBe(true);
}

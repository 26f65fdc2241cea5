import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { themedRoomId } from "../../server/features/conversations/themed-rooms.ts";
import type { Person } from "../support/person.ts";
import { startServer, type TestServer } from "../support/server.ts";

const TARIFS = themedRoomId("tarifs");

let server: TestServer;
let hélène: Person;

beforeAll(async () => {
  server = await startServer();
  hélène = await server.administrator();
  await hélène.joinRoom(TARIFS);
});
afterAll(() => server.close());

const impose = async (target: Person, kind: "mute" | "ban") => {
  const { sanction } = await hélène.ok("sanction:impose", {
    userId: target.id,
    kind,
    conversationId: TARIFS,
    reason: "insults",
    text: "",
    durationMs: null,
    clientId: randomUUID(),
  });
  return sanction.id;
};
const lift = (sanctionId: string) => hélène.ok("sanction:lift", { sanctionId, text: "", clientId: randomUUID() });

/** Posts into the room, and waits until whoever follows it has it. @returns the text */
async function postedEverywhere(): Promise<string> {
  const text = `Entre nous ${randomUUID()}`;
  await hélène.post(TARIFS, text);
  await hélène.told("message:posted", ({ body }) => body.message.text === text);
  return text;
}

/** Whatever was under way to her socket has arrived: an answer comes behind it. */
async function heardBy(person: Person): Promise<string> {
  await person.ok("room:list", {});
  return JSON.stringify(person.facts);
}

describe("somebody banned from a room", () => {
  it("does not hear it when another sanction of hers there is lifted", async () => {
    for (const second of ["mute", "ban"] as const) {
      const zoé = await server.person(`Zoé ${second}`);
      await zoé.joinRoom(TARIFS);
      const other = await impose(zoé, second);
      await impose(zoé, "ban");
      await lift(other);
      await zoé.told("sanction:lifted");
      const text = await postedEverywhere();
      expect(await heardBy(zoé), second).not.toContain(text);
    }
  });
});

import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { newId, userStream } from "../../../shared/ids.ts";
import type { Person } from "../../support/person.ts";
import { startServer, type TestServer } from "../../support/server.ts";

const ROOM = themedRoomId("tarifs");
const CAFÉ = themedRoomId("cafe");

let server: TestServer;
let hélène: Person;
let inès: Person;

beforeAll(async () => {
  server = await startServer();
  hélène = await server.administrator();
  inès = await server.person("Inès Marchetti");
  await Promise.all([hélène, inès].map((person) => person.joinRoom(ROOM)));
});
afterAll(() => server.close());

const at = (conversationId = ROOM) => ({ conversationId, clientId: randomUUID() });
const preferences = async (person: Person) => (await person.ok("desk:show", {})).preferences;
const shown = async (person: Person) => (await person.ok("conversation:show", { conversationId: ROOM })).conversation;

it("a level and a favourite are set apart, told to my own tabs, and nobody else's business", async () => {
  const tab = await inès.tab();
  const { rev } = await inès.ok("conversation:set-preference", { ...at(), level: "mentions" });
  const told = await inès.told("preference:set");
  expect(told).toMatchObject({ stream: userStream(inès.id), rev, body: { conversationId: ROOM, level: "mentions" } });
  expect(told.body).not.toHaveProperty("favourite");
  await expect.poll(() => tab.facts.filter(({ type }) => type === "preference:set")).toHaveLength(1);
  await inès.ok("conversation:set-preference", { ...at(), favourite: 1.5 });
  expect(await preferences(inès)).toEqual([{ conversationId: ROOM, level: "mentions", favourite: 1.5 }]);
  await inès.ok("conversation:set-preference", { ...at(), favourite: null, level: "none" });
  expect(await preferences(inès)).toEqual([{ conversationId: ROOM, level: "none", favourite: null }]);
  expect(await preferences(hélène)).toEqual([]);
  expect(hélène.facts.filter(({ type }) => type === "preference:set")).toEqual([]);
});

it("is refused where I am not, and for what is no level", async () => {
  await inès.refused("conversation:set-preference", { ...at(themedRoomId("droits")), level: "none" }, "NOT_FOUND");
  await inès.refused("conversation:set-preference", { ...at(newId()), level: "none" }, "NOT_FOUND");
  await inès.refused("conversation:set-preference", { ...at(CAFÉ), level: "loud" as "all" }, "INVALID");
  await inès.refused("conversation:set-preference", { ...at(CAFÉ), favourite: 1e12 }, "INVALID");
  expect(await preferences(inès)).toHaveLength(1);
});

it("of what is unread, what names me is told apart, as it reads now", async () => {
  const post = (text: string, mentions: { userId: string; name: string }[] = []) =>
    hélène.ok("message:post", { conversationId: ROOM, clientId: randomUUID(), text, mentions });
  const first = await post("Bonjour.");
  const named = await post("Bonjour @Inès Marchetti.", [{ userId: inès.id, name: inès.name }]);
  const all = await post("@salon lisez.");
  const { unread, mentioned } = await shown(inès);
  expect(unread).toEqual([first.seq, named.seq, all.seq]);
  expect(mentioned).toEqual([named.seq, all.seq]);
  const edit = { conversationId: ROOM, clientId: randomUUID(), messageId: named.id, text: "Bonjour." };
  await hélène.ok("message:edit", edit);
  expect((await shown(inès)).mentioned).toEqual([all.seq]);
});

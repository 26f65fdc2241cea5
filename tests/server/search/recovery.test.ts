import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { SearchEntryModel, SearchStateModel } from "../../../server/features/search/search.model.ts";
import { startServer } from "../../support/server.ts";

const ROOM = themedRoomId("tarifs");

it("messages of a time before there was a search are found after the next start, deleted ones are not", async () => {
  const databaseName = `search_${randomUUID().slice(0, 8)}`;
  const first = await startServer({ databaseName });
  const inès = await first.person("Inès Marchetti");
  await inès.joinRoom(ROOM);
  await inès.post(ROOM, "Zibeline, voir https://exemple.fr");
  const { id } = await inès.post(ROOM, "Zibeline partie.");
  await inès.ok("message:delete", { conversationId: ROOM, messageId: id, clientId: randomUUID() });
  const entries = () => SearchEntryModel.find().sort({ _id: 1 }).lean();
  const made = await entries();
  expect(made.length).toBe(2);
  await SearchEntryModel.deleteMany({});
  await SearchStateModel.deleteMany({});
  expect((await inès.ok("message:search", { query: "zibeline" })).messages).toEqual([]);
  await first.close();

  const second = await startServer({ databaseName });
  expect(await entries()).toEqual(made);
  const fatou = await second.person("Fatou Diarra");
  await fatou.joinRoom(ROOM);
  const { messages } = await fatou.ok("message:search", { query: "zibeline" });
  expect(messages.map(({ text }) => text)).toEqual(["Zibeline, voir https://exemple.fr"]);
  await second.close();
});

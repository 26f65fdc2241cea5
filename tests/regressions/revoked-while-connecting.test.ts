import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import {
  ConversationModel,
  MembershipModel,
  placeKey,
} from "../../server/features/conversations/conversations.model.ts";
import { themedRoomId } from "../../server/features/conversations/themed-rooms.ts";
import { UserModel } from "../../server/features/members/members.model.ts";
import { ChangeModel } from "../../server/platform/change-log.model.ts";
import { newId, userStream } from "../../shared/ids.ts";
import { hold } from "../support/held.ts";
import { openSocket, type Person } from "../support/person.ts";
import { startServer, type TestServer } from "../support/server.ts";
import { until } from "../support/until.ts";

const TARIFS = themedRoomId("tarifs");

let server: TestServer;
let hélène: Person;

beforeAll(async () => {
  server = await startServer();
  hélène = await server.administrator();
  await hélène.joinRoom(TARIFS);
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => server.close());

const banFromTarifs = (target: Person) =>
  hélène.ok("sanction:impose", {
    userId: target.id,
    kind: "ban",
    conversationId: TARIFS,
    reason: "insults",
    text: "",
    durationMs: null,
    clientId: randomUUID(),
  });

/** Another tab, opened and not waited for; the facts that it hears, as they come. */
function opening(person: Person) {
  const cookie = [...person.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return openSocket(server.url, { cookie });
}

const holdHeadOf = (person: Person, from: number) =>
  hold(ChangeModel, { method: "findOne", matches: ({ stream }) => stream === userStream(person.id), from });

const isPlacesOf =
  (person: Person) =>
  ({ userId, presence }: Record<string, unknown>) =>
    userId === person.id && presence === "joined";

async function postInTarifs(): Promise<string> {
  const text = `Entre nous ${randomUUID()}`;
  await hélène.post(TARIFS, text);
  await hélène.told("message:posted", ({ body }) => body.message.text === text);
  return text;
}

/** Whatever was under way to the socket has arrived: an answer comes behind it. */
async function heardBy({ socket, facts }: Awaited<ReturnType<typeof openSocket>>): Promise<string> {
  await socket.timeout(10_000).emitWithAck("call", "room:list", {});
  return JSON.stringify(facts);
}

describe("a room from which somebody is banned while another tab of hers connects", () => {
  it("is not heard when the ban comes before the tab is in its groups", async () => {
    const zoé = await server.person("Zoé Arnaud");
    await zoé.joinRoom(TARIFS);
    const heads = holdHeadOf(zoé, 0);
    const again = hold(MembershipModel, { method: "find", matches: isPlacesOf(zoé), from: 1 });
    const tab = opening(zoé);
    await until("the heads are asked for", () => heads.asked() === 1);
    await banFromTarifs(zoé);
    await zoé.told("conversation:lost");
    heads.letGo();
    await until("the tab is in its groups and asks again", () => again.asked() === 2);
    const text = await postInTarifs();
    again.letGo();
    const opened = await tab;
    expect(await heardBy(opened)).not.toContain(text);
    opened.socket.close();
  });

  it("is not heard, nor named in the welcome, when the ban comes after", async () => {
    const léa = await server.person("Léa Marchetti");
    await léa.joinRoom(TARIFS);
    const heads = holdHeadOf(léa, 1);
    const tab = opening(léa);
    await until("the heads are asked for again", () => heads.asked() === 2);
    await banFromTarifs(léa);
    await léa.told("conversation:lost");
    heads.letGo();
    const opened = await tab;
    const text = await postInTarifs();
    expect(await heardBy(opened)).not.toContain(text);
    expect(opened.facts.find(({ type }) => type === "welcome")).not.toHaveProperty(["body", "heads", TARIFS]);
    opened.socket.close();
  });
});

describe("a room from which somebody is banned while she fetches her list", () => {
  it("is not heard afterwards", async () => {
    const nour = await server.person("Nour Benali");
    await nour.joinRoom(TARIFS);
    // One that this process has not read yet makes the others wait for it.
    const cold = newId();
    const room = { conversationId: cold, userId: nour.id, roomRole: "member" as const };
    await MembershipModel.create({ _id: placeKey(cold, nour.id), ...room, presence: "joined", sanctions: [] });
    const frame = hold(ConversationModel, { method: "findById", matches: (id) => (id as unknown) === cold });
    const list = nour.ok("conversation:list", {});
    await until("the cold conversation is read", () => frame.asked() === 1);
    await banFromTarifs(nour);
    await nour.told("conversation:lost");
    frame.letGo();
    await list;
    const text = await postInTarifs();
    expect(await heardBy(nour)).not.toContain(text);
  });
});

describe("a moderator who is made a member again while another tab of hers connects", () => {
  it("does not hear the audit log in that tab", async () => {
    const judith = await server.moderator("Judith Amar", hélène);
    // Her role is still the old one for whoever asks the store.
    const role = hold(UserModel, { method: "updateOne", matches: ({ _id }) => _id === judith.id });
    const demoting = hélène.ok("member:set-role", { userId: judith.id, role: "member", clientId: randomUUID() });
    await hélène.told(
      "audit:recorded",
      ({ body }) => body.entry.targetId === judith.id && body.entry.after === "member",
    );
    const tab = await opening(judith);
    role.letGo();
    await demoting;
    await hélène.ok("room:describe", { conversationId: TARIFS, description: "Entre elles.", clientId: randomUUID() });
    await hélène.told("audit:recorded", ({ body }) => body.entry.act === "room-described");
    expect(await heardBy(tab)).not.toContain("audit:recorded");
    tab.socket.close();
  });
});

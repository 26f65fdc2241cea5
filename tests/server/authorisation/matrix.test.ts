import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import type { Fact } from "../../../shared/facts.ts";
import { userStream } from "../../../shared/ids.ts";
import { CALL_NAMES, type CallName, REGISTRY } from "../../../shared/registry.ts";
import { CONVERSATIONS, POSITIONS, type Way } from "./cells.ts";
import { expectedOf } from "./expected.ts";
import { handshake } from "./people.ts";
import { ROWS } from "./rows/every.ts";
import { cellsOf, runCall } from "./run.ts";
import { makeScene } from "./scenes.ts";
import { createWorld, type World } from "./world.ts";

let world: World;
let asked = 0;

beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  console.log(`${asked} cells of the authorisation matrix were asked`);
  await world.server.close();
});

/** Fields of a call's input, read from its schema. */
const fieldsOf = (name: CallName) =>
  Object.keys((REGISTRY[name].input as unknown as { shape?: Record<string, unknown> }).shape ?? {});

describe("the matrix", () => {
  it("has a row for every call of the registry, and none for another", () => {
    expect(Object.keys(ROWS).toSorted()).toEqual([...CALL_NAMES].toSorted());
  });

  it("crosses every call whose input names a conversation with every kind and place", () => {
    const naming = CALL_NAMES.filter((name) => fieldsOf(name).some((field) => /^(conversationId|stream)$/.test(field)));
    expect(naming.length).toBeGreaterThan(15);
    expect(naming.filter((name) => (ROWS[name].kinds ?? []).length < CONVERSATIONS.length)).toEqual([]);
  });

  it("has a rule of its own wherever the registry leaves the place to the call", () => {
    const left = CALL_NAMES.filter((name) => REGISTRY[name].place === "none" && ROWS[name].kinds !== undefined);
    expect(left.filter((name) => ROWS[name].rule === undefined)).toEqual([]);
  });

  it("allows every call to somebody", () => {
    const never = CALL_NAMES.filter((name) =>
      cellsOf(name, "http").every((cell) => expectedOf(REGISTRY[name], ROWS[name], cell) !== "ok"),
    );
    expect(never).toEqual([]);
  });

  it("has thousands of cells, with every position over both transports", () => {
    for (const way of ["http", "socket"] as const) {
      const cells = CALL_NAMES.flatMap((name) => cellsOf(name, way));
      expect(cells.length).toBeGreaterThan(3_000);
      expect(new Set(cells.map(({ position }) => position)).size).toBe(POSITIONS.length);
    }
  });
});

async function asPromised(name: CallName, way: Way): Promise<void> {
  const { cells, deviations } = await runCall(world, name, way);
  asked += cells;
  expect(deviations.toSorted(), `${deviations.length} of ${cells} cells`).toEqual([]);
}

describe("over HTTP with a cookie", () => {
  it.each(CALL_NAMES)("%s answers everybody as the registry promises", (name) => asPromised(name, "http"));
});

describe("over a socket", () => {
  it.each(CALL_NAMES)("%s answers everybody as the registry promises", (name) => asPromised(name, "socket"));

  it.each([
    ["closed account", "UNAUTHENTICATED"],
    ["banned", "BANNED"],
    ["signed out", "UNAUTHENTICATED"],
  ] as const)("a connection of the %s is refused with %s", async (position, code) => {
    expect((await handshake(world.server.url, world.callerOf(position, "plain").access)).code).toBe(code);
  });
});

describe("over HTTP with a bearer token", () => {
  it.each(CALL_NAMES)("%s answers as with a cookie", (name) => asPromised(name, "bearer"));
});

describe("the wire", () => {
  it("tells a stranger and the excluded nothing of conversations in which they have no place", async () => {
    const { bystander, stranger, excluded, server } = world;
    // Premise: whoever is in these rooms is told. And everything told before reaches the sockets before these answers.
    const { conversationId } = await makeScene(world, bystander.id, { kind: "room", place: "stranger" });
    await bystander.ok("message:post", { conversationId, text: "Vous m’entendez ?", clientId: crypto.randomUUID() });
    await bystander.told("message:posted", ({ stream }) => stream === conversationId);
    await server.app.changeLog.drain();
    await stranger.ok("account:show", {});
    await excluded.ok("account:show", {});
    const welcome = [themedRoomId("bienvenue"), themedRoomId("cafe")];
    expect(typesOf(foreign(stranger.facts, [...welcome, userStream(stranger.id)]))).toEqual([]);
    const hers = [...welcome, userStream(excluded.id)];
    const beforeHerBan = (fact: Fact) =>
      (fact.type === "member:joined" && fact.body.member.id === excluded.id) ||
      fact.type === "conversation:gained" ||
      fact.type === "conversation:lost";
    expect(typesOf(foreign(excluded.facts, hers).filter((fact) => !beforeHerBan(fact)))).toEqual([]);
  });
});

const typesOf = (facts: readonly Fact[]) => [...new Set(facts.map(({ type }) => type))];

/** The facts about another stream or conversation than the given ones. */
function foreign(facts: readonly Fact[], streams: readonly string[]): Fact[] {
  return facts.filter((fact) => {
    const about = "stream" in fact ? fact.stream : "conversationId" in fact.body ? fact.body.conversationId : undefined;
    return about !== undefined && !streams.includes(about);
  });
}

import { randomUUID } from "node:crypto";
import jwt from "jsonwebtoken";
import { themedRoomId } from "../../../server/features/conversations/themed-rooms.ts";
import { UserModel } from "../../../server/features/members/members.model.ts";
import { actDraft } from "../../../server/features/moderation/community-state.ts";
import type { Me } from "../../../shared/accounts.ts";
import { COMMUNITY_STREAM, newId } from "../../../shared/ids.ts";
import type { Sanction } from "../../../shared/members.ts";
import { type Person, postCall } from "../../support/person.ts";
import { PASSWORD, startServer, type TestServer } from "../../support/server.ts";
import { type Kind, PLACES, type PlaceName, POSITIONS, type Position, roleOf, type Trait } from "./cells.ts";
import { deathOf, REAPER } from "./deaths.ts";
import { type Caller, caller, nameOf, outsider } from "./people.ts";
import { type Ground, makeScene } from "./scenes.ts";

/** The server and everybody whom the cells need. */
export interface World {
  server: TestServer;
  boss: Person;
  /** An administrator who is only ever sanctioned. */
  deputy: Person;
  /** In every room of the matrix; she is told all. */
  bystander: Person;
  /** In no conversation of the matrix: she must be told nothing. */
  stranger: Person;
  /** Banned from every room of the matrix as soon as she is in it. */
  excluded: Person;
  /** An account that was closed. */
  goneId: string;
  /** A message in a room that everybody is in. */
  strayMessageId: string;
  callerOf(position: Position, trait: Trait): Caller;
  /** A person of that role whom nobody else uses. */
  disposable(position: Position): Promise<Caller>;
  /** @returns the id of another session of hers, just made */
  signInAgain(who: Caller): Promise<string>;
  /** @returns the id of a new active account that nobody signs in to */
  newcomer(): Promise<string>;
  /** @returns the id of a mute against a newcomer, of a room or of everything, that stands in the audit log */
  sanction(conversationId: string | null): Promise<string>;
  /** The conversation of a cell, made once: for calls that change nothing in it. */
  shared(who: Caller, at: { kind: Kind; place: PlaceName }): Promise<Ground>;
}

const TRAITS: readonly Trait[] = ["plain", "muted everywhere", "moderates elsewhere"];

export async function createWorld(): Promise<World> {
  const server = await startServer();
  const boss = await server.administrator();
  const act = () => ({ clientId: randomUUID() });
  const renew = (person: Person) => person.http("session:refresh", {});
  const personAs = async (position: Position) => {
    const person = await server.person(nameOf(position === "forged token" ? "forged" : (position.split(" ")[0] ?? "")));
    const role = roleOf(position) ?? "administrator";
    if (role !== "member") await boss.ok("member:set-role", { userId: person.id, role, ...act() });
    await renew(person);
    return person;
  };
  const give = async (person: Person, trait: Trait) => {
    if (trait === "muted everywhere") {
      const mute = { kind: "mute", conversationId: null, reason: "spam", text: "", durationMs: null } as const;
      await boss.ok("sanction:impose", { userId: person.id, ...mute, ...act() });
    }
    if (trait === "moderates elsewhere") {
      const room = { name: nameOf("Ailleurs"), theme: "metier", description: "" } as const;
      const { conversationId } = await boss.ok("room:create", { ...room, ...act() });
      await person.joinRoom(conversationId);
      await boss.ok("room:set-moderator", { conversationId, userId: person.id, moderator: true, ...act() });
    }
  };

  const callers = new Map<string, Caller>();
  for (const trait of TRAITS) {
    for (const position of POSITIONS) {
      if (position === "visitor" || position === "forged token") continue;
      const person = await personAs(position);
      await give(person, trait);
      const death = deathOf(position, server, person);
      await death?.kill();
      callers.set(`${position} ${trait}`, caller(server.url, person, death));
    }
  }
  const known = (position: Position, trait: Trait) => {
    const found = callers.get(`${position} ${trait}`);
    if (!found) throw new Error(`nobody is ${position} and ${trait}`);
    return found;
  };
  const member = known("member", "plain");
  const claims = { sub: known("administrator", "plain").id, sid: known("administrator", "plain").sessionId };
  const forged = jwt.sign({ ...claims, typ: "access" }, "another secret of a good length, for sure", {
    algorithm: "HS256",
    expiresIn: 900,
  });
  callers.set("visitor plain", outsider(server.url, { access: null, refresh: null }, member));
  callers.set("forged token plain", outsider(server.url, { access: forged, refresh: "x".repeat(86) }, member));

  const bystander = await server.person(nameOf("Témoin"));
  const scenes = new Map<string, Promise<Ground>>();
  const newcomer = async () => {
    const account = { email: `${randomUUID()}@exemple.fr`, displayName: nameOf("Nouvelle"), passwordHash: "none" };
    const added = await server.app.features.members.add(account);
    if (added.outcome !== "added") throw new Error(`a newcomer was not added: ${added.outcome}`);
    return added.userId;
  };

  const goneId = await newcomer();
  await UserModel.updateOne({ _id: goneId }, { $set: { state: "closed" } });

  const world: World = {
    server,
    boss,
    deputy: await personAs("administrator"),
    bystander,
    goneId,
    stranger: await server.person(nameOf("Passante")),
    excluded: await server.person(nameOf("Exclue")),
    strayMessageId: (await bystander.post(themedRoomId("cafe"), "Ailleurs.")).id,
    callerOf: known,
    disposable: async (position) => caller(server.url, await personAs(position), null),
    signInAgain: async ({ email }) => {
      const { ack } = await postCall(server.url, "session:create", { input: { email, password: PASSWORD } });
      if (!ack.ok) throw new Error(`signing in again: ${ack.error.code}`);
      return (ack.data as Me).sessionId;
    },
    newcomer,
    sanction: async (conversationId) => {
      const userId = await newcomer();
      const given = { userId, kind: "mute", conversationId, reason: "spam", text: "" } as const;
      const sanction: Sanction = { ...given, id: newId(), at: Date.now(), until: null };
      await server.app.changeLog.append({
        stream: COMMUNITY_STREAM,
        actorId: REAPER,
        clientId: randomUUID(),
        asked: [],
        decide: () =>
          actDraft({ act: "sanction-imposed", actorId: REAPER, targetId: userId, conversationId, sanction }),
      });
      return sanction.id;
    },
    shared: (who, at) => {
      const key = `${who.id} ${at.kind} ${at.place} ${PLACES[at.place].trait}`;
      const made = scenes.get(key) ?? makeScene(world, who.id, at);
      scenes.set(key, made);
      return made;
    },
  };
  return world;
}

import { randomUUID } from "node:crypto";
import type {
  ConversationBodies,
  ConversationChangeType,
} from "../../../server/features/conversations/conversation-state.ts";
import { pairId } from "../../../server/features/direct-messages/pair.ts";
import { SYSTEM_ACTOR } from "../../../server/platform/streams.ts";
import { newId, userStream } from "../../../shared/ids.ts";
import { isRoom, type Kind, PLACES, type PlaceName } from "./cells.ts";
import type { World } from "./world.ts";

/** A conversation made for a cell, and what inputs name in it. */
export interface Ground {
  conversationId: string;
  /** Somebody else in it. */
  otherId: string;
  /** A message of the caller's and one of somebody else's, where there is one. */
  mine: string;
  hers: string;
}

type Change = {
  [T in ConversationChangeType]: { by: string; type: T; body: ConversationBodies[T] };
}[ConversationChangeType];

const held = (kind: "mute" | "ban") => ({ id: newId(), kind, until: null });
const posted = (
  by: string,
  id: string,
  { seq, withheldFrom = [] }: { seq: number; withheldFrom?: string[] },
): Change => ({
  by,
  type: "message:posted",
  body: { id, seq, text: "Bonjour ?", withheldFrom, deleted: "no", question: "open" },
});

/** Makes the conversation of a cell by writing its changes straight into the log, with no call and no check. */
export async function makeScene(world: World, callerId: string, at: { kind: Kind; place: PlaceName }): Promise<Ground> {
  const ground = { conversationId: newId(), otherId: world.bystander.id, mine: newId(), hers: newId() };
  if (isRoom(at.kind)) {
    await write(world, ground.conversationId, await roomChanges(world, callerId, { ...at, ...ground }));
    return ground;
  }
  const otherId = await world.newcomer();
  switch (at.kind) {
    case "direct of two others": {
      const third = await world.newcomer();
      const conversationId = pairId(otherId, third);
      const parts = { requesterId: otherId, recipientId: third, presence: "joined" } as const;
      await write(world, conversationId, [opened(parts), posted(otherId, ground.hers, { seq: 1 })]);
      return { ...ground, conversationId, otherId };
    }
    case "open direct":
    case "request that I sent":
    case "request that waits for me":
    case "request that I refused":
    case "request that my block withheld": {
      const conversationId = pairId(callerId, otherId);
      await write(world, conversationId, await directChanges(world, callerId, { ...at, ...ground, otherId }));
      if (at.kind === "request that I refused") await refuse(world, callerId, conversationId);
      return { ...ground, conversationId, otherId };
    }
    default:
      return { ...ground, otherId };
  }
}

type Frame = Ground & { kind: Kind; place: PlaceName };

/** Where somebody is in who must be told, and somebody banned who must not. */
async function roomChanges(world: World, callerId: string, frame: Frame): Promise<Change[]> {
  const { presence, roomRole, held: sanction } = PLACES[frame.place];
  const { bystander, excluded } = world;
  const name = `Salon ${frame.conversationId}`;
  const room = { kind: "room", name, theme: "metier", description: "", requesterId: null, reason: null } as const;
  const members = [{ userId: bystander.id, roomRole: "member", presence: "joined", sanctions: [] } as const];
  const changes: Change[] = [
    {
      by: SYSTEM_ACTOR,
      type: "conversation:opened",
      body: { ...room, members: members.map((one) => ({ ...one, sanctions: [] })) },
    },
    { by: excluded.id, type: "member:joined", body: { userId: excluded.id, roomRole: "member", sanctions: [] } },
    { by: SYSTEM_ACTOR, type: "sanction:applied", body: { userId: excluded.id, sanction: held("ban") } },
    posted(bystander.id, frame.hers, { seq: 1 }),
  ];
  if (presence !== "none") {
    const sanctions = await world.server.app.features.moderation.standingSanctions(callerId);
    changes.push({ by: callerId, type: "member:joined", body: { userId: callerId, roomRole, sanctions } });
    changes.push(posted(callerId, frame.mine, { seq: 2 }));
  }
  if (presence === "left") changes.push({ by: callerId, type: "member:left", body: { userId: callerId } });
  if (sanction !== null) {
    changes.push({ by: SYSTEM_ACTOR, type: "sanction:applied", body: { userId: callerId, sanction: held(sanction) } });
  }
  if (frame.kind === "archived room") changes.push({ by: SYSTEM_ACTOR, type: "room:archived", body: {} });
  return changes;
}

interface Pair {
  requesterId: string;
  recipientId: string;
  /** The recipient's. */
  presence: "joined" | "requested" | "refused";
}

function opened({ requesterId, recipientId, presence }: Pair): Change {
  const frame = { kind: "direct", name: "", theme: null, description: "", requesterId, reason: "work" } as const;
  const members = [
    { userId: requesterId, roomRole: "member" as const, presence: "joined" as const, sanctions: [] },
    { userId: recipientId, roomRole: "member" as const, presence, sanctions: [] },
  ];
  return { by: requesterId, type: "conversation:opened", body: { ...frame, members } };
}

async function directChanges(world: World, callerId: string, frame: Frame): Promise<Change[]> {
  const { kind, otherId, mine, hers } = frame;
  const iAsked = kind === "request that I sent";
  const [requesterId, recipientId] = iAsked ? [callerId, otherId] : [otherId, callerId];
  const presence = kind === "request that my block withheld" ? "refused" : "requested";
  const withheldFrom = presence === "refused" ? [callerId] : [];
  const changes: Change[] = [
    opened({ requesterId, recipientId, presence }),
    posted(requesterId, iAsked ? mine : hers, { seq: 1, withheldFrom }),
  ];
  for (const sanction of await world.server.app.features.moderation.standingSanctions(callerId)) {
    changes.push({ by: SYSTEM_ACTOR, type: "sanction:applied", body: { userId: callerId, sanction } });
  }
  if (kind === "open direct") {
    changes.push(
      { by: callerId, type: "request:accepted", body: { userId: callerId } },
      posted(callerId, mine, { seq: 2 }),
    );
  }
  const own = PLACES[frame.place].held;
  if (own !== null) {
    changes.push({ by: SYSTEM_ACTOR, type: "sanction:applied", body: { userId: callerId, sanction: held(own) } });
  }
  return changes;
}

async function write({ server }: World, stream: string, changes: readonly Change[]): Promise<void> {
  const { changeLog } = server.app;
  await Promise.all(
    changes.map(({ by, type, body }) =>
      changeLog.append({
        stream,
        actorId: by,
        clientId: randomUUID(),
        asked: [],
        decide: () => ({ type, body: { ...body } }),
      }),
    ),
  );
  await changeLog.settled(stream);
}

async function refuse({ server }: World, callerId: string, conversationId: string): Promise<void> {
  const stream = userStream(callerId);
  const body = { conversationId, answer: "refused", report: null };
  const draft = { type: "request:answered", body };
  const { changeLog } = server.app;
  await changeLog.append({ stream, actorId: callerId, clientId: randomUUID(), asked: [], decide: () => draft });
  await changeLog.settled(stream);
}

/** Takes the caller out of a conversation that is used up: nobody may be in too many. */
export function retire(world: World, callerId: string, { conversationId }: Ground): Promise<void> {
  return write(world, conversationId, [{ by: SYSTEM_ACTOR, type: "member:left", body: { userId: callerId } }]);
}

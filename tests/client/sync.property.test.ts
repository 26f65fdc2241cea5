import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { jumpTo, jumpToPresent, loadOlder, openConversation } from "../../client/features/messages/messages.actions.ts";
import { openThreadTimeline } from "../../client/features/messages/pages.ts";
import { LEVELS } from "../../shared/preferences.ts";
import { freshState, SimClient } from "./support/sim-client.ts";
import { SimNetwork } from "./support/sim-network.ts";
import { ME, OTHERS, SimServer, simId } from "./support/sim-server.ts";

let network: SimNetwork;

vi.mock("../../client/platform/api.ts", () => ({
  call: (name: string, input: object) => network.call(name, input),
}));

const ROOMS = [simId("A"), simId("B"), simId("C")] as const;

const STEPS = [
  "post",
  "post",
  "post-mine",
  "post-withheld",
  "burst",
  "delete",
  "delete",
  "edit",
  "edit",
  "react",
  "react",
  "answer",
  "answer",
  "pin",
  "resolve",
  "open-thread",
  "read",
  "read-late",
  "mark-unread",
  "mark-unread",
  "rename",
  "role",
  "other-joins-or-leaves",
  "sanction",
  "lift",
  "request",
  "answer-request",
  "block",
  "bookmark",
  "preference",
  "favourite",
  "leave",
  "join",
  "deliver",
  "deliver",
  "deliver",
  "deliver-twice",
  "drop",
  "call",
  "call",
  "call",
  "call",
  "call",
  "call",
  "flow",
  "flow",
  "flow",
  "lose-call",
  "timers",
  "heads",
  "open",
  "open",
  "older",
  "jump",
  "present",
  "reconnect",
] as const;

type Step = { step: (typeof STEPS)[number]; a: number; b: number };

const steps = fc.array(
  fc.record({ step: fc.constantFrom(...STEPS), a: fc.nat({ max: 1_000 }), b: fc.nat({ max: 1_000 }) }),
  { minLength: 5, maxLength: 100, size: "max" },
);

/** Lets everything that was resolved run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

const isPlace = (fact: unknown) => /^conversation:(gained|lost)$/.test((fact as { type: string }).type);

class Run {
  readonly server = new SimServer(ROOMS);
  readonly client: SimClient;

  constructor() {
    network = new SimNetwork(this.server);
    this.client = new SimClient(this.server);
    this.reconnect();
  }

  reconnect(): void {
    this.server.outbox = [];
    void this.client.connect(this.server.heads());
  }

  /** Takes any fact on its way, but for places gained and lost, which keep their order: a socket does not reorder. */
  private pick(n: number): unknown {
    const { outbox } = this.server;
    const index = outbox.length === 0 ? -1 : n % outbox.length;
    const fact = outbox[index];
    if (fact === undefined) return undefined;
    const at = isPlace(fact) ? outbox.findIndex(isPlace) : index;
    return outbox.splice(at, 1)[0];
  }

  async take({ step, a, b }: Step): Promise<void> {
    const { server, client } = this;
    const room = ROOMS[a % ROOMS.length] ?? ROOMS[0];
    const other = OTHERS[b % OTHERS.length] ?? OTHERS[0];
    const { seq, roles } = server.conversation(room);
    switch (step) {
      case "post":
        server.post(room, other);
        break;
      case "post-mine":
        if (roles.has(ME)) server.post(room, ME);
        break;
      case "post-withheld":
        server.post(room, other, true);
        break;
      case "burst":
        if (b % 3 === 0) for (let n = 0; n < 60; n += 1) server.post(room, other);
        break;
      case "delete":
        server.delete(room, Math.max(1, seq - (b % 8)));
        break;
      case "edit":
        server.edit(room, Math.max(1, seq - (b % 8)));
        break;
      case "react":
        server.react(room, {
          seq: Math.max(1, seq - (b % 8)),
          userId: b % 2 === 0 ? ME : other,
          reaction: b % 3 === 0 ? "thanks" : "bravo",
          on: a % 3 !== 0,
        });
        break;
      case "answer":
        server.answer(room, b % 2 === 0 ? ME : other, Math.max(1, seq - (b % 8)));
        break;
      case "pin":
        server.pin(room, Math.max(1, seq - (b % 8)), a % 3 !== 0);
        break;
      case "resolve":
        server.resolve(room, Math.max(1, seq - (b % 8)), a % 3 !== 0);
        break;
      case "open-thread": {
        const root = server.visible(room).findLast(({ thread }) => thread !== undefined);
        if (root) void openThreadTimeline(room, root.id);
        break;
      }
      case "read":
        if (roles.has(ME)) server.read(room, Math.max(0, seq - (b % 5)));
        break;
      case "read-late":
        if (roles.has(ME)) server.readLate(room, Math.max(0, seq - (b % 5)));
        break;
      case "mark-unread":
        if (roles.has(ME) && seq > 0) server.markUnread(room, Math.max(1, seq - (b % 12)));
        break;
      case "rename":
        server.rename(room);
        break;
      case "role":
        server.setRole(room, b % 2 === 0 ? ME : other, b % 3 === 0 ? "member" : "moderator");
        break;
      case "other-joins-or-leaves":
        if (roles.has(other)) server.leave(room, other);
        else server.join(room, other);
        break;
      case "sanction":
        server.sanction();
        break;
      case "lift":
        server.lift();
        break;
      case "request":
        server.request();
        break;
      case "answer-request":
        server.answerRequest();
        break;
      case "block":
        server.toggleBlock(other);
        break;
      case "bookmark":
        server.bookmark(simId(`m${b % 4}`));
        break;
      case "preference":
        server.setPreference(room, { level: LEVELS[b % 3] ?? "all" });
        break;
      case "favourite":
        server.setPreference(room, { favourite: b % 3 === 0 ? null : b });
        break;
      case "leave":
        if (b % 4 === 0) server.leave(room, ME);
        break;
      case "join":
        server.join(room, ME);
        break;
      case "deliver":
      case "deliver-twice": {
        const fact = this.pick(b);
        if (fact !== undefined) client.hear(fact);
        if (fact !== undefined && step === "deliver-twice" && !isPlace(fact)) server.outbox.push(fact);
        break;
      }
      case "drop": {
        const lost = server.outbox[b % Math.max(1, server.outbox.length)];
        if (lost !== undefined && !isPlace(lost)) server.outbox.splice(server.outbox.indexOf(lost), 1);
        break;
      }
      case "call":
        network.step(b);
        break;
      case "flow":
        await this.heal();
        break;
      case "lose-call":
        network.lose(b);
        break;
      case "timers":
        client.runTimers();
        break;
      case "heads":
        server.outbox.push({ type: "heads", body: { heads: server.heads() } });
        break;
      case "open":
        void openConversation(room);
        break;
      case "older":
        void loadOlder(room);
        break;
      case "jump":
        void jumpTo(room, 1 + (b % Math.max(1, seq)));
        break;
      case "present":
        void jumpToPresent(room);
        break;
      case "reconnect":
        if (b % 3 === 0) this.reconnect();
        break;
      default:
        throw new Error(`no such step: ${String(step satisfies never)}`);
    }
  }

  /** The network is good for a while: whatever is under way arrives. */
  async heal(): Promise<void> {
    const { server, client } = this;
    for (let round = 0; ; round += 1) {
      expect(round, "rounds until all is quiet").toBeLessThan(3_000);
      await settle();
      const fact = this.pick(round);
      if (fact !== undefined) client.hear(fact);
      else if (network.busy) network.step(round);
      else if (client.waits) client.runTimers();
      else break;
    }
    expect(server.outbox).toEqual([]);
  }
}

async function check(taken: Step[], reconnects: boolean): Promise<void> {
  const run = new Run();
  try {
    for (const step of taken) {
      await run.take(step);
      await settle();
    }
    await run.heal();
    if (reconnects) run.reconnect();
    else run.client.sync.heads(run.server.heads());
    await run.heal();
    const state = run.client.state();
    expect(state).toEqual(freshState(run.server, state));
    expect(run.client.fallen, "revisions never fall").toEqual([]);
    expect(run.client.sync.behind()).toBe(false);
  } finally {
    run.client.stop();
  }
}

test("whatever is lost, repeated, late or out of order, every store ends as a fresh fetch would be", async () => {
  await fc.assert(fc.asyncProperty(steps, fc.boolean(), check), { seed: 20_261_123, numRuns: 2_000 });
}, 120_000);

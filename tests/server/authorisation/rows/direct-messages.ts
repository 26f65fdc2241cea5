import { randomUUID } from "node:crypto";
import { ChangeModel } from "../../../../server/platform/change-log.model.ts";
import { userStream } from "../../../../shared/ids.ts";
import { until } from "../../../support/until.ts";
import { type Cell, CONVERSATIONS, DIRECTS, PLACES, standingOf } from "../cells.ts";
import type { Outcome } from "../expected.ts";
import type { Given, Row } from "../row.ts";

const act = ({ ground }: Given) => ({ conversationId: ground.conversationId, clientId: randomUUID() });
/** Only what waits for me, and only until I have answered. */
const waiting = ({ kind }: Cell): Outcome => (kind === "request that waits for me" ? "ok" : "NOT_FOUND");
const kinds = CONVERSATIONS;

export const directMessageRows = {
  "request:send": {
    kinds: [...DIRECTS, "nothing"],
    input: ({ ground }) => ({
      userId: ground.otherId,
      reason: "question",
      text: "Bonjour, une question.",
      clientId: randomUUID(),
    }),
    // Writing to whoever asked me is accepting; after a first letter I wait.
    rule: ({ kind, place }) => {
      if (kind === null || place === null) return "NOT_FOUND";
      if (PLACES[place].trait === "muted everywhere") return "MUTED";
      if (kind === "open direct") return standingOf(kind, place).writes;
      return kind === "request that I sent" ? "REQUEST_PENDING" : "ok";
    },
    after: async ({ cell, ground }) => {
      if (cell.kind !== "nothing") return;
      const told = { stream: userStream(ground.otherId), type: "request:received" };
      await until("the recipient is told of the request", () => ChangeModel.exists(told).exec());
    },
  },
  "request:reveal": {
    kinds,
    input: ({ ground }) => ({ conversationId: ground.conversationId }),
    rule: waiting,
  },
  "request:accept": { kinds, input: act, rule: waiting },
  "request:refuse": { kinds, input: act, rule: waiting },
  "request:report": {
    kinds,
    input: (given) => ({ ...act(given), reason: "harassment", text: "Elle insiste." }),
    rule: waiting,
  },
} satisfies Record<string, Row>;

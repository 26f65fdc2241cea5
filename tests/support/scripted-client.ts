import { randomUUID } from "node:crypto";
import { io, type Socket } from "socket.io-client";
import type { Ack } from "../../shared/errors.ts";
import type { ChangeFact, LiveFact } from "../../shared/facts.ts";
import type { Message } from "../../shared/messages.ts";
import type { CallInput, CallName, CallOutput } from "../../shared/registry.ts";

/**
 * A client that follows one conversation and sends what it is given until each message is acknowledged, whatever happens
 * to the server: an outbox in order, the same clientId for ever, catch-up by revision.
 */
export interface ScriptedClient {
  /** Messages acknowledged, by clientId. */
  acked: Map<string, CallOutput<"message:post">>;
  /** What this client has seen, in order of seq. */
  timeline(): Message[];
  rev(): number;
  send(texts: readonly string[]): Promise<void>;
  /** Catches up to the head. */
  sync(): Promise<void>;
  close(): void;
}

interface ScriptedClientOptions {
  url: string;
  token: string;
  conversationId: string;
}

const WINDOW = 5;
const ACK_MS = 4_000;

export function createScriptedClient({ url, token, conversationId }: ScriptedClientOptions): ScriptedClient {
  const acked = new Map<string, CallOutput<"message:post">>();
  const seen = new Map<number, Message>();
  let rev = 0;
  let catchingUp: Promise<void> | undefined;
  const socket: Socket = io(url, {
    transports: ["websocket"],
    auth: { token },
    extraHeaders: { origin: url },
    reconnectionDelay: 20,
    reconnectionDelayMax: 100,
    forceNew: true,
  });

  const call = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N> | null> => {
    if (!socket.connected) return null;
    try {
      const ack = (await socket.timeout(ACK_MS).emitWithAck("call", name, input)) as Ack<CallOutput<N>>;
      return ack.ok ? ack.data : null;
    } catch {
      return null;
    }
  };

  const apply = (fact: ChangeFact) => {
    if (fact.stream !== conversationId || fact.rev !== rev + 1) return false;
    rev = fact.rev;
    if (fact.type === "message:posted") seen.set(fact.body.message.seq, fact.body.message);
    return true;
  };

  const catchUp = async () => {
    for (;;) {
      const page = await call("conversation:changes", { stream: conversationId, after: rev });
      if (!page) return;
      if (page.reset) throw new Error("the log went back");
      for (const fact of page.changes as ChangeFact[]) apply(fact);
      if (!page.more) return;
    }
  };
  const sync = () => {
    catchingUp ??= catchUp().finally(() => {
      catchingUp = undefined;
    });
    return catchingUp;
  };

  socket.on("change", (fact: ChangeFact) => {
    if (!apply(fact) && fact.stream === conversationId && fact.rev > rev) void sync();
  });
  socket.on("live", (fact: LiveFact) => {
    if (fact.type === "welcome") void sync();
  });

  const pause = () => new Promise((resolve) => setTimeout(resolve, 10));

  return {
    acked,
    sync,
    rev: () => rev,
    timeline: () => [...seen.values()].toSorted((a, b) => a.seq - b.seq),
    send: async (texts) => {
      const waiting = texts.map((text) => ({ text, clientId: randomUUID() }));
      while (waiting.length > 0) {
        const batch = waiting.slice(0, WINDOW);
        const answers = await Promise.all(batch.map((one) => call("message:post", { conversationId, ...one })));
        // Only an unbroken head of the window leaves the outbox: what follows a loss is sent again behind it.
        const lost = answers.indexOf(null);
        const done = lost === -1 ? batch.length : lost;
        for (const [index, one] of batch.slice(0, done).entries()) {
          acked.set(one.clientId, answers[index] as CallOutput<"message:post">);
        }
        waiting.splice(0, done);
        if (lost !== -1) await pause();
      }
    },
    close: () => socket.close(),
  };
}

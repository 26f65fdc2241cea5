import { io } from "socket.io-client";
import type { Ack, CallFailure } from "../../shared/errors.ts";
import { type LiveFact, liveFact } from "../../shared/facts.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { SocketAnswer } from "./api.ts";
import { backOff } from "./back-off.ts";

export interface LinkHandlers {
  change(raw: unknown): void;
  live(fact: LiveFact): void;
  /** The connection is there; the welcome follows. */
  up(): void;
  /** The connection was lost, or could not be made (`attempts` in a row). */
  down(attempts: number): void;
  /**
   * The server refused the handshake or closed the socket of its own accord (null).
   * @returns whether the session is good (again): then the link comes back
   */
  turnedAway(failure: CallFailure | null): Promise<boolean>;
}

/** The live connection: comes back by itself, sends only while it is there. */
export interface Link {
  open(): void;
  close(): void;
  connected(): boolean;
  call(name: string, input: unknown): Promise<SocketAnswer>;
  /** Comes back at once instead of waiting, if it is not there. */
  hurry(): void;
  /** It has proved good: the next loss begins with the shortest delay again. */
  proved(): void;
}

/** After the server closed a socket: not at once, lest too many tabs push each other out in a circle. */
const TURNED_AWAY_MS = { least: 1_000, most: 8_000 };

export function createLink(handlers: LinkHandlers): Link {
  const socket = io({
    autoConnect: false,
    reconnection: false,
    transports: ["websocket", "polling"],
    tryAllTransports: true,
    timeout: LIMITS.connectTimeout,
  });
  let wanted = false;
  let attempts = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let lastHeard = 0;

  const connectIn = (ms: number) => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    if (!wanted) return;
    timer = setTimeout(() => {
      timer = null;
      if (wanted && !socket.connected) socket.connect();
    }, ms);
  };

  const comeBack = () => {
    handlers.down(attempts);
    connectIn(backOff(attempts, Math.random()));
    attempts += 1;
  };

  const ask = async (failure: CallFailure | null) => {
    handlers.down(attempts);
    attempts += 1;
    const { least, most } = TURNED_AWAY_MS;
    const good = await handlers.turnedAway(failure);
    if (good) connectIn(failure ? backOff(attempts, Math.random()) : least + Math.random() * (most - least));
  };

  /** Leaves and comes back, because this process is going or nothing is heard from it. */
  const cycle = () => {
    if (!wanted || !socket.connected) return;
    socket.disconnect();
    handlers.down(0);
    connectIn(0);
  };

  socket.on("connect_error", (error: Error & { data?: unknown }) => {
    const failure = failureIn(error.data);
    const session = failure?.code === "UNAUTHENTICATED" || failure?.code === "BANNED";
    if (session) void ask(failure);
    else comeBack();
  });
  socket.on("disconnect", (reason) => {
    if (!wanted || reason === "io client disconnect") return;
    if (reason === "io server disconnect") void ask(null);
    else comeBack();
  });
  socket.on("connect", handlers.up);
  socket.on("change", (raw: unknown) => {
    lastHeard = Date.now();
    handlers.change(raw);
  });
  socket.on("live", (raw: unknown) => {
    lastHeard = Date.now();
    const fact = liveFact.safeParse(raw);
    if (!fact.success) return;
    if (fact.data.type === "drain") setTimeout(cycle, Math.random() * fact.data.body.withinMs);
    handlers.live(fact.data);
  });

  return {
    open: () => {
      wanted = true;
      connectIn(0);
    },
    close: () => {
      wanted = false;
      if (timer !== null) clearTimeout(timer);
      socket.disconnect();
    },
    connected: () => socket.connected,
    call: async (name, input) => {
      if (!socket.connected) return "lost";
      const sentAt = Date.now();
      try {
        const ack: unknown = await socket.timeout(LIMITS.ackTimeout).emitWithAck("call", name, input);
        lastHeard = Date.now();
        return isAck(ack) ? ack : "timeout";
      } catch {
        if (!socket.connected) return "lost";
        // A half-open connection looks like this too; the engine would notice it only half a minute later.
        if (lastHeard < sentAt) cycle();
        return "timeout";
      }
    },
    hurry: () => {
      if (wanted && !socket.connected && timer !== null) connectIn(0);
    },
    proved: () => {
      attempts = 0;
    },
  };
}

function isAck(answer: unknown): answer is Ack<unknown> {
  return typeof answer === "object" && answer !== null && typeof (answer as { ok?: unknown }).ok === "boolean";
}

function failureIn(data: unknown): CallFailure | null {
  return typeof data === "object" && data !== null && "code" in data ? (data as CallFailure) : null;
}

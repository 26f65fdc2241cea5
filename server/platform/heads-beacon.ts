import type { Session } from "./calls.ts";
import { CallError } from "./errors.ts";
import { groups, type LiveServer } from "./live.ts";

interface HeadsBeaconOptions {
  io: LiveServer;
  verify: (session: Pick<Session, "sessionId" | "userId" | "accessUntil">) => Promise<Session>;
  heads: (session: Session) => Promise<Record<string, number>>;
  everyMs: number;
}

/**
 * Now and then tells every socket how far its streams are: the last change of a stream, if lost, is found by this alone.
 * It is also where an open socket whose session or access has ended is noticed and closed.
 */
export function startHeadsBeacon({ io, verify, heads, everyMs }: HeadsBeaconOptions): { stop(): void } {
  const told = new Map<string, string>();

  const tellOne = async (userId: string, socketIds: ReadonlySet<string>) => {
    const sockets = [...socketIds].flatMap((id) => io.of("/").sockets.get(id) ?? []);
    let session: Session | undefined;
    for (const socket of sockets) {
      try {
        session = await verify(socket.data);
      } catch (error) {
        if (!(error instanceof CallError)) continue;
        socket.emit("live", { type: "session:ended", body: { cause: "expired", ban: null } });
        socket.disconnect(true);
      }
    }
    if (!session) return;
    const current = await heads(session);
    const form = JSON.stringify(current);
    if (told.get(userId) === form) return;
    told.set(userId, form);
    io.local.to(groups.person(userId)).emit("live", { type: "heads", body: { heads: current } });
  };

  const round = async () => {
    const people = new Map<string, ReadonlySet<string>>();
    for (const socket of io.of("/").sockets.values()) {
      const { userId } = socket.data;
      const ids = io.of("/").adapter.rooms.get(groups.person(userId));
      if (ids) people.set(userId, ids);
    }
    for (const userId of told.keys()) if (!people.has(userId)) told.delete(userId);
    for (const [userId, ids] of people) await tellOne(userId, ids).catch(() => undefined);
  };

  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    void round().finally(() => {
      running = false;
    });
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

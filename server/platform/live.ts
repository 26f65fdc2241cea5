import type { Server } from "socket.io";
import type { ChangeFact, LiveFact, ServerEvents } from "../../shared/facts.ts";

/** The events that clients may send: one, carrying every call. */
export interface ClientEvents {
  call: (name: unknown, input: unknown, ack: unknown) => void;
}

export interface SocketData {
  userId: string;
  sessionId: string;
  accessUntil: number;
}

export type LiveServer = Server<ClientEvents, ServerEvents, Record<string, never>, SocketData>;

const streamRoom = (stream: string) => `stream:${stream}`;
const personRoom = (userId: string) => `person:${userId}`;
const sessionRoom = (sessionId: string) => `session:${sessionId}`;

/** Names of the groups that a socket enters when it connects. */
export const groups = { stream: streamRoom, person: personRoom, session: sessionRoom };

/**
 * Sends facts to open sockets and cuts them: the only place that addresses sockets. Everything here acts on this
 * process's sockets at once, before any other process can be told.
 */
export interface Live {
  /** To every socket that follows the stream. */
  toStream(stream: string, fact: ChangeFact): void;
  /** To every socket that follows the stream but those of the given people. */
  toStreamExcept(stream: string, fact: LiveFact, exceptUserIds: readonly string[]): void;
  toPerson(userId: string, fact: ChangeFact | LiveFact): void;
  toEveryone(fact: LiveFact): void;
  /** Makes a person's open sockets follow a stream, or stop. */
  follow(userId: string, stream: string): void;
  unfollow(userId: string, stream: string): void;
  /** Says why, then disconnects; the stock client does not come back by itself after this. */
  cutPerson(userId: string, fact: LiveFact): void;
  cutSession(sessionId: string, fact: LiveFact): void;
  /** Tells a session's sockets that their access was renewed until then (milliseconds). */
  extendSession(sessionId: string, accessUntil: number): void;
  /** @returns ids of the people with an open socket in this process that follows the stream. */
  peopleFollowing(stream: string): string[];
  /** @returns whether the person has an open socket in this process. */
  isConnected(userId: string): boolean;
}

/** @returns the live channel of a Socket.IO server. */
export function createLive(io: LiveServer): Live {
  const emit = (room: string, fact: ChangeFact | LiveFact) => {
    if ("stream" in fact) io.local.to(room).emit("change", fact);
    else io.local.to(room).emit("live", fact);
  };
  const socketsOf = (room: string) => {
    const ids = io.of("/").adapter.rooms.get(room) ?? new Set<string>();
    return [...ids].flatMap((id) => io.of("/").sockets.get(id) ?? []);
  };
  const cut = (room: string, fact: LiveFact) => {
    emit(room, fact);
    for (const socket of socketsOf(room)) socket.disconnect(true);
  };
  return {
    toStream: (stream, fact) => emit(streamRoom(stream), fact),
    toStreamExcept: (stream, fact, except) => {
      // Typing comes again by itself and may be dropped under pressure; a presence that is lost would stay wrong.
      const sender = fact.type === "typing:seen" ? io.local.volatile : io.local;
      sender.to(streamRoom(stream)).except(except.map(personRoom)).emit("live", fact);
    },
    toPerson: (userId, fact) => emit(personRoom(userId), fact),
    toEveryone: (fact) => {
      io.local.emit("live", fact);
    },
    follow: (userId, stream) => io.local.in(personRoom(userId)).socketsJoin(streamRoom(stream)),
    unfollow: (userId, stream) => io.local.in(personRoom(userId)).socketsLeave(streamRoom(stream)),
    cutPerson: (userId, fact) => cut(personRoom(userId), fact),
    cutSession: (sessionId, fact) => cut(sessionRoom(sessionId), fact),
    extendSession: (sessionId, accessUntil) => {
      for (const socket of socketsOf(sessionRoom(sessionId))) {
        socket.data.accessUntil = accessUntil;
        socket.emit("live", { type: "session:extended", body: { accessUntil } });
      }
    },
    peopleFollowing: (stream) => [...new Set(socketsOf(streamRoom(stream)).map((socket) => socket.data.userId))],
    isConnected: (userId) => socketsOf(personRoom(userId)).length > 0,
  };
}

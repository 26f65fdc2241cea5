import mongoose from "mongoose";
import type { AccountState, BanDetails } from "../../../shared/accounts.ts";
import { newId } from "../../../shared/ids.ts";
import { LIMITS } from "../../../shared/limits.ts";
import { type CommunityRole, isInForce } from "../../../shared/members.ts";
import { createCache } from "../cache.ts";
import type { Session } from "../calls.ts";
import type { Clock } from "../clock.ts";
import { CallError } from "../errors.ts";
import type { Live } from "../live.ts";
import { deviceLabel } from "./device.ts";
import { type EndCause, SessionModel, type SessionRow } from "./sessions.model.ts";
import { createAccessTokens, createRefreshTokens } from "./tokens.ts";

/** What a session's right to act depends on, as it stands now. */
export interface Person {
  role: CommunityRole;
  state: AccountState;
  /** Raised when a right changes: access given before must be renewed. */
  authEpoch: number;
  /** The ban of the whole community in force, if any. */
  ban: BanDetails | null;
}

/** Tokens given for a session; `until` in milliseconds. */
export interface Issued {
  sessionId: string;
  userId: string;
  access: { token: string; until: number };
  refresh: { token: string; until: number };
}

export interface KnownSession {
  id: string;
  device: string;
  createdAt: number;
  lastSeenAt: number;
}

interface EndAll {
  userId: string;
  cause: EndCause;
  exceptSessionId?: string;
  /** What the excluded person is told. */
  ban?: BanDetails;
}

export interface Sessions {
  /** @throws CallError UNAUTHENTICATED when the account may not sign in, BANNED */
  create(who: { userId: string; agent: string }): Promise<Issued>;
  /**
   * Exchanges a refresh token for the next one. A second tab that asks with the previous one within LIMITS.refreshGrace is
   * given what the first got; later, or with an older one, somebody else holds a copy: the session ends.
   * @throws CallError UNAUTHENTICATED, BANNED (also after the ban ended the session)
   */
  rotate(refreshToken: string, agent: string): Promise<Issued>;
  /** @throws CallError UNAUTHENTICATED, BANNED */
  authenticate(accessToken: string): Promise<Session>;
  /**
   * The session of an open connection, checked again; access may have ended LIMITS.accessTokenGrace ago.
   * @throws CallError UNAUTHENTICATED, BANNED
   */
  verify(session: Pick<Session, "sessionId" | "userId" | "accessUntil">): Promise<Session>;
  /** Ends a session and cuts its sockets. Ending twice changes nothing. */
  end(sessionId: string, cause: EndCause): Promise<void>;
  /** Ends the session that a refresh token of its was issued for; any other text is ignored. */
  endByToken(refreshToken: string): Promise<void>;
  /** Ends a person's sessions and cuts her sockets. */
  endAll(which: EndAll): Promise<void>;
  /** @returns the live sessions of a person, the last used first */
  list(userId: string): Promise<KnownSession[]>;
  /** Drops what is remembered of a person, after a change of role, state or sanction. */
  forget(userId: string): void;
}

interface SessionsOptions {
  clock: Clock;
  secret: string;
  live: Pick<Live, "cutSession" | "cutPerson" | "extendSession">;
  loadPerson: (userId: string) => Promise<Person | null>;
}

const CACHED = 10_000;

export function createSessions({ clock, secret, live, loadPerson }: SessionsOptions): Sessions {
  const accessTokens = createAccessTokens(secret);
  const refreshTokens = createRefreshTokens(secret);
  const rows = createCache<SessionRow>({
    clock,
    lifeMs: LIMITS.sessionCache,
    size: CACHED,
    load: async (ids) => {
      const found = await SessionModel.find({ _id: mongoose.trusted({ $in: ids }) }).lean<SessionRow[]>();
      return new Map(found.map((row) => [row._id, row]));
    },
  });
  const people = createCache<Person>({
    clock,
    lifeMs: LIMITS.sessionCache,
    size: CACHED,
    load: async (ids) => {
      const found = await Promise.all(ids.map(async (id) => [id, await loadPerson(id)] as const));
      return new Map(found.flatMap(([id, person]) => (person ? [[id, person] as const] : [])));
    },
  });

  /** @throws CallError BANNED or UNAUTHENTICATED, unless the session lives and its person may act. */
  const assertStanding = (row: SessionRow, person: Person | null | undefined): Person => {
    const ban = person?.ban && isInForce(person.ban.sanction, clock.now()) ? person.ban : null;
    if (row.endedAt !== null && row.endCause !== "banned") throw new CallError("UNAUTHENTICATED");
    if (ban) throw new CallError("BANNED", { details: ban });
    if (row.endedAt !== null || row.expiresAt.getTime() <= clock.now()) throw new CallError("UNAUTHENTICATED");
    if (person?.state !== "active") throw new CallError("UNAUTHENTICATED");
    return person;
  };

  const check = async ({ sessionId, userId, accessUntil }: Omit<Session, "role">): Promise<Session> => {
    const row = await rows.get(sessionId);
    if (row?.userId !== userId) throw new CallError("UNAUTHENTICATED");
    const { role, authEpoch } = assertStanding(row, await people.get(userId));
    if (authEpoch !== row.authEpoch) throw new CallError("UNAUTHENTICATED");
    return { sessionId, userId, role, accessUntil };
  };

  const issue = (row: SessionRow): Issued => {
    const { _id: sessionId, userId, refreshSalt } = row;
    const access = accessTokens.issue({ userId, sessionId, now: clock.now() });
    const refresh = { token: refreshTokens.again(sessionId, refreshSalt), until: row.expiresAt.getTime() };
    return { sessionId, userId, access, refresh };
  };

  const end = async (sessionId: string, cause: EndCause) => {
    const ending = { endedAt: new Date(clock.now()), endCause: cause };
    await SessionModel.updateOne({ _id: sessionId, endedAt: null }, { $set: ending });
    rows.drop(sessionId);
    live.cutSession(sessionId, { type: "session:ended", body: { cause, ban: null } });
  };

  /** Replaces the token in use, in one step: of two that try with the same token, one succeeds. */
  const replaceToken = async (row: SessionRow, { agent, authEpoch }: { agent: string; authEpoch: number }) => {
    const now = clock.now();
    const { hash, salt } = refreshTokens.issue(row._id);
    const replaced = await SessionModel.findOneAndUpdate(
      { _id: row._id, refreshHash: row.refreshHash, endedAt: null },
      {
        $set: {
          refreshHash: hash,
          refreshSalt: salt,
          previousHash: row.refreshHash,
          rotatedAt: new Date(now),
          lastSeenAt: new Date(now),
          expiresAt: new Date(now + LIMITS.sessionLife),
          device: deviceLabel(agent),
          authEpoch,
        },
      },
      { returnDocument: "after" },
    ).lean<SessionRow>();
    rows.drop(row._id);
    return replaced;
  };

  const rotate = async (refreshToken: string, agent: string): Promise<Issued> => {
    const presented = refreshTokens.read(refreshToken);
    if (!presented) throw new CallError("UNAUTHENTICATED");
    const row = await SessionModel.findById(presented.sessionId).lean<SessionRow>();
    if (!row) throw new CallError("UNAUTHENTICATED");
    const current = presented.hash === row.refreshHash;
    const previous = presented.hash === row.previousHash;
    if (!current && !previous) {
      // A copy, here or with the person: nobody can tell which, so neither keeps it. A ban is not told to either.
      if (row.endedAt === null) await end(row._id, "replaced");
      throw new CallError("UNAUTHENTICATED");
    }
    people.drop(row.userId);
    const { authEpoch } = assertStanding(row, await people.get(row.userId));
    if (current) {
      const replaced = await replaceToken(row, { agent, authEpoch });
      // Lost to another tab: this one's token has become the previous one.
      return replaced ? issue(replaced) : rotate(refreshToken, agent);
    }
    if (clock.now() - row.rotatedAt.getTime() <= LIMITS.refreshGrace) return issue(row);
    await end(row._id, "replaced");
    throw new CallError("UNAUTHENTICATED");
  };

  return {
    end,
    create: async ({ userId, agent }) => {
      const now = clock.now();
      const sessionId = newId();
      const { hash, salt } = refreshTokens.issue(sessionId);
      const row: SessionRow = {
        _id: sessionId,
        userId,
        refreshHash: hash,
        previousHash: null,
        refreshSalt: salt,
        rotatedAt: new Date(now),
        createdAt: new Date(now),
        lastSeenAt: new Date(now),
        device: deviceLabel(agent),
        expiresAt: new Date(now + LIMITS.sessionLife),
        authEpoch: 0,
        endedAt: null,
        endCause: null,
      };
      row.authEpoch = assertStanding(row, await loadPerson(userId)).authEpoch;
      await SessionModel.create(row);
      return issue(row);
    },

    rotate: async (refreshToken, agent) => {
      const issued = await rotate(refreshToken, agent);
      live.extendSession(issued.sessionId, issued.access.until);
      return issued;
    },

    authenticate: async (accessToken) => {
      const claims = accessTokens.read(accessToken, clock.now());
      if (!claims) throw new CallError("UNAUTHENTICATED");
      return check({ sessionId: claims.sessionId, userId: claims.userId, accessUntil: claims.until });
    },

    verify: async ({ sessionId, userId, accessUntil }) => {
      if (clock.now() > accessUntil + LIMITS.accessTokenGrace) throw new CallError("UNAUTHENTICATED");
      return check({ sessionId, userId, accessUntil });
    },

    endByToken: async (refreshToken) => {
      const presented = refreshTokens.read(refreshToken);
      if (presented) await end(presented.sessionId, "signed-out");
    },

    endAll: async ({ userId, cause, exceptSessionId, ban }) => {
      const alive = {
        userId,
        endedAt: null,
        ...(exceptSessionId && { _id: mongoose.trusted({ $ne: exceptSessionId }) }),
      };
      const ended = exceptSessionId ? await SessionModel.find(alive).select({ _id: 1 }).lean<{ _id: string }[]>() : [];
      await SessionModel.updateMany(alive, { $set: { endedAt: new Date(clock.now()), endCause: cause } });
      rows.dropWhere((row) => row.userId === userId);
      people.drop(userId);
      const fact = { type: "session:ended", body: { cause, ban: ban ?? null } } as const;
      if (exceptSessionId === undefined) live.cutPerson(userId, fact);
      else for (const { _id } of ended) live.cutSession(_id, fact);
    },

    list: async (userId) => {
      const alive = { userId, endedAt: null, expiresAt: mongoose.trusted({ $gt: new Date(clock.now()) }) };
      const found = await SessionModel.find(alive).sort({ lastSeenAt: -1 }).lean<SessionRow[]>();
      return found.map(({ _id, device, createdAt, lastSeenAt }) => ({
        id: _id,
        device,
        createdAt: createdAt.getTime(),
        lastSeenAt: lastSeenAt.getTime(),
      }));
    },

    forget: (userId) => {
      people.drop(userId);
      rows.dropWhere((row) => row.userId === userId);
    },
  };
}

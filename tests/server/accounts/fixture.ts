import { randomUUID } from "node:crypto";
import { inject } from "vitest";
import {
  type Accounts,
  type AccountsOptions,
  createAccounts,
} from "../../../server/features/accounts/accounts.service.ts";
import { SetupLinkModel } from "../../../server/features/accounts/setup-link.model.ts";
import { BlockModel, UserModel } from "../../../server/features/members/members.model.ts";
import { createMembers, type Members } from "../../../server/features/members/members.service.ts";
import { connectDatabase, type Database } from "../../../server/platform/database.ts";
import { createLog } from "../../../server/platform/log.ts";
import { SessionModel } from "../../../server/platform/sessions/sessions.model.ts";
import { createSessions, type Sessions } from "../../../server/platform/sessions/sessions.ts";
import type { BanDetails } from "../../../shared/accounts.ts";
import type { LiveFact } from "../../../shared/facts.ts";
import { newId } from "../../../shared/ids.ts";
import { createTestClock, type TestClock } from "../../support/clock.ts";

export const SECRET = "a secret for tests that is long enough to be one";
export const PASSWORD = "une phrase assez longue pour entrer";
const COST = 4;

/** Accounts, members and sessions over a fresh database, without a network; what sockets are told is written down. */
export interface House {
  clock: TestClock;
  members: Members;
  sessions: Sessions;
  /** Bans in force, by person: the moderation feature's part. */
  bans: Map<string, BanDetails>;
  cuts: { session?: string; person?: string; fact: LiveFact }[];
  extended: string[];
  welcomed: string[];
  accounts(options?: Partial<AccountsOptions>): Accounts;
  /** A member in the store. @returns her id */
  member(name: string, email?: string): Promise<string>;
  close(): Promise<void>;
}

export async function openHouse(): Promise<House> {
  const database: Database = await connectDatabase({
    uri: inject("mongoUri"),
    dbName: `test_${randomUUID().replaceAll("-", "").slice(0, 12)}`,
    models: [UserModel, BlockModel, SessionModel, SetupLinkModel],
  });
  const clock = createTestClock();
  const bans: House["bans"] = new Map();
  const cuts: House["cuts"] = [];
  const extended: string[] = [];
  const welcomed: string[] = [];
  const members = createMembers({ clock });
  const sessions = createSessions({
    clock,
    secret: SECRET,
    live: {
      cutSession: (session, fact) => cuts.push({ session, fact }),
      cutPerson: (person, fact) => cuts.push({ person, fact }),
      extendSession: (session) => extended.push(session),
    },
    loadPerson: async (userId) => {
      const standing = await members.person(userId);
      return standing && { ...standing, ban: bans.get(userId) ?? null };
    },
  });
  return {
    clock,
    members,
    sessions,
    bans,
    cuts,
    extended,
    welcomed,
    accounts: (options) =>
      createAccounts({
        clock,
        log: createLog("silent"),
        members,
        sessions,
        secret: SECRET,
        openRegistration: true,
        rateScale: 1,
        bcryptCost: COST,
        banOf: async (userId) => bans.get(userId) ?? null,
        sanctionsOf: async () => [],
        contact: "moderation@exemple.fr",
        appointAdministrator: (userId) => members.setRole(userId, "administrator"),
        onRegistered: async (userId) => {
          welcomed.push(userId);
        },
        ...options,
      }),
    member: async (name, email = `${randomUUID()}@exemple.fr`) => {
      const added = await members.add({ email, displayName: name, passwordHash: "none" });
      if (added.outcome !== "added") throw new Error(`${name} was not added: ${added.outcome}`);
      return added.userId;
    },
    close: async () => {
      await UserModel.db.dropDatabase();
      await database.close();
    },
  };
}

/** @returns a ban of the whole community as moderation tells it */
export function banOf(userId: string, until: number | null): BanDetails {
  return {
    sanction: {
      id: newId(),
      userId,
      kind: "ban",
      conversationId: null,
      reason: "harassment",
      text: "Messages répétés après un refus.",
      at: 0,
      until,
    },
    contact: "moderation@exemple.fr",
  };
}

import mongoose from "mongoose";
import type { AccountState } from "../../../shared/accounts.ts";
import { newId } from "../../../shared/ids.ts";
import type { CommunityRole, Member } from "../../../shared/members.ts";
import { createCache } from "../../platform/cache.ts";
import type { Clock } from "../../platform/clock.ts";
import { type StoredUser, UserModel } from "./members.model.ts";
import { emailKey, nameKey, nameKeysToAvoid, nameWords, sortKey } from "./name-keys.ts";

/** What the server itself needs of an account; never sent. */
export type Account = Pick<
  StoredUser,
  "email" | "displayName" | "passwordHash" | "role" | "state" | "authEpoch" | "createdAt"
> & { id: string };

export interface Standing {
  userId: string;
  role: CommunityRole;
  state: AccountState;
  authEpoch: number;
}

interface NewAccount {
  email: string;
  displayName: string;
  passwordHash: string;
}

/** `known`: the address, or another alias of its mailbox, has an account. */
export type Added = { outcome: "added"; userId: string } | { outcome: "known" } | { outcome: "name-taken" };

/** Who the members are. */
export interface Members {
  /** @returns those that exist, in the order asked for */
  getMembers(ids: readonly string[]): Promise<Member[]>;
  getMember(id: string): Promise<Member | null>;
  account(userId: string): Promise<Account | null>;
  /** @param email normalised; the very address, not an alias of it */
  findByEmail(email: string): Promise<Account | null>;
  /** @returns what her right to act depends on, read from the store */
  person(userId: string): Promise<Standing | null>;
  /** @returns whether another member has that name, or one that could be taken for it */
  isNameTaken(displayName: string): Promise<boolean>;
  add(account: NewAccount): Promise<Added>;
  /** Replaces the password if it is still the given one. @returns whether it was */
  changePassword(change: { userId: string; from: string; to: string }): Promise<boolean>;
  /** Projects a change of role. Sessions go on: the role is read anew at every call. */
  setRole(userId: string, role: CommunityRole): Promise<void>;
  countAdministrators(): Promise<number>;
  /** @returns the roles of the active members who have another than a member's, by id */
  staff(): Promise<Map<string, CommunityRole>>;
}

/** Another process may have changed a name or a role: nothing is remembered for longer. */
const REMEMBERED_MS = 10_000;
const REMEMBERED = 5_000;

export function createMembers({ clock }: { clock: Clock }): Members {
  const cache = createCache<Member>({
    clock,
    lifeMs: REMEMBERED_MS,
    size: REMEMBERED,
    load: async (ids) => {
      const found = await UserModel.find({ _id: mongoose.trusted({ $in: ids }) })
        .select({ displayName: 1, role: 1 })
        .lean<Pick<StoredUser, "_id" | "displayName" | "role">[]>();
      return new Map(found.map((user) => [user._id, memberView(user)]));
    },
  });

  return {
    getMembers: async (ids) => {
      const found = await cache.getMany(ids);
      return ids.flatMap((id) => found.get(id) ?? []);
    },
    getMember: async (id) => (await cache.get(id)) ?? null,
    account: async (userId) => accountOf(await UserModel.findById(userId).lean<StoredUser>()),
    findByEmail: async (email) => accountOf(await UserModel.findOne({ email }).lean<StoredUser>()),
    person: async (userId) => {
      const account = accountOf(await UserModel.findById(userId).lean<StoredUser>());
      return account && { userId, role: account.role, state: account.state, authEpoch: account.authEpoch };
    },
    isNameTaken: async (displayName) => {
      const keys = nameKeysToAvoid(displayName);
      return (await UserModel.exists({ nameKey: mongoose.trusted({ $in: keys }) })) !== null;
    },
    add: async ({ email, displayName, passwordHash }) => {
      const user: StoredUser = {
        _id: newId(),
        email,
        emailKey: emailKey(email),
        displayName,
        nameKey: nameKey(displayName),
        nameTokens: nameWords(displayName),
        sortKey: sortKey(displayName),
        passwordHash,
        role: "member",
        state: "active",
        authEpoch: 1,
        createdAt: new Date(clock.now()),
        repeats: 0,
      };
      // A known address costs a durable write too: the time of the answer must not tell it from a new one.
      const again = await UserModel.updateOne({ emailKey: user.emailKey }, { $inc: { repeats: 1 } });
      if (again.matchedCount === 1) return { outcome: "known" };
      try {
        await UserModel.create(user);
        return { outcome: "added", userId: user._id };
      } catch (error) {
        if (!isDuplicate(error)) throw error;
        // Asked of the store rather than read from the error: of two violated indexes it names only one.
        const known = await UserModel.exists({ emailKey: user.emailKey });
        return { outcome: known ? "known" : "name-taken" };
      }
    },
    changePassword: async ({ userId, from, to }) => {
      const { matchedCount } = await UserModel.updateOne(
        { _id: userId, passwordHash: from },
        { $set: { passwordHash: to } },
      );
      return matchedCount === 1;
    },
    setRole: async (userId, role) => {
      await UserModel.updateOne({ _id: userId, role: mongoose.trusted({ $ne: role }) }, { $set: { role } });
      cache.drop(userId);
    },
    countAdministrators: () => UserModel.countDocuments({ role: "administrator", state: "active" }),
    staff: async () => {
      const found = await UserModel.find({ role: mongoose.trusted({ $ne: "member" }), state: "active" })
        .select({ role: 1 })
        .lean<Pick<StoredUser, "_id" | "role">[]>();
      return new Map(found.map(({ _id, role }) => [_id, role]));
    },
  };
}

export function memberView({ _id, displayName, role }: Pick<StoredUser, "_id" | "displayName" | "role">): Member {
  return { id: _id, displayName, role };
}

function accountOf(user: StoredUser | null): Account | null {
  if (!user) return null;
  const { _id, email, displayName, passwordHash, role, state, authEpoch, createdAt } = user;
  return { id: _id, email, displayName, passwordHash, role, state, authEpoch, createdAt };
}

function isDuplicate(error: unknown): boolean {
  return error instanceof mongoose.mongo.MongoServerError && error.code === 11000;
}

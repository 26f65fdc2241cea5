import type { BanDetails, Me } from "../../../shared/accounts.ts";
import type { Sanction } from "../../../shared/members.ts";
import type { Session } from "../../platform/calls.ts";
import type { Clock } from "../../platform/clock.ts";
import { CallError } from "../../platform/errors.ts";
import type { Issued, Sessions } from "../../platform/sessions/sessions.ts";
import { passwordProblem } from "./password-rules.ts";
import { createPasswords } from "./passwords.ts";
import { createRegistration, type Registration, type RegistrationPorts } from "./registration.ts";
import { createSetupLink, type SetupLink } from "./setup-link.ts";
import { createSignInAttempts } from "./sign-in-attempts.ts";

export interface AccountsOptions extends RegistrationPorts {
  clock: Clock;
  sessions: Sessions;
  /** The session secret: the pepper of the passwords is derived from it. */
  secret: string;
  /** Multiplies the limits of sign-in attempts. */
  rateScale: number;
  /** Where to write to contest a decision. */
  contact: string;
  /** Lower in tests only. */
  bcryptCost?: number | undefined;
  /** @returns the ban of the whole community in force against the person */
  banOf: (userId: string) => Promise<BanDetails | null>;
  /** @returns every sanction in force against the person */
  sanctionsOf: (userId: string) => Promise<Sanction[]>;
}

interface SignIn {
  email: string;
  password: string;
  address: string;
  agent: string;
}

interface PasswordChange {
  session: Session;
  current: string;
  password: string;
  address: string;
}

/** Accounts and how their people come in. */
export interface Accounts {
  register: Registration["register"];
  createSetupLink: SetupLink["create"];
  checkSetupLink: SetupLink["check"];
  /** @throws CallError CREDENTIALS (alike for an unknown address and a wrong password), BANNED, RATE, BUSY */
  signIn(attempt: SignIn): Promise<Issued>;
  /** @throws CallError CREDENTIALS, INVALID, RATE, BUSY */
  changePassword(change: PasswordChange): Promise<void>;
  /** @throws CallError UNAUTHENTICATED when the account is gone */
  me(session: Pick<Session, "userId" | "sessionId" | "accessUntil">): Promise<Me>;
  /** Waits for welcomes under way. */
  drain(): Promise<void>;
}

export function createAccounts(options: AccountsOptions): Accounts {
  const { clock, members, sessions, secret, banOf, sanctionsOf, contact } = options;
  const passwords = createPasswords({ secret, cost: options.bcryptCost });
  const attempts = createSignInAttempts(options.rateScale);
  const setupLink = createSetupLink({ clock, members });
  const registration = createRegistration({ ...options, passwords, setupLink });

  return {
    register: registration.register,
    drain: registration.drain,
    createSetupLink: setupLink.create,
    checkSetupLink: setupLink.check,

    signIn: async ({ email, password, address, agent }) => {
      await attempts.begin({ email, address });
      const account = await members.findByEmail(email);
      const right = await passwords.matches(password, account?.passwordHash ?? null);
      if (!account || !right || account.state !== "active") throw new CallError("CREDENTIALS");
      await attempts.succeed({ email, address });
      const ban = await banOf(account.id);
      if (ban) throw new CallError("BANNED", { details: ban });
      await registration.welcomed(account.id);
      const issued = await sessions.create({ userId: account.id, agent });
      // The password may have been changed while it was being compared; a session made with the old one must not last.
      const now = await members.account(account.id);
      if (now?.passwordHash === account.passwordHash) return issued;
      await sessions.end(issued.sessionId, "revoked");
      throw new CallError("CREDENTIALS");
    },

    changePassword: async ({ session, current, password, address }) => {
      const account = await members.account(session.userId);
      if (!account) throw new CallError("UNAUTHENTICATED");
      const { id: userId, email, displayName, passwordHash } = account;
      await attempts.begin({ email, address });
      if (!(await passwords.matches(current, passwordHash))) throw new CallError("CREDENTIALS");
      await attempts.succeed({ email, address });
      const problem = passwordProblem(password, { email, displayName });
      if (problem) throw new CallError("INVALID", { fields: { password: problem } });
      const to = await passwords.hash(password);
      if (!(await members.changePassword({ userId, from: passwordHash, to }))) throw new CallError("CREDENTIALS");
      await sessions.endAll({ userId, cause: "revoked", exceptSessionId: session.sessionId });
    },

    me: async ({ userId, sessionId, accessUntil }) => {
      const [account, sanctions] = await Promise.all([members.account(userId), sanctionsOf(userId)]);
      if (!account) throw new CallError("UNAUTHENTICATED");
      const { id, displayName, email, role } = account;
      return { id, displayName, email, role, sessionId, accessUntil, serverTime: clock.now(), sanctions, contact };
    },
  };
}

import { CallError } from "../../platform/errors.ts";
import type { Log } from "../../platform/log.ts";
import type { Members } from "../members/members.service.ts";
import { passwordProblem } from "./password-rules.ts";
import type { Passwords } from "./passwords.ts";
import type { SetupLink } from "./setup-link.ts";

interface NewRegistration {
  email: string;
  displayName: string;
  password: string;
  setupToken?: string | undefined;
}

export interface Registration {
  /**
   * Opens an account. Whether the address had one already, the work and the answer are the same; the name is public, so
   * that it is taken is told.
   * @throws CallError DENIED when registration is closed, GONE when the set-up link is not good, INVALID with the fields
   *   displayName (`taken`), password (`common`, `context`) or, with a set-up link only, email (`taken`); BUSY
   */
  register(registration: NewRegistration): Promise<void>;
  /** Waits for the welcome of a new account, if it is still under way. */
  welcomed(userId: string): Promise<void>;
  drain(): Promise<void>;
}

export interface RegistrationPorts {
  log: Log;
  members: Members;
  openRegistration: boolean;
  /** Makes the account administrator, on the record. Must do nothing when it is already. */
  appointAdministrator: (userId: string) => Promise<void>;
  /** Welcomes a new account; her first sign-in waits for it. */
  onRegistered: (userId: string) => Promise<void>;
}

interface RegistrationOptions extends RegistrationPorts {
  passwords: Passwords;
  setupLink: SetupLink;
}

export function createRegistration(options: RegistrationOptions): Registration {
  const { log, members, openRegistration, appointAdministrator, onRegistered, passwords, setupLink } = options;
  const welcomes = new Map<string, Promise<void>>();

  /** Not waited for, so that the time of the answer does not tell that the address was new. */
  const welcome = (userId: string) => {
    const under = onRegistered(userId)
      .catch((error: unknown) => log.error({ userId, err: error }, "a new account could not be welcomed"))
      .then(() => {
        welcomes.delete(userId);
      });
    welcomes.set(userId, under);
  };

  const registerMember = async ({ email, displayName, password }: NewRegistration) => {
    const passwordHash = await passwords.hash(password);
    const added = await members.add({ email, displayName, passwordHash });
    if (added.outcome === "name-taken") throw nameTaken();
    if (added.outcome === "added") welcome(added.userId);
  };

  /** Opens the administrator's account, or finds it when an earlier try got as far as that. */
  const administratorAccount = async ({ email, displayName, password }: NewRegistration): Promise<string> => {
    const passwordHash = await passwords.hash(password);
    const added = await members.add({ email, displayName, passwordHash });
    switch (added.outcome) {
      case "added":
        welcome(added.userId);
        return added.userId;
      case "name-taken":
        throw nameTaken();
      case "known": {
        const account = await members.findByEmail(email);
        if (account && (await passwords.matches(password, account.passwordHash))) return account.id;
        throw new CallError("INVALID", { fields: { email: "taken" } });
      }
    }
  };

  const registerAdministrator = async (registration: NewRegistration, token: string) => {
    if (!(await setupLink.use(token))) throw new CallError("GONE");
    try {
      await appointAdministrator(await administratorAccount(registration));
    } catch (error) {
      await setupLink.giveBack(token);
      throw error;
    }
  };

  return {
    register: async (registration) => {
      const { email, displayName, password, setupToken } = registration;
      if (setupToken === undefined && !openRegistration) throw new CallError("DENIED");
      if (setupToken !== undefined && !(await setupLink.check(setupToken))) throw new CallError("GONE");
      const problem = passwordProblem(password, { email, displayName });
      if (problem) throw new CallError("INVALID", { fields: { password: problem } });
      const mine = setupToken === undefined ? null : await members.findByEmail(email);
      if (mine === null && (await members.isNameTaken(displayName))) throw nameTaken();
      if (setupToken === undefined) await registerMember(registration);
      else await registerAdministrator(registration, setupToken);
    },
    welcomed: async (userId) => {
      await welcomes.get(userId);
    },
    drain: async () => {
      await Promise.all(welcomes.values());
    },
  };
}

function nameTaken(): CallError {
  return new CallError("INVALID", { fields: { displayName: "taken" } });
}

import type { CallContext, Handlers } from "../../platform/calls.ts";
import type { Clock } from "../../platform/clock.ts";
import { CallError } from "../../platform/errors.ts";
import type { Issued, Sessions } from "../../platform/sessions/sessions.ts";
import type { Accounts } from "./accounts.service.ts";

interface AccountCallsOptions {
  accounts: Accounts;
  sessions: Sessions;
  clock: Clock;
}

/** @returns the handlers of shared/accounts.ts */
export function accountHandlers({ accounts, sessions, clock }: AccountCallsOptions): Handlers {
  /** Hands the tokens to the browser; its scripts never see them. */
  const enter = (issued: Issued, context: CallContext) => {
    const life = ({ token, until }: { token: string; until: number }) => ({ token, maxAgeMs: until - clock.now() });
    context.setSessionCookies({ access: life(issued.access), refresh: life(issued.refresh) });
    const { sessionId, userId, access } = issued;
    return accounts.me({ sessionId, userId, accessUntil: access.until });
  };
  const leave = (context: CallContext) => context.setSessionCookies({ access: null, refresh: null });

  return {
    "setup:check": async ({ token }) => ({ valid: await accounts.checkSetupLink(token) }),

    "account:register": async (registration) => {
      await accounts.register(registration);
      return {};
    },

    "session:create": async ({ email, password }, context) => {
      const { address, agent, refreshToken } = context;
      const issued = await accounts.signIn({ email, password, address, agent });
      // The browser keeps one session: the one that it had here before would never be seen again.
      if (refreshToken !== null) await sessions.endByToken(refreshToken);
      return enter(issued, context);
    },

    "session:refresh": async (_input, context) => {
      if (context.refreshToken === null) throw new CallError("UNAUTHENTICATED");
      try {
        return await enter(await sessions.rotate(context.refreshToken, context.agent), context);
      } catch (error) {
        // An excluded person keeps her cookie: it is what shows her the exclusion again after a reload.
        if (error instanceof CallError && error.code === "UNAUTHENTICATED") leave(context);
        throw error;
      }
    },

    "session:end": async (_input, context) => {
      if (context.session) await sessions.end(context.session.sessionId, "signed-out");
      if (context.refreshToken !== null) await sessions.endByToken(context.refreshToken);
      leave(context);
      return {};
    },

    "session:end-all": async (_input, context) => {
      await sessions.endAll({ userId: context.session.userId, cause: "signed-out" });
      leave(context);
      return {};
    },

    "session:list": async (_input, { session }) => {
      const known = await sessions.list(session.userId);
      const views = known.map((one) => ({ ...one, current: one.id === session.sessionId }));
      return { sessions: views.toSorted((a, b) => Number(b.current) - Number(a.current)) };
    },

    "session:revoke": async ({ sessionId }, { session }) => {
      const known = await sessions.list(session.userId);
      if (!known.some(({ id }) => id === sessionId)) throw new CallError("NOT_FOUND");
      await sessions.end(sessionId, "revoked");
      return {};
    },

    "account:show": (_input, { session }) => accounts.me(session),

    "account:change-password": async ({ current, password }, { session, address }) => {
      await accounts.changePassword({ session, current, password, address });
      return {};
    },
  };
}

import type { Transport } from "../../shared/calls.ts";
import type { CommunityRole } from "../../shared/members.ts";
import type { CallName, CallOutput, ParsedInput, REGISTRY } from "../../shared/registry.ts";

/** The caller's session as the door has verified it for this very call. */
export interface Session {
  sessionId: string;
  userId: string;
  role: CommunityRole;
  /** Milliseconds: when the access token ends. */
  accessUntil: number;
}

/** Session cookies to set or to clear (null). Only calls made over HTTP can change them. */
export interface SessionCookies {
  access: { token: string; maxAgeMs: number } | null;
  refresh: { token: string; maxAgeMs: number } | null;
}

/** What a handler knows of the call around its input. */
export interface CallContext {
  transport: Transport;
  session: Session | null;
  /** The caller's network address, for rate limits only: never stored, never logged whole. */
  address: string;
  /** User-Agent header, shortened. */
  agent: string;
  /** The refresh token of the request's cookie, if any. */
  refreshToken: string | null;
  setSessionCookies(cookies: SessionCookies): void;
}

export interface MemberContext extends CallContext {
  session: Session;
}

export type ContextOf<N extends CallName> = (typeof REGISTRY)[N]["audience"] extends "visitor"
  ? CallContext
  : MemberContext;

export type Handler<N extends CallName> = (input: ParsedInput<N>, context: ContextOf<N>) => Promise<CallOutput<N>>;

/** A feature's handlers, by the name of the call. */
export type Handlers = { [N in CallName]?: Handler<N> };

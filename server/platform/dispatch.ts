import type { Audience, CallDefinition } from "../../shared/calls.ts";
import { type Ack, type CallFailure, DOOR_ERRORS } from "../../shared/errors.ts";
import { type CommunityRole, roleReaches } from "../../shared/members.ts";
import { CALL_NAMES, type CallName, findCall } from "../../shared/registry.ts";
import type { CallContext, Handlers } from "./calls.ts";
import { CallError } from "./errors.ts";
import type { Log } from "./log.ts";
import { type Language, sentenceOf } from "./messages-of-errors.ts";
import type { RateLimits } from "./rate-limits.ts";
import { assertPlain } from "./shape.ts";

type AnyHandler = (input: unknown, context: CallContext) => Promise<unknown>;

/** A call as it arrives, from either transport. */
export interface Arrival {
  name: string;
  input: unknown;
  language: Language;
  /** Resolves the caller's session, live at this moment; null without one. Throws CallError BANNED. */
  session: () => Promise<CallContext["session"]>;
  context: Omit<CallContext, "session">;
  /** Handlers of one connection begin in the order in which its calls arrived: a sender's messages keep their order. */
  turn?: Turn;
}

export interface Turn {
  /** Resolves when the call before has begun, or was refused. */
  before: Promise<void>;
  /** Lets the next call begin. */
  begun(): void;
}

/** The one door: parse, session, rate, authorise, run, answer. Never rejects. */
export type Dispatch = (arrival: Arrival) => Promise<Ack<unknown>>;

/** A running count of calls under way, so that shutting down can wait for them. */
export interface Door {
  dispatch: Dispatch;
  /** Resolves when no call is under way. */
  quiet(): Promise<void>;
}

interface DoorOptions {
  handlers: Handlers[];
  rateLimits: RateLimits;
  log: Log;
}

/**
 * @throws Error at start when a declared call has no handler, two have one, or a handler is not declared
 */
export function createDoor({ handlers, rateLimits, log }: DoorOptions): Door {
  const table = handlerTable(handlers);
  let underWay = 0;
  let waiting: (() => void)[] = [];

  const run = async ({ name, input, session, context, turn }: Arrival): Promise<unknown> => {
    const call = findCall(name);
    if (!call) throw new CallError("UNKNOWN_CALL");
    if (!call.transports.includes(context.transport)) throw new CallError("UNKNOWN_CALL");
    const caller = await sessionFor(call, session);
    await rateLimits.count(call.rate, caller?.userId ?? context.address);
    assertAudience(call.audience, caller?.role ?? null);
    const parsed = parse(call, input);
    const handler = table.get(name as CallName) as AnyHandler;
    await turn?.before;
    const result = handler(parsed, { ...context, session: caller });
    turn?.begun();
    return result;
  };

  return {
    dispatch: async (arrival) => {
      underWay += 1;
      try {
        return { ok: true, data: await run(arrival) };
      } catch (thrown) {
        return { ok: false, error: failureOf(thrown, arrival, log) };
      } finally {
        arrival.turn?.begun();
        underWay -= 1;
        if (underWay === 0) {
          for (const resolve of waiting) resolve();
          waiting = [];
        }
      }
    },
    quiet: () => (underWay === 0 ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve))),
  };
}

function handlerTable(handlers: Handlers[]): Map<CallName, unknown> {
  const table = new Map<CallName, unknown>();
  for (const feature of handlers) {
    for (const [name, handler] of Object.entries(feature)) {
      if (!findCall(name)) throw new Error(`the handler ${name} is not in the registry`);
      if (table.has(name as CallName)) throw new Error(`the call ${name} has two handlers`);
      table.set(name as CallName, handler);
    }
  }
  const missing = CALL_NAMES.filter((name) => !table.has(name));
  if (missing.length > 0) throw new Error(`calls without a handler: ${missing.join(", ")}`);
  return table;
}

/** A visitor's call works with or without a session; a broken one is then no obstacle. */
async function sessionFor(call: CallDefinition, session: Arrival["session"]): Promise<CallContext["session"]> {
  if (call.audience !== "visitor") {
    const found = await session();
    if (!found) throw new CallError("UNAUTHENTICATED");
    return found;
  }
  try {
    return await session();
  } catch (error) {
    if (error instanceof CallError) return null;
    throw error;
  }
}

function assertAudience(audience: Audience, role: CommunityRole | null): void {
  if (audience === "visitor") return;
  if (role === null) throw new CallError("UNAUTHENTICATED");
  if (!roleReaches(role, audience)) throw new CallError("DENIED");
}

function parse(call: CallDefinition, input: unknown): unknown {
  assertPlain(input);
  const parsed = call.input.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = Object.fromEntries(
    parsed.error.issues.map(({ path, message, code }) => [path.join("."), code === "custom" ? message : code]),
  );
  throw new CallError("INVALID", { fields });
}

function failureOf(thrown: unknown, { name, language, context }: Arrival, log: Log): CallFailure {
  if (thrown instanceof CallError) {
    const declared = [...DOOR_ERRORS, ...(findCall(name)?.errors ?? [])];
    if (!declared.includes(thrown.code))
      log.error({ call: name, code: thrown.code }, "a call answered a code that it does not declare");
    if (thrown.code === "UNAVAILABLE") log.warn({ call: name, err: thrown.options.cause }, "the store did not answer");
    return thrown.toFailure(sentenceOf(thrown.code, language));
  }
  const unavailable = isStoreFailure(thrown);
  const code = unavailable ? "UNAVAILABLE" : "INTERNAL";
  log.error({ call: name, transport: context.transport, err: withoutContent(thrown) }, "a call failed");
  return { code, message: sentenceOf(code, language), ...(unavailable && { retryAfterMs: 1_000 }) };
}

/** Error texts of the driver can quote documents: only the kind, the code and the place are logged. */
function withoutContent(thrown: unknown): { name: string; code?: unknown; stack?: string } {
  if (!(thrown instanceof Error)) return { name: typeof thrown };
  const code = (thrown as { code?: unknown }).code;
  const stack = thrown.stack
    ?.split("\n")
    .filter((line) => line.startsWith("    at "))
    .join("\n");
  return { name: thrown.name, ...(code !== undefined && { code }), ...(stack && { stack }) };
}

const STORE_FAILURES = new Set([
  "MongoNetworkError",
  "MongoNetworkTimeoutError",
  "MongoServerSelectionError",
  "MongoNotConnectedError",
  "MongoPoolClearedError",
  "MongoTopologyClosedError",
  "MongooseServerSelectionError",
]);

function isStoreFailure(thrown: unknown): boolean {
  return thrown instanceof Error && STORE_FAILURES.has(thrown.name);
}

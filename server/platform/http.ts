import { existsSync } from "node:fs";
import { join } from "node:path";
import compression from "compression";
import express, { type ErrorRequestHandler, type Express, type Request, type Response } from "express";
import helmet from "helmet";
import { type Ack, type CallFailure, ERROR_STATUS, type ErrorCode } from "../../shared/errors.ts";
import { LIMITS } from "../../shared/limits.ts";
import type { Session, SessionCookies } from "./calls.ts";
import type { CookieJar } from "./cookies.ts";
import type { Door } from "./dispatch.ts";
import { CallError } from "./errors.ts";
import { type FileRoutes, serveFiles } from "./file-routes.ts";
import { languageOf, sentenceOf } from "./messages-of-errors.ts";
import type { Origins } from "./origins.ts";

interface HttpOptions {
  door: Door;
  cookies: CookieJar;
  origins: Origins;
  authenticate: (accessToken: string) => Promise<Session>;
  /** Whether the store answers and the process is not draining. */
  ready: () => Promise<boolean>;
  /** The built client's folder. */
  clientDir: string;
  trustProxy: number;
  secure: boolean;
  files: FileRoutes;
}

/** @returns the Express application: calls over HTTP, members' files, health, the client's files */
export function createHttp(options: HttpOptions): Express {
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", options.trustProxy);
  app.use(securityHeaders(options.secure));

  app.get("/healthz", (_request, response) => {
    response.set("cache-control", "no-store").json({ ok: true });
  });
  app.get("/readyz", async (_request, response) => {
    const ready = await options.ready();
    response
      .set("cache-control", "no-store")
      .status(ready ? 200 : 503)
      .json({ ok: ready });
  });

  app.use("/api", (_request, response, next) => {
    response.set("cache-control", "no-store");
    next();
  });
  app.post("/api/calls/:noun/:verb", assertOwnPage(options.origins), jsonBody(), (request, response) =>
    answerCall(request, response, options),
  );
  serveFiles(app, {
    ...options,
    refuse: (request, response, error) => send(response, { ok: false, error: failureOf(request, error) }),
    isOwnPage: (request) => isOwnPage(request, options.origins),
    sessionOf: async (request) => {
      const token = bearerOf(request) ?? cookiesOf(request, options.cookies).access;
      if (token === null) throw new CallError("UNAUTHENTICATED");
      return options.authenticate(token);
    },
  });
  app.use("/api", (request, response) => refuse(request, response, "UNKNOWN_CALL"));

  serveClient(app, options.clientDir);
  app.use(lastResort);
  return app;
}

async function answerCall(request: Request, response: Response, options: HttpOptions): Promise<void> {
  const { door, cookies, authenticate } = options;
  const jar = cookiesOf(request, cookies);
  const bearer = bearerOf(request);
  const token = bearer ?? jar.access;
  const ack = await door.dispatch({
    name: `${request.params.noun}:${request.params.verb}`,
    input: request.body,
    language: languageOf(request.headers["accept-language"]),
    session: async () => (token === null ? null : authenticate(token)),
    context: {
      transport: "http",
      address: request.ip ?? "",
      agent: (request.headers["user-agent"] ?? "").slice(0, 200),
      refreshToken: jar.refresh,
      setSessionCookies: (given: SessionCookies) => {
        response.append("set-cookie", cookies.write(given));
      },
    },
  });
  send(response, ack);
}

function send(response: Response, ack: Ack<unknown>): void {
  if (ack.ok) {
    response.json(ack);
    return;
  }
  if (ack.error.retryAfterMs !== undefined) {
    response.set("retry-after", String(Math.ceil(ack.error.retryAfterMs / 1_000)));
  }
  response.status(ERROR_STATUS[ack.error.code]).json(ack);
}

function refuse(request: Request, response: Response, code: ErrorCode): void {
  send(response, { ok: false, error: failureOf(request, new CallError(code)) });
}

function failureOf(request: Request, error: CallError): CallFailure {
  return error.toFailure(sentenceOf(error.code, languageOf(request.headers["accept-language"])));
}

function cookiesOf(request: Request, cookies: CookieJar) {
  return cookies.read(request.headers.cookie);
}

function bearerOf(request: Request): string | null {
  const match = /^Bearer ([\w.-]+)$/.exec(request.headers.authorization ?? "");
  return match?.[1] ?? null;
}

/**
 * Cookies travel with requests that other sites cause, so a call must come from a page of ours and be JSON. A bearer
 * token is never sent by a browser of its own accord and needs no origin.
 */
function assertOwnPage(origins: Origins) {
  return (request: Request, response: Response, next: () => void) => {
    if (!request.is("application/json")) refuse(request, response, "INVALID");
    else if (!isOwnPage(request, origins)) refuse(request, response, "ORIGIN");
    else next();
  };
}

function isOwnPage(request: Request, origins: Origins): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin") return false;
  if (request.headers.origin === undefined && bearerOf(request) !== null) return true;
  return origins.allows(request.headers.origin);
}

function jsonBody() {
  return express.json({ limit: LIMITS.frameBytes, strict: false, type: "application/json", inflate: false });
}

const HOUR_SECONDS = 3_600;

function securityHeaders(secure: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", "data:", "blob:"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        requireTrustedTypesFor: ["'script'"],
      },
    },
    crossOriginEmbedderPolicy: false,
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    referrerPolicy: { policy: "no-referrer" },
    strictTransportSecurity: secure ? { maxAge: 365 * 24 * HOUR_SECONDS, includeSubDomains: true } : false,
  });
}

function serveClient(app: Express, clientDir: string): void {
  const page = join(clientDir, "index.html");
  // Files that are the same for everybody: answers to calls hold secrets beside chosen text and stay uncompressed.
  app.use("/assets", compression());
  app.use(
    "/assets",
    express.static(join(clientDir, "assets"), {
      immutable: true,
      maxAge: 365 * 24 * HOUR_SECONDS * 1_000,
      index: false,
      fallthrough: false,
    }),
  );
  app.use(express.static(clientDir, { index: false, maxAge: 0 }));
  app.get("/{*path}", (request, response, next) => {
    if (!request.accepts("html") || !existsSync(page)) {
      next();
      return;
    }
    response.set("cache-control", "no-store").sendFile(page);
  });
  app.use((request, response) => refuse(request, response, "NOT_FOUND"));
}

/** Bodies that cannot be parsed, files that are not there, and anything nobody foresaw. Express knows it by its four parameters. */
const lastResort: ErrorRequestHandler = (error, request, response, _next) => {
  const status = (error as { status?: unknown }).status;
  if (error instanceof CallError) refuse(request, response, error.code);
  else if (status === 413) refuse(request, response, "TOO_LARGE");
  else if (status === 404) refuse(request, response, "NOT_FOUND");
  else if (typeof status === "number" && status < 500) refuse(request, response, "INVALID");
  else refuse(request, response, "INTERNAL");
};

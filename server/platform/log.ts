import pino from "pino";

/** Structured log lines. Never pass message texts, addresses, tokens or whole inputs. */
export type Log = pino.Logger;

/** @returns a logger that writes JSON lines to standard output. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: {
      paths: ["password", "token", "email", "text", "cookie", "*.password", "*.token", "*.email", "*.text", "*.cookie"],
      censor: "[removed]",
    },
  });
}

import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import type { StorageSettings } from "./platform/storage/open-storage.ts";
import { readStorageSettings, storageEnvironment } from "./storage-settings.ts";

const flag = z.enum(["0", "1", "true", "false"]).transform((value) => value === "1" || value === "true");
const mongoUri = z.string().regex(/^mongodb(\+srv)?:\/\//, "must start with mongodb:// or mongodb+srv://");

/** Every setting there is; `.env.example` lists the same names. */
const environment = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().min(1).optional(),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATA_DIR: z.string().min(1).default("data"),
  SESSION_SECRET: z.string().min(32, "must have at least 32 characters").optional(),
  MONGODB_URI: mongoUri.optional(),
  MONGO_URL: mongoUri.optional(),
  SCALINGO_MONGO_URL: mongoUri.optional(),
  MONGODB_ADDON_URI: mongoUri.optional(),
  EMBEDDED_STORE: z.enum(["worker", "child"]).default("worker"),
  TRUST_PROXY: z.coerce.number().int().min(0).max(5).default(0),
  LOG_LEVEL: z.enum(["silent", "fatal", "error", "warn", "info", "debug"]).default("info"),
  MODERATION_CONTACT: z.string().min(3).max(200).default("moderation@exemple.fr"),
  RATE_SCALE: z.coerce.number().min(1).max(10_000).default(1),
  OPEN_REGISTRATION: flag.default(true),
  ...storageEnvironment,
});

export interface Config {
  production: boolean;
  port: number;
  host: string;
  /** Where members reach the service, without a path. Null: http on localhost at the port in use. */
  publicUrl: string | null;
  /** Absolute path of the data folder. */
  dataDir: string;
  sessionSecret: string;
  /** Null: the embedded store in `dataDir`. */
  mongodbUri: string | null;
  embeddedStore: "worker" | "child";
  /** How many reverse proxies stand in front and may be believed about the caller's address. */
  trustProxy: number;
  logLevel: string;
  /** Where an excluded person writes to appeal. */
  moderationContact: string;
  /** Multiplies every rate limit: for load tests. */
  rateScale: number;
  openRegistration: boolean;
  /** Where members' files lie. */
  storage: StorageSettings;
}

/** A setting that cannot be used; its message is one sentence for whoever starts the server. */
export class ConfigError extends Error {}

/**
 * Reads the settings.
 * @param env the process's environment
 * @returns the checked settings; makes `dataDir` and, outside production, a secret kept in it
 * @throws ConfigError naming the variable and what is wrong with it
 */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new ConfigError(`The setting ${issue?.path.join(".")} cannot be used: ${issue?.message}.`);
  }
  const values = parsed.data;
  const production = values.NODE_ENV === "production";
  const dataDir = resolve(values.DATA_DIR);
  const mongodbUri =
    values.MONGODB_URI ?? values.MONGO_URL ?? values.SCALINGO_MONGO_URL ?? values.MONGODB_ADDON_URI ?? null;
  if (production && !values.SESSION_SECRET) {
    throw new ConfigError("SESSION_SECRET is missing: in production it must be given, with at least 32 characters.");
  }
  if (production && !values.PUBLIC_URL) {
    throw new ConfigError("PUBLIC_URL is missing: in production it must name the address that members use.");
  }
  const storage = readStorageSettings(values, dataDir);
  if (typeof storage === "string") throw new ConfigError(storage);
  return {
    production,
    port: values.PORT,
    host: values.HOST ?? (production ? "0.0.0.0" : "127.0.0.1"),
    publicUrl: values.PUBLIC_URL ? new URL(values.PUBLIC_URL).origin : null,
    dataDir,
    sessionSecret: values.SESSION_SECRET ?? keptSecret(dataDir),
    mongodbUri,
    embeddedStore: values.EMBEDDED_STORE,
    trustProxy: values.TRUST_PROXY,
    logLevel: values.LOG_LEVEL,
    moderationContact: values.MODERATION_CONTACT,
    rateScale: values.RATE_SCALE,
    openRegistration: values.OPEN_REGISTRATION,
    storage,
  };
}

/** The development secret: made once and kept, so that sessions survive a restart. */
function keptSecret(dataDir: string): string {
  const file = join(dataDir, "session-secret");
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    writeFileSync(file, randomBytes(48).toString("base64url"), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw new ConfigError(`DATA_DIR cannot be used: ${(error as Error).message}.`);
    }
  }
  return readFileSync(file, "utf8");
}

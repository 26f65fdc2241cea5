import type { Collection } from "../storage/catalogue.ts";
import type { Cursors } from "../storage/cursors.ts";
import type { Storage } from "../storage/documents.ts";
import type { Pause } from "../storage/slice.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { requiredString } from "./fields.ts";
import type { CommandName } from "./whitelist.ts";

/** What a command works with. */
export interface CommandContext {
  name: CommandName;
  storage: Storage;
  cursors: Cursors;
  connectionId: number;
  database: string;
  body: Doc;
  /** The bytes of the documents that came in a section of their own, by field. */
  raw: ReadonlyMap<string, readonly Buffer[]>;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** The reply: a document, or its bytes. `ok: 1` is added to a document. */
export type Reply = Doc | Buffer;

/** A command either answers at once or is a generator that pauses when its slice is over. */
export type CommandHandler = (context: CommandContext) => Doc | Generator<Pause, Reply>;

/** The namespace a command works on: database and the name in its first field. Throws CommandError 73. */
export function namespaceOf({ database, body, name }: CommandContext): string {
  const collection = requiredString(body, name);
  checkDatabaseName(database);
  const isBad = collection === "" || collection.includes("\0") || collection.includes("$");
  if (isBad || collection.startsWith(".") || collection.endsWith(".") || collection.startsWith("system.")) {
    throw new CommandError(73, `Invalid namespace specified '${database}.${collection}'`);
  }
  const namespace = `${database}.${collection}`;
  if (Buffer.byteLength(namespace) > 255) throw new CommandError(73, `namespace is too long: '${namespace}'`);
  return namespace;
}

/** Throws CommandError 73 for a name no database can have. */
export function checkDatabaseName(database: string): void {
  if (database === "" || database.length > 63 || /[\0 ."$/\\]/.test(database)) {
    throw new CommandError(73, `Invalid database name: '${database}'`);
  }
}

/** The collection a command works on, or undefined if it does not exist. */
export function collectionOf(context: CommandContext): Collection | undefined {
  return context.storage.catalogue.find(namespaceOf(context));
}

/** The same, made if it does not exist. */
export function ensureCollection(context: CommandContext): Collection {
  const namespace = namespaceOf(context);
  const { catalogue } = context.storage;
  return catalogue.find(namespace) ?? catalogue.create(namespace);
}

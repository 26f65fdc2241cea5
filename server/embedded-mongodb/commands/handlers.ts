import { aggregate } from "./aggregate.ts";
import {
  create,
  createIndexes,
  drop,
  dropDatabase,
  dropIndexes,
  listCollections,
  listDatabases,
  listIndexes,
} from "./catalogue.ts";
import type { CommandHandler } from "./context.ts";
import { remove } from "./delete.ts";
import { distinct } from "./distinct.ts";
import { findAndModify } from "./find-and-modify.ts";
import { acknowledge, buildInfo, hello, serverStatus } from "./handshake.ts";
import { insert } from "./insert.ts";
import { count, find, getMore, killCursors } from "./read.ts";
import { update } from "./update.ts";
import type { CommandName } from "./whitelist.ts";

/** What runs each command of the whitelist. */
export const HANDLERS: Readonly<Record<CommandName, CommandHandler>> = {
  hello,
  isMaster: hello,
  ismaster: hello,
  ping: acknowledge,
  buildInfo,
  buildinfo: buildInfo,
  serverStatus,
  endSessions: acknowledge,
  insert,
  update,
  delete: remove,
  find,
  getMore,
  killCursors,
  findAndModify,
  aggregate,
  count,
  distinct,
  create,
  drop,
  dropDatabase,
  createIndexes,
  listIndexes,
  dropIndexes,
  listCollections,
  listDatabases,
};

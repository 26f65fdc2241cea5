/**
 * What this server understands, and nothing else: the one list from which requests are checked, the README's table is
 * written and the tests of refusals are made.
 */
export interface CommandRule {
  /** Fields that have an effect, or whose only meaning for one standalone server is already met. */
  fields: readonly string[];
  /** Fields MongoDB has and this server has not: refused with 115 unless absent, null or false. */
  refused?: readonly string[];
  /** Whether it must run in a write transaction. */
  writes: boolean;
  /** Fields of documents inside of the command, by the field they are in. */
  nested?: Readonly<Record<string, { fields: readonly string[]; refused?: readonly string[] }>>;
}

/** Fields that every command may have. */
export const COMMON_FIELDS = [
  "$db",
  "lsid",
  "$clusterTime",
  "$readPreference",
  "comment",
  "maxTimeMS",
  "readConcern",
  "writeConcern",
] as const;

const HELLO_FIELDS = [
  "helloOk",
  "client",
  "compression",
  "backpressure",
  "topologyVersion",
  "maxAwaitTimeMS",
  "loadBalanced",
  "saslSupportedMechs",
  "speculativeAuthenticate",
];
const INDEX_REFUSED = ["hidden", "collation", "weights", "default_language", "language_override", "wildcardProjection"];
const CURSOR = { fields: ["batchSize"] };

const RULES = {
  hello: { fields: HELLO_FIELDS, writes: false },
  isMaster: { fields: HELLO_FIELDS, writes: false },
  ismaster: { fields: HELLO_FIELDS, writes: false },
  ping: { fields: [], writes: false },
  buildInfo: { fields: [], writes: false },
  buildinfo: { fields: [], writes: false },
  serverStatus: { fields: [], writes: false },
  endSessions: { fields: [], writes: false },
  insert: { fields: ["documents", "ordered", "bypassDocumentValidation"], writes: true },
  update: {
    fields: ["updates", "ordered", "bypassDocumentValidation"],
    refused: ["let"],
    writes: true,
    nested: {
      updates: {
        fields: ["q", "u", "multi", "upsert", "arrayFilters", "hint"],
        refused: ["collation", "c", "sort"],
      },
    },
  },
  delete: {
    fields: ["deletes", "ordered"],
    refused: ["let"],
    writes: true,
    nested: { deletes: { fields: ["q", "limit", "hint"], refused: ["collation"] } },
  },
  find: {
    fields: [
      "filter",
      "sort",
      "projection",
      "skip",
      "limit",
      "batchSize",
      "singleBatch",
      "hint",
      "allowDiskUse",
      "noCursorTimeout",
    ],
    refused: [
      "collation",
      "let",
      "tailable",
      "awaitData",
      "oplogReplay",
      "min",
      "max",
      "returnKey",
      "showRecordId",
      "allowPartialResults",
    ],
    writes: false,
  },
  getMore: { fields: ["collection", "batchSize"], writes: false },
  killCursors: { fields: ["cursors"], writes: false },
  findAndModify: {
    fields: [
      "query",
      "update",
      "remove",
      "new",
      "upsert",
      "fields",
      "sort",
      "arrayFilters",
      "hint",
      "bypassDocumentValidation",
    ],
    refused: ["collation", "let"],
    writes: true,
  },
  aggregate: {
    fields: ["pipeline", "cursor", "allowDiskUse", "bypassDocumentValidation", "hint"],
    refused: ["collation", "explain", "let"],
    writes: false,
    nested: { cursor: CURSOR },
  },
  count: { fields: ["query", "limit", "skip", "hint", "fields"], refused: ["collation"], writes: false },
  distinct: { fields: ["key", "query", "hint"], refused: ["collation"], writes: false },
  create: {
    fields: ["autoIndexId", "validationLevel", "validationAction"],
    refused: [
      "capped",
      "size",
      "max",
      "timeseries",
      "expireAfterSeconds",
      "clusteredIndex",
      "changeStreamPreAndPostImages",
      "viewOn",
      "pipeline",
      "validator",
      "collation",
      "storageEngine",
      "indexOptionDefaults",
      "encryptedFields",
      "flags",
    ],
    writes: true,
  },
  drop: { fields: [], writes: true },
  dropDatabase: { fields: [], writes: true },
  createIndexes: {
    fields: ["indexes", "commitQuorum"],
    writes: true,
    nested: {
      indexes: {
        fields: [
          "key",
          "name",
          "v",
          "ns",
          "background",
          "unique",
          "sparse",
          "partialFilterExpression",
          "expireAfterSeconds",
        ],
        refused: INDEX_REFUSED,
      },
    },
  },
  listIndexes: { fields: ["cursor"], writes: false, nested: { cursor: CURSOR } },
  dropIndexes: { fields: ["index"], writes: true },
  listCollections: {
    fields: ["filter", "cursor", "nameOnly", "authorizedCollections"],
    writes: false,
    nested: { cursor: CURSOR },
  },
  listDatabases: { fields: ["filter", "nameOnly", "authorizedDatabases"], writes: false },
} as const satisfies Record<string, CommandRule>;

export type CommandName = keyof typeof RULES;

export const WHITELIST: Readonly<Record<CommandName, CommandRule>> = RULES;

export function isCommandName(name: string): name is CommandName {
  return Object.hasOwn(RULES, name);
}

/** Commands MongoDB has that are refused with 115, so that a caller can tell them from a misspelling (59). */
export const KNOWN_UNSUPPORTED: readonly string[] = [
  "bulkWrite",
  "collMod",
  "collStats",
  "compact",
  "convertToCapped",
  "currentOp",
  "dataSize",
  "dbStats",
  "explain",
  "filemd5",
  "fsync",
  "geoSearch",
  "getParameter",
  "mapReduce",
  "reIndex",
  "renameCollection",
  "replSetGetStatus",
  "saslContinue",
  "saslStart",
  "setParameter",
  "usersInfo",
  "validate",
];

/** Commands and fields of transactions: refused with 263, because the driver rewrites MongoDB's own 20. */
export const TRANSACTION_COMMANDS: readonly string[] = ["commitTransaction", "abortTransaction"];
export const TRANSACTION_FIELDS: readonly string[] = ["startTransaction", "autocommit", "txnNumber"];

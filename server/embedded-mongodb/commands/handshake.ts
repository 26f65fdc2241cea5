import { Int32 } from "bson";
import { MAX_DOCUMENT_BYTES } from "../storage/documents.ts";
import type { Doc } from "../values/decode.ts";
import { MAX_MESSAGE_BYTES } from "../wire/framing.ts";
import type { CommandContext } from "./context.ts";

/** Announced so that the driver uses the protocol of MongoDB 7, without replica sets or retryable writes. */
const WIRE_VERSION = 21;
const VERSION = [7, 0, 0, 0];

/** `hello`: a standalone server with sessions. */
export function hello({ body, connectionId, name, now }: CommandContext): Doc {
  return {
    [name === "hello" ? "isWritablePrimary" : "ismaster"]: true,
    helloOk: true,
    maxBsonObjectSize: new Int32(MAX_DOCUMENT_BYTES),
    maxMessageSizeBytes: new Int32(MAX_MESSAGE_BYTES),
    maxWriteBatchSize: new Int32(100_000),
    localTime: new Date(now()),
    logicalSessionTimeoutMinutes: new Int32(30),
    connectionId: new Int32(connectionId),
    minWireVersion: new Int32(0),
    maxWireVersion: new Int32(WIRE_VERSION),
    readOnly: false,
    // What a client is to prove where it must prove anything.
    ...(body.saslSupportedMechs === undefined ? {} : { saslSupportedMechs: ["SCRAM-SHA-256"] }),
  };
}

export function buildInfo(): Doc {
  return {
    version: VERSION.slice(0, 3).join("."),
    versionArray: VERSION.map((part) => new Int32(part)),
    modules: ["embedded"],
    bits: new Int32(64),
    maxBsonObjectSize: new Int32(MAX_DOCUMENT_BYTES),
  };
}

export function serverStatus({ now, cursors }: CommandContext): Doc {
  return {
    host: "embedded",
    version: VERSION.slice(0, 3).join("."),
    process: "embedded-mongodb",
    pid: new Int32(process.pid),
    uptime: process.uptime(),
    localTime: new Date(now()),
    metrics: { cursor: { open: { total: new Int32(cursors.count) } } },
  };
}

/** Commands whose only answer is that they were understood: sessions hold nothing here. */
export function acknowledge(): Doc {
  return {};
}

import { ProtocolError } from "./framing.ts";

const OP_REPLY = 1;
const OP_QUERY = 2004;
const OP_MSG = 2013;

const CHECKSUM_PRESENT = 1;
const MORE_TO_COME = 2;
const KNOWN_REQUIRED_BITS = CHECKSUM_PRESENT | MORE_TO_COME;

/** A request as it came over the wire; documents are still raw BSON. */
export interface WireRequest {
  requestId: number;
  /** `legacy` is the OP_QUERY handshake, answered with OP_REPLY. */
  kind: "message" | "legacy";
  body: Buffer;
  /** The kind 1 sections: documents of a field that were sent beside the body. */
  sequences: { field: string; documents: Buffer[] }[];
  /** False when the client announced that it waits for no reply (`w: 0`). */
  wantsReply: boolean;
}

/**
 * Reads one whole wire message. Throws ProtocolError when its structure is wrong or its operation unknown; the
 * contents of the BSON documents are not looked at.
 */
export function parseMessage(message: Buffer): WireRequest {
  const requestId = message.readInt32LE(4);
  const opCode = message.readInt32LE(12);
  switch (opCode) {
    case OP_MSG:
      return parseOpMsg(message, requestId);
    case OP_QUERY:
      return parseOpQuery(message, requestId);
    default:
      throw new ProtocolError(`operation ${opCode} is not supported`);
  }
}

function parseOpMsg(message: Buffer, requestId: number): WireRequest {
  if (message.length < 26) throw new ProtocolError("OP_MSG is too short");
  const flags = message.readUInt32LE(16);
  if ((flags & 0xffff & ~KNOWN_REQUIRED_BITS) !== 0) throw new ProtocolError("unknown required OP_MSG flag");
  const end = message.length - ((flags & CHECKSUM_PRESENT) !== 0 ? 4 : 0);
  const sequences: WireRequest["sequences"] = [];
  let body: Buffer | undefined;
  let at = 20;
  while (at < end) {
    const sectionKind = message[at];
    at += 1;
    if (sectionKind === 0) {
      if (body !== undefined) throw new ProtocolError("OP_MSG has two bodies");
      body = documentAt(message, at, end);
      at += body.length;
    } else if (sectionKind === 1) {
      const section = documentAt(message, at, end);
      sequences.push(parseSequence(section));
      at += section.length;
    } else {
      throw new ProtocolError("unknown OP_MSG section");
    }
  }
  if (body === undefined) throw new ProtocolError("OP_MSG has no body");
  return { requestId, kind: "message", body, sequences, wantsReply: (flags & MORE_TO_COME) === 0 };
}

function parseSequence(section: Buffer): { field: string; documents: Buffer[] } {
  const nameEnd = section.indexOf(0, 4);
  if (nameEnd < 0) throw new ProtocolError("document sequence without a name");
  const documents: Buffer[] = [];
  let at = nameEnd + 1;
  while (at < section.length) {
    const document = documentAt(section, at, section.length);
    documents.push(document);
    at += document.length;
  }
  return { field: section.toString("utf8", 4, nameEnd), documents };
}

function parseOpQuery(message: Buffer, requestId: number): WireRequest {
  const nameEnd = message.indexOf(0, 20);
  if (nameEnd < 0) throw new ProtocolError("OP_QUERY without a collection");
  const namespace = message.toString("utf8", 20, nameEnd);
  if (!namespace.endsWith(".$cmd")) throw new ProtocolError("OP_QUERY is only supported for the handshake");
  const body = documentAt(message, nameEnd + 9, message.length);
  return { requestId, kind: "legacy", body, sequences: [], wantsReply: true };
}

/** A length-prefixed part (a BSON document or a section) that must lie inside the message. */
function documentAt(message: Buffer, at: number, end: number): Buffer {
  if (at + 5 > end) throw new ProtocolError("truncated document");
  const length = message.readInt32LE(at);
  if (length < 5 || at + length > end) throw new ProtocolError("document length is out of bounds");
  return message.subarray(at, at + length);
}

let lastRequestId = 0;

/** Builds the reply to a request from the bytes of one BSON document. */
export function buildReply(request: Pick<WireRequest, "requestId" | "kind">, document: Uint8Array): Buffer {
  const legacy = request.kind === "legacy";
  const preambleLength = legacy ? 36 : 21;
  const preamble = Buffer.alloc(preambleLength);
  lastRequestId = (lastRequestId + 1) & 0x7fffffff;
  preamble.writeInt32LE(preambleLength + document.length, 0);
  preamble.writeInt32LE(lastRequestId, 4);
  preamble.writeInt32LE(request.requestId, 8);
  preamble.writeInt32LE(legacy ? OP_REPLY : OP_MSG, 12);
  // OP_REPLY: flags, cursor id and position stay 0; one document follows.
  if (legacy) preamble.writeInt32LE(1, 32);
  return Buffer.concat([preamble, document]);
}

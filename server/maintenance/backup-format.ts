import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { deserialize, serialize } from "bson";

/**
 * A backup is one file: the line `elles-backup 1`, then gzip of frames. A frame is its kind (1 byte), the length of what
 * follows (4 bytes, the highest first) and a BSON document:
 *   C  a collection: { name, indexes: [ as listIndexes gives them ] }
 *   D  a document of the collection before it, its bytes as they were stored
 *   E  the end: { documents, sha256: of all frames before } ; a file without it is not whole
 */
const MAGIC = "elles-backup ";
const FORMAT = 1;
const HEADER_BYTES = 5;
const MAX_FRAME_BYTES = 32 * 1024 * 1024;

export interface BackupCollection {
  name: string;
  indexes: Record<string, unknown>[];
}

export type BackupItem = { kind: "collection"; collection: BackupCollection } | { kind: "document"; bytes: Buffer };

/** The file is no backup, is damaged, or was written by a newer version; the message is one sentence. */
export class BackupError extends Error {}

/**
 * Writes a backup, readable by its owner only; the file is there only once it is whole. Gives the number of documents.
 * Throws BackupError if the file exists.
 */
export async function writeBackup(
  file: string,
  items: AsyncIterable<BackupItem> | Iterable<BackupItem>,
): Promise<number> {
  if (existsSync(file)) throw new BackupError(`The file ${file} exists already: name another one.`);
  const part = `${file}.part`;
  const out = createWriteStream(part, { mode: 0o600, flush: true });
  let documents = 0;
  async function* frames(): AsyncGenerator<Buffer> {
    const hash = createHash("sha256");
    for await (const item of items) {
      const frame =
        item.kind === "collection" ? frameOf("C", Buffer.from(serialize(item.collection))) : frameOf("D", item.bytes);
      if (item.kind === "document") documents += 1;
      hash.update(frame);
      yield frame;
    }
    yield frameOf("E", Buffer.from(serialize({ documents, sha256: hash.digest("hex") })));
  }
  async function* whole(): AsyncGenerator<Buffer> {
    yield Buffer.from(`${MAGIC}${FORMAT}\n`);
    yield* Readable.from(frames(), { objectMode: true }).compose(createGzip({ level: 6 })) as AsyncIterable<Buffer>;
  }
  try {
    await pipeline(whole, out);
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
  return documents;
}

function frameOf(kind: string, bytes: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write(kind, "latin1");
  header.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([header, bytes]);
}

/**
 * Reads a backup from beginning to end. What it gives is trustworthy only when it ended without an error: read it once
 * for nothing before acting on it. Throws BackupError.
 */
export async function* readBackup(file: string): AsyncGenerator<BackupItem> {
  const start = await startOf(file);
  const hash = createHash("sha256");
  let documents = 0;
  let ended = false;
  for await (const { kind, bytes, frame } of framesOf(file, start)) {
    if (ended) throw damaged(file, "something follows its end");
    switch (kind) {
      case "C":
        hash.update(frame);
        yield { kind: "collection", collection: bsonOf(file, bytes) as unknown as BackupCollection };
        break;
      case "D":
        hash.update(frame);
        documents += 1;
        yield { kind: "document", bytes };
        break;
      case "E": {
        const end = bsonOf(file, bytes);
        if (Number(end.documents) !== documents || end.sha256 !== hash.digest("hex"))
          throw damaged(file, "its checksum is wrong");
        ended = true;
        break;
      }
      default:
        throw damaged(file, "it has an unknown part");
    }
  }
  if (!ended) throw damaged(file, "its end is missing");
}

function bsonOf(file: string, bytes: Buffer): Record<string, unknown> {
  try {
    return deserialize(bytes, { promoteValues: false });
  } catch (error) {
    throw damaged(file, (error as Error).message);
  }
}

/** Reads a backup for nothing; gives the number of documents. Throws BackupError. */
export async function verifyBackup(file: string): Promise<number> {
  let documents = 0;
  for await (const item of readBackup(file)) if (item.kind === "document") documents += 1;
  return documents;
}

/** Where the frames begin, after the line that names the format. */
async function startOf(file: string): Promise<number> {
  let text = "";
  try {
    for await (const chunk of createReadStream(file, { end: 63, encoding: "latin1" })) text += String(chunk);
  } catch (error) {
    throw new BackupError(`The file ${file} cannot be read: ${(error as Error).message}.`);
  }
  const format = /^elles-backup (\d+)\n/.exec(text);
  if (format === null) throw new BackupError(`The file ${file} is no backup.`);
  if (Number(format[1]) > FORMAT) {
    throw new BackupError(
      `The backup ${file} has format ${format[1]} and this version reads formats up to ${FORMAT}: use a newer version.`,
    );
  }
  return format[0].length;
}

type Frame = { kind: string; bytes: Buffer; frame: Buffer };

async function* framesOf(file: string, start: number): AsyncGenerator<Frame> {
  let held: Buffer = Buffer.alloc(0);
  const plain = createReadStream(file, { start }).compose(createGunzip());
  try {
    for await (const chunk of plain as AsyncIterable<Buffer>) {
      held = held.length === 0 ? chunk : Buffer.concat([held, chunk]);
      let at = 0;
      for (
        let end = frameEnd(file, held, at);
        end !== undefined && end <= held.length;
        end = frameEnd(file, held, at)
      ) {
        const frame = held.subarray(at, end);
        yield { kind: frame.toString("latin1", 0, 1), bytes: frame.subarray(HEADER_BYTES), frame };
        at = end;
      }
      held = held.subarray(at);
    }
  } catch (error) {
    if (error instanceof BackupError) throw error;
    throw damaged(file, (error as Error).message);
  }
  if (held.length > 0) throw damaged(file, "its last part is cut");
}

function frameEnd(file: string, held: Buffer, at: number): number | undefined {
  if (held.length < at + HEADER_BYTES) return undefined;
  const length = held.readUInt32BE(at + 1);
  if (length > MAX_FRAME_BYTES) throw damaged(file, "it has a part of impossible size");
  return at + HEADER_BYTES + length;
}

function damaged(file: string, reason: string): BackupError {
  return new BackupError(`The backup ${file} is damaged or cut off (${reason}): nothing of it was restored.`);
}

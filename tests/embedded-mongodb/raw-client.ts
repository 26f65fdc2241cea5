import { connect, type Socket } from "node:net";
import { type Document, deserialize, serialize } from "bson";

export const CHECKSUM_PRESENT = 1;
export const MORE_TO_COME = 2;

/** The path of the socket in the address of a store. */
export function socketPath(uri: string): string {
  return decodeURIComponent(uri.replace(/^mongodb:\/\//, "").replace(/\/.*$/, ""));
}

function withHeader(requestId: number, opCode: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + payload.length, 0);
  header.writeInt32LE(requestId, 4);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, payload]);
}

/** A kind 1 section: documents of one field. */
export function sequenceSection(field: string, documents: Document[]): Buffer {
  const body = Buffer.concat([Buffer.from(`${field}\0`), ...documents.map((doc) => serialize(doc))]);
  const head = Buffer.alloc(5);
  head[0] = 1;
  head.writeInt32LE(4 + body.length, 1);
  return Buffer.concat([head, body]);
}

/** An OP_MSG; `sections` come after the body, `tail` after everything. */
export function opMsg(
  requestId: number,
  body: Document | Buffer,
  options: { flags?: number; sections?: Buffer[]; tail?: Buffer } = {},
): Buffer {
  const flags = Buffer.alloc(4);
  flags.writeUInt32LE(options.flags ?? 0);
  const bytes = Buffer.isBuffer(body) ? body : serialize(body);
  const parts = [flags, Buffer.from([0]), bytes, ...(options.sections ?? []), options.tail ?? Buffer.alloc(0)];
  return withHeader(requestId, 2013, Buffer.concat(parts));
}

/** The old OP_QUERY, as the driver sends it for its first hello. */
export function opQuery(requestId: number, namespace: string, body: Document): Buffer {
  const payload = Buffer.concat([Buffer.alloc(4), Buffer.from(`${namespace}\0`), Buffer.alloc(8), serialize(body)]);
  return withHeader(requestId, 2004, payload);
}

export interface RawReply {
  opCode: number;
  responseTo: number;
  document: Document;
}

/** A socket that speaks bytes, to see what the driver would never send. */
export class RawClient {
  private readonly socket: Socket;
  private received = Buffer.alloc(0);
  private readonly waiting: ((reply: RawReply | "closed") => void)[] = [];
  private readonly replies: (RawReply | "closed")[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on("data", (chunk: Buffer) => this.receive(chunk));
    socket.on("error", () => {});
    socket.on("close", () => this.deliver("closed"));
  }

  static async open(uri: string): Promise<RawClient> {
    const socket = connect(socketPath(uri));
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return new RawClient(socket);
  }

  /** Writes and waits until the bytes are handed to the system. */
  send(bytes: Buffer): Promise<void> {
    return new Promise((resolve) => this.socket.write(bytes, () => resolve()));
  }

  /** The next reply, or that the server closed the connection. */
  next(): Promise<RawReply | "closed"> {
    const ready = this.replies.shift();
    return ready === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(ready);
  }

  async ask(bytes: Buffer): Promise<RawReply> {
    await this.send(bytes);
    const reply = await this.next();
    if (reply === "closed") throw new Error("the server closed the connection");
    return reply;
  }

  /** Sends nothing more, but still reads what comes. */
  end(): void {
    this.socket.end();
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.received = Buffer.concat([this.received, chunk]);
    while (this.received.length >= 16 && this.received.length >= this.received.readInt32LE(0)) {
      const message = this.received.subarray(0, this.received.readInt32LE(0));
      this.received = this.received.subarray(message.length);
      const opCode = message.readInt32LE(12);
      const document = deserialize(message.subarray(opCode === 1 ? 36 : 21));
      this.deliver({ opCode, responseTo: message.readInt32LE(8), document });
    }
  }

  private deliver(reply: RawReply | "closed"): void {
    const waiting = this.waiting.shift();
    if (waiting === undefined) this.replies.push(reply);
    else waiting(reply);
  }
}

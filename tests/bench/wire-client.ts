import { connect, type Socket } from "node:net";
import { deserialize, serialize } from "bson";

const HEAD_BYTES = 21;
const OP_MSG = 2013;

/** Where a connection string of one server points: a unix socket or a host and port. */
export function addressOf(uri: string): { path: string } | { host: string; port: number } {
  const place = decodeURIComponent(/^mongodb:\/\/(?:[^@/]*@)?([^/?]+)/.exec(uri)?.[1] ?? "");
  if (place.endsWith(".sock")) return { path: place };
  const [host = "127.0.0.1", port = "27017"] = place.split(":");
  return { host, port: Number(port) };
}

/**
 * One connection with one request under way at a time, doing as little as the protocol allows: no pool, no session, no
 * monitoring, no conversion of what comes back. It shows what the server can do where the driver costs more than it.
 */
export class WireClient {
  private readonly socket: Socket;
  private chunks: Buffer[] = [];
  private bytes = 0;
  private waiting: { resolve: (reply: Buffer) => void; reject: (error: Error) => void } | undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.receive(chunk));
    socket.on("close", () => this.waiting?.reject(new Error("the server closed the connection")));
  }

  /** Connects; rejects if nobody listens. */
  static open(uri: string): Promise<WireClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(addressOf(uri), () => resolve(new WireClient(socket)));
      socket.once("error", reject);
    });
  }

  /** Sends a command and gives the bytes of the reply's document, which are not looked at. */
  send(command: Record<string, unknown>): Promise<Buffer> {
    const body = serialize(command);
    const message = Buffer.allocUnsafe(HEAD_BYTES + body.length);
    message.fill(0, 0, HEAD_BYTES);
    message.writeInt32LE(message.length, 0);
    message.writeInt32LE(OP_MSG, 12);
    message.set(body, HEAD_BYTES);
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
      this.socket.write(message);
    });
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private receive(chunk: Buffer): void {
    this.chunks.push(chunk);
    this.bytes += chunk.length;
    if (this.chunks[0]!.length < 4 && this.bytes >= 4) this.chunks = [Buffer.concat(this.chunks)];
    if (this.bytes < 4 || this.bytes < this.chunks[0]!.readInt32LE(0)) return;
    const whole = this.chunks.length === 1 ? chunk : Buffer.concat(this.chunks);
    this.chunks = [];
    this.bytes = 0;
    this.waiting?.resolve(whole.subarray(HEAD_BYTES));
  }
}

/** The document of a reply. Throws if the command failed, or a statement of it. */
export function checkedReply(reply: Buffer): Record<string, unknown> {
  const document = deserialize(reply);
  if (document.ok !== 1 || document.writeErrors !== undefined) throw new Error(JSON.stringify(document));
  return document;
}

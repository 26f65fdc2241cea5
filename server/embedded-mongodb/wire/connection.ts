import type { Socket } from "node:net";
import { MessageFramer } from "./framing.ts";
import { buildReply, parseMessage, type WireRequest } from "./message.ts";

/** Executes requests; `reply` is called once per request, with the bytes of the reply document. */
export interface RequestHandler {
  execute(connection: Connection, request: WireRequest, reply: (document: Uint8Array) => void): void;
  closed(connection: Connection): void;
}

/**
 * One client socket. Requests of a connection are handed over one at a time, in order, because a client may follow an
 * unacknowledged write with a read that must see it.
 */
export class Connection {
  readonly id: number;
  private readonly socket: Socket;
  private readonly handler: RequestHandler;
  private readonly framer = new MessageFramer();
  private readonly waiting: WireRequest[] = [];
  private busy = false;

  constructor(id: number, socket: Socket, handler: RequestHandler) {
    this.id = id;
    this.socket = socket;
    this.handler = handler;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.receive(chunk));
    // An error is always followed by "close", which does the cleaning.
    socket.on("error", () => socket.destroy());
    socket.on("close", () => {
      this.waiting.length = 0;
      handler.closed(this);
    });
  }

  private receive(chunk: Buffer): void {
    try {
      for (const message of this.framer.push(chunk)) this.waiting.push(parseMessage(message));
    } catch {
      // Bytes we cannot make sense of: nothing after them can be trusted, and only this client is concerned.
      this.socket.destroy();
      return;
    }
    this.advance();
  }

  private advance(): void {
    if (this.busy) return;
    const request = this.waiting.shift();
    if (request === undefined) {
      if (this.socket.isPaused()) this.socket.resume();
      return;
    }
    // A client that sends faster than it is served must not fill the memory.
    if (this.waiting.length > 1000) this.socket.pause();
    this.busy = true;
    this.handler.execute(this, request, (document) => {
      if (request.wantsReply && !this.socket.destroyed) this.socket.write(buildReply(request, document));
      this.busy = false;
      this.advance();
    });
  }
}

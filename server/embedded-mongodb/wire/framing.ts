/** The largest wire message a MongoDB server accepts, in bytes. */
export const MAX_MESSAGE_BYTES = 48_000_000;
const HEADER_BYTES = 16;

/** The bytes of a connection do not follow the wire protocol: the connection must be closed. */
export class ProtocolError extends Error {}

/**
 * Cuts a stream of chunks into whole wire messages. Chunks are only joined once a message is complete, so that a
 * large message sent in many packets is copied once.
 */
export class MessageFramer {
  private chunks: Buffer[] = [];
  private buffered = 0;

  /** Takes a chunk; gives the messages it completes, in order. Throws ProtocolError on an impossible length. */
  push(chunk: Buffer): Buffer[] {
    this.chunks.push(chunk);
    this.buffered += chunk.length;
    const messages: Buffer[] = [];
    for (;;) {
      const length = this.nextLength();
      if (length === undefined || this.buffered < length) return messages;
      const joined = this.join();
      messages.push(joined.subarray(0, length));
      const rest = joined.subarray(length);
      this.chunks = rest.length > 0 ? [rest] : [];
      this.buffered = rest.length;
    }
  }

  private nextLength(): number | undefined {
    if (this.buffered < HEADER_BYTES) return undefined;
    if (this.chunks[0]!.length < HEADER_BYTES) this.chunks = [this.join()];
    const length = this.chunks[0]!.readInt32LE(0);
    if (length < HEADER_BYTES || length > MAX_MESSAGE_BYTES) {
      throw new ProtocolError(`message length ${length} is out of bounds`);
    }
    return length;
  }

  private join(): Buffer {
    return this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks, this.buffered);
  }
}

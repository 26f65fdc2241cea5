import "./schemas-without-eval.ts";
import * as z from "zod/mini";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * A random public id: 128 bits as 22 base64url characters. It tells nothing about when or in which order it was made.
 * @returns the new id
 */
export function newId(): string {
  return encodeId(crypto.getRandomValues(new Uint8Array(16)));
}

/**
 * @param bytes exactly 16 bytes (a digest cut to 128 bits, or random ones)
 * @returns their 22-character base64url form
 */
export function encodeId(bytes: Uint8Array): string {
  let bits = 0;
  let held = 0;
  let id = "";
  for (const byte of bytes) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 6) {
      bits -= 6;
      id += ALPHABET[(held >> bits) & 63];
    }
    held &= (1 << bits) - 1;
  }
  if (bits > 0) id += ALPHABET[(held << (6 - bits)) & 63];
  return id;
}

export const publicId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/));

/** Made once per action by the client (UUID version 4) and kept until the action is acknowledged. */
export const clientId = z
  .string()
  .check(z.regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));

/** Streams: a conversation's log is named by the conversation's id, a person's by `user:<id>`, the staff's by `community`. */
export const COMMUNITY_STREAM = "community";

/** @returns the name of the stream that holds what concerns one person only. */
export function userStream(userId: string): string {
  return `user:${userId}`;
}

export const streamName = z.union([
  publicId,
  z.string().check(z.regex(/^user:[A-Za-z0-9_-]{22}$/)),
  z.literal(COMMUNITY_STREAM),
]);

export const rev = z.int().check(z.gte(0));
export const seq = z.int().check(z.gte(0));
/** Milliseconds since 1970: for show only, never for order. */
export const instant = z.int().check(z.gte(0));

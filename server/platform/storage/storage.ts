import type { Readable } from "node:stream";

/** Where the files of members lie: a folder, or a bucket of an S3-compatible service. Keys tell nothing and are never guessed. */
export interface Storage {
  /**
   * Stores a file whole or not at all; an earlier one of the same key is replaced.
   * @throws StorageError
   */
  put(key: string, content: Buffer | Readable, options?: PutOptions): Promise<void>;
  /** The file, or null where there is none. The caller reads the stream to its end or destroys it. */
  get(key: string): Promise<Stored | null>;
  /** Removes the file; that there is none is no error. */
  delete(key: string): Promise<void>;
  /** Every key that starts so, in no order that one may count on. */
  list(prefix: string): AsyncIterable<string>;
  close(): Promise<void>;
}

export interface PutOptions {
  /** How many bytes `content` holds, when it is a stream and the caller knows. */
  bytes?: number;
}

export interface Stored {
  bytes: number;
  stream: Readable;
}

export type StorageErrorCode = "STORAGE_FULL" | "STORAGE_UNAVAILABLE" | "STORAGE_KEY_INVALID";

/** A file that could not be stored, read or removed; the message names no file of a member. */
export class StorageError extends Error {
  readonly code: StorageErrorCode;

  constructor(code: StorageErrorCode, cause?: unknown) {
    super(`The file storage failed: ${code}.`, { cause });
    this.name = "StorageError";
    this.code = code;
  }
}

/** Segments of letters, digits, `_` and `-`, at most eight, joined by `/`; a last one may end in one extension. */
const keyShape = /^(?:[A-Za-z0-9_-]{1,64}\/){0,7}[A-Za-z0-9_-]{1,64}(?:\.[a-z0-9]{1,8})?$/;
const prefixShape = /^(?:[A-Za-z0-9_-]{1,64}\/){0,7}[A-Za-z0-9_-]{0,64}$/;

/** @throws StorageError for a key that could mean anything but one file inside the storage */
export function checkKey(key: string): void {
  if (!keyShape.test(key)) throw new StorageError("STORAGE_KEY_INVALID");
}

/** @throws StorageError for a prefix that no key can start with */
export function checkPrefix(prefix: string): void {
  if (!prefixShape.test(prefix)) throw new StorageError("STORAGE_KEY_INVALID");
}

import type { Code, ObjectId, Timestamp } from "bson";
import type { Doc } from "./decode.ts";
import { CommandError } from "./errors.ts";
import { plainNumber } from "./numbers.ts";
import { binaryOf, rankOf, regexOf, typeOf } from "./types.ts";

/** Below null: what an index holds for an empty array. The value JavaScript calls undefined. */
const UNDEFINED_RANK = 8;

/**
 * Encodes a value so that the bytes order as `compareValues` orders the values. Self-terminating: no encoding is the
 * beginning of another one, so components can be joined. JavaScript's undefined stands for the empty array of an index
 * and sorts before null. Throws CommandError 115 for Decimal128 and code with scope, which have no exact encoding here.
 */
export function encodeValue(value: unknown, descending = false): Buffer {
  const writer = new KeyWriter();
  writer.component(value, descending);
  return writer.bytes();
}

/** Encodes the components of one compound key, each ascending or descending. */
export function encodeKey(parts: readonly { value: unknown; descending: boolean }[]): Buffer {
  const writer = new KeyWriter();
  for (const part of parts) writer.component(part.value, part.descending);
  return writer.bytes();
}

/** The range [low, high) of ascending encodings of all values that a range operator compares with this value. */
export function typeBracketBounds(value: unknown): { low: Buffer; high: Buffer } {
  const rank = value === undefined ? UNDEFINED_RANK : rankOf(typeOf(value));
  return { low: Buffer.from([rank]), high: Buffer.from([rank + 1]) };
}

class KeyWriter {
  #buffer = Buffer.allocUnsafe(64);
  #length = 0;

  bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  component(value: unknown, descending: boolean): void {
    const start = this.#length;
    if (value === undefined) this.#byte(UNDEFINED_RANK);
    else this.#value(value);
    if (!descending) return;
    for (let i = start; i < this.#length; i += 1) this.#buffer[i] = ~(this.#buffer[i] as number);
  }

  #value(value: unknown): void {
    this.#byte(rankOf(typeOf(value)));
    this.#body(value);
  }

  #body(value: unknown): void {
    const type = typeOf(value);
    switch (type) {
      case "missing":
      case "null":
      case "minKey":
      case "maxKey":
        return;
      case "int":
      case "long":
      case "double":
        this.#number(plainNumber(value));
        return;
      case "string":
      case "symbol":
        this.#string(String(value));
        return;
      case "object":
        this.#doc(value as Doc);
        return;
      case "array":
        for (const element of value as unknown[]) this.#value(element ?? null);
        this.#byte(0);
        return;
      case "binData": {
        const { bytes, subtype } = binaryOf(value);
        this.#reserve(5);
        this.#length = this.#buffer.writeUInt32BE(bytes.length, this.#length);
        this.#byte(subtype);
        this.#raw(bytes);
        return;
      }
      case "objectId":
        this.#raw((value as ObjectId).id);
        return;
      case "bool":
        this.#byte(value === true ? 1 : 0);
        return;
      case "date":
        this.#date((value as Date).getTime());
        return;
      case "timestamp":
        this.#uint64((value as Timestamp).toBigInt());
        return;
      case "regex": {
        const { pattern, options } = regexOf(value);
        this.#string(pattern);
        this.#string(options);
        return;
      }
      case "javascript":
        if ((value as Code).scope != null) throw new CommandError(115, "code with scope in an indexed field");
        this.#string(String((value as Code).code));
        return;
      case "decimal":
        throw new CommandError(115, "Decimal128 in an indexed field is not supported by this server");
      default:
        throw new Error(`no key for ${type satisfies never}`);
    }
  }

  #number(value: number | bigint): void {
    if (typeof value === "number") {
      this.#double(value);
      this.#byte(0);
      return;
    }
    // An int64 between two doubles: the double below it, then the distance (at most 1023).
    let below = Number(value);
    if (BigInt(below) > value) below = nextBelow(below);
    const rest = Number(value - BigInt(below));
    this.#double(below);
    if (rest === 0) {
      this.#byte(0);
      return;
    }
    this.#byte(1);
    this.#byte(rest >> 8);
    this.#byte(rest & 255);
  }

  #double(value: number): void {
    this.#reserve(8);
    const at = this.#length;
    this.#length += 8;
    if (Number.isNaN(value)) {
      this.#buffer.fill(0, at, at + 8);
      return;
    }
    this.#buffer.writeDoubleBE(value === 0 ? 0 : value, at);
    if (value < 0) for (let i = at; i < at + 8; i += 1) this.#buffer[i] = ~(this.#buffer[i] as number);
    else this.#buffer[at] = (this.#buffer[at] as number) ^ 0x80;
  }

  #string(value: string): void {
    const bytes = Buffer.from(value, "utf8");
    if (bytes.includes(0)) {
      for (const byte of bytes) {
        this.#byte(byte);
        if (byte === 0) this.#byte(0xff);
      }
    } else {
      this.#raw(bytes);
    }
    this.#byte(0);
    this.#byte(1);
  }

  #doc(doc: Doc): void {
    for (const name of Object.keys(doc)) {
      this.#byte(rankOf(typeOf(doc[name])));
      // Names hold no NUL in BSON, so one ends them.
      this.#raw(Buffer.from(name, "utf8"));
      this.#byte(0);
      this.#body(doc[name]);
    }
    this.#byte(0);
  }

  #date(milliseconds: number): void {
    this.#uint64(BigInt(Number.isNaN(milliseconds) ? 0 : milliseconds) + 2n ** 63n);
  }

  #uint64(value: bigint): void {
    this.#reserve(8);
    this.#length = this.#buffer.writeBigUInt64BE(BigInt.asUintN(64, value), this.#length);
  }

  #byte(value: number): void {
    this.#reserve(1);
    this.#buffer[this.#length] = value;
    this.#length += 1;
  }

  #raw(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#buffer.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#buffer.length) return;
    const bigger = Buffer.allocUnsafe(Math.max(this.#buffer.length * 2, this.#length + count));
    this.#buffer.copy(bigger, 0, 0, this.#length);
    this.#buffer = bigger;
  }
}

/** The largest double below a finite double other than 0. */
function nextBelow(value: number): number {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeDoubleBE(value);
  bytes.writeBigInt64BE(bytes.readBigInt64BE() + (value > 0 ? -1n : 1n));
  return bytes.readDoubleBE();
}

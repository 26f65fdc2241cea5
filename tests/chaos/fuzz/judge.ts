/**
 * Whether a frame is a message that a server may carry out, read by the protocol's own description and by nothing of the
 * store: an answer of success to any other frame is wrong. It knows OP_MSG without a checksum.
 * Sources: MongoDB's wire protocol (OP_MSG) and the BSON specification, version 1.1.
 */
export function isSound(frame: Buffer): boolean {
  try {
    readMessage(frame);
    return true;
  } catch {
    return false;
  }
}

const OP_MSG = 2013;
const CHECKSUM = 1;
/** The flags that a server must know; it may pass over those above. */
const REQUIRED_FLAGS = 0xffff;
const KNOWN_FLAGS = 0b11;
const MOST_LEVELS = 200;

/** @returns whether the judge can tell anything of the frame: its length is true, and it is an OP_MSG without a checksum */
export function isJudged(frame: Buffer): boolean {
  return (
    frame.length >= 21 &&
    frame.readInt32LE(0) === frame.length &&
    frame.readInt32LE(12) === OP_MSG &&
    (frame.readUInt32LE(16) & CHECKSUM) === 0
  );
}

function readMessage(frame: Buffer): void {
  const flags = frame.readUInt32LE(16);
  if ((flags & REQUIRED_FLAGS & ~KNOWN_FLAGS) !== 0) throw new Error("an unknown flag");
  let at = 20;
  let bodies = 0;
  while (at < frame.length) {
    const kind = frame[at];
    at += 1;
    if (kind === 0) {
      bodies += 1;
      at = readDocument(frame, { at, end: frame.length, level: 0 });
    } else if (kind === 1) at = readSequence(frame, at);
    else throw new Error("an unknown section");
  }
  if (bodies !== 1) throw new Error("not one body");
}

function readSequence(frame: Buffer, start: number): number {
  const end = start + frame.readInt32LE(start);
  if (end > frame.length || end < start + 5) throw new Error("a sequence beyond its message");
  let at = afterText(frame, start + 4, end);
  while (at < end) at = readDocument(frame, { at, end, level: 0 });
  return at;
}

interface Place {
  at: number;
  end: number;
  level: number;
}

function readDocument(bytes: Buffer, { at: start, end: limit, level }: Place): number {
  const end = start + bytes.readInt32LE(start);
  if (level > MOST_LEVELS || end > limit || end < start + 5 || bytes[end - 1] !== 0) throw new Error("a document");
  let at = start + 4;
  while (at < end - 1) {
    const type = bytes[at] as number;
    at = readValue(bytes, type, { at: afterText(bytes, at + 1, end - 1), end: end - 1, level: level + 1 });
    if (at > end - 1) throw new Error("a value beyond its document");
  }
  return end;
}

/** Sizes of the values that always have the same one. */
const SIZES: Readonly<Record<number, number>> = {
  1: 8,
  6: 0,
  7: 12,
  8: 1,
  9: 8,
  10: 0,
  16: 4,
  17: 8,
  18: 8,
  19: 16,
  127: 0,
  255: 0,
};

function readValue(bytes: Buffer, type: number, place: Place): number {
  const { at, end } = place;
  const size = SIZES[type];
  if (size !== undefined) {
    if (type === 8 && (bytes[at] ?? 2) > 1) throw new Error("a boolean");
    return at + size;
  }
  switch (type) {
    case 2:
    case 13:
    case 14:
      return afterString(bytes, at);
    case 3:
    case 4:
      return readDocument(bytes, place);
    case 5: {
      const length = bytes.readInt32LE(at);
      if (length < 0) throw new Error("a binary");
      return at + 5 + length;
    }
    case 11:
      return afterText(bytes, afterText(bytes, at, end), end);
    case 12:
      return afterString(bytes, at) + 12;
    case 15: {
      const whole = at + bytes.readInt32LE(at);
      const scope = afterString(bytes, at + 4);
      if (readDocument(bytes, { ...place, at: scope }) !== whole) throw new Error("code with a scope");
      return whole;
    }
    default:
      throw new Error("an unknown type");
  }
}

function afterString(bytes: Buffer, at: number): number {
  const length = bytes.readInt32LE(at);
  const end = at + 4 + length;
  if (length < 1 || bytes[end - 1] !== 0) throw new Error("a string");
  return end;
}

function afterText(bytes: Buffer, at: number, end: number): number {
  const zero = bytes.indexOf(0, at);
  if (zero < 0 || zero >= end) throw new Error("a text without an end");
  return zero + 1;
}

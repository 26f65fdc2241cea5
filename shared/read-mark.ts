/**
 * How far a person has read in a conversation. Reading on moves it forward; marking as unread puts it back, and begins
 * another count: what was read before that says nothing any more, however far it went.
 */
export interface ReadMark {
  readSeq: number;
  /** The revision of her own stream that last marked something there as unread; 0: never. */
  unreadRev: number;
}

export const NOTHING_READ: ReadMark = { readSeq: 0, unreadRev: 0 };

/** @returns of two tellings of a mark the one that holds, in whatever order they came */
export function laterMark<M extends ReadMark>(one: M, other: M): M {
  const isLater = other.unreadRev === one.unreadRev ? other.readSeq > one.readSeq : other.unreadRev > one.unreadRev;
  return isLater ? other : one;
}

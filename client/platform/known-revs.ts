type RevOf = (stream: string) => number | undefined;

let revOf: RevOf | null = null;

/** Says where to ask how far streams have been applied; null when nothing is followed. */
export function setKnownRevs(source: RevOf | null): void {
  revOf = source;
}

/** @returns the revision that a stream has been applied up to; undefined when it is not followed (yet) */
export function knownRev(stream: string): number | undefined {
  return revOf?.(stream);
}

/** Where a list stands: how far it is scrolled, and how high all of it is, in pixels. */
export interface Stand {
  offset: number;
  height: number;
}

/**
 * Whether a person scrolled back, between two looks at a list. Content that grows never moves the offset back; content
 * that shrinks takes it along by as much as it shrinks; whatever is more was she.
 */
export function isMovedBack(before: Stand, now: Stand): boolean {
  const shrunk = Math.max(0, before.height - now.height);
  return before.offset - now.offset > shrunk + 1;
}

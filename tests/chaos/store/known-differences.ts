import type { Plain } from "./model.ts";

interface Asked {
  filter: Plain;
  sort: Record<string, number>;
}

/** Where a compatible engine documents that it is no MongoDB: what is asked of all is narrowed so that it is not asked that. */
const KNOWN: { difference: string; narrow: (asked: Asked) => Asked }[] = [
  {
    difference: "an empty array sorts as null, not before it",
    narrow: ({ filter, sort }) =>
      "t" in sort ? { filter: { $and: [filter, { t: { $not: { $size: 0 } } }] }, sort } : { filter, sort },
  },
];

export function withoutKnownDifferences(asked: Asked): Asked {
  return KNOWN.reduce((narrowed, { narrow }) => narrow(narrowed), asked);
}

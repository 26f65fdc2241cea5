const narrow = "\u202f";
const fixed = "\u00a0";

/**
 * French typography for a string of the interface: a narrow no-break space before ; : ! ? and inside « », a no-break
 * space before units, the curved apostrophe. Takes and gives plain text; may be applied twice. Addresses (https://),
 * hours (14:12) and {{values}} are left as they are. Never for what members type.
 */
export function frenchSpacing(text: string): string {
  return text
    .replace(/(?<=\p{L})'(?=\p{L})/gu, "’")
    .replace(/«\s*/g, `«${narrow}`)
    .replace(/\s*»/g, `${narrow}»`)
    .replace(/[ \u00a0\u202f]+(?=[;:!?])/g, narrow)
    .replace(/(?<=[\p{L}\p{N})»}])(?=[;!?:](?:\s|$|[»)]))/gu, narrow)
    .replace(/(?<=\d|\}\}) (?=(?:€|%|h|min|s|mm|cm|m|ko|Mo|Go|px)(?![\p{L}\p{N}]))/gu, fixed);
}

import { compileFilter, type Filter } from "../query/filter.ts";
import type { Doc } from "../values/decode.ts";
import { CommandError } from "../values/errors.ts";
import { isDoc } from "../values/types.ts";

/** Compiles array filters by identifier. Throws CommandError 9 for one without or with several identifiers, 2 for a bad name. */
export function compileArrayFilters(filters: readonly Doc[]): Map<string, Filter> {
  const compiled = new Map<string, Filter>();
  for (const filter of filters) {
    const identifiers = new Set(identifiersOf(filter));
    const [identifier, second] = identifiers;
    if (identifier === undefined)
      throw new CommandError(9, "Cannot use an expression without a top-level field name in arrayFilters");
    if (second !== undefined) {
      throw new CommandError(
        9,
        `Error parsing array filter: Expected a single top-level field name, found '${identifier}' and '${second}'`,
      );
    }
    if (!/^[a-z][a-zA-Z0-9]*$/.test(identifier)) {
      throw new CommandError(
        2,
        `The top-level field name must be an alphanumeric string beginning with a lowercase letter, found '${identifier}'`,
      );
    }
    if (compiled.has(identifier))
      throw new CommandError(9, `Found multiple array filters with the same top-level field name ${identifier}`);
    compiled.set(identifier, compileFilter(filter));
  }
  return compiled;
}

function identifiersOf(filter: Doc): string[] {
  return Object.entries(filter).flatMap(([name, operand]) => {
    if (!name.startsWith("$")) return [name.split(".", 1)[0] as string];
    return Array.isArray(operand) ? operand.filter(isDoc).flatMap(identifiersOf) : [];
  });
}

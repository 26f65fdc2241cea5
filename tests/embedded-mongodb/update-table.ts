import { describe, expect, it } from "vitest";
import type { Doc } from "../../server/embedded-mongodb/values/decode.ts";
import { codeOf, updated } from "./semantics.ts";

export type UpdateCase = { name: string; doc: Doc; update: Doc; arrayFilters?: Doc[] } & (
  | { result: Doc }
  | { code: number }
);

/** One test for each update: the document it gives, field order included, or the number of its error. */
export function updateTable(name: string, cases: UpdateCase[]): void {
  describe(name, () => {
    it.each(cases)("$name", (row) => {
      const run = () => updated({ _id: 1, ...row.doc }, row.update, row.arrayFilters);
      if ("code" in row) expect(codeOf(run)).toBe(row.code);
      // As text, so that the order of fields counts.
      else expect(JSON.stringify(run())).toBe(JSON.stringify({ _id: 1, ...row.result }));
    });
  });
}

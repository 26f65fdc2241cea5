import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { supportTable } from "../../server/embedded-mongodb/commands/table.ts";

const README = new URL("../../server/embedded-mongodb/README.md", import.meta.url);

/** The formatter pads the cells of tables. */
const unpadded = (text: string | undefined) => text?.replace(/ +\|/g, " |").replace(/-{3,}/g, "---");

it("the README says what the lists in the code say", () => {
  const text = readFileSync(README, "utf8");
  const table = /<!-- supported -->\n\n([\s\S]*?)\n\n<!-- \/supported -->/.exec(text)?.[1];
  expect(unpadded(table)).toBe(unpadded(supportTable()));
});

// Copies every entry, and walks the list of free pages, of a data file whose end may be missing; see data-file.ts.
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { copyCompacted } from "./kv.ts";

const folder = process.argv[2] ?? "";
const into = mkdtempSync(join(folder, "trial-"));
try {
  await copyCompacted(folder, into);
} finally {
  rmSync(into, { recursive: true, force: true });
}

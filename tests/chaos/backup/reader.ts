import { rmSync } from "node:fs";
import { join } from "node:path";
import { backUpEmbedded } from "../../../server/maintenance/embedded.ts";

// A process whose only work is to back up a store that serves, to be killed at any moment.
const [dataDir = "", folder = ""] = process.argv.slice(2);
const file = join(folder, `${process.pid}.backup`);
process.stdout.write("begun\n");
for (;;) {
  await backUpEmbedded(dataDir, "app", file);
  rmSync(file);
}

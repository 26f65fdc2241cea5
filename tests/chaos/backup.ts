import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stress } from "./backup/stress.ts";
import { numberFlag } from "./flags.ts";

// npm run chaos -- backup [--seconds 300] [--hogs 4]
const folder = mkdtempSync(join(tmpdir(), "chaos-backup-"));
const { writes, backups, killed, wrong } = await stress({
  folder,
  seconds: numberFlag("seconds", 300),
  hogs: numberFlag("hogs", 4),
});
console.log(`${writes} writes beside ${backups} backups and ${killed} killed ones, ${wrong.length} wrong`);
for (const line of wrong.slice(0, 20)) console.error(line);
rmSync(folder, { recursive: true });
process.exit(wrong.length === 0 && writes > 0 && backups > 0 ? 0 : 1);

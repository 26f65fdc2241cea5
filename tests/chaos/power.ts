import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { numberFlag } from "./flags.ts";
import { hasRecorder, record, replay, toldTooEarly, unsynced, untilAcknowledged } from "./power/replay.ts";

// npm run chaos -- power [--writes 400] [--seed 1]; needs strace.
if (!hasRecorder) {
  console.error("The power-cut model needs strace to record system calls: install it.");
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), "chaos-power-"));
const events = record(folder, numberFlag("writes", 400));
const count = (kind: string): number => events.filter((event) => event.kind === kind).length;
console.log(`${count("write")} writes, ${count("sync")} syncs, ${count("ack")} acknowledgements`);
const { cuts, wrong } = await replay(folder, events, numberFlag("seed", 1));
const early = await replay(folder, toldTooEarly(events));
const few = untilAcknowledged(events, 16);
const pages = await replay(folder, unsynced(few, "pages"));
const everything = await replay(folder, unsynced(few, "everything"));
const lost = everything.wrong.filter((line) => line.includes("is lost")).length;
console.log(`${cuts} cuts, ${wrong.length} wrong. Controls, which must be wrong:`);
console.log(
  `told before the commit: ${early.wrong.length}; pages not synced: ${pages.wrong.length}; nothing synced: ${lost}`,
);
for (const line of wrong.slice(0, 20)) console.error(line);
rmSync(folder, { recursive: true });
const controls = Math.min(early.wrong.length, pages.wrong.length, lost);
process.exit(wrong.length === 0 && controls > 0 ? 0 : 1);

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { numberFlag } from "./flags.ts";
import { hasRecorder, record, replay, toldTooEarly } from "./power/replay.ts";

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
console.log(`${cuts} cuts, ${wrong.length} wrong; control, told before the commit: ${early.wrong.length} wrong`);
for (const line of wrong.slice(0, 20)) console.error(line);
rmSync(folder, { recursive: true });
process.exit(wrong.length === 0 && early.wrong.length > 0 ? 0 : 1);

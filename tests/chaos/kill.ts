import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { numberFlag } from "./flags.ts";
import { killRound } from "./kill/round.ts";

// npm run chaos -- kill [--rounds 200] [--acks 300]: each round goes on with the folder the last one left.
const rounds = numberFlag("rounds", 200);
const acks = numberFlag("acks", 300);
const folder = mkdtempSync(join(tmpdir(), "chaos-kill-"));
let acknowledged = 0;
const wrong: string[] = [];
for (let round = 0; round < rounds && wrong.length === 0; round += 1) {
  const result = await killRound({ folder, round, enough: acks });
  acknowledged += result.acknowledged;
  wrong.push(...result.wrong);
  if (round % 10 === 9) console.log(`${round + 1} rounds, ${acknowledged} writes acknowledged, ${wrong.length} wrong`);
}

// A server that answers before it commits must fail the same test, or the test proves nothing.
const control = mkdtempSync(join(tmpdir(), "chaos-kill-"));
let lost = 0;
for (let round = 0; round < 10 && lost === 0; round += 1) {
  lost = (await killRound({ folder: control, round, enough: acks, early: true })).wrong.length;
}
console.log(`negative control, answers before the commit: ${lost} lost`);
rmSync(folder, { recursive: true });
rmSync(control, { recursive: true });
for (const line of wrong) console.error(line);
process.exit(wrong.length === 0 && lost > 0 ? 0 : 1);

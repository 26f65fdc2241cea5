import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { numberFlag } from "./flags.ts";
import { Fuzzer } from "./fuzz/fuzzer.ts";

// npm run chaos -- fuzz [--minutes 10] [--seed 1]
const minutes = numberFlag("minutes", 10);
const seed = numberFlag("seed", 1);
const PART = 5000;

const folder = mkdtempSync(join(tmpdir(), "chaos-fuzz-"));
const fuzzer = await Fuzzer.start(folder, seed);
const end = Date.now() + minutes * 60_000;
const wrong: string[] = [];
let memory = 0;
try {
  for (let part = 0; Date.now() < end && wrong.length === 0; part += 1) {
    await fuzzer.attack(PART);
    wrong.push(...(await fuzzer.inspect()));
    const { frames, closed, refused, answered } = fuzzer;
    memory = Math.max(memory, fuzzer.memory());
    if (part % 10 === 0) console.log({ frames, closed, refused, answered, mebibytes: Math.round(fuzzer.memory()) });
  }
} catch (error) {
  wrong.push(String(error));
}
const { frames, closed, refused, answered, judged, wronglyTaken } = fuzzer;
console.log("end", { frames, closed, refused, answered, judged, wronglyTaken, most: Math.round(memory), wrong });
await fuzzer.stop();
rmSync(folder, { recursive: true });
process.exit(wrong.length === 0 ? 0 : 1);

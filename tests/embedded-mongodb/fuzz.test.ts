import { afterAll, expect, it } from "vitest";
import { Fuzzer } from "../chaos/fuzz/fuzzer.ts";
import { temporaryFolder } from "./support.ts";

const fuzzer = await Fuzzer.start(temporaryFolder(), 1);
afterAll(() => fuzzer.stop());

it("20,000 damaged frames end no process, fill no memory and touch no other document", async () => {
  await fuzzer.attack(5000);
  const before = fuzzer.memory();
  await fuzzer.attack(15_000);
  expect(await fuzzer.inspect()).toEqual([]);
  // Every kind of end was met, or the frames were not what they should be.
  expect(Math.min(fuzzer.closed, fuzzer.refused, fuzzer.answered)).toBeGreaterThan(0);
  expect(fuzzer.judged).toBeGreaterThan(1000);
  expect(fuzzer.wronglyTaken).toBe(0);
  expect(fuzzer.memory()).toBeLessThan(before + 150);
});

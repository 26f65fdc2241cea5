import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";

it("loads at most 200 kB of script before a visitor sees the front page, and a member her room", () => {
  const { stdout, status } = spawnSync(process.execPath, ["scripts/first-load.mjs"], { encoding: "utf8" });
  expect(stdout).toMatch(/^visitor: \d+ bytes gzipped/m);
  expect(stdout).toMatch(/^member: \d+ bytes gzipped/m);
  expect(status, stdout).toBe(0);
});

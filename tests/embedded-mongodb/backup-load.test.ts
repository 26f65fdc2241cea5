import { expect, it } from "vitest";
import { stress } from "../chaos/backup/stress.ts";
import { temporaryFolder } from "./support.ts";

const folder = temporaryFolder();

it("no write fails beside backups and long snapshots, however busy the machine is", async () => {
  const { writes, backups, wrong } = await stress({ folder, seconds: 3, hogs: 2 });
  expect(wrong).toEqual([]);
  expect(Math.min(writes, backups)).toBeGreaterThan(0);
});

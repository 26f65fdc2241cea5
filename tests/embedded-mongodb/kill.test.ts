import { expect, it } from "vitest";
import { killRound } from "../chaos/kill/round.ts";
import { temporaryFolder } from "./support.ts";

const folder = temporaryFolder();
const control = temporaryFolder();
const ROUNDS = 3;

it("a server killed again and again under 32 writers loses nothing it acknowledged", async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { acknowledged, wrong } = await killRound({ folder, round, enough: 200 });
    expect(wrong).toEqual([]);
    expect(acknowledged).toBeGreaterThanOrEqual(200);
  }
});

it("a server that answers before it commits is caught by the same rounds", async () => {
  let lost: string[] = [];
  // Whether a commit was under way at the kill is chance, but hardly ten times over.
  for (let round = 0; round < 10 && lost.length === 0; round += 1) {
    lost = (await killRound({ folder: control, round, enough: 200, early: true })).wrong;
  }
  expect(lost.length).toBeGreaterThan(0);
});

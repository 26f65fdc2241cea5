import { describe, expect, it } from "vitest";
import { hasRecorder, record, replay, toldTooEarly, unsynced, untilAcknowledged } from "../chaos/power/replay.ts";
import { temporaryFolder } from "./support.ts";

const folder = temporaryFolder();
if (!hasRecorder) console.warn("THE POWER-CUT MODEL WAS NOT RUN: it needs strace to record system calls.");

it.runIf(process.env.REQUIRE_STRACE !== undefined)(
  "the recorder of system calls is there where everything must be proved",
  () => {
    expect(hasRecorder, "install strace").toBe(true);
  },
);

describe.runIf(hasRecorder)("a power cut at any sync, commit or acknowledgement", () => {
  const events = hasRecorder ? record(folder, 40) : [];

  it("leaves a file that opens and holds what was acknowledged", async () => {
    expect(events.filter(({ kind }) => kind === "ack")).toHaveLength(40);
    const { cuts, wrong } = await replay(folder, events);
    expect(wrong).toEqual([]);
    expect(cuts).toBeGreaterThan(100);
  });

  it("loses writes of a store that tells of them before the commit", async () => {
    expect((await replay(folder, toldTooEarly(events))).wrong.length).toBeGreaterThan(0);
  });

  it("loses writes of a store that never syncs", async () => {
    const { wrong } = await replay(folder, unsynced(untilAcknowledged(events, 3), "everything"));
    expect(wrong).toEqual(expect.arrayContaining([expect.stringMatching(/^event \d+: insert .* is lost$/)]));
  });

  it("leaves a damaged file of a store that commits before its pages are synced", async () => {
    const { wrong } = await replay(folder, unsynced(untilAcknowledged(events, 1), "pages"));
    expect(wrong.length).toBeGreaterThan(0);
  });
});

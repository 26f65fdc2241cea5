import { describe, expect, it } from "vitest";
import { hasRecorder, record, replay, toldTooEarly } from "../chaos/power/replay.ts";
import { temporaryFolder } from "./support.ts";

const folder = temporaryFolder();
if (!hasRecorder) console.warn("THE POWER-CUT MODEL WAS NOT RUN: it needs strace to record system calls.");

describe.runIf(hasRecorder)("a power cut at any sync, commit or acknowledgement", () => {
  it("leaves a file that opens and holds what was acknowledged; one told too early is found missing", async () => {
    const events = record(folder, 40);
    expect(events.filter(({ kind }) => kind === "ack")).toHaveLength(40);
    const { cuts, wrong } = await replay(folder, events);
    expect(wrong).toEqual([]);
    expect(cuts).toBeGreaterThan(100);
    expect((await replay(folder, toldTooEarly(events))).wrong.length).toBeGreaterThan(0);
  });
});

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { call } from "../../client/platform/api.ts";

/** What the server would answer, one after the other; the last one from then on. */
function answers(...acks: object[]): () => number {
  let asked = 0;
  vi.stubGlobal("fetch", async () => {
    const ack = acks[Math.min(asked, acks.length - 1)];
    asked += 1;
    return new Response(JSON.stringify(ack));
  });
  return () => asked;
}

const tooSoon = (retryAfterMs: number) => ({ ok: false, error: { code: "RATE", message: "too soon", retryAfterMs } });

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it("a call that came too soon is made again after the time that the server names, not before", async () => {
  const asked = answers(tooSoon(800), { ok: true, data: { sessions: [] } });
  const answer = call("session:list", {});
  await vi.advanceTimersByTimeAsync(799);
  expect(asked()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await answer).toEqual({ sessions: [] });
  expect(asked()).toBe(2);
});

it("a long wait is told at once, and so is a call that is refused again and again", async () => {
  const asked = answers(tooSoon(60_000));
  await expect(call("session:list", {})).rejects.toMatchObject({ code: "RATE", retryAfterMs: 60_000 });
  expect(asked()).toBe(1);

  const often = answers(tooSoon(10));
  const refused = expect(call("session:list", {})).rejects.toMatchObject({ code: "RATE" });
  await vi.advanceTimersByTimeAsync(1_000);
  await refused;
  expect(often()).toBe(3);
});

it("another refusal is not asked again", async () => {
  const asked = answers({ ok: false, error: { code: "DENIED", message: "no", retryAfterMs: 10 } });
  await expect(call("session:list", {})).rejects.toMatchObject({ code: "DENIED" });
  expect(asked()).toBe(1);
});

import { afterEach, beforeEach, expect, vi } from "vitest";

const spies = { error: vi.spyOn(console, "error"), warn: vi.spyOn(console, "warn") };

beforeEach(() => {
  spies.error.mockClear();
  spies.warn.mockClear();
});

/** Whatever nobody announced on the console is a defect. */
afterEach(() => {
  expect(spies.error.mock.calls, "console.error").toEqual([]);
  expect(spies.warn.mock.calls, "console.warn").toEqual([]);
});

import { describe, expect, it } from "vitest";
import { initials } from "../../client/ui/initials.ts";
import { createPressCounter } from "../../client/ui/quick-exit.ts";

describe("initials", () => {
  it.each([
    ["Claire Nguyen", "CN"],
    ["Maud Le Goff", "MG"],
    ["Anne-Laure", "AL"],
    ["émilie", "É"],
    ["  ", ""],
    ["✨ Lou", "L"],
  ])("%s: %s", (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});

describe("the quick exit by Escape", () => {
  it("leaves on the third press within two seconds", () => {
    const press = createPressCounter();
    expect([press(0), press(900), press(2000)]).toEqual([false, false, true]);
  });

  it("stays when the presses are too far apart, and starts again from the last ones", () => {
    const press = createPressCounter();
    expect([press(0), press(1500), press(2001), press(3400)]).toEqual([false, false, false, true]);
  });

  it("needs three more after one exit", () => {
    const press = createPressCounter();
    expect([press(0), press(1), press(2), press(3), press(4), press(5)]).toEqual([
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
  });
});

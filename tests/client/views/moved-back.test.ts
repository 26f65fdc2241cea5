import { expect, test } from "vitest";
import { isMovedBack } from "../../../client/features/messages/moved-back.ts";

const before = { offset: 2_000, height: 2_700 };

test.each([
  ["she scrolls up", { offset: 1_900, height: 2_700 }, true],
  ["she scrolls up while rows turn out taller", { offset: 1_900, height: 2_900 }, true],
  ["she scrolls far up while rows turn out shorter", { offset: 0, height: 2_600 }, true],
  ["rows turn out shorter", { offset: 1_900, height: 2_600 }, false],
  ["rows turn out taller", { offset: 2_000, height: 2_900 }, false],
  ["the list follows its end", { offset: 2_200, height: 2_900 }, false],
  ["half a pixel is lost in rounding", { offset: 1_999.5, height: 2_700 }, false],
])("%s", (_, now, expected) => {
  expect(isMovedBack(before, now)).toBe(expected);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { fitWall, type WallLine } from "./sheet-fit.ts";

const line = (title: string): WallLine => {
  return { title, figure: "40 items", about: "Shelter · within days", other: "مأوى · ٤٠ قطعة" };
};
const many = (count: number, title = "Blankets") =>
  Array.from({ length: count }, () => line(title));

test("few lines stand in large letters, more in three columns", () => {
  assert.deepEqual(fitWall(many(4), ["used clothes"]), { lines: 4, not: 1, large: true });
  assert.deepEqual(fitWall(many(9), []), { lines: 9, not: 0, large: false });
  assert.deepEqual(fitWall([], []), { lines: 0, not: 0, large: true });
});

test("what would not fit the page is left for the page on the screen", () => {
  const some = fitWall(many(60), []);
  assert.ok(some.lines >= 12 && some.lines <= 18, String(some.lines));
  const long = fitWall(many(60, "warm blankets for low beds and cold floors ".repeat(4)), []);
  assert.ok(long.lines >= 2 && long.lines < some.lines, String(long.lines));
  const not = Array.from({ length: 12 }, () => "used clothes of any kind and any size at all");
  assert.ok(fitWall(many(8), not).not < 12);
});

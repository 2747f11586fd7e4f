import assert from "node:assert/strict";
import { it } from "node:test";
import { dayIn } from "./days.ts";
import { dayOf, endOf, laterDay } from "./values/index.ts";

const AT = Date.UTC(2026, 10, 30, 23, 30);

it("tells the day of a zone, and the month where the space protects", () => {
  assert.equal(dayIn(AT, "Europe/Athens", false), "2026-12-01");
  assert.equal(dayIn(AT, "UTC", false), "2026-11-30");
  assert.equal(dayIn(AT, "Europe/Athens", true), "2026-12");
});

it("reckons in UTC where this machine does not know the zone", () => {
  assert.equal(dayIn(AT, "Future/Zone", false), "2026-11-30");
  const day = dayOf(AT, "Future/Zone");
  assert.deepEqual(day, {
    date: "2026-11-30",
    zone: "Future/Zone",
    instant: "2026-11-30T00:00:00Z",
  });
  assert.equal(endOf(day), Date.UTC(2026, 11, 1));
  assert.equal(laterDay(day, { months: 1 }).date, "2026-12-30");
});

/** Until when somebody with the code may say yes once more. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { fold } from "../../house/testing.ts";
import { laterDay } from "../../house/values/index.ts";
import { consent } from "./facts.ts";
import { saying, subject } from "./facts-subject.ts";
import { nextEnds } from "./pages/again.ts";
import type { Terms } from "./terms.ts";
import { ASKED, askedFor, day, gave, noted } from "./testing.ts";

/** What is offered on a day, of a permission from one day to another. */
function offered(on: string, from: string, ends: string, more: Partial<Terms> = {}): string[] {
  const terms = { from: day(from), ends: day(ends), review: day(from), ...more };
  const things = fold([subject, consent, saying], [...noted(), askedFor(terms), gave()]);
  const thing = things.get(ASKED) as never;
  const now = Date.parse(`${on}T12:00:00Z`);
  return nextEnds({ thing }, now, "UTC").map(({ date }) => date);
}

it("as long again from its end, not from the day they look", () => {
  assert.deepEqual(offered("2026-11-03", "2026-11-02", "2026-11-11"), ["2026-11-21"]);
  assert.deepEqual(offered("2026-11-11", "2026-11-02", "2026-11-11"), ["2026-11-21"]);
});

it("or a month, or three, where it was longer; never past what may be", () => {
  assert.deepEqual(offered("2027-04-20", "2026-11-02", "2027-05-01"), [
    ...["2027-06-01", "2027-08-01", "2027-10-29"],
  ]);
  const year = laterDay(day("2026-11-02"), { months: 12 }).date;
  assert.deepEqual(offered("2027-10-20", "2026-11-02", year), [
    ...["2027-12-02", "2028-02-02", "2028-10-20"],
  ]);
  const risk = { data: ["words", "risk"] as Terms["data"] };
  assert.deepEqual(offered("2027-01-20", "2026-11-02", "2027-02-01", risk), [
    ...["2027-03-01", "2027-04-20"],
  ]);
});

it("nothing where hardly a day could be won: it is asked again later", () => {
  const year = laterDay(day("2026-11-02"), { months: 12 }).date;
  assert.deepEqual(offered("2026-11-04", "2026-11-02", year), []);
  assert.deepEqual(
    offered("2026-11-02", "2026-11-02", "2026-11-02"),
    ["2026-11-03"],
    "a day of a day",
  );
});

/** The same of circles inside the group: a member who is in none of them is answered alike. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { asked, furnished, OUTSIDE } from "./answers.ts";
import { play } from "./history.ts";
import { afterIts, same, tried, wereEqual } from "./tried.ts";

/** A circle is made, someone let in; a line, a book, a shipment, its count, a giver, a note. */
const inside = [19, 20, 21, 22, 23, 24, 25, 26, 29].map((what) => {
  return { what, who: 0, which: 0, word: 3, figure: 2 };
});

it("non-interference: no answer tells what lies in a circle, nor that it was done", () =>
  tried(async (all, protects) => {
    const [one, other] = [await furnished(protects), await furnished(protects)];
    await play(one, all, 0, 0);
    await play(other, all, 0, 17);
    // Of equal length, says the law; what is met by less writes more.
    wereEqual(one, other);
    for (const kind of ["circle", "need", "book", "delivery", "offer", "note"])
      assert.ok(
        one.within.some((thing) => thing.kind === kind),
        `a ${kind} lies in a circle`,
      );
    await afterIts(one, [OUTSIDE], inside, async (reader, before) =>
      same(before, await asked(other, reader), reader),
    );
  }));

/** Two histories that differ in what is closed: nobody outside is answered otherwise. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { asked, furnished, OUTSIDE, READERS } from "./answers.ts";
import { play } from "./history.ts";
import { ofEqualLength, same, tried, wereEqual } from "./tried.ts";

it("non-interference: no page, table, feed, search or refusal tells what is closed", () =>
  tried(async (all, protects) => {
    const [one, other] = [await furnished(protects), await furnished(protects)];
    await play(one, all, 0);
    await play(other, all, 17);
    ofEqualLength(one, other);
    assert.ok(one.hidden.size > 0 && one.books.length > 0, "something is closed");
    for (const reader of READERS)
      same(await asked(one, reader), await asked(other, reader), reader);
  }));

it("non-interference: no answer to a member tells what lies in a circle they are not in", () =>
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
    same(await asked(one, OUTSIDE), await asked(other, OUTSIDE), OUTSIDE);
  }));

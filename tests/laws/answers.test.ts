/** Two histories that differ in what is closed: nobody outside is answered otherwise. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { asked, furnished, READERS } from "./answers.ts";
import { play } from "./history.ts";
import { afterIts, ofEqualLength, same, tried } from "./tried.ts";

const members = [0, 2, 10].map((what) => ({ what, who: 0, which: 0, word: 3, figure: 5 }));

it("non-interference: no answer tells what is closed, nor that members did something", () =>
  tried(async (all, protects) => {
    const [one, other] = [await furnished(protects), await furnished(protects)];
    await play(one, all, 0);
    await play(other, all, 17);
    ofEqualLength(one, other);
    assert.ok(one.hidden.size > 0 && one.books.length > 0, "something is closed");
    // Asked once of the first: what the second is held to is what came before all that is done now.
    await afterIts(one, READERS, members, async (reader, before) =>
      same(before, await asked(other, reader), reader),
    );
  }));

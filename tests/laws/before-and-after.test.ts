/** One history, before and after something closed was done: who is outside is answered alike. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { type Asked, asked, furnished, idsOf, OUTSIDE, READERS } from "./answers.ts";
import { play } from "./history.ts";
import { same, tried } from "./tried.ts";

it("non-interference: what was done in a circle leaves every answer to those outside", () =>
  tried(async (all, protects) => {
    // A circle is made, someone let in; a line, a book, a shipment, its count, a giver, a note.
    const inside = [19, 20, 21, 22, 23, 24, 25, 26, 29].map((what) => {
      return { what, who: 0, which: 0, word: 3, figure: 2 };
    });
    const history = await furnished(protects);
    await play(history, all);
    const ids = idsOf(history);
    const before = await asked(history, OUTSIDE, ids);
    const { entries } = history;
    const { now } = history.clock;
    await play(history, inside);
    history.clock.now = now;
    assert.ok(history.entries > entries, "something was done");
    same(before, await asked(history, OUTSIDE, ids), OUTSIDE);
  }));

it("non-interference: what members did among themselves leaves every answer", () =>
  tried(async (all, protects) => {
    const inside = [0, 2, 10].map((what) => ({ what, who: 0, which: 0, word: 3, figure: 5 }));
    const history = await furnished(protects);
    await play(history, all);
    const ids = idsOf(history);
    const before = new Map<string, Asked[]>();
    for (const reader of READERS) before.set(reader, await asked(history, reader, ids));
    const { entries } = history;
    const { now } = history.clock;
    await play(history, inside);
    history.clock.now = now;
    assert.ok(history.entries > entries, "something was done");
    for (const reader of READERS)
      same(before.get(reader) ?? [], await asked(history, reader, ids), reader);
  }));

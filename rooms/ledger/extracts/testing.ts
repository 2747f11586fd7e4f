/** A space with a book of money, into which tests bring files. */
import assert from "node:assert/strict";
import { needsSpace } from "../../needs/testing.ts";
import { book } from "../facts.ts";
import type { SendRows } from "./bring.ts";

/** Such a space: its book's id, the book as it is now, and how rows are sent as its member. */
export async function moneySpace(safety: "yes" | "no" = "no") {
  const space = await needsSpace(safety);
  const opened = await space.ask("ledger.open-book", { purpose: "money" });
  const id = String(opened.answer["book"]);
  const thing = async () => {
    const found = await (await space.view()).thing(book, id);
    assert.ok(found);
    return found;
  };
  let sent = 0;
  const sendRows: SendRows = (command, input, { part, ...more }) => {
    const key = `bring-${part}-${sent++}`.padEnd(24, "0");
    return space.send({ space: space.at, command, input, author: space.author, key, ...more });
  };
  return { ...space, id, thing, sendRows };
}

/** Opens a book and prints its balances; `warm` uses the snapshot that `cold` left. */
import type { View } from "../../house/view.ts";
import { book } from "../../rooms/ledger/facts.ts";
import { balances } from "../../rooms/ledger/totals.ts";
import { BOOK, openHouse, WHO } from "../books.ts";

const [folder = "", space = ""] = process.argv.slice(2);
const { house, store } = await openHouse(folder);
const reader = { by: "member", member: WHO, roles: ["coordination"] } as const;
const view = (await house.view(space, reader)) as View;
const thing = await view.thing(book, BOOK);
for (const { account, of } of balances(thing?.state as never))
  if (of.of !== "0") console.log(`${account} ${of.of} ${of.unit}`);
await store.close();

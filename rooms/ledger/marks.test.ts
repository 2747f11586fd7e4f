import assert from "node:assert/strict";
import { it } from "node:test";
import { linesMarks } from "./marks.ts";

const on = (...accounts: string[]) => accounts.map((account) => ({ account }) as never);

it("gives each entry the marks of its own book, month and accounts, whichever came before", () => {
  const asked: [string, string, string[]][] = [
    ["a", "2026-10", ["money", "fees"]],
    ["a", "2026-10", ["money", "fees"]],
    ["b", "2026-10", ["money", "fees"]],
    ["b", "2026-11", ["money", "fees"]],
    ["b", "2026-11", ["fees", "money"]],
    ["b", "2026-11", ["fees"]],
    ["b", "2026-11", ["fees", "money", "fees"]],
    ["a", "2026-10", ["money", "fees"]],
  ];
  for (const [book, month, accounts] of asked) {
    const own = [...new Set(accounts)].flatMap((one) => [
      `book:${book}:${one}:`,
      `book:${book}:${one}:${month}`,
    ]);
    assert.deepEqual(linesMarks(book, month, on(...accounts)), [`book:${book}::${month}`, ...own]);
  }
});

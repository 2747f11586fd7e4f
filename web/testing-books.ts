/** For tests: what a program says of books beside writing in them, each command once. */
import type { Step } from "./testing-steps.ts";

const item = (of: string) => ({ of, unit: "item" });

/** Each command once, in an order in which each can be done. */
export const BOOKS: readonly Step[] = [
  [
    "ledger.move",
    ({ book, goods }) => {
      const from = { book, account: "here" };
      return { from, to: { book: goods, account: "here" }, amount: item("2") };
    },
    ["left", "answer.entry"],
  ],
  [
    "ledger.correct-move",
    ({ book, goods, left }) => ({
      from: { book, account: "here", entry: Number(left), seen: 0 },
      to: { book: goods, account: "here", entry: 4, seen: 0 },
      ...{ was: item("2"), right: item("1") },
    }),
  ],
  [
    "ledger.exchange",
    ({ money: book }) => ({
      ...{ book, from: "money", to: "money", rate: { source: "bank" } },
      ...{ gave: { of: "3", unit: "EUR" }, got: { of: "4", unit: "USD" } },
    }),
  ],
  ["ledger.make-book-link", ({ book }) => ({ book, days: 3 }), ["bookLink", "answer.link"]],
  ["ledger.make-funder-link", ({ book, money }) => ({ books: [book, money], days: 3 })],
  ["ledger.close-public-book", ({ book }) => ({ book })],
  ["ledger.end-book-link", ({ bookLink: link }) => ({ link })],
  ["ledger.close-period", ({ hours: book }) => ({ book, to: "2026-10", seen: 9 })],
];

/** For tests: files that are brought into the books over the JSON API, rules for them. */
import type { Step } from "./testing-steps.ts";

const text = (said: string) => ({ lang: "es", text: said });
const waits = {
  ...{ row: 1, of: { of: "5", unit: "EUR" }, what: "received", standing: "pending" },
  ...{ place: "money", alike: 1, reference: "R1" },
};

/** Each command once, in an order in which each can be done. */
export const BANK: readonly Step[] = [
  [
    "ledger.import-counted",
    () => {
      const row = { row: 1, reference: "21-1", category: { code: "shelter" }, what: text("Lona") };
      return { file: "b".repeat(64), lang: "es", rows: [{ ...row, of: "12" }] };
    },
  ],
  [
    "ledger.bring-rows",
    ({ money: book }) => {
      const file = { book, file: "c".repeat(64), format: "camt", lang: "es" };
      return { ...file, accounts: [], rows: [waits] };
    },
    ["extract", "answer.extract"],
  ],
  ["ledger.settle-row", ({ extract }) => ({ extract, row: 1, how: "left" })],
  [
    "ledger.sort",
    ({ money: book }) => ({ book, way: "in", account: "elsewhere", holds: text("cuota") }),
    ["sorting", "answer.sorting"],
  ],
  [
    "ledger.change-sorting",
    ({ sorting: id }) => ({ id, way: "in", account: "elsewhere", holds: text("cuotas") }),
  ],
  ["ledger.switch-sorting", ({ sorting: id }) => ({ id, on: false })],
  ["ledger.move-sorting", ({ sorting: id }) => ({ id, to: "up" })],
  ["ledger.drop-sorting", ({ sorting: id }) => ({ id })],
  [
    "ledger.say-columns",
    ({ money: book }) => ({ book, names: "d".repeat(64), mapping: { columns: { day: 0, of: 1 } } }),
  ],
];

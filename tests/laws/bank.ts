/** What a bank says, and money changed: rows, what waits, rules. All of it is the host's. */
import { createHash } from "node:crypto";
import { type BookState, book as bookKind } from "../../rooms/ledger/index.ts";
import type { Does, History, Step } from "./history.ts";
import { pick, title } from "./said.ts";
import type { Author } from "./sent.ts";

const founderOf = ({ members }: History): Author => {
  return { by: "member", member: members[0]?.id ?? "" };
};

/** One of the books of money that lie in no circle. */
async function moneyBook(history: History, { which }: Step): Promise<string | undefined> {
  const space = await history.house.space(history.space);
  const found: string[] = [];
  for (const id of history.books) {
    const thing = await space?.thing(id);
    const isMoney = (thing?.state as BookState | undefined)?.purpose === "money";
    if (thing?.kind === bookKind.kind && isMoney && thing.circle === "host") found.push(id);
  }
  return pick(found, which);
}

/** See the file's words. */
export const BANKED: readonly Does[] = [
  (history) => ["ledger.open-book", { purpose: "money" }, founderOf(history)],
  async (history, step, secret) => {
    const book = await moneyBook(history, step);
    if (book === undefined) return null;
    const { figure, word } = step;
    const file = createHash("sha256")
      .update(`file ${figure % 9}`)
      .digest("hex");
    const row = (at: number, standing: string) => ({
      ...{ row: at, of: { of: String(1 + figure + secret), unit: "EUR" }, what: "received" },
      ...{ standing, place: figure % 2 === 0 ? "money" : "held", alike: at },
      ...{ reference: `R${figure % 5}-${at}`, narration: title(word + secret) },
    });
    const rows = [row(1, "booked"), row(2, "pending"), row(3, "refunded"), row(4, "frozen")];
    const input = { book, file, format: "table", lang: "es", accounts: [], rows };
    return ["ledger.bring-rows", input, founderOf(history)];
  },
  async (history, { which, figure, word }, secret) => {
    const space = await history.house.space(history.space);
    const all = (await space?.idsOfKind("extract", 50)) ?? [];
    const extract = pick(all, which);
    if (extract === undefined) return null;
    const how = figure % 2 === 0 ? "posted" : "left";
    const said = how === "posted" ? { account: "elsewhere", narration: title(word + secret) } : {};
    return ["ledger.settle-row", { extract, row: 2, how, ...said }, founderOf(history)];
  },
  async (history, step, secret) => {
    const book = await moneyBook(history, step);
    if (book === undefined) return null;
    const input = { book, way: "in", account: "between", holds: title(step.word + secret) };
    return ["ledger.sort", input, founderOf(history)];
  },
  async (history, step, secret) => {
    const book = await moneyBook(history, step);
    if (book === undefined) return null;
    const { figure, word } = step;
    const gave = { of: String(100 * (1 + figure + secret)), unit: "EUR" };
    const input = {
      ...{ book, from: "money", to: "money", gave, got: { of: "65000", unit: "XOF" } },
      ...{ rate: { source: "bank" }, narration: title(word + secret) },
    };
    return ["ledger.exchange", input, founderOf(history)];
  },
];

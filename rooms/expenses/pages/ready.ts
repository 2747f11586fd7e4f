/** What an expense can be paid by: headings that hold money, advances, lines that stand there. */
import type { Thing } from "../../../house/facts.ts";
import { type Amount, billionths } from "../../../house/values/index.ts";
import {
  type BookState,
  balances,
  book,
  entriesOf,
  type Line,
  sideOf,
} from "../../ledger/index.ts";
import { NOT_OURS_NOW } from "../decider-pay.ts";
import { entryMark, expense } from "../facts.ts";
import { advances, type Expense } from "../questions.ts";
import { asked, isAbove, leftOf } from "../sums.ts";
import { bookHeadings, keepsMoney } from "./parts.tsx";
import type { Shown } from "./shown.ts";

/** A line of the book that may have paid it. */
export type Candidate = { n: number; day: string; party: string };
/** See the head of the file. */
export type Ready = {
  from: { value: string; label: string }[];
  advances: Expense[];
  lines: Candidate[];
  /** Whether less than that is here. */
  short: boolean;
};

const NOTHING: Ready = { from: [], advances: [], lines: [], short: false };
const LINES_SHOWN = 6;

/** Nothing but for who keeps the money, of what was approved or paid. */
export async function readyToPay({ visit, one }: Shown): Promise<Ready> {
  const { status, book: id, as } = one.state;
  if ((status !== "approved" && status !== "paid") || !keepsMoney(visit)) return NOTHING;
  const own = await visit.view.thing(book, id);
  if (own === undefined) return NOTHING;
  const called = await bookHeadings(visit, own);
  const codes = ["money", ...Object.keys(own.state.accounts)].filter(
    (code) => sideOf(code, own.state.accounts) === "stock" && !NOT_OURS_NOW.includes(code),
  );
  const from = codes.map((value) => ({ value, label: called(value) }));
  if (status === "paid") return { ...NOTHING, from };
  const [want] = asked(one.state);
  const all = as === "advance" || want === undefined ? [] : await advances(visit.view, id);
  return {
    from,
    advances: all.filter(({ state }) => want && !isAbove(want, leftOf(state))),
    lines: want === undefined ? [] : await linesLike(visit, own, one, want),
    short: want !== undefined && isShort(own, want),
  };
}

function isShort({ state }: Thing<BookState>, want: Amount): boolean {
  const here = balances(state).find(
    ({ account, of }) => account === "money" && of.unit === want.unit,
  );
  return billionths(here?.of.of ?? "0") < billionths(want.of);
}

/**
 * Whether lines of a book paid just that: all of it out of money that is here, none of it into what
 * somebody else holds; of an advance, under the heading of advances.
 */
export function paidJust(
  as: Expense["state"]["as"],
  lines: readonly Line[],
  want: Amount,
  accounts: BookState["accounts"],
): boolean {
  const lent = as === "advance" ? lines.filter(({ account }) => account === "advanced") : [];
  const rest = lines.filter((one) => !lent.includes(one));
  if (rest.some(({ account }) => NOT_OURS_NOW.includes(account))) return false;
  const isLent = lent.some(({ of }) => of.of === want.of && of.unit === want.unit);
  if (as === "advance" && !isLent) return false;
  const out = rest.filter(
    ({ account, of }) => sideOf(account, accounts) === "stock" && of.unit === want.unit,
  );
  const sum = out.reduce((all, { of }) => all + billionths(of.of), 0n);
  return sum === -billionths(want.of);
}

async function linesLike(
  { view }: Shown["visit"],
  own: Thing<BookState>,
  one: Expense,
  want: Amount,
): Promise<Candidate[]> {
  const { entries } = await entriesOf(view, own, { account: "money", month: null, before: null });
  const found: Candidate[] = [];
  for (const { n, day, lines, said, corrects } of entries) {
    if (found.length >= LINES_SHOWN) break;
    if (corrects !== null || !paidJust(one.state.as, lines, want, own.state.accounts)) continue;
    if ((await view.find(expense, entryMark(own.id, n))).length > 0) continue;
    const { party, narration } = typeof said === "string" ? {} : said;
    found.push({ n, day, party: party?.text ?? narration?.text ?? "" });
  }
  return found;
}

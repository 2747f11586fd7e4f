/**
 * What steps do with expenses, in books of the group and of its circles. `secret` changes what they
 * are for and whom they are paid to; `deep` the same of those that lie in a circle.
 */
import { type BookState, book as bookKind } from "../../rooms/ledger/index.ts";
import type { Does, History, Step } from "./history.ts";
import { pick, title, words } from "./said.ts";
import type { Author } from "./sent.ts";

type Expense = { status: string; authors: string[]; revision: number; lines: object[] };

/** Things of a kind, as states; there are few. */
async function all<S>({ house, space }: History, kind: string) {
  const here = await house.space(space);
  const ids = (await here?.idsOfKind(kind, 50)) ?? [];
  return ((await here?.things(ids)) ?? []) as unknown as { id: string; circle: string; state: S }[];
}

const by = (member: string | undefined): Author => ({ by: "member", member: member ?? "" });
/** Those who approve: the founder, and the treasurer. */
const keeper = ({ members }: History, n: number) => by(members[n % 2]?.id);

/** An expense that stands so, and lies in no circle: whoever is in one is asked apart. */
async function one(history: History, { which }: Step, status: string) {
  const some = await all<Expense>(history, "expense");
  return pick(
    some.filter(({ circle, state }) => circle === "host" && state.status === status),
    which,
  );
}

/** See the file's words. */
export const SPENT: readonly Does[] = [
  async (history, step, secret, deep) => {
    const books = await all<BookState>(history, bookKind.kind);
    const own = pick(
      books.filter(({ state }) => state.purpose === "money"),
      step.which,
    );
    const { word, figure, who } = step;
    const isWithin = own !== undefined && own.circle !== "host";
    const n = word + secret + (isWithin ? deep : 0);
    const of = { of: String(1 + (figure % 90)), unit: "EUR" };
    const bare = figure % 5 === 0 && !isWithin ? { undocumented: "none-given" } : {};
    const input = {
      ...{ lines: [{ account: "uses:food", of, ...bare }], what: title(n), name: words(n) },
      ...(figure % 7 === 0 ? { as: "advance", lines: [{ account: "advanced", of }] } : {}),
      ...(own === undefined ? {} : { book: own.id }),
    };
    const maker = history.circles.find(({ id }) => own?.circle === `circle:${id}`)?.maker;
    return ["expenses.submit", input, by(maker ?? pick(history.members, who)?.id)];
  },
  async (history, step) => {
    const found = await one(history, step, "submitted");
    if (found === undefined) return null;
    const input = { expense: found.id, lines: [1], revision: found.state.revision };
    return ["expenses.approve", input, keeper(history, step.figure)];
  },
  async (history, step, secret) => {
    const found = await one(history, step, "submitted");
    if (found === undefined) return null;
    const { figure, word } = step;
    const about = { expense: found.id, reason: title(word + secret) };
    const deed = figure % 3 === 0 ? "refuse" : "send-back";
    const said = deed === "refuse" ? { why: "no-money" } : { missing: "other" };
    return [`expenses.${deed}`, { ...about, ...said }, keeper(history, figure)];
  },
  async (history, step) => {
    const found = await one(history, step, step.figure % 3 === 0 ? "paid" : "approved");
    if (found === undefined) return null;
    const of = { of: "1", unit: "EUR" };
    const isPaid = found.state.status === "paid";
    const input = { expense: found.id, ...(isPaid ? { of } : {}) };
    return [`expenses.${isPaid ? "come-back" : "pay"}`, input, keeper(history, step.word)];
  },
  async (history, step) => {
    const found = await one(history, step, "submitted");
    if (found === undefined) return null;
    const isOut = step.figure % 2 === 0;
    const author = isOut ? by(found.state.authors[0]) : keeper(history, step.word);
    return [`expenses.${isOut ? "withdraw" : "take-out"}`, { expense: found.id }, author];
  },
];

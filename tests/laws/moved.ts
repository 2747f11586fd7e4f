/** What steps do between books, with periods of them and with links to them: all the host's. */
import { DAY } from "../../house/testing.ts";
import { type BookState, book as bookKind } from "../../rooms/ledger/index.ts";
import type { Does, History } from "./history.ts";
import { amount, pick, title } from "./said.ts";
import type { Author } from "./sent.ts";

const founderOf = ({ members }: History): Author => {
  return { by: "member", member: members[0]?.id ?? "" };
};

/** Books of goods and hours that lie in no circle: only their own secret differs. */
async function books(history: History): Promise<{ id: string; n: number }[]> {
  const here = await history.house.space(history.space);
  const all = (await here?.things(history.books)) ?? [];
  return all.filter(({ kind, circle, state }) => {
    return kind === bookKind.kind && circle === "host" && (state as BookState).purpose === "hours";
  });
}

/** See the file's words. */
export const MOVED: readonly Does[] = [
  async (history, { which, figure, word }, secret) => {
    const all = await books(history);
    const [from, to] = [pick(all, which), pick(all, figure)];
    if (from === undefined || to === undefined) return null;
    const input = {
      from: { book: from.id, account: "here" },
      to: { book: to.id, account: "here" },
      ...{ amount: amount(1 + figure + secret), narration: title(word + secret) },
    };
    return ["ledger.move", input, founderOf(history)];
  },
  async (history, { which }) => {
    const one = pick(await books(history), which);
    if (one === undefined) return null;
    const to = new Date(history.clock.now - 31 * DAY).toISOString().slice(0, 7);
    return ["ledger.close-period", { book: one.id, to, seen: one.n }, founderOf(history)];
  },
  async (history, { which, figure }) => {
    const one = pick(await books(history), which);
    if (one === undefined) return null;
    return ["ledger.make-book-link", { book: one.id, days: 1 + (figure % 90) }, founderOf(history)];
  },
];

/**
 * What a statement may say of a book: pure arithmetic over its state. No figure that is shown, and
 * no sum or difference of figures that are shown, follows from fewer than five lines in the book.
 */
import { figure, isTerm, type Month } from "../../house/values/index.ts";
import { ACCOUNTS, type Account, sideOf, staysInside } from "./accounts.ts";
import { type BookState, type Sums, sumInBillionths, type Ways } from "./facts.ts";
import type { Share, SharedUnit, StatedAccount, StatedUnit, Told } from "./statement-facts.ts";
import { monthsOf } from "./totals.ts";

/** Fewest lines in the books that a figure may follow from. */
export const ENTRIES_MIN = 5;
/** Most headings of a unit that stand alone; the smaller ones are told together. */
export const ALONE_MAX = 10;

/** Whole months, both counted in. */
export type Period = { from: Month; to: Month };

/** What moved in one unit: by account in billionths, and how many entries went which way. */
type Moved = { sums: Map<Account, bigint>; ways: { accounts: Account[]; entries: number }[] };

/** Rows of one side that are told together; `side` is where they stand. */
type Group = { side: "came" | "went"; account: StatedAccount; accounts: readonly Account[] };

function add(all: Map<string, Moved>, sums: Sums, ways: Ways): void {
  const at = (unit: string) => {
    const known: Moved = all.get(unit) ?? { sums: new Map(), ways: [] };
    all.set(unit, known);
    return known;
  };
  for (const [key, sum] of Object.entries(sums)) {
    const [account = "", unit = ""] = key.split(" ");
    const own = at(unit).sums;
    own.set(account, (own.get(account) ?? 0n) + sumInBillionths(sum));
  }
  for (const [way, entries] of Object.entries(ways)) {
    const [unit = "", ...accounts] = way.split(" ");
    at(unit).ways.push({ accounts, entries });
  }
}

/** What a statement of a period covers: its months, and what came late for earlier statements. */
function movedIn(state: BookState, { from, to }: Period): Map<string, Moved> {
  const all = new Map<string, Moved>();
  for (const month of monthsOf(state)) {
    if (month < from || month > to) continue;
    const last = month === state.month;
    const sums = last ? state.now : state.months[month];
    add(all, sums ?? {}, (last ? state.nowWays : state.ways[month]) ?? {});
  }
  add(all, state.late.sums, state.late.ways);
  return all;
}

/** Entries that moved something between these accounts and the others; null where none did. */
function crossing({ ways }: Moved, inside: (account: Account) => boolean): number | null {
  let [entries, some] = [0, false];
  for (const way of ways) {
    const own = way.accounts.filter(inside).length;
    if (own === 0 || own === way.accounts.length) continue;
    entries += way.entries;
    some = true;
  }
  return some ? entries : null;
}

const enough = (entries: number | null) => entries !== null && entries >= ENTRIES_MIN;

/** Where an account is told; null for what stays inside: stock, and what {@link staysInside}. */
function sideIn(state: BookState, account: Account): Group["side"] | null {
  const side = sideOf(account, state.accounts);
  if (side === "source") return staysInside(account) ? null : "came";
  return side === "use" ? "went" : null;
}

/** Groups of a unit before any is taken away, and the sides on which lines are left out. */
function grouped(state: BookState, moved: Moved, plain: boolean) {
  const known = [...moved.sums.keys()].flatMap((account) => {
    const side = sideIn(state, account);
    const entries = crossing(moved, (one) => one === account) ?? 0;
    return side === null ? [] : [{ side, account, entries }];
  });
  const named = ({ account }: { account: Account }) => plain || !isTerm(account);
  const alone = known
    .filter((one) => enough(one.entries) && named(one))
    .sort((a, b) => b.entries - a.entries || place(a.account) - place(b.account))
    .slice(0, ALONE_MAX);
  const groups: Group[] = alone.map(({ side, account }) => ({
    ...{ side, account, accounts: [account] },
  }));
  const leftOut = { came: false, went: false };
  for (const side of ["came", "went"] as const) {
    const rest = known.filter((one) => one.side === side && !alone.includes(one));
    const accounts = rest.map(({ account }) => account);
    if (enough(crossing(moved, (one) => accounts.includes(one))))
      groups.push({ side, account: "rest", accounts });
    else leftOut[side] ||= accounts.length > 0;
  }
  return { groups, leftOut };
}

/** A way as the groups it touches, one bit each; the bit of what is not told stands above them. */
function bitsOf(groups: readonly Group[], { ways }: Moved): Map<number, number> {
  const outside = 1 << groups.length;
  const found = new Map<number, number>();
  for (const { accounts, entries } of ways) {
    let bits = 0;
    for (const account of accounts) {
      const at = groups.findIndex((group) => group.accounts.includes(account));
      bits |= at < 0 ? outside : 1 << at;
    }
    found.set(bits, (found.get(bits) ?? 0) + entries);
  }
  return found;
}

/** Groups whose figures together follow from too few entries; empty where there are none. */
function tooFewIn(groups: readonly Group[], moved: Moved): Group[] {
  const ways = [...bitsOf(groups, moved)];
  for (let chosen = 1; chosen < 1 << groups.length; chosen += 1) {
    let [entries, some] = [0, false];
    for (const [bits, own] of ways) {
      if ((bits & chosen) === 0 || (bits & ~chosen) === 0) continue;
      entries += own;
      some = true;
    }
    if (some && !enough(entries)) return groups.filter((_, at) => (chosen & (1 << at)) !== 0);
  }
  return [];
}

/** What may be told of one unit: the groups left when no sum of theirs follows from too few. */
function tellable(state: BookState, moved: Moved, plain: boolean) {
  const { groups, leftOut } = grouped(state, moved, plain);
  const entries = ({ accounts }: Group) => crossing(moved, (one) => accounts.includes(one)) ?? 0;
  for (let few = tooFewIn(groups, moved); few.length > 0; few = tooFewIn(groups, moved)) {
    const [least] = few.sort((a, b) => entries(a) - entries(b));
    if (least === undefined) break;
    groups.splice(groups.indexOf(least), 1);
    leftOut[least.side] = true;
  }
  return together(state, moved, { groups, leftOut });
}

/** Tells what is left out on a side together after all, where that gives nothing away. */
function together(state: BookState, moved: Moved, told: ReturnType<typeof grouped>) {
  let { groups } = told;
  const leftOut = { ...told.leftOut };
  for (const side of ["came", "went"] as const) {
    if (!leftOut[side]) continue;
    const alone = groups.filter((one) => one.side !== side || one.account !== "rest");
    const accounts = [...moved.sums.keys()].filter(
      (account) =>
        sideIn(state, account) === side && !alone.some((one) => one.accounts.includes(account)),
    );
    const tried: Group[] = [...alone, { side, account: "rest", accounts }];
    if (accounts.length < 2 || tooFewIn(tried, moved).length > 0) continue;
    groups = tried;
    leftOut[side] = false;
  }
  return { groups, leftOut };
}

/** Built-in headings in their order, then the group's own, the rest last. */
function place(account: StatedAccount): number {
  const at = (ACCOUNTS as readonly string[]).indexOf(account);
  return at < 0 ? ACCOUNTS.length + (account === "rest" ? 1 : 0) : at;
}

/** What a group moved; what came is written above nothing. */
function sizeOf({ sums }: Moved, { side, accounts }: Group): bigint {
  const size = accounts.reduce((all, account) => all + (sums.get(account) ?? 0n), 0n);
  return side === "came" ? -size : size;
}

function unitOf(state: BookState, unit: string, moved: Moved): StatedUnit {
  const { groups, leftOut } = tellable(state, moved, true);
  const side = (name: Group["side"]) => ({
    leftOut: leftOut[name],
    rows: groups
      .filter((group) => group.side === name)
      .sort((a, b) => place(a.account) - place(b.account))
      .map((group) => ({ account: group.account, of: figure(sizeOf(moved, group)) })),
  });
  return { unit, came: side("came"), went: side("went") };
}

/** What went out, as shares of all of it; a heading that took nothing is left out. */
function sharedOf(state: BookState, unit: string, moved: Moved): SharedUnit {
  const { groups, leftOut } = tellable(state, moved, false);
  const uses = [...moved.sums].filter(([account]) => sideIn(state, account) === "went");
  const all = uses.reduce((sum, [, size]) => (size > 0n ? sum + size : sum), 0n);
  const rows = groups
    .filter((group) => group.side === "went" && sizeOf(moved, group) > 0n)
    .sort((a, b) => place(a.account) - place(b.account))
    .map((group) => ({ account: group.account, size: sizeOf(moved, group) }));
  const only = rows.length === 1 && !leftOut.went;
  const share = (size: bigint): Share => {
    if (only && size >= all) return "all";
    return size * 2n >= all ? "most" : "part";
  };
  const told = rows.map(({ account, size }) => ({ account, share: share(size) }));
  return { unit, went: { rows: told, leftOut: leftOut.went } };
}

/** What a statement of the period says, made now; in a protected space without figures. */
export function toldOf(state: BookState, period: Period, protects: boolean): Told {
  const all = [...movedIn(state, period)].sort(([a], [b]) => (a < b ? -1 : 1));
  const touched = all.filter(([, moved]) =>
    [...moved.sums.keys()].some((account) => sideIn(state, account) !== null),
  );
  const told = touched.filter(([unit]) => !protects || !isTerm(unit));
  const units = protects ? [] : told.map(([unit, moved]) => unitOf(state, unit, moved));
  const shared = protects ? told.map(([unit, moved]) => sharedOf(state, unit, moved)) : [];
  const some = [
    units.filter(({ came, went }) => came.rows.length + went.rows.length > 0),
    shared.filter(({ went }) => went.rows.length > 0),
  ] as const;
  return {
    ...{ units: some[0], shared: some[1] },
    leftOut: some[0].length + some[1].length < touched.length,
    late: Object.keys(state.late.sums).length > 0,
  };
}

/** The headings that a statement of the period is made from, by unit, named alone or not. */
export function madeFrom(
  state: BookState,
  period: Period,
): Map<string, Record<"came" | "went", Account[]>> {
  const found = new Map<string, Record<"came" | "went", Account[]>>();
  for (const [unit, { sums }] of movedIn(state, period)) {
    const on = (side: "came" | "went") =>
      [...sums.keys()]
        .filter((account) => sideIn(state, account) === side)
        .sort((a, b) => place(a) - place(b));
    found.set(unit, { came: on("came"), went: on("went") });
  }
  return found;
}

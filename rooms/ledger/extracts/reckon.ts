/**
 * Adds up an extract and looks whether it agrees with itself: what it opened with and its lines
 * make what it closed with, and each balance it gives follows from the one before. It holds sums,
 * and the rows that disagree.
 */
import { billionths, figure } from "../../../house/values/index.ts";
import type { ExtractLine, Said, What } from "./line.ts";

/** Rows that disagree and are named one by one; the rest are counted. */
export const NAMED_MAX = 10_000;

/** One account of a file in one currency. */
export type Reckoned = {
  section: number;
  currency: string;
  rows: number;
  /** What it began with and what it ended with as the file says; null where it does not. */
  opening: string | null;
  closing: string | null;
  /** What its lines come to. */
  moved: string;
  /** Whether opening and lines make the closing; null where the file does not say both. */
  agrees: boolean | null;
  /** Rows whose balance does not follow. */
  disagreeing: number;
  /** The number of its last row, 0 where it has none. */
  last: number;
};

/** What came of a whole file. */
export type Reckoning = {
  accounts: Reckoned[];
  /** Rows whose balance does not follow, in order, at most {@link NAMED_MAX}. */
  rows: number[];
  totals: ExtractTotals;
};

/** Per currency what the accounts hold at the end; per kind and currency what its lines come to. */
export type ExtractTotals = {
  closing: Record<string, string>;
  kinds: Partial<Record<What, Record<string, string>>>;
};

/** What a line changes on its account: nothing while it waits, and where it came and went. */
export function effectOf({ of, standing }: Pick<ExtractLine, "of" | "standing">): bigint {
  return standing === "pending" || standing === "refunded" ? 0n : billionths(of);
}

/** One way of reading a list: oldest line first, or newest first. */
type Way = { rows: number[]; count: number };

type Account = {
  key: string;
  section: number;
  currency: string;
  account: string;
  rows: number;
  lastRow: number;
  moved: bigint;
  said: Said | null;
  /** The first and the last row with a balance: what it was before them, and after. */
  first: { before: bigint; after: bigint; apart: bigint } | null;
  last: { row: number; before: bigint; after: bigint } | null;
  /** What lines without a balance moved since the last one with it. */
  between: bigint;
  older: Way;
  newer: Way;
  dates: [string, string];
};

const nothing = (): Way => ({ rows: [], count: 0 });
const name = (way: Way, row: number) => {
  way.count += 1;
  if (way.rows.length < NAMED_MAX) way.rows.push(row);
};

/** Reckons one file, a line at a time. */
export class Reckoner {
  readonly #accounts = new Map<string, Account>();
  readonly #kinds = new Map<What, Map<string, bigint>>();

  /** Takes a line in. */
  line(row: number, line: ExtractLine): void {
    const account = this.#account(line);
    const effect = effectOf(line);
    account.rows += 1;
    account.lastRow = row;
    account.moved += effect;
    if (account.rows === 1) account.dates[0] = line.date;
    account.dates[1] = line.date;
    if (line.balance === undefined) account.between += effect;
    else follow(account, row, billionths(line.balance), effect);
    if (line.standing === "pending") return;
    this.#count(line.what, line.currency, billionths(line.of));
    if (line.standing === "refunded") this.#count("refund", line.currency, -billionths(line.of));
  }

  /** Takes in what a statement says of itself. */
  said(said: Said): void {
    const account = this.#account(said);
    account.said = said;
  }

  #account(at: Pick<Said, "section" | "currency" | "account">): Account {
    const key = `${at.section} ${at.currency}`;
    const known = this.#accounts.get(key);
    if (known !== undefined) return known;
    const { section, currency, account } = at;
    const made: Account = {
      ...{
        key,
        section,
        currency,
        account,
        rows: 0,
        lastRow: 0,
        moved: 0n,
        said: null,
        between: 0n,
      },
      ...{ first: null, last: null, older: nothing(), newer: nothing(), dates: ["", ""] },
    };
    this.#accounts.set(key, made);
    return made;
  }

  #count(what: What, currency: string, of: bigint): void {
    const sums = this.#kinds.get(what) ?? new Map<string, bigint>();
    sums.set(currency, (sums.get(currency) ?? 0n) + of);
    this.#kinds.set(what, sums);
  }

  /** What came of it. */
  result(): Reckoning {
    const all = [...this.#accounts.values()];
    const known = all.map((account) => ({ account, of: reckoned(account) }));
    const rows = known.flatMap(({ of }) => of.rows).sort((a, b) => a - b);
    return {
      accounts: known.map(({ of }) => of.said),
      rows: rows.slice(0, NAMED_MAX),
      totals: { closing: closings(known), kinds: this.#sums() },
    };
  }

  #sums(): ExtractTotals["kinds"] {
    const sums = [...this.#kinds].map(([what, by]) => {
      return [what, Object.fromEntries([...by].map(([unit, of]) => [unit, figure(of)]))] as const;
    });
    return Object.fromEntries(sums) as ExtractTotals["kinds"];
  }
}

/** Looks whether a balance follows from the one before it, or the one before it from this. */
function follow(account: Account, row: number, after: bigint, effect: bigint): void {
  const before = after - effect;
  const { last, between } = account;
  if (last === null) account.first = { before, after, apart: between };
  else {
    if (last.after + between !== before) name(account.older, row);
    // Newest first: what stood before the row above is what stands after this one and those
    // between.
    if (last.before - between !== after) name(account.newer, last.row);
  }
  account.last = { row, before, after };
  account.between = 0n;
}

/** Whether the list begins with the newest: its days say, or else what more balances follow. */
function isNewestFirst({ dates: [first, last], older, newer }: Account): boolean {
  if (older.count !== newer.count) return newer.count < older.count;
  return first > last;
}

function reckoned(account: Account): { said: Reckoned; rows: number[]; closing: bigint } {
  const { section, currency, rows, moved, said } = account;
  const newest = isNewestFirst(account);
  const way = newest ? account.newer : account.older;
  const own = (one: { of: string; currency: string } | undefined) =>
    one?.currency === currency ? billionths(one.of) : null;
  const [begin, end] = ends(account, newest);
  const opening = own(said?.opening) ?? begin;
  const closing = own(said?.closing) ?? end;
  const agrees = opening === null || closing === null ? null : opening + moved === closing;
  return {
    said: {
      ...{ section, currency, rows, moved: figure(moved), agrees, disagreeing: way.count },
      last: account.lastRow,
      opening: opening === null ? null : figure(opening),
      closing: closing === null ? null : figure(closing),
    },
    rows: way.rows,
    closing: closing ?? (opening ?? 0n) + moved,
  };
}

/**
 * What balances of lines say it began and ended with; lines without one may stand at either end.
 */
function ends({ first, last, between }: Account, newest: boolean): [bigint | null, bigint | null] {
  if (first === null || last === null) return [null, null];
  return newest
    ? [last.before - between, first.after + first.apart]
    : [first.before - first.apart, last.after + between];
}

/** What the accounts hold together, by currency; of statements of one account, the last counts. */
function closings(
  known: readonly { account: Account; of: { closing: bigint } }[],
): Record<string, string> {
  const last = new Map<string, { currency: string; closing: bigint }>();
  for (const { account, of } of known)
    last.set(`${account.account} ${account.currency}`, {
      ...{ currency: account.currency, closing: of.closing },
    });
  const sums = new Map<string, bigint>();
  for (const { currency, closing } of last.values())
    if (currency !== "") sums.set(currency, (sums.get(currency) ?? 0n) + closing);
  return Object.fromEntries([...sums].map(([currency, of]) => [currency, figure(of)]));
}

/** What commands about extracts come to: rows of a bank's file as balanced entries of a book. */
import { withinOf } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import { dayIn } from "../../house/days.ts";
import type { Mark, NewFact, Thing } from "../../house/facts.ts";
import { joinRanges, rowsHad } from "../../house/import/files.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { isTerm, negate } from "../../house/values/index.ts";
import { type Account, sideOf } from "./accounts.ts";
import {
  calledSo,
  columns,
  columnsMark,
  type ExtractState,
  extract,
  extractsMark,
  fileMark,
  sorting,
  sortingsMark,
  WAITING_MAX,
} from "./extract-facts.ts";
import {
  alikeMark,
  type RowRecord,
  type RowsRecord,
  referenceMark,
  thatDayMarks,
  type Waits,
} from "./extract-rows.ts";
import type { Bring, BringRow, Drop, SayColumns, Settle, Sort } from "./extract-shapes.ts";
import type { What } from "./extracts/line.ts";
import { type BookState, book, isTransfer, type Line, postTransfer } from "./facts.ts";

type Answer = Decided | Refusal;

/** Files that one book takes, and sortings and kinds of tables it has. */
export const EXTRACTS_MAX = 900;

const noBook = refuse("ledger.no-such-book", "not-found", { next: "go-back" });
/** A bank's rows say who paid, and both parties of an agreement read its own book. */
export const ownTakesNoFiles = refuse("ledger.own-takes-no-files", "state", {
  next: "ledger.books",
});
const noExtract = refuse("ledger.no-such-extract", "not-found", { next: "go-back" });
const noAccount = refuse("ledger.no-such-account", "shape", { field: "account" });

/** The group's book of money of that id; a refusal where it is none that the author may open. */
function moneyBook(world: World, id: string): Thing<BookState> | Refusal {
  const thing = world.thing(book, id);
  if (thing?.state.purpose !== "money") return noBook;
  return thing.state.agreement === null ? thing : ownTakesNoFiles;
}

/** Whether a book has an account, built in or of its own. */
function hasAccount({ state }: Thing<BookState>, account: Account): boolean {
  return !isTerm(account) || sideOf(account, state.accounts) !== null;
}

/** Where a row's money comes from or goes to where nobody says otherwise. */
const OTHERS: Readonly<Record<What, Account>> = {
  ...{ contribution: "elsewhere", received: "elsewhere", interest: "elsewhere" },
  ...{ refund: "elsewhere", fee: "fees", "passed-on": "given-out", payout: "on-the-way" },
  ...{ expense: "uses:other", paid: "uses:other" },
};

/**
 * The lines of a row; what came and went adds up to nothing by itself. What left and is frozen lies
 * under that heading, and so does what came and is.
 */
export function linesOf(
  { of, what, standing, place }: Pick<RowRecord, "of" | "what" | "standing" | "place">,
  account: Account = OTHERS[what],
): Line[] {
  const back = negate(of);
  const isOut = of.of.startsWith("-");
  const own = standing === "frozen" && !isOut ? "frozen" : place;
  // A heading against itself would count for nothing, and the file does not.
  const named = account === own ? OTHERS[what] : account;
  const other = standing === "frozen" && isOut ? "frozen" : named;
  const once: Line[] = [
    { account: other, of: back },
    { account: own, of },
  ];
  if (standing !== "refunded") return once;
  return [...once, { account: own, of: back }, { account: other, of }];
}

/**
 * Brings in rows that neither this file nor, by their reference, another has brought in. `answer`
 * lists by commas the rows that this file had (`again`), that another had (`passed`), and that
 * wait.
 */
export function bringRows(world: World, input: Bring, context: Context): Answer {
  const thing = moneyBook(world, input.book);
  if (isRefusal(thing)) return thing;
  const sorted = input.rows.every(
    ({ account }) => account === undefined || hasAccount(thing, account),
  );
  if (!sorted) return { ...noAccount, field: "rows" };
  const [before] = world.find(extract, fileMark(thing.id, input.file));
  const all = world.find(extract, extractsMark(thing.id));
  if (before === undefined && all.length >= EXTRACTS_MAX)
    return refuse("ledger.too-many-files", "state", { next: "go-back" });
  const id = before?.id ?? context.id();
  const fresh = input.rows.filter(({ row }) => !rowsHad(before?.state.rows ?? [], row));
  const again = input.rows.filter((one) => !fresh.includes(one)).map(({ row }) => row);
  const others = all.some((one) => one.id !== id);
  const known = { world, thing, id, format: input.format, others, context };
  const named = new Map(others ? fresh.map((row) => [row, calledElsewhere(known, row)]) : []);
  const passed = fresh.filter((row) => named.get(row) === "passed");
  const taken = fresh.filter((row) => !passed.includes(row));
  const waiting = Object.keys(before?.state.waiting ?? {}).length;
  const isAlike = (row: BringRow) => named.get(row) === "alike";
  const rows = written(known, taken, { waiting, isAlike });
  if (rows === null) return refuse("ledger.too-many-wait", "state", { next: "go-back" });
  const answer = {
    ...{ extract: id, book: thing.id, accepted: taken.length, again: again.join() },
    ...{ passed: passed.map(({ row }) => row).join(), waits: rows.waits.join() },
  };
  if (fresh.length === 0) return { facts: [], answer };
  const facts = [...begun(input, thing, before, id), ...rows.facts, ...passedOver(id, passed)];
  return { facts, answer };
}

function begun(
  { file, book: own, format, accounts }: Bring,
  thing: Thing<BookState>,
  before: Thing | undefined,
  id: string,
): NewFact[] {
  if (before !== undefined) return [];
  const record = { file, book: own, format, accounts };
  return [{ kind: "extract", thing: id, type: "extract.begun/1", record, ...withinOf(thing) }];
}

function passedOver(id: string, passed: readonly BringRow[]): NewFact[] {
  if (passed.length === 0) return [];
  const rows = joinRanges(passed.map(({ row }) => [row, row]));
  return [{ kind: "extract", thing: id, type: "extract.passed-over/1", record: { rows } }];
}

type Known = {
  world: World;
  thing: Thing<BookState>;
  id: string;
  format: ExtractState["format"];
  /** Whether the book has other files. */
  others: boolean;
  context: Context;
};

/** What a row is to other files of the book that call one of its figure so; null: another. */
function calledElsewhere(known: Known, row: BringRow): "passed" | "alike" | null {
  const { world, thing, id, format, context } = known;
  if (row.reference === undefined) return null;
  const others = (mark: Mark) => world.find(extract, mark).filter((one) => one.id !== id);
  const day = dayIn(context.happened, context.zone, context.protects);
  return calledSo(others(referenceMark(thing.id, row.reference, row.of)), row, {
    format,
    isThatDay: () => thatDayMarks(thing.id, day, row).some((mark) => others(mark).length > 0),
  });
}

/**
 * Whether a row stands alike in another file, so that it may be the same. Two files of one kind
 * have the same names for the same rows: there two that have one each are two.
 */
function standsAlike({ world, thing, id, format, context }: Known, row: BringRow): boolean {
  const day = dayIn(context.happened, context.zone, context.protects);
  const isNamed = row.reference !== undefined;
  return [true, false].some((called) =>
    world
      .find(extract, alikeMark(thing.id, day, row, called))
      .some((one) => one.id !== id && !(isNamed && called && one.state.format === format)),
  );
}

function whyWaits(known: Known, row: BringRow): Waits | null {
  if (row.standing === "pending") return "pending";
  if (row.written) return "written";
  if (row.underway) return "underway";
  return known.others && standsAlike(known, row) ? "alike" : null;
}

/**
 * The facts of the rows that come in, and which of them wait; null where too many would. Each row
 * that stands is a line of the book; one entry of the extract says which rows those are.
 */
function written(
  known: Known,
  taken: readonly BringRow[],
  { waiting, isAlike }: { waiting: number; isAlike: (row: BringRow) => boolean },
) {
  const { thing, id } = known;
  const lines: NewFact[] = [];
  const alone: NewFact[] = [];
  const waits: number[] = [];
  const rows: RowsRecord["rows"] = [];
  const references: (string | null)[] = [];
  for (const row of taken) {
    const { account, party, narration, reference, written: _, underway: __, ...fields } = row;
    const why = whyWaits(known, row) ?? (isAlike(row) ? "alike" : null);
    const said = { ...(narration && { narration }), ...(party && { party }) };
    const own = reference === undefined ? fields : { ...fields, called: true as const };
    if (why === null) {
      lines.push(postTransfer(thing.id, { lines: linesOf(row, account) }, said));
      rows.push(own);
      references.push(reference ?? null);
      continue;
    }
    waits.push(row.row);
    const named = reference === undefined ? {} : { reference };
    alone.push({
      ...{ kind: "extract", thing: id, type: "extract.row/1", words: { ...named, ...said } },
      record: { ...own, book: thing.id, waits: why },
    });
  }
  if (waiting + waits.length > WAITING_MAX) return null;
  if (rows.length === 0) return { facts: alone, waits };
  const stand: NewFact = {
    ...{ kind: "extract", thing: id, type: "extract.rows/1" },
    record: { book: thing.id, first: thing.n + 1, rows },
    ...(references.some((one) => one !== null) && { words: { references } }),
  };
  return { facts: [...lines, stand, ...alone], waits };
}

/** Settles a row that waits; it is settled once. */
export function settleRow(world: World, input: Settle, _: Context): Answer {
  const thing = world.thing(extract, input.extract);
  const own = thing === undefined ? undefined : world.thing(book, thing.state.book);
  if (thing === undefined || own?.state.purpose !== "money") return noExtract;
  const row = thing.state.waiting[input.row];
  if (row === undefined) return refuse("ledger.row-waits-no-more", "state", { next: "go-back" });
  const { how, account, entry, party, narration } = input;
  const settled = (record: object): NewFact => ({
    ...{ kind: "extract", thing: thing.id, type: "extract.settled/1" },
    record: { row: input.row, how, book: own.id, ...record },
  });
  if (how === "left") return { facts: [settled({})] };
  if (how === "stands") {
    if (!isTransfer(own.state, entry ?? 0))
      return refuse("ledger.no-such-entry", "not-found", { field: "entry", next: "go-back" });
    return { facts: [settled({ entry })], answer: { entry: entry ?? 0 } };
  }
  // What came in before it was refused can be left, or said to stand there, and no more.
  if (own.state.agreement !== null) return ownTakesNoFiles;
  if (account === undefined || account === row.place || !hasAccount(own, account)) return noAccount;
  const standing = row.standing === "pending" ? "booked" : row.standing;
  const lines = linesOf({ ...row, standing }, account);
  const words = { ...(narration && { narration }), ...(party && { party }) };
  const next = own.n + 1;
  return {
    facts: [postTransfer(own.id, { lines }, words), settled({ entry: next })],
    answer: { entry: next },
  };
}

/** Says under which heading rows go whose words hold a text. */
export function sort(
  world: World,
  { book: own, way, account, holds }: Sort,
  context: Context,
): Answer {
  const thing = moneyBook(world, own);
  if (isRefusal(thing)) return thing;
  const stock = ["money", "held"].includes(account);
  if (stock || !hasAccount(thing, account)) return noAccount;
  const live = world.find(sorting, sortingsMark(own)).filter(({ state }) => !state.dropped);
  if (live.length >= EXTRACTS_MAX) return refuse("ledger.too-many-sortings", "state");
  const id = context.id();
  const record = { book: own, way, account };
  const made: NewFact = { kind: "sorting", thing: id, type: "sorting.made/1", record };
  return { facts: [{ ...made, words: { holds }, ...withinOf(thing) }], answer: { sorting: id } };
}

/** Takes a sorting out of use, and erases its text; rows that it sorted stay where they are. */
export function dropSorting(world: World, { id }: Drop): Answer {
  const thing = world.thing(sorting, id);
  if (thing === undefined || thing.state.dropped)
    return refuse("ledger.no-such-sorting", "not-found", { next: "go-back" });
  const { words: at } = thing.state;
  return {
    facts: [{ kind: "sorting", thing: id, type: "sorting.dropped/1", record: {} }],
    erases: at === null ? [] : [{ kind: "sorting", thing: id, at, parts: ["words"] }],
  };
}

/** Remembers how tables with such columns are read; what was said last holds. */
export function sayColumns(world: World, input: SayColumns, context: Context): Answer {
  const thing = moneyBook(world, input.book);
  if (isRefusal(thing)) return thing;
  const [before] = world.find(columns, columnsMark(input.book, input.names));
  const id = before?.id ?? context.id();
  const fact: NewFact = {
    kind: "columns",
    thing: id,
    type: "columns.said/1",
    record: { ...input },
  };
  return { facts: [before === undefined ? { ...fact, ...withinOf(thing) } : fact] };
}

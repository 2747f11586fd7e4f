/**
 * Brings an extract in: looks what it is, reckons it, then sends its rows, those of one day
 * together, as testimony of whoever brings it. The file is read from its beginning three times and
 * never held.
 */
import type { Done, Envelope } from "../../../house/command.ts";
import type { RowSays } from "../../../house/import/bring.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { type Lang, parseDay, startOf } from "../../../house/values/index.ts";
import type { AccountSaid } from "../extract-facts.ts";
import { BRING_ROWS_MAX } from "../extract-rows.ts";
import type { BringRow } from "../extract-shapes.ts";
import type { Arriving } from "../underway.ts";
import type { ExtractLine, Format } from "./line.ts";
import { lookAt, type Open, reckonFile, rowsOf, type Told } from "./read.ts";
import { type ExtractTotals, type Reckoned, Reckoner, type Reckoning } from "./reckon.ts";
import { RowMaker } from "./row-maker.ts";

/** Commands that are on their way at once: the space's one writer takes many in a step. */
const AT_ONCE = 32;
/** Accounts and currencies of a file that are said one by one. */
const SAID_MAX = 50;

/** Sends rows of one day as the importing member; `part` tells the commands of one import apart. */
export type SendRows = (
  command: "ledger.bring-rows",
  input: unknown,
  more: Pick<Envelope, "arrived" | "happened"> & { part: string },
) => Promise<Done | Refusal>;

/** What of a space the bringing needs to know. */
export type Ground = {
  book: string;
  /** The space's zone, whether it protects its people, and now (ms). */
  zone: string;
  protects: boolean;
  now: number;
  /** The heading that a row goes under by a sorting. */
  sort: (row: { of: string; texts: readonly string[] }) => string | undefined;
  /** Whether somebody may have written a row by hand. */
  written: (row: { date: string; of: string; unit: string; place: string }) => Promise<boolean>;
  /** Whether a row may be money that is on the way; null where nothing is. */
  underway: ((row: Arriving) => Promise<boolean>) | null;
  /** Asked of payouts: lines, by number, that may say already that it arrived. */
  arrived: (row: Arriving) => Promise<readonly number[]>;
  /** Whether this file (SHA-256, hex) brought a row in before. */
  known: (file: string) => Promise<(row: number) => boolean>;
  /** What other files say of a row, asked where nothing is sent and so nothing is answered. */
  elsewhere: (
    own: Pick<Head, "file" | "format">,
  ) => Promise<(row: BringRow, date: string) => Promise<Elsewhere>>;
};

/** What another file makes of a row: the same by its reference, perhaps the same, or nothing. */
export type Elsewhere = "in-another-file" | "waits-alike" | null;

/** What each command of one import says of its file. */
type Head = { book: string; file: string; format: Format; lang: Lang };

/** What is to be said of a row that comes in; `entries`: lines of the book to put right. */
export type RowWarns = RowSays & { entries?: readonly number[] };

/** How to bring a file in. */
export type BringOptions = Told & {
  /** What the file's words are written in; `und` where nobody says. */
  lang?: Lang;
  /** Read and say what would come in; send nothing. */
  dryRun?: boolean;
  /** Told after every command how many rows were read. */
  onProgress?: (read: number) => void;
  /** In a dry run: told of the rows that would come in, with the heading each would go under. */
  onRow?: (row: BringRow & { date: string }) => void;
};

/** What came of it. Rows that wait are among those that came in. */
export type Brought = {
  read: number;
  accepted: number;
  /** How many of them wait for a person. */
  waiting: number;
  skipped: RowSays[];
  warnings: RowWarns[];
  /** At the end of the file, and of the rows that came in by kind. */
  totals: ExtractTotals;
  accounts: Reckoned[];
  format: Format | null;
  file: string;
  /** The names of its columns where it is a table. */
  names: readonly string[] | null;
  extract: string | null;
  /** Present where it stopped: what came in before stands. */
  refused?: Refusal;
};

/** Brings a file in; `open` gives its bytes from the beginning, each time it is called. */
export async function bringExtract(
  send: SendRows,
  open: Open,
  ground: Ground,
  options: BringOptions = {},
): Promise<Brought> {
  const look = await lookAt(open, options);
  const reckoning = await reckonFile(open, look);
  const { file, format, names } = look;
  const tally = new Counted(reckoning);
  const has = await ground.known(file);
  const lang = options.lang ?? "und";
  const head: Head = { book: ground.book, file, format: format ?? "table", lang };
  const accounts = saidOf(reckoning.accounts);
  const momentOf = momentsIn(ground);
  const elsewhere = await ground.elsewhere({ file, format: head.format });
  const maker = new RowMaker(ground, reckoning, lang);
  const sender = new Sender(tally, async (rows, date) => {
    const input = { ...head, accounts, rows };
    const happened = momentOf(date) ?? ground.now;
    const part = `${file.slice(0, 16)}-${rows[0]?.row ?? 0}`;
    return send("ledger.bring-rows", input, { arrived: "import", happened, part });
  });
  for await (const found of rowsOf(open, look))
    for (const one of found) {
      if ("said" in one) continue;
      tally.read += 1;
      // Counted of all of them, so that a file that is brought in again counts as it did.
      const alike = "line" in one ? maker.count(one.line) : 0;
      if ("reason" in one) tally.skip(one.row, one.reason);
      else if (has(one.row)) tally.skip(one.row, "already-in");
      else if (momentOf(one.line.date) === null) tally.skip(one.row, "not-yet");
      else {
        const row = await maker.row(one.row, one.line, alike);
        if (row.what === "payout")
          tally.payout(row.row, await ground.arrived({ ...row, date: one.line.date }));
        if (options.dryRun) {
          tally.would(row, one.line, await elsewhere(row, one.line.date));
          options.onRow?.({ ...row, date: one.line.date });
          continue;
        }
        tally.take(row, one.line);
        if (!(await sender.add(row, one.line.date))) return tally.result({ file, format, names });
      }
      if (tally.read % BRING_ROWS_MAX === 0) options.onProgress?.(tally.read);
    }
  if (!options.dryRun) await sender.rest();
  options.onProgress?.(tally.read);
  return tally.result({ file, format, names });
}

/**
 * When a day of a file began there (ms); null where it has not, or there was no such day. Rows of
 * one day mostly stand together, so the last one is remembered.
 */
function momentsIn({ zone, now }: Ground): (date: string) => number | null {
  let last: { date: string; at: number | null } = { date: "", at: null };
  return (date) => {
    if (date === last.date) return last.at;
    const day = parseDay(date, zone);
    const at = day.ok ? startOf(day.value) : null;
    last = { date, at: at !== null && at <= now ? at : null };
    return last.at;
  };
}

/** What goes into the file's own record: figures that fit there. */
function saidOf(accounts: readonly Reckoned[]): AccountSaid[] {
  const fits = (of: string | null) => of === null || of.replace(/^-|\..*$/g, "").length <= 18;
  return accounts
    .filter(({ currency, opening, closing, moved }) => {
      return /^[A-Z]{3}$/.test(currency) && [opening, closing, moved].every(fits);
    })
    .slice(0, SAID_MAX)
    .map(({ section: _, last: __, ...said }) => said);
}

type Deliver = (rows: BringRow[], date: string) => Promise<Done | Refusal>;

/** Sends rows a day at a time, several days on their way at once. */
class Sender {
  readonly #tally: Counted;
  readonly #deliver: Deliver;
  #rows: BringRow[] = [];
  #date = "";
  #waiting: { rows: BringRow[]; date: string }[] = [];

  constructor(tally: Counted, deliver: Deliver) {
    this.#tally = tally;
    this.#deliver = deliver;
  }

  /** Takes a row; false where something that was sent was refused. */
  async add(row: BringRow, date: string): Promise<boolean> {
    if (this.#rows.length > 0 && (date !== this.#date || this.#rows.length === BRING_ROWS_MAX))
      this.#close();
    this.#rows.push(row);
    this.#date = date;
    return this.#waiting.length < AT_ONCE || this.#send();
  }

  /** Sends what is left. */
  async rest(): Promise<boolean> {
    this.#close();
    return this.#send();
  }

  #close(): void {
    if (this.#rows.length > 0) this.#waiting.push({ rows: this.#rows, date: this.#date });
    this.#rows = [];
  }

  async #send(): Promise<boolean> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const done = await Promise.all(
      waiting.map(async ({ rows, date }) => ({ rows, done: await this.#deliver(rows, date) })),
    );
    // All are looked at: one that was refused does not undo those that were not.
    return done.map((one) => this.#tally.add(one.rows, one.done)).every((went) => went);
  }
}

/** Counts what came in, by what was answered. */
class Counted {
  read = 0;
  #accepted = 0;
  #waiting = 0;
  #extract: string | null = null;
  #refused: Refusal | undefined;
  readonly #skipped: RowSays[] = [];
  readonly #warnings: RowWarns[] = [];
  readonly #reckoning: Reckoning;
  /** Of the rows that came in; lines are kept only while their command is on its way. */
  readonly #came = new Reckoner();
  readonly #lines = new Map<number, { line: ExtractLine; row: BringRow }>();
  /** Of payouts: lines of the book that may say already that they arrived. */
  readonly #arrived = new Map<number, readonly number[]>();

  constructor(reckoning: Reckoning) {
    this.#reckoning = reckoning;
  }

  skip(row: number, reason: string): void {
    this.#skipped.push({ row, reason });
  }

  /** Keeps which lines may say already that a payout arrived, until it comes in. */
  payout(row: number, entries: readonly number[]): void {
    if (entries.length > 0) this.#arrived.set(row, entries);
  }

  /** Counts a row as coming in. */
  take(row: BringRow, line: ExtractLine): void {
    this.#accepted += 1;
    this.#lines.set(row.row, { line, row });
  }

  /** In a dry run, where nothing is answered: what would come of a row. */
  would(row: BringRow, line: ExtractLine, elsewhere: Elsewhere): void {
    if (elsewhere === "in-another-file") {
      this.skip(row.row, elsewhere);
      return;
    }
    this.take(row, line);
    const isOpen = row.written || row.underway || line.standing === "pending";
    const waits = isOpen || elsewhere !== null;
    if (waits) {
      this.#waiting += 1;
      this.#warn(row.row, waitsFor(row));
    }
    if (row.disagrees) this.#warn(row.row, "balance-disagrees");
    this.#keep(row.row);
  }

  /** What a command answered; false where it was refused. */
  add(rows: readonly BringRow[], done: Done | Refusal): boolean {
    if (isRefusal(done)) {
      this.#refused ??= done;
      for (const { row } of rows) this.#drop(row);
      return false;
    }
    const { answer } = done;
    this.#extract = String(answer["extract"]);
    for (const row of listOf(answer["again"])) this.#drop(row, "already-in");
    for (const row of listOf(answer["passed"])) this.#drop(row, "in-another-file");
    const waits = listOf(answer["waits"]);
    this.#waiting += waits.length;
    const why = new Set(waits);
    for (const row of rows) {
      if (why.has(row.row)) this.#warn(row.row, waitsFor(row));
      if (row.disagrees && this.#lines.has(row.row)) this.#warn(row.row, "balance-disagrees");
      this.#keep(row.row);
    }
    return true;
  }

  #warn(row: number, reason: string): void {
    this.#warnings.push({ row, reason });
  }

  #drop(row: number, reason?: string): void {
    if (!this.#lines.delete(row)) return;
    this.#accepted -= 1;
    if (reason !== undefined) this.skip(row, reason);
  }

  #keep(row: number): void {
    const own = this.#lines.get(row);
    if (own === undefined) return;
    const { balance: _, ...line } = own.line;
    this.#came.line(row, line);
    this.#lines.delete(row);
    const entries = this.#arrived.get(row);
    if (entries !== undefined) this.#warnings.push({ row, reason: "payout-arrived", entries });
  }

  /** What came of it, rows in the order of the file. */
  result(look: Pick<Brought, "file" | "format" | "names">): Brought {
    // What was not sent, since something before it was refused, did not come in.
    for (const row of [...this.#lines.keys()]) this.#drop(row);
    for (const { agrees, last } of this.#reckoning.accounts)
      if (agrees === false) this.#warn(last, "closing-disagrees");
    const byRow = (a: RowSays, b: RowSays) => a.row - b.row;
    const { accounts, totals } = this.#reckoning;
    return {
      ...{ read: this.read, accepted: this.#accepted, waiting: this.#waiting },
      skipped: this.#skipped.toSorted(byRow),
      warnings: this.#warnings.toSorted(byRow),
      totals: { closing: totals.closing, kinds: this.#came.result().totals.kinds },
      ...{ accounts, extract: this.#extract, ...look },
      ...(this.#refused === undefined ? {} : { refused: this.#refused }),
    };
  }
}

function waitsFor({ standing, written, underway }: BringRow): string {
  if (standing === "pending") return "waits-pending";
  return written ? "waits-written" : underway ? "waits-underway" : "waits-alike";
}

function listOf(list: unknown): number[] {
  const text = typeof list === "string" ? list : "";
  return text === "" ? [] : text.split(",").map(Number);
}

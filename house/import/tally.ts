/** Counts an import as it goes; holds only what is said of rows, and sums. */
import type { Refusal } from "../refusal.ts";
import { billionths, figure } from "../values/index.ts";
import type { Delivered, Imported, MappedRow, RowSays } from "./bring.ts";

/** A figure so many times its category's median is kept and warned of. */
const LARGE_TIMES = 1_000;

/** Names that get a sum, or a middle, of their own; a file of more is summed all the same. */
export const NAMES_MAX = 5_000;

/** So many rows to be named on a page: the first, and the last, which says where reading ended. */
export function someRows<R extends RowSays>(rows: readonly R[], most: number): readonly R[] {
  return rows.length <= most ? rows : [...rows.slice(0, most - 1), ...rows.slice(-1)];
}

/** The tally of one import. */
export class Tally {
  read = 0;
  #accepted = 0;
  #all = 0n;
  #refused: Refusal | undefined;
  readonly #skipped: RowSays[] = [];
  readonly #warnings: RowSays[] = [];
  readonly #totals = new Map<string, bigint>();
  readonly #medians: ReadonlyMap<string, number>;

  constructor(medians: ReadonlyMap<string, number>) {
    this.#medians = medians;
  }

  /** Counts a row that is left out. */
  skip(row: number, reason: string): void {
    this.#skipped.push({ row, reason });
  }

  /** Counts what a command did; false where it was refused. */
  add(rows: readonly MappedRow[], delivered: Delivered): boolean {
    if ("refused" in delivered) {
      this.#refused = delivered;
      return false;
    }
    for (const row of rows) {
      if (delivered.again.has(row.input.row)) this.skip(row.input.row, "already-in");
      else this.#take(row, delivered.elsewhere.has(row.input.row));
    }
    return true;
  }

  #take({ input: { row, of }, category, total, warnings }: MappedRow, elsewhere: boolean): void {
    this.#accepted += 1;
    const exact = billionths(of);
    this.#all += exact;
    this.#totals.set(total, (this.#totals.get(total) ?? 0n) + exact);
    for (const reason of warnings) this.#warnings.push({ row, reason });
    const usual = this.#medians.get(category) ?? 0;
    if (usual > 0 && Number(of) >= LARGE_TIMES * usual)
      this.#warnings.push({ row, reason: "very-large" });
    if (elsewhere) this.#warnings.push({ row, reason: "in-another-file" });
  }

  /** What came of it, rows in the order of the file. */
  result(): Imported {
    const byRow = (a: RowSays, b: RowSays) => a.row - b.row;
    const named = this.#totals.entries().take(NAMES_MAX);
    const sums = [...named.map(([name, sum]) => [name, figure(sum)] as const)];
    const others = this.#totals.size - sums.length;
    return {
      ...{ read: this.read, accepted: this.#accepted },
      skipped: this.#skipped.toSorted(byRow),
      warnings: this.#warnings.toSorted(byRow),
      totals: { ...Object.fromEntries(sums), all: figure(this.#all) },
      ...(others === 0 ? {} : { others }),
      ...(this.#refused === undefined ? {} : { refused: this.#refused }),
    };
  }
}

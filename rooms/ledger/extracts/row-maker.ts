/** Makes of a file's lines the rows that a command brings in. */
import { type Lang, readText, type Text } from "../../../house/values/index.ts";
import type { BringRow } from "../extract-shapes.ts";
import { NARRATION_MAX, PARTY_MAX } from "../facts.ts";
import type { Ground } from "./bring.ts";
import { type ExtractLine, REFERENCE_MAX } from "./line.ts";
import type { Reckoning } from "./reckon.ts";

/** Makes rows of one file, whose words are in `lang`; lines are counted in their order. */
export class RowMaker {
  readonly #ground: Ground;
  readonly #lang: Lang;
  readonly #disagreeing: ReadonlySet<number>;
  /** How many stand alike on the day (or month) that is being read. */
  readonly #alike = new Map<string, number>();
  #day = "";

  constructor(ground: Ground, { rows }: Reckoning, lang: Lang) {
    this.#ground = ground;
    this.#lang = lang;
    this.#disagreeing = new Set(rows);
  }

  /** The row of a line: `row` is its number, `alike` what was counted of it. */
  async row(row: number, line: ExtractLine, alike: number): Promise<BringRow> {
    const { of, currency: unit, what, standing, place, date } = line;
    const said = { ...this.#said("party", line.party), ...this.#said("narration", line.narration) };
    const texts = [line.party ?? "", line.narration ?? ""];
    const account = this.#ground.sort({ of, texts });
    const isWritten =
      standing !== "pending" && (await this.#ground.written({ date, of, unit, place }));
    const made: BringRow = {
      ...{ row, of: { of, unit }, what, standing, place, alike },
      ...(this.#disagreeing.has(row) && { disagrees: true as const }),
      ...(account !== undefined && account !== place && { account }),
      ...(isWritten && { written: true as const }),
      ...this.#reference(line.reference),
      ...said,
    };
    const { underway } = this.#ground;
    if (underway === null) return made;
    return (await underway({ ...made, date })) ? { ...made, underway: true } : made;
  }

  /** How many stand alike up to this line, itself counted in. */
  count({ date, of, currency }: ExtractLine): number {
    const day = this.#ground.protects ? date.slice(0, 7) : date;
    if (day !== this.#day) this.#alike.clear();
    this.#day = day;
    const count = (this.#alike.get(`${of} ${currency}`) ?? 0) + 1;
    this.#alike.set(`${of} ${currency}`, count);
    return count;
  }

  /** A text as it is kept: clean, and cut where it is longer. */
  #said(name: "party" | "narration", typed: string | undefined): { [key: string]: Text } {
    const lengthMax = name === "party" ? PARTY_MAX : NARRATION_MAX;
    const text = cut(this.#lang, typed, lengthMax);
    return text === null ? {} : { [name]: text };
  }

  #reference(typed: string | undefined): { reference?: string } {
    const text = cut("und", typed, REFERENCE_MAX);
    return text === null ? {} : { reference: text.text };
  }
}

/** The first half of a sign that takes two, with nothing behind it. */
const HALF = /[\ud800-\udbff]$/;

function cut(lang: Lang, typed: string | undefined, lengthMax: number): Text | null {
  if (typed === undefined) return null;
  // A sign of two halves that does not fit is left out whole.
  const short = typed.length > lengthMax ? typed.slice(0, lengthMax).replace(HALF, "") : typed;
  const text = readText(lang, short.toWellFormed(), { lengthMax });
  return text.ok ? text.value : null;
}

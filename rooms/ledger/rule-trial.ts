/** A rule tried on rows that came in before, so that who makes it sees what it would do. */
import type { Thing } from "../../house/facts.ts";
import type { View } from "../../house/view.ts";
import {
  extractsOf,
  fitting,
  type OpenRow,
  type Rule,
  rowsOfExtract,
  sorter,
  sortingsOf,
} from "./extract-questions.ts";
import type { BookState } from "./facts.ts";

/** Rows that a trial looks at, those of the newest files first; and that it shows. */
export const TRIED_MAX = 500;
const SHOWN = 8;

/** What a rule would do with rows of the past. */
export type Trial = {
  looked: number;
  /** Whether there are more than were looked at. */
  more: boolean;
  /** How many it fits, and how many of those an earlier rule takes before it. */
  fits: number;
  before: number;
  /** Some that it would sort, the newest file's first. */
  shown: OpenRow[];
};

/** Tries a rule; `id` is its own where it stands already: it does not stand before itself. */
export async function tryRule(
  view: View,
  own: Thing<BookState>,
  rule: Rule,
  id: string | null,
): Promise<Trial> {
  const all = await sortingsOf(view, own.id);
  const at = id === null ? -1 : all.findIndex(({ thing }) => thing.id === id);
  const earlier = sorter(at < 0 ? all : all.slice(0, at));
  const fits = fitting(rule);
  const trial: Trial = { looked: 0, more: false, fits: 0, before: 0, shown: [] };
  for (const file of (await extractsOf(view, own.id)).reverse())
    for (let from: number | null = 0; from !== null; ) {
      const { rows, next } = await rowsOfExtract(view, own, file, "all", from);
      for (const row of rows) {
        if (trial.looked >= TRIED_MAX) return { ...trial, more: true };
        take(trial, row, fits, earlier);
      }
      from = next;
    }
  return trial;
}

function take(
  trial: Trial,
  row: OpenRow,
  fits: ReturnType<typeof fitting>,
  earlier: ReturnType<typeof sorter>,
): void {
  trial.looked += 1;
  const { party, narration } = typeof row.said === "string" ? {} : row.said;
  const looked = { of: row.of.of, texts: [party?.text ?? "", narration?.text ?? ""] };
  if (!fits(looked)) return;
  trial.fits += 1;
  if (earlier(looked) !== undefined) trial.before += 1;
  else if (trial.shown.length < SHOWN) trial.shown.push(row);
}

/** Terms: what a group calls things (categories, items, units, accounts, places). */
import { z } from "zod";
import { defineKind, type EntryRef, type NewFact } from "../../house/facts.ts";
import {
  type Place,
  placeSchema,
  type Text,
  textsSchema,
  type UnitKind,
} from "../../house/values/index.ts";

/** What a term is a word for. */
export const TERM_USES = ["category", "item", "unit", "account", "place"] as const;
/** What a term is a word for. */
export type TermUse = (typeof TERM_USES)[number];

/** Limits of a term's words. */
export const TERM_TEXT = { lengthMax: 80 } as const;

/** A term as folded. */
export type TermState = {
  use: TermUse;
  /** Of a unit: what it measures. */
  measures: UnitKind | null;
  /** Of a place: how fine it is (1 to 4) and what it lies in. */
  level: number | null;
  within: Place | null;
  name: EntryRef | null;
  retired: boolean;
};

/** The part of a term's record that says what it is, as shapes. */
export const termFields = {
  use: z.enum(TERM_USES),
  measures: z.enum(["count", "mass", "volume", "time", "people"]).nullable(),
  level: z.int().min(1).max(4).nullable(),
  within: placeSchema.nullable(),
};

const words = z.strictObject({ texts: textsSchema(TERM_TEXT) });
const marks = ({ record, words: said }: { record: object; words?: object }) => ({
  words: termMarks(
    ((record as { use?: TermUse }).use ?? "item") as TermUse,
    ((said as { texts?: Text[] } | undefined)?.texts ?? []) as Text[],
  ),
});

/** What a group calls something. Its words are open to whoever opens a record that uses it. */
export const term = defineKind<TermState>({
  kind: "term",
  inCircles: true,
  facts: [
    { type: "term.named/1", record: z.strictObject(termFields), words, marks },
    { type: "term.renamed/1", record: z.strictObject({ use: termFields.use }), words, marks },
    { type: "term.retired/1", record: z.strictObject({}) },
  ],
  initial: { use: "item", measures: null, level: null, within: null, name: null, retired: false },
  evolve: (state, { type, record, index, n }) => {
    if (type === "term.named/1") {
      const { use, measures, level, within } = record;
      Object.assign(state, { use, measures, level, within });
    }
    if (type === "term.named/1" || type === "term.renamed/1") state.name = { index, n, type };
    if (type === "term.retired/1") state.retired = true;
    return state;
  },
});

/** The mark a term is found by: its use and its words with case and spaces folded. */
export function termMark(use: TermUse, text: string): string {
  const folded = text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
  return `term:${use}:${folded}`;
}

function termMarks(use: TermUse, texts: readonly Text[]): string[] {
  return [...new Set(texts.map(({ text }) => termMark(use, text)))];
}

/** The fact that the group calls something so. `id` is fresh. */
export function termNamed(
  id: string,
  use: TermUse,
  texts: readonly Text[],
  more: Partial<Pick<TermState, "measures" | "level" | "within">> = {},
): NewFact {
  const record = { use, measures: null, level: null, within: null, ...more };
  return { kind: "term", thing: id, type: "term.named/1", record, words: { texts } };
}

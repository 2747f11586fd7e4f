/** What to know before offering: how things are done, what happened, what was tried. */
import { z } from "zod";
import type { Circle } from "../../house/circles.ts";
import { defineKind, type EntryRef } from "../../house/facts.ts";
import { wordMarks } from "../../house/normal.ts";
import { type Lang, langSchema, type Text, textSchema } from "../../house/values/index.ts";
import { type Said, withSaid } from "./facts.ts";

/** What it tells of, in the order forms show them. */
export const ABOUT = ["norm", "history", "tried"] as const;
/** See {@link ABOUT}. */
export type About = (typeof ABOUT)[number];

/** Longest of what stands on forms, and of what more is said on its own page, in UTF-16 units. */
export const SHORT_MAX = 240;
/** See {@link SHORT_MAX}. */
export const LONG_MAX = 4_000;
/** Of so many a group can tell at a time. */
export const NORMS_MAX = 60;
/** How many stand on a form: more would be read by nobody. The rest is one tap away. */
export const ON_FORM = 4;
/** Languages one of them can be in. */
export const NORM_LANGS_MAX = 20;

/** Shape of its words in one language: what stands on forms, and more. */
export const normWords = {
  short: textSchema({ lengthMax: SHORT_MAX }),
  more: textSchema({ lengthMax: LONG_MAX, lines: "many" }).optional(),
};
/** Its words in one language. */
export type NormWords = { short: Text; more?: Text | undefined };

/** One of them, folded; `first` ones stand on forms before others. */
export type NormState = { about: About; first: boolean; said: Said; out: boolean };

/** All norms of a space carry it. */
export const NORM_MARK = "norms:all";

const nothing = z.strictObject({});
const marks = ({ words }: { words?: Record<string, unknown> }) => {
  const { short, more } = (words ?? {}) as Partial<NormWords>;
  return { words: wordMarks([short?.text, more?.text].join(" ")) };
};

/** See {@link NormState}: with the host until it is shown. */
export const norm = defineKind<NormState>({
  kind: "norm",
  facts: [
    {
      type: "norm.told/1",
      record: z.strictObject({ about: z.enum(ABOUT), lang: langSchema, first: z.boolean() }),
      words: z.strictObject(normWords),
      marks: (whole) => ({ ...marks(whole), record: [NORM_MARK] }),
    },
    {
      type: "norm.worded/1",
      record: z.strictObject({ lang: langSchema }),
      words: z.strictObject(normWords),
      marks,
    },
    { type: "norm.unworded/1", record: z.strictObject({ lang: langSchema }) },
    { type: "norm.set/1", record: z.strictObject({ about: z.enum(ABOUT), first: z.boolean() }) },
    {
      type: "norm.shown/1",
      record: z.strictObject({ to: z.enum(["public", "link"]) }),
      moves: (record) => record["to"] as Circle,
    },
    { type: "norm.quieted/1", record: nothing, moves: () => "host" },
    { type: "norm.taken-out/1", record: nothing, moves: () => "host" },
  ],
  initial: { about: "norm", first: false, said: [], out: false },
  evolve: (state, { type, record, index, n }) => {
    const at: EntryRef = { index, n, type };
    const { about, first, lang } = record as { about: About; first: boolean; lang: Lang };
    if (type === "norm.told/1") return { ...state, about, first, said: [{ lang, at }] };
    if (type === "norm.worded/1") return { ...state, said: withSaid(state.said, lang, at) };
    if (type === "norm.set/1") return { ...state, about, first };
    if (type === "norm.unworded/1")
      return { ...state, said: state.said.filter((one) => one.lang !== lang) };
    return type === "norm.taken-out/1" ? { ...state, said: [], out: true } : state;
  },
});

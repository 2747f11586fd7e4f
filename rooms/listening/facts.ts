/** The facts of listening sessions and of what grew out of them. States hold no words. */
import { z } from "zod";
import { CIRCLE, type Circle } from "../../house/circles.ts";
import { defineKind, type EntryRef, type Erase, type Seen, type Thing } from "../../house/facts.ts";
import { wordMarks } from "../../house/normal.ts";
import { erasedByTime } from "../../house/times.ts";
import {
  CATEGORIES,
  type CategoryCode,
  type Day,
  daySchema,
  filesPart,
  idSchema,
  type Lang,
  langSchema,
  type Place,
  placeSchema,
  soundPart,
  type Text,
  textSchema,
} from "../../house/values/index.ts";

/** Who called it, in the order pages list them. */
export const CONVENED = ["group", "neighbours", "women", "young", "others-asked"] as const;
/** Groups of people: whom it was for, who was heard, who could not be. */
export const GROUPS = ["women", "men", "young", "older", "disabled", "newcomers"] as const;
/** Whom it was for. */
export const WITH = ["everyone", ...GROUPS] as const;
/** Who could not be heard. */
export const MISSED = [
  ...GROUPS,
  ...(["detained", "far", "workers", "other-language", "others"] as const),
] as const;
/** Why not. */
export const BECAUSE = [
  ...(["not-safe", "not-asked", "no-time", "too-far", "language", "cannot-enter"] as const),
  ...(["kept-away", "chose-not", "unknown"] as const),
] as const;
/** How its words may be used. */
export const USES = ["here", "own-words", "summary"] as const;
/** How many were heard. There is no band below five, and none is ever added to the list. */
export const BANDS = ["5-9", "10-19", "20-49", "50-99", "100"] as const;
/** What something heard is; said with its words, never in a record. */
export const SORTS = ["request", "works", "risk"] as const;
/** What the group wrote to be shown. */
export const BLOCKS = ["title", "summary"] as const;

/** See {@link USES}. */
export type Use = (typeof USES)[number];
/** See {@link BANDS}. */
export type Band = (typeof BANDS)[number];
/** See {@link GROUPS}. */
export type Group = (typeof GROUPS)[number];
/** See {@link SORTS}. */
export type Sort = (typeof SORTS)[number];
/** See {@link BLOCKS}. */
export type Block = (typeof BLOCKS)[number];
/** Somebody who could not be heard, and why. */
export type Missed = { who: (typeof MISSED)[number]; why: (typeof BECAUSE)[number] };

/** Longest texts, in UTF-16 units. */
export const LENGTH_MAX: Readonly<Record<Block, number>> = { title: 120, summary: 4_000 };
/** See {@link LENGTH_MAX}: a question; something heard. */
export const QUESTION_MAX = 300;
/** See {@link LENGTH_MAX}. */
export const HEARD_MAX = 2_000;
/** See {@link LENGTH_MAX}: what a picture shows, in words. */
export const ALT_MAX = 200;
/** A picture as it is shown, and a smaller one. */
const SIZES = 2;
/** Questions, and things heard, of one session. */
export const ITEMS_MAX = 100;
/** Languages of one session, and those one text can be in. */
export const LANGS_MAX = 12;
/** Kinds of people who could not be heard, of one session. */
export const MISSED_MAX = 12;

/** Shape of when, where, by and for whom. */
export const known = {
  /** When it was, or will be, held. */
  held: daySchema,
  place: placeSchema.nullable(),
  convened: z.enum(CONVENED),
  with: z.enum(WITH),
  langs: z.array(langSchema).min(1).max(LANGS_MAX),
};
/** Shape of who could not be heard. */
export const missedSchema = z
  .array(z.strictObject({ who: z.enum(MISSED), why: z.enum(BECAUSE) }))
  .max(MISSED_MAX);
/** Shape of how many were heard, and of whom at least five. */
export const counted = {
  band: z.enum(BANDS),
  groups: z.array(z.enum(GROUPS)).max(GROUPS.length),
};
/** Shape of a picture beside a question: one of our own drawings. */
export const pictureSchema = z.enum(CATEGORIES);
/** Shape of what a picture of the group's own shows, for whoever does not see it. */
export const altText = textSchema({ lengthMax: ALT_MAX });
/** Shape of a question's words. */
export const questionText = textSchema({ lengthMax: QUESTION_MAX });
/** Shape of what was heard, in words. */
export const heardWords = {
  what: z.enum(SORTS),
  text: textSchema({ lengthMax: HEARD_MAX, lines: "many" }),
};

/** When, where, by and for whom. */
export type Known = {
  held: Day;
  place: Place | null;
  convened: (typeof CONVENED)[number];
  with: (typeof WITH)[number];
  langs: Lang[];
};
/** One text in each language somebody wrote it in; the first is the original. */
export type Said = { lang: Lang; at: EntryRef }[];
/** A question, or something heard. */
export type Item = { id: string; said: Said };
/**
 * A question with one of our drawings, or with a picture of the group's own (`photo`); and, in each
 * language in which a member read its words aloud, where that is (`voiced`).
 */
export type Question = Item & { picture: CategoryCode | null; photo?: EntryRef; voiced?: Said };

/** A session, folded. */
export type ListeningState = Known & {
  use: Use;
  blocks: Record<Block, Said>;
  questions: Question[];
  heard: Item[];
  /** Null where it was not said or was taken back. */
  band: Band | null;
  groups: Group[];
  /** Whether a band was ever said: then no other is. */
  counted: boolean;
  missed: Missed[];
  /** Taken out: in no list and no figure. */
  out: boolean;
};

const nothing = z.strictObject({});
/** The circle that it lay in before it was shown, and lies in again; null: with the host. */
const into = z.strictObject({ into: idSchema.nullable() });
const movesInto = ({ into: id }: Record<string, unknown>): Circle =>
  typeof id === "string" ? `${CIRCLE}${id}` : "host";
const item = { item: idSchema };
type Whole = { words?: Record<string, unknown> };
const marked = ({ words }: Whole) => {
  const { text } = (words ?? {}) as { text?: Text };
  return { words: wordMarks(text?.text ?? "") };
};

/** A session: with the host, or in a circle; shown, its record and what was written to be shown. */
export const listening = defineKind<ListeningState>({
  kind: "listening",
  inCircles: true,
  facts: [
    {
      type: "listening.opened/1",
      record: z.strictObject({ ...known, use: z.enum(USES) }),
    },
    { type: "listening.corrected/1", record: z.strictObject(known) },
    {
      type: "listening.written/1",
      record: z.strictObject({ block: z.enum(BLOCKS), lang: langSchema }),
      words: z.strictObject({ text: textSchema({ lengthMax: 4_000, lines: "many" }) }),
      marks: marked,
    },
    {
      type: "listening.unwritten/1",
      record: z.strictObject({ block: z.enum(BLOCKS), lang: langSchema }),
    },
    {
      type: "listening.asked/1",
      record: z.strictObject({ ...item, lang: langSchema, picture: pictureSchema.nullable() }),
      words: z.strictObject({ text: questionText }),
      marks: marked,
    },
    { type: "listening.question-dropped/1", record: z.strictObject(item) },
    {
      type: "listening.pictured/1",
      record: z.strictObject(item),
      words: z.strictObject({ alt: altText }),
      files: filesPart(SIZES),
    },
    { type: "listening.unpictured/1", record: z.strictObject(item) },
    {
      type: "listening.voiced/1",
      record: z.strictObject({ ...item, lang: langSchema }),
      files: soundPart,
    },
    { type: "listening.unvoiced/1", record: z.strictObject({ ...item, lang: langSchema }) },
    {
      type: "listening.heard/1",
      record: z.strictObject({ ...item, lang: langSchema }),
      words: z.strictObject(heardWords),
      // Whatever else is shown: what people said stays with the host, or with the circle.
      circles: { words: "host" },
      marks: marked,
    },
    { type: "listening.heard-dropped/1", record: z.strictObject(item) },
    { type: "listening.counted/1", record: z.strictObject(counted) },
    { type: "listening.count-taken-back/1", record: nothing },
    { type: "listening.missed-said/1", record: z.strictObject({ missed: missedSchema }) },
    { type: "listening.use-said/1", record: z.strictObject({ use: z.enum(USES) }) },
    {
      type: "listening.shown/1",
      record: z.strictObject({ to: z.enum(["public", "link"]) }),
      moves: (record) => record["to"] as Circle,
    },
    { type: "listening.quieted/1", record: nothing, moves: () => "host" },
    { type: "listening.quieted/2", record: into, moves: movesInto },
    { type: "listening.taken-out/1", record: nothing },
    erasedByTime("listening", "listening"),
  ],
  initial: {
    ...{ held: { date: "", zone: "UTC", instant: "" } as Day, place: null },
    ...{ convened: "group", with: "everyone", langs: [], use: "here" },
    ...{ blocks: { title: [], summary: [] }, questions: [], heard: [] },
    ...{ band: null, groups: [], counted: false, missed: [], out: false },
  },
  evolve: (state, seen) => {
    FOLDS[seen.type]?.(state, seen.record as never, seen);
    return state;
  },
});

type Fold = (state: ListeningState, record: never, seen: Seen) => void;
const at = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });
// The house adds fields of its own to a record, which are no part of the state.
const knownOf = ({ held, place, convened, with: whom, langs }: Known): Known => {
  return { held, place, convened, with: whom, langs };
};

/** A text with one more language, or with that language written anew. */
export function withSaid(said: Said, lang: Lang, ref: EntryRef): Said {
  return said.some((one) => one.lang === lang)
    ? said.map((one) => (one.lang === lang ? { lang, at: ref } : one))
    : [...said, { lang, at: ref }];
}

function withItem<I extends Item>(all: I[], id: string, lang: Lang, ref: EntryRef, more: I): I[] {
  const before = all.find((one) => one.id === id);
  if (before === undefined) return [...all, { ...more, id, said: [{ lang, at: ref }] }];
  const said = withSaid(before.said, lang, ref);
  return all.map((one) => (one.id === id ? { ...more, id, said } : one));
}

/** Words that were written anew are no longer those that somebody read. */
function voicedBut(voiced: Said = [], lang: Lang): { voiced?: Said } {
  const left = voiced.filter((one) => one.lang !== lang);
  return left.length === 0 ? {} : { voiced: left };
}

const FOLDS: Readonly<Record<string, Fold | undefined>> = {
  "listening.opened/1": (state, record: Known & { use: Use }) => {
    Object.assign(state, knownOf(record), { use: record.use });
  },
  "listening.corrected/1": (state, record: Known) => {
    Object.assign(state, knownOf(record));
  },
  "listening.written/1": (state, { block, lang }: { block: Block; lang: Lang }, seen) => {
    state.blocks[block] = withSaid(state.blocks[block], lang, at(seen));
  },
  "listening.unwritten/1": (state, { block, lang }: { block: Block; lang: Lang }) => {
    state.blocks[block] = state.blocks[block].filter((one) => one.lang !== lang);
  },
  "listening.asked/1": (
    state,
    record: { item: string; lang: Lang; picture: CategoryCode | null },
    seen,
  ) => {
    const { item: id, lang, picture } = record;
    const { photo, voiced } = state.questions.find((each) => each.id === id) ?? {};
    const kept = { ...(photo && { photo }), ...voicedBut(voiced, lang) };
    const one = { id, said: [], picture, ...kept };
    state.questions = withItem<Question>(state.questions, id, lang, at(seen), one);
  },
  "listening.question-dropped/1": (state, record: { item: string }) => {
    state.questions = state.questions.filter(({ id }) => id !== record.item);
  },
  "listening.pictured/1": (state, record: { item: string }, seen) => {
    state.questions = state.questions.map((one) =>
      one.id === record.item ? { ...one, photo: at(seen) } : one,
    );
  },
  "listening.unpictured/1": (state, record: { item: string }) => {
    state.questions = state.questions.map(({ photo, ...one }) =>
      photo === undefined || one.id === record.item ? one : { ...one, photo },
    );
  },
  "listening.voiced/1": (state, { item: id, lang }: { item: string; lang: Lang }, seen) => {
    state.questions = state.questions.map((one) =>
      one.id === id ? { ...one, voiced: withSaid(one.voiced ?? [], lang, at(seen)) } : one,
    );
  },
  "listening.unvoiced/1": (state, { item: id, lang }: { item: string; lang: Lang }) => {
    state.questions = state.questions.map(({ voiced, ...one }) => ({
      ...one,
      ...(one.id === id ? voicedBut(voiced, lang) : voiced && { voiced }),
    }));
  },
  "listening.heard/1": (state, { item: id, lang }: { item: string; lang: Lang }, seen) => {
    state.heard = withItem<Item>(state.heard, id, lang, at(seen), { id, said: [] });
  },
  "listening.heard-dropped/1": (state, record: { item: string }) => {
    state.heard = state.heard.filter(({ id }) => id !== record.item);
  },
  "listening.counted/1": (state, { band, groups }: { band: Band; groups: Group[] }) => {
    Object.assign(state, { band, groups, counted: true });
  },
  "listening.count-taken-back/1": (state) => {
    Object.assign(state, { band: null, groups: [] });
  },
  "listening.missed-said/1": (state, { missed }: { missed: Missed[] }) => {
    state.missed = missed;
  },
  "listening.use-said/1": (state, { use }: { use: Use }) => {
    state.use = use;
  },
  "listening.taken-out/1": (state) => {
    const none = { blocks: { title: [], summary: [] }, questions: [], heard: [] };
    Object.assign(state, none, { out: true });
  },
};

/** Every entry that may still hold words of a session. */
export function wordsHeld({ blocks, questions, heard }: ListeningState): EntryRef[] {
  const said = [blocks.title, blocks.summary, ...[...questions, ...heard].map((one) => one.said)];
  return said.flat().map((one) => one.at);
}

/** What erasing pictures beside questions comes to. */
export function photosGone(
  thing: string,
  questions: readonly { photo?: EntryRef | undefined }[],
): Erase[] {
  return questions.flatMap(({ photo }): Erase[] =>
    photo === undefined ? [] : [{ kind: "listening", thing, at: photo, parts: ["words", "files"] }],
  );
}

/** What erasing recordings beside questions comes to; of one language, where it is said. */
export function voicedGone(
  thing: string,
  questions: readonly Pick<Question, "voiced">[],
  lang?: Lang,
): Erase[] {
  const all = questions.flatMap(({ voiced = [] }) => voiced);
  return all
    .filter((one) => lang === undefined || one.lang === lang)
    .map(({ at: held }) => ({ kind: "listening", thing, at: held, parts: ["files"] }));
}

/** That a need grew out of something heard. */
export type GrowthState = { listening: string; item: string; need: string };

/** See {@link GrowthState}: it lies where the narrower of the two lies, and is shown with both. */
export const growth = defineKind<GrowthState>({
  kind: "growth",
  inCircles: true,
  facts: [
    {
      type: "growth.made/1",
      record: z.strictObject({ listening: idSchema, item: idSchema, need: idSchema }),
      marks: ({ record }) => ({
        record: [`grew-in:${record["listening"]}`, `grew:${record["need"]}`],
      }),
    },
    {
      type: "growth.shown/1",
      record: z.strictObject({ to: z.enum(["public", "link"]) }),
      moves: (record) => record["to"] as Circle,
    },
    { type: "growth.quieted/1", record: nothing, moves: () => "host" },
    { type: "growth.quieted/2", record: into, moves: movesInto },
  ],
  initial: { listening: "", item: "", need: "" },
  evolve: (state, { type, record }) => {
    if (type !== "growth.made/1") return state;
    const { listening: of, item: which, need } = record as GrowthState;
    return { listening: of, item: which, need };
  },
});

/** The mark of what grew out of a session. */
export const grewIn = (id: string) => `grew-in:${id}`;
/** The mark of what a need grew out of. */
export const grewMark = (need: string) => `grew:${need}`;

/** A session as pages and other deciders know it. */
export type Session = Thing<ListeningState>;

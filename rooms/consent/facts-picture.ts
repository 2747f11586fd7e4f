/**
 * The facts of a picture beside somebody's words, and how they fold. It is a thing of its own: a
 * person may allow their words and not their picture, or the picture until another day.
 */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import { erasedByTime } from "../../house/times.ts";
import { filesPart, idSchema, textSchema } from "../../house/values/index.ts";
import { countUse } from "./facts-subject.ts";
import { CHANNELS, type Channel, FACE } from "./terms.ts";

/** What of a face can be seen in a picture, or allowed to be: nothing, made strange, as it is. */
export type Face = (typeof FACE)[number];

/** Longest words for what a picture shows, in UTF-16 units. */
export const ALT_MAX = 200;
/** Pictures beside one person's words, at most. */
export const PICTURES_MAX = 4;
/** A picture as it is shown, and a smaller one. */
const SIZES = 2;

/** Shape of what it shows, for whoever does not see it. */
export const altText = textSchema({ lengthMax: ALT_MAX });
/** Shape of what can be seen of a face in it: whoever keeps it says so. */
export const faceSchema = z.enum(FACE);

/** The mark by which pictures beside words are found. */
export const pictureMark = (saying: string) => `picture-of:${saying}`;

/** A picture, folded. */
export type PictureState = {
  subject: string;
  saying: string;
  face: Face;
  /** The entry that holds it, and what it shows in words; null where both were erased. */
  at: EntryRef | null;
  /** The permission it is shown under, until when (ms), since which day. */
  shown: { consent: string; until: number; day: string } | null;
  /** Where it was given to from here, under which permission. */
  passed: { channel: Channel; consent: string; day: string }[];
  /** How often each permission was used for it. */
  used: Record<string, number>;
  /** When it was last taken down or erased, ms; null while it may be shown. */
  closed: number | null;
};

const nothing = z.strictObject({});

/** A picture of one person, or by them. Shown, it is for everyone while the permission holds. */
export const picture = defineKind<PictureState>({
  kind: "picture",
  facts: [
    {
      type: "picture.kept/1",
      record: z.strictObject({ subject: idSchema, saying: idSchema, face: faceSchema }),
      words: z.strictObject({ alt: altText }),
      files: filesPart(SIZES),
      marks: ({ record }) => ({ record: [pictureMark(String(record["saying"]))] }),
    },
    {
      type: "picture.shown/1",
      /** `until`: when the permission's last day is over, ms. */
      record: z.strictObject({ consent: idSchema, until: z.int().positive() }),
      moves: () => "public",
    },
    { type: "picture.taken-down/1", record: nothing, moves: () => "host" },
    { type: "picture.wiped/1", record: nothing, moves: () => "host" },
    {
      type: "picture.passed-on/1",
      record: z.strictObject({ consent: idSchema, channel: z.enum(CHANNELS) }),
    },
    erasedByTime("picture", "pictures"),
  ],
  initial: {
    ...{ subject: "", saying: "", face: "shown", at: null, shown: null, passed: [], used: {} },
    closed: null,
  },
  evolve: (state, seen) => {
    FOLDS[seen.type]?.(state, seen.record as never, seen);
    return state;
  },
});

type Fold = (state: PictureState, record: never, seen: Seen) => void;

const FOLDS: Readonly<Record<string, Fold | undefined>> = {
  "picture.kept/1": (
    state,
    { subject, saying, face }: Pick<PictureState, "subject" | "saying" | "face">,
    { index, n, type },
  ) => {
    Object.assign(state, { subject, saying, face, at: { index, n, type } });
  },
  "picture.shown/1": (state, record: { consent: string; until: number }, { day }) => {
    const { consent, until } = record;
    Object.assign(state, { shown: { consent, until, day }, closed: null });
    countUse(state, consent);
  },
  "picture.taken-down/1": (state, _record, { stamp }) => {
    Object.assign(state, { shown: null, closed: stamp.at });
  },
  "picture.wiped/1": (state, _record, { stamp }) => {
    Object.assign(state, { shown: null, at: null, closed: stamp.at });
  },
  "picture.passed-on/1": (
    state,
    { channel, consent }: { channel: Channel; consent: string },
    { day },
  ) => {
    state.passed = [...state.passed, { channel, consent, day }];
    countUse(state, consent);
  },
  "picture.erased-by-time/1": (state) => {
    Object.assign(state, { shown: null, at: null });
  },
};

/**
 * The facts of a person's own words as sound, and how they fold: a thing of its own beside the
 * words as text. A person may allow their words and not their voice, or it until another day.
 */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import { erasedByTime } from "../../house/times.ts";
import { idSchema, soundPart } from "../../house/values/index.ts";
import { countUse } from "./facts-subject.ts";
import { CHANNELS, type Channel } from "./terms.ts";

/** How a voice can be heard in a recording: changed so that nobody knows it, or as it is. */
export const HEARD_AS = ["altered", "shown"] as const;
/** See {@link HEARD_AS}. */
export type HeardAs = (typeof HEARD_AS)[number];

/** Recordings beside one person's words, at most: as it is, and changed. */
export const SPOKEN_MAX = 2;

/** Shape of how the voice is heard in it: whoever keeps it says so. */
export const heardAsSchema = z.enum(HEARD_AS);

/** The mark by which recordings of words are found. */
export const spokenMark = (saying: string) => `spoken-of:${saying}`;

/** A recording of somebody's own words, folded. */
export type SpokenState = {
  subject: string;
  saying: string;
  voice: HeardAs;
  /** The entry that holds it; null where it was erased. */
  at: EntryRef | null;
  /** The permission it is heard under, until when (ms), since which day. */
  shown: { consent: string; until: number; day: string } | null;
  /** Where it was given to from here, under which permission. */
  passed: { channel: Channel; consent: string; day: string }[];
  /** How often each permission was used for it. */
  used: Record<string, number>;
  /** When it was last taken down or erased, ms; null while it may be heard. */
  closed: number | null;
};

const nothing = z.strictObject({});

/** One person's own words, spoken. Shown, they are for everyone while the permission holds. */
export const spoken = defineKind<SpokenState>({
  kind: "spoken",
  facts: [
    {
      type: "spoken.kept/1",
      record: z.strictObject({ subject: idSchema, saying: idSchema, voice: heardAsSchema }),
      files: soundPart,
      marks: ({ record }) => ({ record: [spokenMark(String(record["saying"]))] }),
    },
    {
      type: "spoken.shown/1",
      /** `until`: when the permission's last day is over, ms. */
      record: z.strictObject({ consent: idSchema, until: z.int().positive() }),
      moves: () => "public",
    },
    { type: "spoken.taken-down/1", record: nothing, moves: () => "host" },
    { type: "spoken.wiped/1", record: nothing, moves: () => "host" },
    {
      type: "spoken.passed-on/1",
      record: z.strictObject({ consent: idSchema, channel: z.enum(CHANNELS) }),
    },
    erasedByTime("spoken", "spoken"),
  ],
  initial: {
    ...{ subject: "", saying: "", voice: "shown", at: null, shown: null, passed: [], used: {} },
    closed: null,
  },
  evolve: (state, seen) => {
    FOLDS[seen.type]?.(state, seen.record as never, seen);
    return state;
  },
});

type Fold = (state: SpokenState, record: never, seen: Seen) => void;

const FOLDS: Readonly<Record<string, Fold | undefined>> = {
  "spoken.kept/1": (
    state,
    { subject, saying, voice }: Pick<SpokenState, "subject" | "saying" | "voice">,
    { index, n, type },
  ) => {
    Object.assign(state, { subject, saying, voice, at: { index, n, type } });
  },
  "spoken.shown/1": (state, record: { consent: string; until: number }, { day }) => {
    const { consent, until } = record;
    Object.assign(state, { shown: { consent, until, day }, closed: null });
    countUse(state, consent);
  },
  "spoken.taken-down/1": (state, _record, { stamp }) => {
    Object.assign(state, { shown: null, closed: stamp.at });
  },
  "spoken.wiped/1": (state, _record, { stamp }) => {
    Object.assign(state, { shown: null, at: null, closed: stamp.at });
  },
  "spoken.passed-on/1": (
    state,
    { channel, consent }: { channel: Channel; consent: string },
    { day },
  ) => {
    state.passed = [...state.passed, { channel, consent, day }];
    countUse(state, consent);
  },
  "spoken.erased-by-time/1": (state) => {
    Object.assign(state, { shown: null, at: null });
  },
};

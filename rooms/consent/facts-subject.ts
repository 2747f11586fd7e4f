/** The facts of a person whose permission is asked, and of words of theirs, and how they fold. */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import { wordMarks } from "../../house/normal.ts";
import { erasedByTime } from "../../house/times.ts";
import { idSchema, lineSchema, type Text, textSchema } from "../../house/values/index.ts";
import { CHANNELS, type Channel } from "./terms.ts";

/** Whom a permission can be of. A community's never stands for a person's. */
export const IS = ["person", "child", "community"] as const;
/** Why somebody cannot be asked. */
export const ABSENT = ["missing", "detained", "dead"] as const;
/** Who stands beside them: a child's guardian, and who may speak when they cannot. */
export const BESIDE = ["guardian", "speaker"] as const;
/** See {@link ABSENT}. */
export type Absent = (typeof ABSENT)[number];

/** Longest name or way to reach somebody, in UTF-16 units. */
export const NAME_MAX = 120;
/** Longest words of somebody, and what they are called under them. */
export const QUOTED_MAX = 600;
/** See {@link QUOTED_MAX}. */
export const CALLED_MAX = 80;
/** Permissions that can be asked of one person in all. */
export const ASKED_MAX = 100;
/** How often words of one person are shown anew or passed on, at most. */
export const PASSED_MAX = 60;

/** Shape of who somebody is: as they want to be called here, and how they are reached. */
export const whoFields = { name: lineSchema(NAME_MAX), reach: lineSchema(NAME_MAX) };
/** Shape of words of somebody. */
export const quotedText = textSchema({ lengthMax: QUOTED_MAX, lines: "many" });
/** Shape of what they are called under their words. */
export const calledText = textSchema({ lengthMax: CALLED_MAX });

const nothing = z.strictObject({});
const ref = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });

/** A person, folded: no name, no reach. */
export type SubjectState = {
  is: (typeof IS)[number];
  people: EntryRef | null;
  beside: { guardian: EntryRef | null; speaker: EntryRef | null };
  absent: Absent | null;
  /** What was allowed before this counts no more, unless who may speak for them said so. */
  stopped: EntryRef | null;
  kept: boolean;
  /** Before this entry they were away and came back: what was allowed before counts no more. */
  lost: number;
  /** Which member wrote down who may speak for them. */
  speakerBy: string;
  /** What was asked of them, and the last day of each (ms), so that nobody has to look for it. */
  asked: { consent: string; ends: number }[];
};

/** Whose permission is asked: open to the host alone. */
export const subject = defineKind<SubjectState>({
  kind: "subject",
  facts: [
    {
      type: "subject.noted/1",
      record: z.strictObject({ is: z.enum(IS) }),
      people: z.strictObject(whoFields),
    },
    { type: "subject.named/1", record: nothing, people: z.strictObject(whoFields) },
    {
      type: "subject.beside-named/1",
      record: z.strictObject({ as: z.enum(BESIDE) }),
      people: z.strictObject(whoFields),
    },
    { type: "subject.names-taken-back/1", record: nothing },
    {
      type: "subject.asked/1",
      record: z.strictObject({ consent: idSchema, ends: z.int().positive() }),
    },
    { type: "subject.absent/1", record: z.strictObject({ what: z.enum(ABSENT) }) },
    { type: "subject.spoken-for/1", record: nothing },
    { type: "subject.back/1", record: nothing },
    erasedByTime("subject", "persons"),
  ],
  initial: {
    ...{ is: "person", people: null, beside: { guardian: null, speaker: null }, absent: null },
    ...{ stopped: null, kept: false, lost: -1, speakerBy: "", asked: [] },
  },
  evolve: (state, seen) => {
    SUBJECT[seen.type]?.(state, seen.record as never, seen);
    return state;
  },
});

type OfSubject = (state: SubjectState, record: never, seen: Seen) => void;

const noNames = (state: SubjectState) => {
  Object.assign(state, { people: null, beside: { guardian: null, speaker: null } });
};

const SUBJECT: Readonly<Record<string, OfSubject | undefined>> = {
  "subject.noted/1": (state, { is }: Pick<SubjectState, "is">, seen) => {
    Object.assign(state, { is, people: ref(seen) });
  },
  "subject.named/1": (state, _record, seen) => {
    state.people = ref(seen);
  },
  "subject.beside-named/1": (state, { as }: { as: (typeof BESIDE)[number] }, seen) => {
    state.beside = { ...state.beside, [as]: ref(seen) };
    if (as === "speaker") state.speakerBy = seen.stamp.who;
  },
  "subject.names-taken-back/1": noNames,
  "subject.erased-by-time/1": noNames,
  "subject.asked/1": (state, { consent, ends }: { consent: string; ends: number }) => {
    const others = state.asked.filter((one) => one.consent !== consent);
    state.asked = [...others, { consent, ends }];
  },
  "subject.absent/1": (state, { what }: { what: Absent }, seen) => {
    Object.assign(state, { absent: what, stopped: ref(seen), kept: false });
  },
  "subject.spoken-for/1": (state) => {
    state.kept = true;
  },
  "subject.back/1": (state, _record, seen) => {
    Object.assign(state, { absent: null, stopped: ref(seen), kept: false, lost: seen.index });
  },
};

/** Words of somebody, folded: who said them, and the permission they are shown under. */
export type SayingState = {
  subject: string;
  words: EntryRef | null;
  /** The permission it is shown under, and the entry that says what they are called there. */
  shown: { consent: string; until: number; at: EntryRef; named: boolean; day: string } | null;
  /** Where it was given to from here, under which permission. */
  passed: { channel: Channel; consent: string; day: string }[];
  /** How often each permission was used for it: shown here, and given on. */
  used: Record<string, number>;
  /** Whether it was ever shown here, and since when. */
  since: string | null;
  /** When it was last taken down or erased, ms; null while it may be shown. */
  closed: number | null;
};

/** Words of one person. Shown, it is for everyone while the permission holds. */
export const saying = defineKind<SayingState>({
  kind: "saying",
  facts: [
    {
      type: "saying.written/1",
      record: z.strictObject({ subject: idSchema }),
      words: z.strictObject({ quoted: quotedText }),
      marks: ({ words }) => {
        const { quoted } = (words ?? {}) as { quoted?: Text };
        return quoted === undefined ? {} : { words: wordMarks(quoted.text) };
      },
    },
    {
      type: "saying.shown/1",
      /** `until`: when the permission's last day is over, ms; `named`: with a name under it. */
      record: z.strictObject({ consent: idSchema, until: z.int().positive(), named: z.boolean() }),
      words: z.strictObject({ called: calledText }),
      moves: () => "public",
    },
    { type: "saying.taken-down/1", record: nothing, moves: () => "host" },
    { type: "saying.wiped/1", record: nothing, moves: () => "host" },
    {
      type: "saying.passed-on/1",
      record: z.strictObject({ consent: idSchema, channel: z.enum(CHANNELS) }),
    },
    erasedByTime("saying", "sayings"),
  ],
  initial: {
    subject: "",
    words: null,
    shown: null,
    passed: [],
    used: {},
    since: null,
    closed: null,
  },
  evolve: (state, seen) => {
    SAYING[seen.type]?.(state, seen.record as never, seen);
    return state;
  },
});

type OfSaying = (state: SayingState, record: never, seen: Seen) => void;

/** Counts that a permission, by its id, was used for it once more. */
export const countUse = (state: Pick<SayingState, "used">, id: string) => {
  state.used = { ...state.used, [id]: (state.used[id] ?? 0) + 1 };
};

const SAYING: Readonly<Record<string, OfSaying | undefined>> = {
  "saying.written/1": (state, record: { subject: string }, seen) => {
    Object.assign(state, { subject: record.subject, words: ref(seen) });
  },
  "saying.shown/1": (
    state,
    { consent, until, named }: { consent: string; until: number; named: boolean },
    seen,
  ) => {
    state.shown = { consent, until, at: ref(seen), named, day: seen.day };
    state.since ??= seen.day;
    countUse(state, consent);
    state.closed = null;
  },
  "saying.taken-down/1": (state, _record, { stamp }) => {
    Object.assign(state, { shown: null, closed: stamp.at });
  },
  "saying.wiped/1": (state, _record, { stamp }) => {
    Object.assign(state, { shown: null, words: null, closed: stamp.at });
  },
  "saying.erased-by-time/1": (state) => {
    Object.assign(state, { shown: null, words: null });
  },
  "saying.passed-on/1": (
    state,
    { channel, consent }: { channel: Channel; consent: string },
    { day },
  ) => {
    state.passed = [...state.passed, { channel, consent, day }];
    countUse(state, consent);
  },
};

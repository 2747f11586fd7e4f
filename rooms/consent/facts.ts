/** The facts of a permission, and how they fold. States and codes alone; what it says is words. */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import { erasedByTime } from "../../house/times.ts";
import { endOf, idSchema, startOf, textSchema } from "../../house/values/index.ts";
import {
  againFields,
  type Notice,
  noticeFields,
  type Terms,
  termFields,
  termsOf,
  underSchema,
  usesSchema,
  voiceSchema,
} from "./terms.ts";

/** Who says yes: they themselves, a guardian, an assembly, who may speak for the absent. */
export const AS = ["self", "guardian", "assembly", "speaker"] as const;
/** Whose yes a permission takes. */
export const NEEDS = ["self", "both", "assembly"] as const;
/** How a yes came. `spoken-code`: told by another, and then six digits were read out. */
export const HOW = ["own-hand", "phone", "voice", "paper", "assembly", "spoken-code"] as const;
/** How many were at an assembly, in bands: at least so many. */
export const MANY = ["5", "20", "50", "100"] as const;
/** Who was not there, or could not be heard. */
export const NOT_HEARD = [
  ...(["women", "young", "old", "far-away", "at-work", "other-languages"] as const),
  ...(["disabled", "newcomers"] as const),
] as const;
/** Why the group ends a permission itself, or says that it never was a true one. */
export const REVOKED = ["danger", "not-needed", "family", "law"] as const;
/** See {@link REVOKED}. */
export const INVALID = ["pressure", "not-understood", "other-person", "no-guardian"] as const;

/** See {@link AS}. */
export type As = (typeof AS)[number];
/** See {@link HOW}. */
export type How = (typeof HOW)[number];

/** Codes that can be made anew for one permission. */
export const CODES_MAX = 20;

/** Longest notice and purpose, in UTF-16 units. */
export const NOTICE_MAX = 6_000;
/** See {@link NOTICE_MAX}. */
export const PURPOSE_MAX = 400;
/** Shape of the text that was shown or read out. */
export const noticeText = textSchema({ lengthMax: NOTICE_MAX, lines: "many" });
/** Shape of what it is for, in plain words. */
export const purposeText = textSchema({ lengthMax: PURPOSE_MAX, lines: "many" });
/** Shape of what is said of an assembly. */
export const assemblyFields = {
  many: z.enum(MANY),
  absent: z.array(z.enum(NOT_HEARD)).max(NOT_HEARD.length),
  unheard: z.array(z.enum(NOT_HEARD)).max(NOT_HEARD.length),
};
/** See {@link assemblyFields}. */
export type Assembly = {
  many: (typeof MANY)[number];
  absent: (typeof NOT_HEARD)[number][];
  unheard: (typeof NOT_HEARD)[number][];
};

/**
 * A yes: whose, how it came, which member heard it (null: nobody, as own hands counted once), when;
 * by own hand, who made its code and how long before, ms.
 */
export type Yes = {
  as: As;
  how: How;
  heard: string | null;
  interpreted: boolean;
  assembly: Assembly | null;
  at: EntryRef;
  /** ms since 1970. */
  when: number;
  code: { by: string; after: number } | null;
};

/** How it stands by what was done; whether its days are over is asked of `status.ts`. */
export type Stood =
  | "asked"
  | "deferred"
  | "refused"
  | "given"
  | "renewed"
  | "withdrawn"
  | "revoked"
  | "invalidated";

/** What was handed on, to which group. */
export type Handed = { what: string; to: string; day: string };

/** That somebody was brought together with a group: it came to them, or they took part there. */
export type Met = { to: string; day: string };

type Again = Notice & Pick<Terms, "ends" | "review">;

/** A permission, folded. */
export type ConsentState = Terms &
  Notice & {
    subject: string;
    stood: Stood;
    /** Whose yes it takes: their own, a child's and a guardian's, an assembly's. */
    needs: (typeof NEEDS)[number];
    yes: Yes[];
    /** The yes that opened it, the earlier one where it takes two; null until then. */
    since: EntryRef | null;
    /** Somebody said that they said yes: it opens nothing until it was read back to them. */
    told: { by: "self" | "other"; heard: string; when: number } | null;
    /** Yeses with the code, and one to more time: they open nothing until somebody heard them. */
    hand: { as: "self" | "guardian"; when: number }[];
    more: (Again & { at: EntryRef | null; when: number }) | null;
    /** Which member made the code that works now, and when, ms. */
    made: { by: string; when: number };
    /** The entries that hold the notice, the first and the latest; null where it was erased. */
    noticeAt: EntryRef | null;
    againAt: EntryRef | null;
    hash: string;
    /** Codes that were replaced: each still takes it back. */
    old: string[];
    replaces: string | null;
    /** To which groups what it names was handed on, and on which day. */
    handed: Handed[];
    /** With which groups they were brought together under it, and on which day. */
    met: Met[];
    /** How many days it was first asked for. */
    days: number;
    /** When it was asked and ended, ms. */
    asked: number;
    ended: { when: number; by: "holder" | "member"; because: string | null } | null;
    renewed: number;
  };

const nothing = z.strictObject({});
const hashField = z.string().regex(/^[0-9a-f]{64}$/);
const told = z.strictObject({ notice: noticeText, salt: idSchema });
const askedWords = told.extend({ purpose: purposeText });
const askedFields = {
  ...{ subject: idSchema, ...termFields, ...noticeFields },
  ...{ needs: z.enum(NEEDS), hash: hashField, replaces: idSchema.nullable() },
};
const yesFields = {
  as: z.enum(AS),
  how: z.enum(HOW),
  heard: idSchema.nullable(),
  interpreted: z.boolean(),
  assembly: z.strictObject(assemblyFields).nullable(),
};
const ended = (because: readonly [string, ...string[]]) =>
  z.strictObject({ because: z.enum(because) });

/** The mark by which the holder of a code finds what it is of. */
export const codeMark = (hash: string) => `permission:${hash}`;
const codeMarks = ({ record }: { record: Record<string, unknown> }) => {
  return { record: [codeMark(String(record["hash"]))] };
};

/** The mark by which permissions that stand on one are found. */
export const underMark = (consent: string) => `stands-on:${consent}`;
const askedMarks = ({ record }: { record: Record<string, unknown> }) => {
  const under = record["under"] as string[];
  return { record: [codeMark(String(record["hash"])), ...under.map(underMark)] };
};

/** A permission: open to the host, and to whoever holds its code. */
export const consent = defineKind<ConsentState>({
  kind: "consent",
  facts: [
    {
      type: "consent.asked/1",
      ...{ record: z.strictObject(askedFields), words: askedWords, marks: codeMarks },
    },
    {
      type: "consent.asked/2",
      record: z.strictObject({ ...askedFields, uses: usesSchema }),
      ...{ words: askedWords, marks: codeMarks },
    },
    {
      type: "consent.asked/3",
      record: z.strictObject({ ...askedFields, uses: usesSchema, voice: voiceSchema }),
      ...{ words: askedWords, marks: codeMarks },
    },
    {
      type: "consent.asked/4",
      record: z.strictObject({
        ...{ ...askedFields, uses: usesSchema, voice: voiceSchema, under: underSchema },
      }),
      ...{ words: askedWords, marks: askedMarks },
    },
    { type: "consent.deferred/1", record: nothing },
    { type: "consent.refused/1", record: nothing },
    {
      type: "consent.told/1",
      record: z.strictObject({ by: z.enum(["self", "other"]), heard: idSchema }),
    },
    {
      type: "consent.said-by-hand/1",
      record: z.strictObject({ as: z.enum(["self", "guardian"]) }),
    },
    { type: "consent.given/1", record: z.strictObject(yesFields) },
    {
      type: "consent.renewed/1",
      record: z.strictObject({ ...againFields, ...noticeFields, ...yesFields }),
      words: told,
    },
    {
      type: "consent.more-said/1",
      record: z.strictObject({ ...againFields, ...noticeFields }),
      words: told,
    },
    {
      // What it stands on are the words of `more-said`.
      type: "consent.renewed/2",
      record: z.strictObject({ ...againFields, ...noticeFields, ...yesFields }),
    },
    // On the permission, which the host alone opens: what is shown to all names no group.
    { type: "consent.handed-on/1", record: z.strictObject({ what: idSchema, to: idSchema }) },
    { type: "consent.brought-together/1", record: z.strictObject({ to: idSchema }) },
    { type: "consent.withdrawn/1", record: nothing },
    { type: "consent.revoked/1", record: ended(REVOKED) },
    { type: "consent.invalidated/1", record: ended(INVALID) },
    {
      type: "consent.code-made/1",
      record: z.strictObject({ hash: hashField }),
      marks: codeMarks,
    },
    { type: "consent.words-taken-back/1", record: nothing },
    erasedByTime("consent", "permissions"),
  ],
  initial: {
    ...{ subject: "", stood: "asked", needs: "self", yes: [], since: null, told: null },
    ...{ hand: [], more: null, made: { by: "", when: 0 } },
    ...{
      noticeAt: null,
      againAt: null,
      hash: "",
      old: [],
      days: 0,
      replaces: null,
      asked: 0,
      ended: null,
      renewed: 0,
    },
    ...{ activity: "publish", scope: [], data: [], channels: [], named: "no-name", face: "none" },
    voice: "none",
    ...{ handed: [], met: [] },
    ...{ place: 0, groups: [], roles: [], anyone: false, also: [], basis: "own-yes" },
    ...{ from: NO_DAY(), ends: NO_DAY(), review: NO_DAY(), noCost: true, withdraw: [] },
    ...{ country: null, uses: null, under: [], lang: "en", notice: "" },
  },
  evolve: (state, seen) => {
    FOLDS[seen.type]?.(state, seen.record as never, seen);
    return state;
  },
});

/** Before the first fact there is no day; nothing asks about it. */
function NO_DAY() {
  return { date: "1970-01-01", zone: "UTC", instant: "1970-01-01T00:00:00Z" };
}

type Fold = (state: ConsentState, record: never, seen: Seen) => void;
type Asked = Terms & Notice & Pick<ConsentState, "subject" | "needs" | "hash" | "replaces">;
type Said = Omit<Yes, "at" | "when" | "code">;
const ref = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });

type Held = Pick<ConsentState, "made" | "hand" | "more">;
const yesOf = (said: Said, seen: Seen, { made, hand, more }: Held): Yes => {
  const { as, how, heard, interpreted, assembly } = said;
  const { at } = seen.stamp;
  const by = [...hand.filter((one) => one.as === as), ...(more === null ? [] : [more])][0];
  const own = how === "own-hand" && by !== undefined;
  const code = own ? { by: made.by, after: by.when - made.when } : null;
  return { as, how, heard, interpreted, assembly, at: ref(seen), when: at, code };
};
const madeBy = ({ stamp }: Seen) => ({ by: stamp.who, when: stamp.at });

const renewed = (
  state: ConsentState,
  record: Said & Again,
  seen: Seen,
  againAt: EntryRef | null,
) => {
  const { ends, review, lang, notice } = record;
  state.yes = [...state.yes, yesOf(record, seen, { ...state, hand: [] })].slice(-4);
  Object.assign(state, { ends, review, lang, notice, stood: "renewed", againAt, more: null });
  state.renewed += 1;
};

const endsAs = (stood: Stood): Fold => {
  return (state, record: { because?: string }, { stamp }) => {
    const by = stamp.by === "member" ? "member" : "holder";
    const because = record.because ?? null;
    Object.assign(state, { stood, ended: { when: stamp.at, by, because } });
  };
};

const noWords = (state: ConsentState) => {
  const more = state.more === null ? null : { ...state.more, at: null };
  Object.assign(state, { noticeAt: null, againAt: null, more });
};

function asked(state: ConsentState, record: Asked, seen: Seen): void {
  const { subject, needs, hash, replaces, lang, notice } = record;
  Object.assign(state, termsOf(record), { subject, needs, hash, replaces, lang, notice });
  state.days = Math.round((endOf(record.ends) - startOf(record.from)) / 86_400_000);
  Object.assign(state, { asked: seen.stamp.at, noticeAt: ref(seen), made: madeBy(seen) });
}

const FOLDS: Readonly<Record<string, Fold | undefined>> = {
  "consent.asked/1": asked,
  "consent.asked/2": asked,
  "consent.asked/3": asked,
  "consent.asked/4": asked,
  "consent.deferred/1": endsAs("deferred"),
  "consent.refused/1": endsAs("refused"),
  "consent.told/1": (state, { by, heard }: { by: "self" | "other"; heard: string }, seen) => {
    state.told = { by, heard, when: seen.stamp.at };
  },
  "consent.given/1": (state, record: Said, seen) => {
    const others = state.yes.filter(({ as }) => as !== record.as);
    state.yes = [...others, yesOf(record, seen, { ...state, more: null })];
    state.told = null;
    state.hand = state.hand.filter(({ as }) => as !== record.as);
    const has = (as: As) => state.yes.some((one) => one.as === as);
    if (state.needs === "both" && !(has("self") && has("guardian"))) return;
    const needed = state.yes.filter(({ as }) => state.needs !== "both" || as !== "speaker");
    state.since = needed.map(({ at }) => at).sort((a, b) => a.index - b.index)[0] ?? null;
    state.stood = "given";
  },
  "consent.said-by-hand/1": (
    state,
    { as }: Pick<ConsentState["hand"][number], "as">,
    { stamp },
  ) => {
    state.hand = [...state.hand, { as, when: stamp.at }];
  },
  "consent.renewed/1": (state, record: Said & Again, seen) => {
    renewed(state, record, seen, ref(seen));
  },
  "consent.more-said/1": (state, { ends, review, lang, notice }: Again, seen) => {
    state.more = { ends, review, lang, notice, at: ref(seen), when: seen.stamp.at };
  },
  "consent.renewed/2": (state, record: Said & Again, seen) => {
    renewed(state, record, seen, state.more?.at ?? null);
  },
  "consent.handed-on/1": (state, { what, to }: Omit<Handed, "day">, { day }) => {
    state.handed = [...state.handed, { what, to, day }];
  },
  "consent.brought-together/1": (state, { to }: { to: string }, { day }) => {
    state.met = [...state.met, { to, day }];
  },
  "consent.withdrawn/1": endsAs("withdrawn"),
  "consent.revoked/1": endsAs("revoked"),
  "consent.invalidated/1": endsAs("invalidated"),
  "consent.code-made/1": (state, { hash }: { hash: string }, seen) => {
    Object.assign(state, { hash, old: [...state.old, state.hash], made: madeBy(seen) });
    // What was said with the code before was said by whoever has that.
    Object.assign(state, { hand: [], more: null });
  },
  "consent.words-taken-back/1": noWords,
  "consent.erased-by-time/1": noWords,
};

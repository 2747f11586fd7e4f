/** The facts of an agreement, and how they fold: codes, amounts, days and hashes; no words. */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import { type Day, daySchema, idSchema, type Lang, textSchema } from "../../house/values/index.ts";
import { isWhole } from "./hash.ts";
import { HOST, type Side, sideSchema } from "./parties.ts";
import {
  CLAUSES_MAX,
  type Clause,
  clauseSchema,
  clauseSchemaFirst,
  type Frame,
  frameSchema,
  lapseOf,
  TICKS,
  type TickKind,
  WORDS_MAX,
} from "./terms.ts";

/** Languages that a text can be made in. */
export const LANGS = ["en", "es", "ar"] as const;
/** How a yes was given. */
export const HOW = ["own-hand", "assembly"] as const;
/** How many were at an assembly, in bands: at least so many. */
export const MANY = ["5", "20", "50", "100"] as const;
/** How it was seen that an assembly said yes. Never who saw it. */
export const WITNESSED = ["raised-hands", "voices", "on-paper", "by-others"] as const;
/** Longest text of one language, in UTF-16 units. */
export const TEXT_MAX = 40_000;
/** Lines that can be under one agreement and not closed; a stop closes all in one step. */
export const LINES_MAX = 100;
/** Versions proposed of one agreement. */
export const VERSIONS_MAX = 200;

/** An assembly's yes. */
export type Assembly = { many: (typeof MANY)[number]; witnessed: (typeof WITNESSED)[number] };
/** A signature: whose, over which hash, how the yes was given, when (ms). */
export type Signature = {
  side: Side;
  hash: string;
  how: (typeof HOW)[number];
  assembly: Assembly | null;
  when: number;
};
/** A clause in a draft: who drafted it as it is, and its free words by language. */
export type Drafted = Clause & { side: Side; at: EntryRef; said: { lang: Lang; at: EntryRef }[] };
/** A clause as it was proposed. */
export type Agreed = Clause & { side: Side };
/** A text of a version in one language, by its salted SHA-256. */
export type TextHash = { lang: Lang; hash: string };

/** Clauses as they were proposed together. */
export type Version = {
  version: number;
  side: Side;
  hash: string;
  /** SHA-256 of the signed note's text that it takes the place of. */
  replaces: string | null;
  clauses: Agreed[];
  frame: Frame;
  texts: TextHash[];
  /** Clauses whose figures differ between languages. */
  differing: string[];
  /** The entry with its texts; null where they were erased. */
  at: EntryRef | null;
  /** When it was proposed (ms); whether the local group waived the rest. */
  when: number;
  waived: boolean;
  signed: Signature[];
  /** Who said no to it. */
  declined: Side | null;
  sealed: Sealed | null;
};
/** A line of a signature under the note, by the name and key that made it. */
export type KeyLine = { side: Side; vkey: string; signature: string };
/** The signed note: SHA-256 of its text, and what was signed with which key. */
export type Sealed = { note: string; lines: KeyLine[] };

/** An agreement, folded. */
export type AgreementState = {
  with: Side;
  langs: Lang[];
  /** The local group's language: its text prevails. */
  prevails: Lang;
  drafts: Drafted[];
  versions: number;
  /** What was proposed last; once all have signed it takes the place of `current` in its time. */
  proposed: Version | null;
  current: Version | null;
  /** Earlier ones that all had signed, by number, hash and the hash of their note. */
  past: Past[];
  /** What was proposed and fell, since another took its place: where its texts are. */
  fallen: Pick<Version, "version" | "at">[];
  /**
   * What the local group lets the other offer by itself, and read of what it keeps to itself, until
   * when; and when the version that it was ticked for lapses (ms): a later version carries nothing
   * on that was not ticked again.
   */
  ticked: { kinds: TickKind[]; reads: TickKind[]; until: Day; last: number } | null;
  /** What it met when that was taken back last. */
  unticked: Omit<Stop, "side"> | null;
  paused: Stop | null;
  /** Sides that want it to go on after a pause. */
  goOn: Side[];
  ended: Stop | null;
};
/** An earlier version: what is left of it here. */
export type Past = { version: number; hash: string; note: string | null; at: EntryRef | null };
/** A stop: whose, when (ms), and what of lines it met: closed, held, already on the way. */
export type Stop = { side: Side; when: number; closed: string[]; held: string[]; sent: string[] };

const nothing = z.strictObject({});
const bySide = z.strictObject({ side: sideSchema });
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const lang = z.enum(LANGS);
const version = z.int().min(1).max(VERSIONS_MAX);
const ids = z.array(idSchema).max(LINES_MAX);
const met = z.strictObject({ closed: ids, held: ids, sent: ids });
const ticks = z.array(z.enum(TICKS)).max(TICKS.length);
const stop = bySide.extend(met.shape);
/** A verifier key and a signature, in their own letters: no words fit into either. */
const keyLine = z.strictObject({
  side: sideSchema,
  vkey: z
    .string()
    .max(220)
    .regex(/^[A-Za-z0-9./:-]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/),
  signature: z.string().regex(/^[A-Za-z0-9+/]{86}==$/),
});
/** Shape of what an assembly's yes says. */
export const assemblySchema = z.strictObject({
  many: z.enum(MANY),
  witnessed: z.enum(WITNESSED),
});
/** Shape of a text of one language. */
export const textShape = textSchema({ lengthMax: TEXT_MAX, lines: "many" });
/** Shape of the free words of a clause. */
export const wordsShape = textSchema({ lengthMax: WORDS_MAX, lines: "many" });

/** What a proposal holds, with clauses of a shape. */
function proposedOf(agreed: z.ZodType) {
  return {
    record: bySide.extend({
      ...{ version, hash: hex64, replaces: hex64.nullable(), frame: frameSchema },
      clauses: z.array(z.strictObject({ side: sideSchema, agreed })).max(CLAUSES_MAX),
      texts: z.array(z.strictObject({ lang, hash: hex64 })).max(LANGS.length),
      differing: z.array(idSchema).max(CLAUSES_MAX),
    }),
    words: z.strictObject({ salt: idSchema, texts: z.array(textShape).max(LANGS.length) }),
  };
}

/** An agreement of the host with one other party; both open it whole, nobody else does. */
export const agreement = defineKind<AgreementState>({
  kind: "agreement",
  facts: [
    {
      type: "agreement.begun/1",
      record: bySide.extend({
        ...{ with: idSchema, langs: z.array(lang).min(1).max(LANGS.length), prevails: lang },
      }),
      moves: (record) => `parties:${record["with"]}`,
    },
    {
      type: "agreement.clause-written/1",
      record: bySide.extend({ written: clauseSchemaFirst }),
    },
    {
      type: "agreement.clause-written/2",
      record: bySide.extend({ written: clauseSchema }),
    },
    {
      type: "agreement.words-written/1",
      record: bySide.extend({ clause: idSchema, lang }),
      words: z.strictObject({ said: wordsShape }),
    },
    { type: "agreement.words-struck/1", record: bySide.extend({ clause: idSchema, lang }) },
    { type: "agreement.clause-struck/1", record: bySide.extend({ clause: idSchema }) },
    { type: "agreement.proposed/1", ...proposedOf(clauseSchemaFirst) },
    { type: "agreement.proposed/2", ...proposedOf(clauseSchema) },
    { type: "agreement.rest-waived/1", record: z.strictObject({ version }) },
    {
      type: "agreement.signed/1",
      record: bySide.extend({
        ...{ version, hash: hex64, how: z.enum(HOW), assembly: assemblySchema.nullable() },
      }),
    },
    {
      type: "agreement.sealed/1",
      record: z.strictObject({ version, note: hex64, lines: z.array(keyLine).max(2) }),
    },
    { type: "agreement.text-erased/1", record: z.strictObject({ version }) },
    { type: "agreement.declined/1", record: bySide.extend({ version }) },
    { type: "agreement.ticked/1", record: z.strictObject({ kinds: ticks, until: daySchema }) },
    {
      type: "agreement.ticked/2",
      record: z.strictObject({ kinds: ticks, reads: ticks, until: daySchema }),
    },
    { type: "agreement.ticks-ended/1", record: nothing },
    { type: "agreement.ticks-ended/2", record: met },
    { type: "agreement.paused/1", record: stop },
    { type: "agreement.go-on-said/1", record: bySide },
    { type: "agreement.went-on/1", record: bySide },
    { type: "agreement.ended/1", record: stop },
  ],
  initial: {
    ...{ with: HOST, langs: [], prevails: "en", drafts: [], versions: 0, proposed: null },
    ...{
      current: null,
      past: [],
      fallen: [],
      ticked: null,
      unticked: null,
      paused: null,
      goOn: [],
      ended: null,
    },
  },
  evolve: (state, seen) => {
    FOLDS[seen.type]?.(state, seen.record as never, seen);
    return state;
  },
});

type Fold = (state: AgreementState, record: never, seen: Seen) => void;
type Written = Sided & { written: Clause };
type Of<K extends keyof AgreementState> = Pick<AgreementState, K>;
type Sided = { side: Side };
const ref = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });

/** Whether both sides have signed it, over the very hash of what it says. */
export function isSigned(version: Version, other: Side): boolean {
  const { hash, signed } = version;
  const has = (side: Side) => signed.some((one) => one.side === side && one.hash === hash);
  return has(HOST) && has(other) && isWhole(version);
}

/** Whether both sides ever signed a version of it. */
export function wasSigned({ proposed, current, with: other }: AgreementState): boolean {
  return current !== null || (proposed !== null && isSigned(proposed, other));
}

/** The version with this number, where it is the proposed or the current one. */
export function versionOf(state: AgreementState, number: number): Version | null {
  const { proposed, current } = state;
  return [proposed, current].find((one) => one?.version === number) ?? null;
}

/** When the last of the signatures was given, ms. */
export const signedAt = ({ signed }: Version) => Math.max(0, ...signed.map(({ when }) => when));

const stopped = (name: "paused" | "ended"): Fold => {
  return (state, record: Omit<Stop, "when">, { stamp }) => {
    const { side, closed, held, sent } = record;
    Object.assign(state, { [name]: { side, closed, held, sent, when: stamp.at }, goOn: [] });
  };
};

const draftOf = ({ drafts }: AgreementState, id: string) =>
  drafts.find(({ clause }) => clause === id);

type Ticked = { kinds: TickKind[]; reads?: TickKind[]; until: Day };

function ticked(state: AgreementState, { kinds, reads = [], until }: Ticked): void {
  const { proposed, current } = state;
  const version = proposed !== null && proposed.declined === null ? proposed : current;
  const last = version === null ? Infinity : lapseOf(version.frame);
  state.ticked = { kinds, reads, until, last };
}

const FOLDS: Readonly<Record<string, Fold | undefined>> = {
  "agreement.begun/1": (state, record: Of<"with" | "langs" | "prevails">) => {
    const { with: other, langs, prevails } = record;
    Object.assign(state, { with: other, langs, prevails });
  },
  "agreement.clause-written/1": write,
  "agreement.clause-written/2": write,
  "agreement.words-written/1": (state, record: { clause: string; lang: Lang }, seen) => {
    const draft = draftOf(state, record.clause);
    if (draft === undefined) return;
    const others = draft.said.filter(({ lang: of }) => of !== record.lang);
    draft.said = [...others, { lang: record.lang, at: ref(seen) }];
  },
  "agreement.words-struck/1": (state, record: { clause: string; lang: Lang }) => {
    const draft = draftOf(state, record.clause);
    if (draft !== undefined) draft.said = draft.said.filter((one) => one.lang !== record.lang);
  },
  "agreement.clause-struck/1": (state, { clause }: { clause: string }) => {
    state.drafts = state.drafts.filter((one) => one.clause !== clause);
  },
  "agreement.proposed/1": propose,
  "agreement.proposed/2": propose,
  "agreement.rest-waived/1": (state, { version: number }: { version: number }) => {
    const found = versionOf(state, number);
    if (found !== null) found.waived = true;
  },
  "agreement.signed/1": (
    state,
    record: Omit<Signature, "when"> & { version: number },
    { stamp },
  ) => {
    const { side, hash, how, assembly } = record;
    const found = versionOf(state, record.version);
    found?.signed.push({ side, hash, how, assembly, when: stamp.at });
  },
  "agreement.sealed/1": (state, record: Sealed & { version: number }) => {
    const found = versionOf(state, record.version);
    if (found !== null) found.sealed = { note: record.note, lines: record.lines };
  },
  "agreement.text-erased/1": (state, { version: number }: { version: number }) => {
    for (const one of [state.proposed, state.current, ...state.past, ...state.fallen])
      if (one?.version === number) one.at = null;
  },
  "agreement.declined/1": (state, record: Sided & { version: number }) => {
    const { proposed } = state;
    if (proposed?.version === record.version) proposed.declined = record.side;
  },
  "agreement.ticked/1": ticked,
  "agreement.ticked/2": ticked,
  "agreement.ticks-ended/1": (state) => {
    state.ticked = null;
  },
  "agreement.ticks-ended/2": (state, record: Omit<Stop, "when" | "side">, { stamp }) => {
    const { closed, held, sent } = record;
    Object.assign(state, { ticked: null, unticked: { closed, held, sent, when: stamp.at } });
  },
  "agreement.paused/1": stopped("paused"),
  "agreement.go-on-said/1": (state, { side }: Sided) => {
    state.goOn = [...state.goOn.filter((one) => one !== side), side];
  },
  "agreement.went-on/1": (state) => {
    Object.assign(state, { paused: null, goOn: [] });
  },
  "agreement.ended/1": stopped("ended"),
};

function write(state: AgreementState, { side, written }: Written, seen: Seen): void {
  const before = draftOf(state, written.clause);
  const next = { ...written, side, at: ref(seen), said: before?.said ?? [] };
  state.drafts =
    before === undefined
      ? [...state.drafts, next]
      : state.drafts.map((one) => (one === before ? next : one));
}

type Proposed = Pick<Version, "version" | "side" | "hash" | "replaces" | "frame" | "texts"> & {
  clauses: { side: Side; agreed: Clause }[];
  differing: string[];
};

/** What all had signed before holds on until this one does; what they had not signed falls. */
function propose(state: AgreementState, record: Proposed, seen: Seen): void {
  const { proposed } = state;
  if (proposed !== null && isSigned(proposed, state.with)) {
    if (state.current !== null) state.past = [...state.past, pastOf(state.current)];
    state.current = proposed;
  } else if (proposed !== null)
    state.fallen = [...state.fallen, { version: proposed.version, at: proposed.at }];
  const { version: number, side, hash, replaces, frame, texts, differing } = record;
  const clauses = record.clauses.map(({ side: by, agreed }) => ({ ...agreed, side: by }));
  state.proposed = {
    ...{ version: number, side, hash, replaces, frame, texts, differing, clauses },
    ...{ at: ref(seen), when: seen.stamp.at, waived: false, signed: [], declined: null },
    sealed: null,
  };
  state.versions = number;
}

const pastOf = ({ version: number, hash, sealed, at }: Version): Past => {
  return { version: number, hash, note: sealed?.note ?? null, at };
};

/** What a space is: its safety answer, its profile, who may find it, how it ends. */
import { z } from "zod";
import { defineKind, type EntryRef, type NewFact, type Stamp } from "../../house/facts.ts";
import { MOVED, movedRecord, TAKEN_OVER, takenOverRecord } from "../../house/moves.ts";
import type { Charter } from "../../house/room.ts";
import {
  type Category,
  categorySchema,
  idSchema,
  type Lang,
  langSchema,
  type Place,
  placeSchema,
  textSchema,
  textsSchema,
  zoneSchema,
} from "../../house/values/index.ts";
import { asksOf, type Conduct, conductFacts, conductFolds, NO_CONDUCT } from "./conduct.ts";
import { isOver } from "./ending.ts";
import { publisherFacts, publisherFolds } from "./publisher.ts";
import { dark } from "./silence.ts";
import { decidedAt, keptAt, type Schedule, timesAt, timesFacts, type Wanted } from "./times.ts";

/** "Could someone be harmed if these pages were found?" Only `no` opens. */
export type Safety = "yes" | "no" | "unsure";

/** The blocks of a profile, in the order pages show them. */
export const BLOCKS = ["about", "be-with-us", "never-share", "terms"] as const;
/** A block of a profile: who we are, how to be with us, what we never share, standing terms. */
export type Block = (typeof BLOCKS)[number];

/** One line of the please-do-not-send list. */
export type NotWanted = { id: string; at: EntryRef; category: Category | null };

/** A space as folded; words are found by the pointers. */
export type SpaceState = {
  safety: Safety;
  /** The entry since which it protects its people without a break; 0 where it always did. */
  protectedAt: number;
  zone: string;
  langs: Lang[];
  /** No finer than region; null: not said. */
  place: Place | null;
  name: EntryRef | null;
  blocks: Record<Block, EntryRef | null>;
  /** The version of the standing terms that holds now; strangers accept this id. */
  terms: string | null;
  notWanted: NotWanted[];
  /** Whether the group's page is for everyone. */
  page: boolean;
  /** Whether its name may stand on the server's first page, while the page is for everyone. */
  listed: boolean;
  /**
   * The wait before the end: since when (ms), and whether as many agreed as it takes while the
   * group is not shut. When it is over is asked with `endsAt`.
   */
  ending: { at: number; enough: boolean } | null;
  /** Who was named for what takes more than one, and by which entry; null: coordination. */
  set: { members: string[]; at: number } | null;
  /** Whether and how everything is closed; null: it is open. */
  shut: Shut | null;
  /** The code of conduct: what each person is asked to accept. */
  conduct: Conduct;
  /** The entry with what it is called in files for the public; null where nobody said. */
  publisher: EntryRef | null;
  /** After how many days what goes: what was decided, whether or not it holds yet. */
  times: Schedule;
  /** From then on the node destroys it. */
  ended: boolean;
};

/** How everything was closed: by a member's hand, or from outside by the agreed sentence. */
export type Shut = {
  /** The entry that says so: what was agreed to before it opens nothing. */
  at: number;
  /** Since when, ms. */
  since: number;
  by: "member" | "sentence";
  /** The member, or a stranger's id. */
  who: string;
  /** Whether somebody with a login meant it. */
  confirmed: boolean;
};

const NAME = { lengthMax: 80 } as const;
/** Limits of a profile block. */
export const BLOCK_TEXT = { lengthMax: 4_000, lines: "many" } as const;
/** Limits of one line of the please-do-not-send list. */
export const LINE_TEXT = { lengthMax: 200 } as const;
/** Lines a please-do-not-send list may have. */
export const NOT_WANTED_MAX = 100;
/** Shape of a space's name. */
export const nameSchema = textSchema(NAME);
/** Shape of where and how a space is: zone, languages, coarse place. */
export const settingSchema = z.strictObject({
  zone: zoneSchema,
  langs: z.array(langSchema).min(1).max(20),
  place: placeSchema.nullable().refine((place) => (place?.level ?? 0) <= 2, "spaces.place-fine"),
});
const nothing = z.strictObject({});

/** The space's own thing; its id is the space's. */
export const space = defineKind<SpaceState>({
  kind: "space",
  facts: [
    {
      type: "space.founded/1",
      record: z.strictObject({
        safety: z.enum(["yes", "no", "unsure"]),
        ...{ zone: zoneSchema, langs: z.array(langSchema).min(1).max(20) },
      }),
      words: z.strictObject({ name: nameSchema }),
    },
    { type: "space.renamed/1", record: nothing, words: z.strictObject({ name: nameSchema }) },
    { type: "space.settled/1", record: settingSchema },
    {
      type: "space.protected/1",
      record: z.strictObject({ safety: z.enum(["yes", "unsure"]) }),
      moves: () => "host",
    },
    { type: "space.unprotected/1", record: nothing },
    {
      type: "space.described/1",
      record: z.strictObject({ block: z.enum(BLOCKS), version: idSchema, empty: z.boolean() }),
      words: z.strictObject({ texts: textsSchema(BLOCK_TEXT) }),
    },
    {
      type: "space.do-not-send/1",
      record: z.strictObject({ line: idSchema, category: categorySchema.nullable() }),
      words: z.strictObject({ texts: textsSchema(LINE_TEXT) }),
    },
    { type: "space.may-send/1", record: z.strictObject({ line: idSchema }) },
    { type: "space.published/1", record: nothing, moves: () => "public" },
    { type: "space.quieted/1", record: nothing, moves: () => "host" },
    { type: "space.listed/1", record: nothing },
    { type: "space.unlisted/1", record: nothing },
    { type: "space.opened-by-link/1", record: nothing, moves: () => "link" },
    // Written before ending took a wait: they fold to nothing, since no word of theirs counts.
    { type: "space.end-asked/1", record: z.strictObject({ member: idSchema, at: z.int() }) },
    { type: "space.kept/1", record: nothing },
    { type: "space.end-begun/1", record: z.strictObject({ at: z.int(), enough: z.boolean() }) },
    { type: "space.kept/2", record: nothing },
    {
      type: "space.named-set/1",
      record: z.strictObject({ members: z.array(idSchema).min(1).max(12) }),
    },
    // Who closed it, and how, is in the stamp: whoever reads the records later learns neither.
    { type: "space.shuttered/1", record: nothing },
    { type: "space.shutters-confirmed/1", record: nothing },
    { type: "space.reopened/1", record: z.strictObject({ fresh: z.boolean() }) },
    ...timesFacts,
    { type: MOVED, record: movedRecord },
    { type: TAKEN_OVER, record: takenOverRecord },
    { type: "space.ended/1", record: nothing, moves: () => "host" },
    ...conductFacts,
    ...publisherFacts,
  ],
  initial: {
    ...{ safety: "unsure", protectedAt: 0, zone: "UTC", langs: [], place: null, name: null },
    blocks: { about: null, "be-with-us": null, "never-share": null, terms: null },
    ...{
      terms: null,
      notWanted: [],
      page: false,
      listed: false,
      ending: null,
      set: null,
      shut: null,
      conduct: NO_CONDUCT,
      publisher: null,
      times: {},
      ended: false,
    },
  },
  evolve: (state, seen) => {
    const fold = FOLDS[seen.type];
    fold?.(state, seen.record, { index: seen.index, n: seen.n, type: seen.type }, seen.stamp);
    conductFolds[seen.type]?.(state, seen);
    publisherFolds[seen.type]?.(state, seen);
    return state;
  },
});

type Fold = (
  state: SpaceState,
  record: Record<string, unknown>,
  at: EntryRef,
  stamp: Stamp,
) => void;
function setTimes(
  state: SpaceState,
  { wanted }: Record<string, unknown>,
  _at: EntryRef,
  stamp: Stamp,
): void {
  state.times = decidedAt(state.times, wanted as Wanted[], stamp.at);
}

const FOLDS: Record<string, Fold> = {
  "space.founded/1": (state, { safety, zone, langs }, at) => {
    Object.assign(state, { safety, zone, langs, name: at });
  },
  "space.renamed/1": (state, _record, at) => {
    state.name = at;
  },
  "space.settled/1": (state, { zone, langs, place }) => {
    Object.assign(state, { zone, langs, place });
  },
  "space.protected/1": (state, { safety }, { index }) => {
    if (state.safety === "no") state.protectedAt = index;
    Object.assign(state, { safety, page: false, listed: false });
  },
  "space.unprotected/1": (state) => {
    state.safety = "no";
  },
  "space.described/1": (state, { block, version, empty }, at) => {
    state.blocks[block as Block] = empty === true ? null : at;
    if (block === "terms") state.terms = empty === true ? null : (version as string);
  },
  "space.do-not-send/1": (state, { line, category }, at) => {
    const rest = state.notWanted.filter(({ id }) => id !== line);
    state.notWanted = [...rest, { id: line as string, at, category: category as Category | null }];
  },
  "space.may-send/1": (state, { line }) => {
    state.notWanted = state.notWanted.filter(({ id }) => id !== line);
  },
  "space.published/1": (state) => {
    state.page = true;
  },
  "space.quieted/1": (state) => {
    Object.assign(state, { page: false, listed: false });
  },
  "space.listed/1": (state) => {
    state.listed = true;
  },
  "space.unlisted/1": (state) => {
    state.listed = false;
  },
  "space.end-begun/1": (state, { at, enough }) => {
    state.ending = { at: at as number, enough: enough as boolean };
  },
  "space.kept/2": (state) => {
    state.ending = null;
  },
  "space.named-set/1": (state, { members }, { index }) => {
    state.set = { members: members as string[], at: index };
  },
  "space.shuttered/1": (state, _record, { index }, { at, by, who }) => {
    const how = by === "stranger" ? "sentence" : "member";
    // Closed again while closed: the first time counts, or the sentence could shorten a wait.
    state.shut ??= { at: index, since: at, by: how, who, confirmed: how === "member" };
    // What was agreed to and waits, perhaps under threat, is agreed to anew once it is open.
    state.times = keptAt(state.times, at);
  },
  "space.shutters-confirmed/1": (state) => {
    if (state.shut !== null) state.shut = { ...state.shut, confirmed: true };
  },
  "space.reopened/1": (state) => {
    state.shut = null;
  },
  "space.times-set/1": setTimes,
  "space.times-set/2": setTimes,
  "space.times-kept/1": (state, _record, _at, stamp) => {
    state.times = keptAt(state.times, stamp.at);
  },
  "space.ended/1": (state) => {
    state.ended = true;
  },
};

/** Whether the space protects its people: unless the safety question was answered with no. */
export function protectsPeople(state: SpaceState): boolean {
  return state.safety !== "no";
}

/** How the house learns what the space is like. */
export const charter: Charter = {
  kind: space,
  protects: (thing) => protectsPeople((thing as { state: SpaceState }).state),
  zone: (thing) => (thing as { state: SpaceState }).state.zone,
  langs: (thing) => (thing as { state: SpaceState }).state.langs,
  over: (thing, now) => isOver((thing as { state: SpaceState }).state, now),
  shut: (thing) => (thing as { state: SpaceState }).state.shut !== null,
  asks: (thing) => asksOf((thing as { state: SpaceState }).state),
  dark,
  times: (thing, now) => timesAt((thing as { state: SpaceState }).state.times, now),
};

/** The fact that a line stands on the please-do-not-send list; `thing` is the space's id. */
export function doNotSend(
  thing: string,
  line: string,
  texts: readonly { lang: Lang; text: string }[],
  category: Category | null = null,
): NewFact {
  const record = { line, category };
  return { kind: "space", thing, type: "space.do-not-send/1", record, words: { texts } };
}

/** The fact that the group's page is for everyone; only where the space does not protect. */
export function published(thing: string): NewFact {
  return { kind: "space", thing, type: "space.published/1", record: {} };
}

/** The facts of occasions and how they fold. States hold no words and no person. */
import { z } from "zod";
import type { Circle } from "../../house/circles.ts";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import { wordMarks } from "../../house/normal.ts";
import { erasedByTime } from "../../house/times.ts";
import {
  type Day,
  daySchema,
  idSchema,
  type Place,
  placeSchema,
  type Text,
  textSchema,
} from "../../house/values/index.ts";
import { JOINS, type Joins, ROLES, type RoleCode, WORKS, type Work } from "./codes.ts";

/** Longest words of what an occasion is, in UTF-16 units. */
export const WHAT_MAX = 200;
/** People of one role, at most. */
export const MOST_MAX = 100;
/** Places that are taken or waited for at one occasion. */
export const LINE_MAX = 200;

/** So many of a role: at least, and at most. */
export type Places = { role: RoleCode; min: number; most: number };

/** Shape of the roles of an occasion, each once; refuses `hours.places`. */
export const placesSchema = z
  .array(
    z.strictObject({
      ...{ role: z.enum(ROLES), min: z.int().min(0).max(MOST_MAX) },
      most: z.int().min(1).max(MOST_MAX),
    }),
  )
  .min(1, "hours.places")
  .max(ROLES.length, "hours.places")
  .refine(
    (all) => all.every(({ min, most }) => min <= most) && onceEach(all.map(({ role }) => role)),
    "hours.places",
  );

const onceEach = (all: readonly string[]) => new Set(all).size === all.length;

/** When it is, to the minute: words, since a night is nobody's to keep for ever. */
export type When = { date: string; from: string; until: string };
const time = z.string().regex(/^([01][0-9]|2[0-3]):[0-5][0-9]$/, "hours.time");
/** Shape of a {@link When}; an end before its beginning is on the next day. */
export const whenSchema = z.strictObject({
  date: z.string().regex(/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/, "hours.time"),
  from: time,
  until: time,
});

/** Somebody's place, taken or waited for, in the order in which places were given. */
export type Stand = { turn: string; role: RoleCode };

/** An occasion, folded. */
export type OccasionState = {
  work: Work;
  joins: Joins;
  /** Its day; in a protected space the last day of its week. */
  day: Day | null;
  place: Place | null;
  places: Places[];
  /** The same for all that were asked for together; null: it stands alone. */
  series: string | null;
  /** The entries that hold what it is, and when. */
  what: EntryRef | null;
  when: EntryRef | null;
  line: Stand[];
  /** When it was called off (ms). */
  calledOff: number | null;
};

/** Its words. */
export type OccasionWords = { what?: Text; when: When };

const nothing = z.strictObject({});
const stand = z.strictObject({ turn: idSchema, role: z.enum(ROLES) });
const shownTo = z.strictObject({ to: z.enum(["public", "link"]) });

/**
 * Each of these is one person's coming or going: whoever reads no figures of a protected group is
 * told none of them, since they could be counted.
 */
export const OF_ONE_PERSON: ReadonlySet<string> = new Set([
  ...["occasion.joined/1", "occasion.left/1", "occasion.handed/1"],
]);

/** The mark of all that were asked for together. */
export const inSeries = (series: string) => `occasions:${series}`;

/** Something for which people are asked to come: what, when, how many. */
export const occasion = defineKind<OccasionState>({
  kind: "occasion",
  facts: [
    {
      type: "occasion.asked/1",
      record: z.strictObject({
        ...{ work: z.enum(WORKS), joins: z.enum(JOINS), on: daySchema },
        ...{ place: placeSchema.nullable(), places: placesSchema, series: idSchema.nullable() },
      }),
      words: z.strictObject({ what: textSchema({ lengthMax: WHAT_MAX }), when: whenSchema }),
      marks: ({ record, words }) => ({
        record: record["series"] === null ? [] : [inSeries(String(record["series"]))],
        words: wordMarks(((words ?? {}) as Partial<OccasionWords>).what?.text ?? ""),
      }),
    },
    {
      type: "occasion.moved/1",
      record: z.strictObject({ on: daySchema }),
      words: z.strictObject({ when: whenSchema }),
    },
    { type: "occasion.limits-set/1", record: z.strictObject({ places: placesSchema }) },
    {
      type: "occasion.shown/1",
      record: shownTo,
      moves: ({ to }) => to as Circle,
    },
    { type: "occasion.quieted/1", record: nothing, moves: () => "host" },
    { type: "occasion.joined/1", record: stand },
    { type: "occasion.left/1", record: z.strictObject({ turn: idSchema }) },
    /** Somebody took another's place over, where it stood. */
    { type: "occasion.handed/1", record: z.strictObject({ from: idSchema, to: idSchema }) },
    { type: "occasion.called-off/1", record: nothing },
    /** What it was, and its hours, were taken out. */
    { type: "occasion.emptied/1", record: nothing },
    erasedByTime("occasion", "occasions"),
  ],
  initial: {
    ...{ work: "hours", joins: "asked", day: null, place: null, places: [], series: null },
    ...{ what: null, when: null, line: [], calledOff: null },
  },
  evolve: (state, seen) => {
    FOLDS[seen.type]?.(state, seen);
    return state;
  },
});

/** What `occasion.asked/1` records; its own day is `on`, since every record has the house's. */
type Asked = Omit<OccasionState, "day"> & { on: Day };
type Fold = (state: OccasionState, seen: Seen) => void;
const refOf = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });

const FOLDS: Record<string, Fold> = {
  "occasion.asked/1": (state, seen) => {
    const { work, joins, on: day, place, places, series } = seen.record as Asked;
    const at = refOf(seen);
    Object.assign(state, { work, joins, day, place, places, series, what: at, when: at });
  },
  "occasion.moved/1": (state, seen) => {
    Object.assign(state, { day: seen.record["on"], when: refOf(seen) });
  },
  "occasion.limits-set/1": (state, { record }) => {
    state.places = record["places"] as Places[];
  },
  "occasion.joined/1": (state, { record: { turn, role } }) => {
    state.line = [...state.line, { turn, role } as Stand];
  },
  "occasion.left/1": (state, { record }) => {
    state.line = state.line.filter(({ turn }) => turn !== record["turn"]);
  },
  "occasion.handed/1": (state, { record: { from, to } }) => {
    state.line = state.line.map((one) => (one.turn === from ? { ...one, turn: String(to) } : one));
  },
  "occasion.called-off/1": (state, { stamp }) => {
    state.calledOff = stamp.at;
  },
  "occasion.emptied/1": (state) => {
    Object.assign(state, { what: null, when: null });
  },
  "occasion.erased-by-time/1": (state, { record: { more } }) => {
    if (more !== true) Object.assign(state, { what: null, when: null });
  },
};

/** Who has a place of those in the line: the first of each role, as many as there are places. */
export function placed({ line, places }: Pick<OccasionState, "line" | "places">): Set<string> {
  const left = new Map(places.map(({ role, most }) => [role, most]));
  const found = new Set<string>();
  for (const { turn, role } of line) {
    const free = left.get(role) ?? 0;
    if (free > 0) found.add(turn);
    left.set(role, free - 1);
  }
  return found;
}

/** Of each role: how many have a place, how many wait, and whether that is enough and all. */
export function rolesOf(state: Pick<OccasionState, "line" | "places">) {
  const has = placed(state);
  return state.places.map(({ role, min, most }) => {
    const all = state.line.filter((one) => one.role === role);
    const taken = all.filter(({ turn }) => has.has(turn)).length;
    const [full, enough] = [taken >= most, taken >= min];
    return { role, min, most, taken, waiting: all.length - taken, full, enough };
  });
}

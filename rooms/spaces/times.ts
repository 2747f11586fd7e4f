/**
 * How long what people wrote is kept, decided beforehand by two: after how many days words and
 * people of a class are erased. What is planned is a thing of the host's; what holds stands on the
 * space's own, so that whoever may open a page of ours can read how long it keeps what they write.
 */
import { z } from "zod";
import { defineKind, type NewFact } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { TIME_DAYS_MAX, type Times } from "../../house/times.ts";

/** The classes, in the order pages show them. Each is a row of the room whose things it is of. */
export const CLASSES = [
  ...["givers", "offered", "needs", "notes", "shipments", "answers", "names", "lines"],
  ...["listening", "permissions", "persons", "sayings", "pictures", "rows", "recordings"],
  "spoken",
  "expenses",
  ...["occasions", "helpers"],
] as const as readonly Class[];
/** See {@link CLASSES}. */
export type Class =
  | "givers"
  | "offered"
  | "needs"
  | "notes"
  | "shipments"
  | "answers"
  | "names"
  | "lines"
  | "listening"
  | "permissions"
  | "persons"
  | "sayings"
  | "pictures"
  | "rows"
  | "recordings"
  | "spoken"
  | "expenses"
  | "occasions"
  | "helpers";

/** The classes there were when the first of these facts were written: their shape stays. */
const CLASSES_1 = [
  ...(["givers", "offered", "needs", "notes", "shipments", "answers", "names", "lines"] as const),
] as const;

/** What goes after so many days, whatever is decided: a group can only say fewer. */
export const ALWAYS: Readonly<Partial<Record<Class, number>>> = {
  ...{ givers: 30, helpers: 30 },
};

/** Days that a group in danger is offered; nothing of it holds before two decided it. */
export const SUGGESTED: Readonly<Record<Class, number>> = {
  ...{ givers: 3, offered: 7, needs: 14, notes: 14 },
  ...{ shipments: 14, answers: 7, names: 14, lines: 60, listening: 14 },
  ...{ permissions: 30, persons: 30, sayings: 14, pictures: 14, rows: 60, recordings: 7 },
  spoken: 7,
  expenses: 60,
  ...{ occasions: 7, helpers: 3 },
};

/** A shorter time holds so long after it was agreed, ms: one who was made to say it is heard. */
export const SHORTER_AFTER_MS = 7 * 24 * 3_600_000;

/** Days of a class, or null: it goes by no time that was decided. */
export type Wanted = { what: Class; days: number | null };

const days = z.int().min(1).max(TIME_DAYS_MAX).nullable();
const wanted = z.strictObject({ what: z.enum(CLASSES as readonly [Class, ...Class[]]), days });
const wanted1 = z
  .array(z.strictObject({ what: z.enum(CLASSES_1), days }))
  .min(1)
  .max(CLASSES_1.length);
/** Shape of what is decided at once: each class once. */
export const wantedSchema = z.array(wanted).min(1).max(CLASSES.length);

/** A plan, folded. */
export type TimesState = { wanted: Wanted[] };

/** What two are asked to decide; all of the group see it. */
export const times = defineKind<TimesState>({
  kind: "times",
  facts: [
    { type: "times.planned/1", record: z.strictObject({ wanted: wanted1 }) },
    { type: "times.planned/2", record: z.strictObject({ wanted: wantedSchema }) },
  ],
  initial: { wanted: [] },
  evolve: (_state, { record }) => ({ wanted: record["wanted"] as Wanted[] }),
});

/** What was decided of a class, when (ms), and what held until then. */
export type Decision = { days: number | null; at: number; before: number | null };

/** All that was decided, by class. */
export type Schedule = Partial<Record<Class, Decision>>;

/** The facts on the space's own thing. */
export const timesFacts = [
  { type: "space.times-set/1", record: z.strictObject({ wanted: wanted1 }) },
  { type: "space.times-set/2", record: z.strictObject({ wanted: wantedSchema }) },
  /** What did not hold yet is dropped. */
  { type: "space.times-kept/1", record: z.strictObject({}) },
];

const daysOr = (days: number | null, what: Class) => days ?? ALWAYS[what] ?? Infinity;

/** Whether one time is shorter than another; never is the longest. */
export function isShorter(what: Class, days: number | null, before: number | null): boolean {
  return daysOr(days, what) < daysOr(before, what);
}

/** From when on what was decided of a class holds (ms): shorter ones a week later. */
export function holdsFrom(what: Class, { days, at, before }: Decision): number {
  return isShorter(what, days, before) ? at + SHORTER_AFTER_MS : at;
}

/** After how many days things of a class go by what holds at a moment (ms); null: by no time. */
export function daysAt(schedule: Schedule, what: Class, now: number): number | null {
  const decided = schedule[what];
  if (decided === undefined) return null;
  return now >= holdsFrom(what, decided) ? decided.days : decided.before;
}

/** What was decided and does not hold yet. */
export function pendingAt(
  schedule: Schedule,
  now: number,
): { what: Class; days: number | null; from: number }[] {
  return CLASSES.flatMap((what) => {
    const decided = schedule[what];
    const from = decided === undefined ? 0 : holdsFrom(what, decided);
    return decided === undefined || now >= from ? [] : [{ what, days: decided.days, from }];
  });
}

/** The schedule once these were decided then (ms). */
export function decidedAt(schedule: Schedule, all: readonly Wanted[], at: number): Schedule {
  const next = { ...schedule };
  for (const { what, days } of all) next[what] = { days, at, before: daysAt(schedule, what, at) };
  return next;
}

/** The schedule without what did not hold then (ms). */
export function keptAt(schedule: Schedule, now: number): Schedule {
  const back = pendingAt(schedule, now).map(({ what }) => {
    return { what, days: daysAt(schedule, what, now) };
  });
  return decidedAt(schedule, back, now);
}

/**
 * What of this differs from what was decided. What goes after so many days in any case is not
 * decided once more.
 */
export function changesIn(schedule: Schedule, all: readonly Wanted[]): Wanted[] {
  const said = all.map(({ what, days }) => ({ what, days: days === ALWAYS[what] ? null : days }));
  return said.filter(({ what, days }) => (schedule[what]?.days ?? null) !== days);
}

/** Refuses days that are more than after how many something goes in any case. */
export function longFault(all: readonly Wanted[]): Refusal | null {
  const long = all.find(({ what, days }) => (days ?? 0) > (ALWAYS[what] ?? Infinity));
  if (long === undefined) return null;
  const vars = { max: ALWAYS[long.what] ?? 0 };
  return refuse("spaces.times-longer", "shape", { field: long.what, vars });
}

/** All that holds at a moment (ms), as the house asks; null where nothing goes by time. */
export function timesAt(schedule: Schedule, now: number): Times | null {
  const all = CLASSES.flatMap((what) => {
    const days = daysAt(schedule, what, now);
    return days === null ? [] : [[what, days] as const];
  });
  return all.length === 0 ? null : new Map(all);
}

/** The fact that a schedule was decided. */
export function timesSet(thing: string, all: readonly Wanted[]): NewFact {
  const record = { wanted: [...all] };
  return { kind: "space", thing, type: "space.times-set/2", record };
}

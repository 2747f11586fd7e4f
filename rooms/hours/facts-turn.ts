/** The facts of turns (somebody's place at an occasion) and of hours given, and how they fold. */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import { erasedByTime } from "../../house/times.ts";
import {
  type Amount,
  amountSchema,
  type Day,
  daySchema,
  idSchema,
  lineSchema,
} from "../../house/values/index.ts";
import { EFFORTS, type EffortKind, ROLES, type RoleCode, WORKS, type Work } from "./codes.ts";

/** Longest name to be called by, and way to be reached. */
export const NAME_MAX = 80;
/** See {@link NAME_MAX}. */
export const REACH_MAX = 200;

/** Where a turn stands. Words: `hours.turn.<word>`. */
export type TurnStatus = "waiting" | "accepted" | "declined" | "left";

/** A turn, folded. */
export type TurnState = {
  occasion: string;
  role: RoleCode;
  work: Work;
  /** The day of its occasion; in a protected space the last of its week. */
  day: Day | null;
  /** SHA-256 of its code, hex; null: an allied group's. */
  hash: string | null;
  /** The allied group it is of, who of it asked, and the agreement it stands on. */
  ally: string | null;
  person: string | null;
  agreement: string | null;
  /** The member who took it, where the stamp says so. */
  by: string | null;
  people: EntryRef | null;
  status: TurnStatus;
  /** Whether its holder looks for somebody to take it over. */
  offered: boolean;
  /** The hours said of it. */
  effort: string | null;
  /** Whether its holder lets the first word of their name stand on the rota. */
  onPaper: boolean;
  forgotten: boolean;
};

/** Whom to call and how: the group's, and whoever's holds the code. */
export type TurnPeople = { name: string; reach?: string };

const nothing = z.strictObject({});
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);
const taken = {
  ...{ occasion: idSchema, role: z.enum(ROLES), work: z.enum(WORKS), on: daySchema },
};

/** The mark of all turns of one occasion. */
export const turnsIn = (occasion: string) => `turns-in:${occasion}`;
/** The mark of all turns of an allied group. */
export const turnsOf = (ally: string) => `turns-of:${ally}`;
/** The mark by which the holder of a code finds their turn. */
export const turnMark = (hash: string) => `turn:${hash}`;

/** Somebody's place at an occasion: taken, waited for, or asked for. */
export const turn = defineKind<TurnState>({
  kind: "turn",
  // An allied group's lies where both read it.
  inCircles: true,
  facts: [
    {
      type: "turn.taken/1",
      record: z.strictObject({ ...taken, hash: hex64 }),
      people: z.strictObject({
        name: lineSchema(NAME_MAX),
        reach: lineSchema(REACH_MAX).optional(),
      }),
      marks: ({ record }) => ({
        record: [turnsIn(String(record["occasion"])), turnMark(String(record["hash"]))],
      }),
    },
    {
      type: "turn.taken-by-ally/1",
      record: z.strictObject({ ...taken, ally: idSchema, agreement: idSchema.nullable() }),
      marks: ({ record }) => ({
        record: [turnsIn(String(record["occasion"])), turnsOf(String(record["ally"]))],
      }),
    },
    { type: "turn.accepted/1", record: nothing },
    { type: "turn.declined/1", record: nothing },
    { type: "turn.left/1", record: nothing },
    /** Its occasion is on another day: what goes by the day goes by that one. */
    { type: "turn.moved/1", record: z.strictObject({ on: daySchema }) },
    { type: "turn.offered-on/1", record: nothing },
    { type: "turn.kept/1", record: nothing },
    /** Its holder lets the first word of their name stand on paper, and takes that back. */
    { type: "turn.let-on-paper/1", record: nothing },
    { type: "turn.taken-off-paper/1", record: nothing },
    { type: "turn.worked/1", record: z.strictObject({ effort: idSchema }) },
    { type: "turn.forgotten/1", record: nothing },
    erasedByTime("turn", "helpers"),
  ],
  initial: {
    ...{ occasion: "", role: "any", work: "hours", day: null, hash: null, ally: null },
    ...{ person: null, agreement: null, by: null, people: null, status: "waiting" },
    ...{ offered: false, effort: null, onPaper: false, forgotten: false },
  },
  evolve: (state, seen) => {
    TURNS[seen.type]?.(state, seen);
    return state;
  },
});

const refOf = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });
/** Whose it is: a member's who did it by their own hand, and nobody's who was typed for. */
const ownOf = ({ stamp }: Pick<Seen, "stamp">): string | null =>
  stamp.by === "member" && stamp.arrived === "own-hand" ? stamp.who : null;

/** What both sorts of turn say of their occasion; every record has a `day` of the house's own. */
const about = ({ record: { occasion, role, work, on } }: Seen) => {
  return { occasion, role, work, day: on };
};
const become = (more: Partial<TurnState>) => (state: TurnState) => void Object.assign(state, more);

const TURNS: Record<string, (state: TurnState, seen: Seen) => void> = {
  "turn.taken/1": (state, seen) => {
    const own = { by: ownOf(seen), people: refOf(seen) };
    Object.assign(state, about(seen), { hash: seen.record["hash"] }, own);
  },
  "turn.taken-by-ally/1": (state, seen) => {
    const { ally, agreement } = seen.record;
    Object.assign(state, about(seen), { ally, agreement, person: seen.stamp.typedBy });
  },
  "turn.accepted/1": become({ status: "accepted" }),
  "turn.declined/1": become({ status: "declined", offered: false }),
  "turn.left/1": become({ status: "left", offered: false }),
  "turn.moved/1": (state, { record }) => {
    state.day = record["on"] as Day;
  },
  "turn.offered-on/1": become({ offered: true }),
  "turn.kept/1": become({ offered: false }),
  "turn.let-on-paper/1": become({ onPaper: true }),
  "turn.taken-off-paper/1": become({ onPaper: false }),
  "turn.worked/1": (state, { record }) => {
    state.effort = String(record["effort"]);
  },
  "turn.forgotten/1": become({ forgotten: true, onPaper: false }),
  "turn.erased-by-time/1": (state, { record: { more } }) => {
    if (more !== true) state.forgotten = true;
  },
};

/** Hours given, folded: said by whoever gave them, counted when the ground confirmed them. */
export type EffortState = {
  work: EffortKind;
  /** What was said, and what was counted; null: not counted. */
  said: Amount;
  counted: Amount | null;
  /** The first day of the week they were given in. */
  week: Day | null;
  turn: string | null;
  ally: string | null;
  /** Whether the group had said yes to it before. */
  supported: boolean;
  /** The member who said it, where the stamp says so. */
  by: string | null;
  status: "said" | "confirmed" | "disputed";
};

/** Hours that somebody gave. They name nobody. */
export const effort = defineKind<EffortState>({
  kind: "effort",
  inCircles: true,
  facts: [
    {
      type: "effort.said/1",
      record: z.strictObject({
        ...{ work: z.enum(EFFORTS), of: amountSchema, week: daySchema },
        ...{ turn: idSchema.nullable(), ally: idSchema.nullable(), supported: z.boolean() },
      }),
    },
    /** The ground's word on it: so many count. */
    { type: "effort.confirmed/1", record: z.strictObject({ of: amountSchema, book: idSchema }) },
    /** The ground says otherwise: what was said stays, and does not count. */
    { type: "effort.disputed/1", record: nothing },
  ],
  initial: {
    ...{ work: "hours", said: { of: "0", unit: "hour" }, counted: null, week: null, turn: null },
    ...{ ally: null, supported: false, by: null, status: "said" },
  },
  evolve: (state, { type, record, stamp }) => {
    if (type === "effort.said/1") {
      const { work, of: said, week, turn, ally, supported } = record;
      Object.assign(state, { work, said, week, turn, ally, supported, by: ownOf({ stamp }) });
    }
    if (type === "effort.confirmed/1")
      Object.assign(state, { counted: record["of"], status: "confirmed" });
    if (type === "effort.disputed/1") state.status = "disputed";
    return state;
  },
});

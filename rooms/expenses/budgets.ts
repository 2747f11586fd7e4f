/**
 * Budgets: what a group plans to spend, for what and when; what was earmarked for one; and what
 * somebody said they will give every month. All of it is told, none of it moves money.
 */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import {
  type Amount,
  idSchema,
  lineSchema,
  type Month,
  monthSchema,
  textsSchema,
} from "../../house/values/index.ts";
import { moneySchema, NAME_MAX } from "./facts.ts";

/** Longest name of a budget, in UTF-16 units. */
export const TITLE_MAX = 120;
/** Contributions that are earmarked for one budget. */
export const EARMARKS_MAX = 200;
/** Budgets of one project. */
export const PROJECT_MAX = 100;
/** Lines of the book that one expected contribution is matched with. */
export const ARRIVED_MAX = 400;

/** What of money is planned, and when: whole months, both counted in. */
export const planFields = { of: moneySchema, from: monthSchema, to: monthSchema };
/** What a budget is called. */
export const titleField = textsSchema({ lengthMax: TITLE_MAX });

/** A contribution that counts for one purpose only: the line of the book by which it came. */
export type Earmark = { id: string; entry: number; of: Amount };
/** A budget, folded. */
export type BudgetState = {
  book: string;
  of: Amount;
  from: Month;
  to: Month;
  need: string | null;
  agreement: string | null;
  /** The first budget of the project that it is a part of; null: it is one by itself so far. */
  project: string | null;
  title: EntryRef | null;
  earmarks: Earmark[];
  ended: boolean;
};

const nothing = z.strictObject({});
const at = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });
/** The mark of budgets that a line of a book is set apart for. */
export const earmarkMark = (book: string, entry: number) => `earmarked:${book}:${entry}`;

/** The mark of the budgets that go on with a first one. */
export const projectMark = (first: string) => `project:${first}`;

/** What is planned for one purpose; it lies where its book lies. */
export const budget = defineKind<BudgetState>({
  kind: "budget",
  inCircles: true,
  facts: [
    {
      type: "budget.planned/1",
      record: z.strictObject({
        ...{ ...planFields, book: idSchema },
        ...{ need: idSchema.nullable(), agreement: idSchema.nullable() },
      }),
      words: z.strictObject({ title: titleField }),
    },
    {
      type: "budget.planned/2",
      record: z.strictObject({
        ...{ ...planFields, book: idSchema, project: idSchema.nullable() },
        ...{ need: idSchema.nullable(), agreement: idSchema.nullable() },
      }),
      words: z.strictObject({ title: titleField }),
      marks: ({ record: { project } }) =>
        project === null ? {} : { record: [projectMark(String(project))] },
    },
    {
      type: "budget.changed/1",
      record: z.strictObject(planFields),
      words: z.strictObject({ title: titleField }),
    },
    { type: "budget.ended/1", record: nothing },
    {
      type: "budget.earmarked/1",
      record: z.strictObject({
        ...{ earmark: idSchema, book: idSchema, entry: z.int().min(1), of: moneySchema },
      }),
      marks: ({ record }) => ({
        record: [earmarkMark(String(record["book"]), Number(record["entry"]))],
      }),
    },
    { type: "budget.earmark-taken-back/1", record: z.strictObject({ earmark: idSchema }) },
  ],
  initial: {
    ...{ book: "", of: { of: "0", unit: "" }, from: "", to: "", need: null, agreement: null },
    ...{ project: null, title: null, earmarks: [], ended: false },
  } as BudgetState,
  evolve: (state, seen) => {
    const { type, record } = seen;
    if (type === "budget.planned/1" || type === "budget.planned/2") {
      const { of, from, to, book, need, agreement } = record as unknown as BudgetState;
      const { project = null } = record as { project?: string | null };
      Object.assign(state, { of, from, to, book, need, agreement, project, title: at(seen) });
    }
    if (type === "budget.changed/1") {
      const { of, from, to } = record as unknown as BudgetState;
      Object.assign(state, { of, from, to, title: at(seen) });
    }
    if (type === "budget.ended/1") state.ended = true;
    if (type === "budget.earmarked/1") {
      const { earmark: id, entry, of } = record as unknown as Earmark & { earmark: string };
      state.earmarks = [...state.earmarks, { id, entry, of }];
    }
    if (type === "budget.earmark-taken-back/1")
      state.earmarks = state.earmarks.filter(({ id }) => id !== record["earmark"]);
    return state;
  },
});

/** What somebody said they give every month; who, is a name that can be erased. */
export type PledgeState = {
  book: string;
  of: Amount;
  since: Month;
  until: Month | null;
  who: EntryRef | null;
  /** Months that arrived, by the line of the book. */
  arrived: { month: Month; entry: number }[];
  ended: boolean;
};

/** The mark of a line of a book that a contribution was matched with. */
export const pledgedMark = (book: string, entry: number) => `pledged:${book}:${entry}`;

/** A contribution that is expected every month. */
export const pledge = defineKind<PledgeState>({
  kind: "pledge",
  inCircles: true,
  facts: [
    {
      type: "pledge.expected/1",
      record: z.strictObject({
        ...{ book: idSchema, of: moneySchema },
        ...{ since: monthSchema, until: monthSchema.nullable() },
      }),
      people: z.strictObject({ name: lineSchema(NAME_MAX) }),
    },
    {
      type: "pledge.arrived/1",
      record: z.strictObject({ book: idSchema, month: monthSchema, entry: z.int().min(1) }),
      marks: ({ record }) => ({
        record: [pledgedMark(String(record["book"]), Number(record["entry"]))],
      }),
    },
    { type: "pledge.ended/1", record: z.strictObject({ until: monthSchema }) },
    { type: "pledge.name-taken-out/1", record: nothing },
  ],
  initial: {
    ...{ book: "", of: { of: "0", unit: "" }, since: "", until: null, who: null },
    ...{ arrived: [], ended: false },
  } as PledgeState,
  evolve: (state, seen) => {
    const { type, record } = seen;
    if (type === "pledge.expected/1") {
      const { book, of, since, until } = record as unknown as PledgeState;
      Object.assign(state, { book, of, since, until, who: at(seen) });
    }
    if (type === "pledge.arrived/1") {
      const { month, entry } = record as unknown as { month: Month; entry: number };
      state.arrived = [...state.arrived, { month, entry }];
    }
    if (type === "pledge.ended/1") Object.assign(state, { until: record["until"], ended: true });
    if (type === "pledge.name-taken-out/1") state.who = null;
    return state;
  },
});

/** Shapes of what commands about budgets and expected contributions are given. */
import { z } from "zod";
import { idSchema, monthSchema } from "../../house/values/index.ts";
import { planFields, titleField } from "./budgets.ts";
import { moneySchema, nameField } from "./facts.ts";

const entry = z.int().min(1);
const plan = { ...planFields, title: titleField };

/** What is planned; without a book the group's first one of money. */
export const planShape = z.strictObject({
  ...{ ...plan, book: idSchema.optional() },
  ...{ need: idSchema.optional(), agreement: idSchema.optional() },
  /** A budget of the project that this one is to be a part of. */
  project: idSchema.optional(),
});
/** See {@link planShape}. */
export type PlanBudget = z.output<typeof planShape>;

/** Just a budget. */
export const oneBudgetShape = z.strictObject({ budget: idSchema });
/** See {@link oneBudgetShape}. */
export type OneBudget = z.output<typeof oneBudgetShape>;

/** What is planned instead. */
export const changeShape = z.strictObject({ budget: idSchema, ...plan });
/** See {@link changeShape}. */
export type ChangeBudget = z.output<typeof changeShape>;

/** A contribution that counts for a budget alone: how much of which line. */
export const earmarkShape = z.strictObject({ budget: idSchema, entry, of: moneySchema });
/** See {@link earmarkShape}. */
export type EarmarkIt = z.output<typeof earmarkShape>;

/** An earmark to take back. */
export const releaseShape = z.strictObject({ budget: idSchema, earmark: idSchema });
/** See {@link releaseShape}. */
export type Release = z.output<typeof releaseShape>;

/** What somebody gives every month. */
export const expectShape = z.strictObject({
  ...{ book: idSchema.optional(), of: moneySchema, name: nameField },
  ...{ since: monthSchema, until: monthSchema.optional() },
});
/** See {@link expectShape}. */
export type Expect = z.output<typeof expectShape>;

/** Just one that is expected. */
export const onePledgeShape = z.strictObject({ pledge: idSchema });
/** See {@link onePledgeShape}. */
export type OnePledge = z.output<typeof onePledgeShape>;

/** A month that arrived, and by which line. */
export const matchShape = onePledgeShape.extend({ month: monthSchema, entry });
/** See {@link matchShape}. */
export type Matched = z.output<typeof matchShape>;

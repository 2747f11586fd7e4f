/** Shapes of what the room's commands are given. */
import { z } from "zod";
import { idSchema } from "../../house/values/index.ts";
import { accountSchema } from "../ledger/index.ts";
import {
  dayField,
  LINES_MAX,
  MISSING,
  moneySchema,
  nameField,
  reasonText,
  UNDOCUMENTED,
  WHAT,
  WHY,
  wordsFields,
} from "./facts.ts";
import { rulesFields } from "./rules.ts";

const lineNo = z.int().min(1).max(LINES_MAX);
const line = z.strictObject({
  account: accountSchema,
  of: moneySchema,
  /** The day it was spent; unsaid, the day it is handed in. */
  day: dayField.optional(),
  /** Why no paper shows it, where none does. */
  undocumented: z.enum(UNDOCUMENTED).optional(),
});

const says = {
  ...wordsFields,
  lines: z.array(line).min(1, "expenses.no-lines").max(LINES_MAX),
  /** The member it is paid to; or a name, where it is paid to nobody of the group. */
  payee: idSchema.optional(),
  name: nameField.optional(),
  agreement: idSchema.optional(),
  need: idSchema.optional(),
  budget: idSchema.optional(),
};

/** An expense, or an advance, that is handed in; without a book the group's first one of money. */
export const submitShape = z.strictObject({
  ...says,
  as: z.enum(WHAT).default("cost"),
  book: idSchema.optional(),
});
/** See {@link submitShape}. */
export type Submit = z.output<typeof submitShape>;

const one = { expense: idSchema };
/** Just an expense. */
export const oneShape = z.strictObject(one);
/** See {@link oneShape}. */
export type One = z.output<typeof oneShape>;

/** What it says now instead of what it said. */
export const reviseShape = z.strictObject({ ...one, ...says });
/** See {@link reviseShape}. */
export type Revise = z.output<typeof reviseShape>;

/** Which line a receipt shows; its picture comes beside. */
export const receiptShape = z.strictObject({ ...one, line: lineNo });
/** See {@link receiptShape}. */
export type AddReceipt = z.output<typeof receiptShape>;

/** A receipt to erase. */
export const oneReceiptShape = z.strictObject({ ...one, receipt: idSchema });
/** See {@link oneReceiptShape}. */
export type OneReceipt = z.output<typeof oneReceiptShape>;

/** A yes to lines as they were read; the others are not approved, for a reason. */
export const approveShape = z.strictObject({
  ...one,
  lines: z.array(lineNo).min(1, "expenses.pick-lines").max(LINES_MAX),
  revision: z.int().min(1),
  reason: reasonText.optional(),
});
/** See {@link approveShape}. */
export type Approve = z.output<typeof approveShape>;

/** What one thing is missing. */
export const sendBackShape = z.strictObject({
  ...{ ...one, missing: z.enum(MISSING), reason: reasonText.optional() },
});
/** See {@link sendBackShape}. */
export type SendBack = z.output<typeof sendBackShape>;

/** Why not, and what to do next. */
export const refuseShape = z.strictObject({
  ...{ ...one, why: z.enum(WHY), reason: reasonText, next: reasonText.optional() },
});
/** See {@link refuseShape}. */
export type Refuse = z.output<typeof refuseShape>;

/** That it was paid: from a heading that holds money, or out of an advance. */
export const payShape = z.strictObject({
  ...{ ...one, from: accountSchema.optional(), advance: idSchema.optional() },
});
/** See {@link payShape}. */
export type Pay = z.output<typeof payShape>;

/** That a line which stands in its book already paid it. */
export const linkShape = z.strictObject({ ...one, entry: z.int().min(1) });
/** See {@link linkShape}. */
export type Link = z.output<typeof linkShape>;

/** That money of a line came back: a refund, or the rest of an advance. */
export const backShape = z.strictObject({
  ...{ ...one, line: lineNo.default(1), of: moneySchema, to: accountSchema.default("money") },
});
/** See {@link backShape}. */
export type ComeBack = z.output<typeof backShape>;

/** The group's rules of spending. */
export const rulesShape = z.strictObject(rulesFields);
/** See {@link rulesShape}. */
export type NewRules = z.output<typeof rulesShape>;

/** Shapes of what the room's commands are given. */
import { z } from "zod";
import { idSchema, monthSchema, textSchema, textsSchema } from "../../house/values/index.ts";
import { SIDES } from "./accounts.ts";
import {
  aboutSchema,
  isBalanced,
  LINES_MAX,
  lineSchema,
  linesSchema,
  NARRATION_MAX,
  PURPOSES,
  TITLE_MAX,
  transferWords,
} from "./facts.ts";

/** A book to open. */
export const openShape = z.strictObject({
  purpose: z.enum(PURPOSES),
  title: textsSchema({ lengthMax: TITLE_MAX }).optional(),
  /** The circle inside the group that alone reads it; unsaid, the whole group does. */
  circle: idSchema.optional(),
});
/** See {@link openShape}. */
export type Open = z.output<typeof openShape>;

/** An account of the group's own, for one book: a new word, or one the group has. */
export const accountShape = z.strictObject({
  book: idSchema,
  side: z.enum(SIDES),
  name: textsSchema({ lengthMax: 80 }),
});
/** See {@link accountShape}. */
export type NewAccount = z.output<typeof accountShape>;

/** A transfer to write down. */
export const postShape = z.strictObject({
  book: idSchema,
  lines: linesSchema,
  for: aboutSchema.optional(),
  ...transferWords.shape,
});
/** See {@link postShape}. */
export type Post = z.output<typeof postShape>;

/** Most lines that may stand before a correction: the entry's own and those that others added. */
const WAS_MAX = LINES_MAX * 4;

/**
 * A transfer to put right: `was` what stands now (the entry and its corrections together), `right`
 * what should; none of it where it never happened. `seen` is how many corrections `was` counts in.
 */
export const correctShape = z.strictObject({
  book: idSchema,
  entry: z.int().min(1),
  seen: z.int().min(0),
  was: z.array(lineSchema).max(WAS_MAX).refine(isBalanced, "ledger.not-balanced"),
  right: z.union([z.tuple([]), linesSchema]),
  why: textSchema({ lengthMax: NARRATION_MAX, lines: "many" }).optional(),
});
/** See {@link correctShape}. */
export type Correct = z.output<typeof correctShape>;

/**
 * A statement to make of a book, for whole months, both counted in. `seen` is how many entries the
 * book had when it was looked at. `open` opens it in the same step; it is no by itself.
 */
export const statementShape = z.strictObject({
  book: idSchema,
  from: monthSchema,
  to: monthSchema,
  seen: z.int().min(1),
  title: textsSchema({ lengthMax: TITLE_MAX }).optional(),
  open: z.boolean().optional(),
});
/** See {@link statementShape}. */
export type NewStatement = z.output<typeof statementShape>;

/** A statement to open or to close. */
export const oneStatementShape = z.strictObject({ id: idSchema });
/** See {@link oneStatementShape}. */
export type OneStatement = z.output<typeof oneStatementShape>;

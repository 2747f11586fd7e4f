/** Shapes of what the room's commands are given. */
import { z } from "zod";
import {
  amountSchema,
  idSchema,
  monthSchema,
  textSchema,
  textsSchema,
} from "../../house/values/index.ts";
import { accountSchema, SIDES } from "./accounts.ts";
import { currencySchema, RATE_SOURCES, rateDaySchema, worthSchema } from "./exchange-facts.ts";
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
import { LINK_BOOKS_MAX, LINK_DAYS_MAX } from "./link-facts.ts";
import { keyFields } from "./statement-facts.ts";

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

/** Months of a book to close, up to this one and with it; `seen` as of a statement. */
export const closeShape = z.strictObject({ book: idSchema, to: monthSchema, seen: z.int().min(1) });
/** See {@link closeShape}. */
export type ClosePeriod = z.output<typeof closeShape>;

/** A book of an agreement to open. */
export const ownBookShape = z.strictObject({
  agreement: idSchema,
  purpose: z.enum(PURPOSES),
  title: textsSchema({ lengthMax: TITLE_MAX }).optional(),
});
/** See {@link ownBookShape}. */
export type OpenOwn = z.output<typeof ownBookShape>;

/** One end of a transfer between books: where it leaves, or arrives. */
const endShape = z.strictObject({ book: idSchema, account: accountSchema });

/** So much to move from one book to another; both tell the same words. */
export const moveShape = z.strictObject({
  ...{ from: endShape, to: endShape },
  amount: amountSchema.refine(({ of }) => /^[^-0]|^0\./.test(of), "ledger.below-nothing"),
  narration: transferWords.shape.narration,
});
/** See {@link moveShape}. */
export type Move = z.output<typeof moveShape>;

const correctedEnd = endShape.extend({ entry: z.int().min(1), seen: z.int().min(0) });
const notBelow = amountSchema.refine(({ of }) => !of.startsWith("-"), "ledger.below-nothing");

/**
 * A transfer between books to put right at both its ends: `was` is what stands now, `right` what
 * should; nothing where it never happened. `seen` as of a correction, at each end.
 */
export const correctMoveShape = z.strictObject({
  ...{ from: correctedEnd, to: correctedEnd, was: notBelow, right: notBelow },
  why: textSchema({ lengthMax: NARRATION_MAX, lines: "many" }).optional(),
});
/** See {@link correctMoveShape}. */
export type CorrectMove = z.output<typeof correctMoveShape>;

const moneySchema = z.strictObject({ of: worthSchema, unit: currencySchema });

/**
 * Money that was changed: what left a heading of ours, and what came to one, of another currency;
 * `fee` is what was taken for it out of one of the two. The rate says what one of `per` was worth;
 * unsaid, it is what the amounts come to.
 */
export const exchangeShape = z.strictObject({
  ...{ book: idSchema, from: accountSchema, to: accountSchema },
  ...{ gave: moneySchema, got: moneySchema, fee: moneySchema.optional() },
  rate: z.strictObject({
    ...{ of: worthSchema.optional(), per: currencySchema.optional() },
    ...{ day: rateDaySchema.optional(), source: z.enum(RATE_SOURCES) },
  }),
  narration: transferWords.shape.narration,
});
/** See {@link exchangeShape}. */
export type Exchange = z.output<typeof exchangeShape>;

/** A link to a book to make, for so many days. */
export const bookLinkShape = z.strictObject({
  book: idSchema,
  days: z.int().min(1).max(LINK_DAYS_MAX),
});
/** See {@link bookLinkShape}. */
export type MakeBookLink = z.output<typeof bookLinkShape>;

/** A link to several books to make, for one funder and so many days. */
export const funderLinkShape = z.strictObject({
  books: z
    .array(idSchema)
    .min(1, "ledger.link-no-books")
    .max(LINK_BOOKS_MAX, "ledger.link-many-books")
    .refine((all) => new Set(all).size === all.length, "ledger.link-no-books"),
  days: z.int().min(1).max(LINK_DAYS_MAX),
});
/** See {@link funderLinkShape}. */
export type MakeFunderLink = z.output<typeof funderLinkShape>;

/** A link to a book to end. */
export const endBookLinkShape = z.strictObject({ link: idSchema });
/** See {@link endBookLinkShape}. */
export type EndBookLink = z.output<typeof endBookLinkShape>;

/** What a group found when it added a book up again for a statement. */
export const recheckShape = z.strictObject({
  ...{ statement: idSchema, book: idSchema, same: z.boolean() },
});
/** See {@link recheckShape}. */
export type Recheck = z.output<typeof recheckShape>;

/** The signed note of a recheck. */
export const sealRecheckShape = z.strictObject({
  ...{ statement: idSchema, ally: idSchema, text: z.string().min(1).max(1_000) },
  ...keyFields,
});
/** See {@link sealRecheckShape}. */
export type SealRecheck = z.output<typeof sealRecheckShape>;

/** A book that everyone is to read: asked for, opened on two people's yes, closed again. */
export const askPublicShape = z.strictObject({ book: idSchema });
/** See {@link askPublicShape}. */
export type AskPublic = z.output<typeof askPublicShape>;

/** See {@link askPublicShape}. `title` is what everyone reads it is called. */
export const makePublicShape = z.strictObject({
  ...{ book: idSchema, joint: idSchema },
  title: textsSchema({ lengthMax: TITLE_MAX }).optional(),
});
/** See {@link askPublicShape}. */
export type MakePublic = z.output<typeof makePublicShape>;

/** See {@link askPublicShape}. */
export const closePublicShape = z.strictObject({ book: idSchema });
/** See {@link askPublicShape}. */
export type ClosePublic = z.output<typeof closePublicShape>;

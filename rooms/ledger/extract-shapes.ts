/** Shapes of what the commands about extracts are given. */
import { z } from "zod";
import { idSchema, langSchema, textSchema } from "../../house/values/index.ts";
import { accountSchema } from "./accounts.ts";
import { EXCHANGED } from "./exchange-facts.ts";
import {
  ACCOUNTS_MAX,
  HOLDS_MAX,
  mappingShape,
  reckonedSchema,
  SETTLED,
  WAYS,
} from "./extract-facts.ts";
import { BRING_ROWS_MAX, rowFields, rowWords } from "./extract-rows.ts";
import { FORMATS } from "./extracts/line.ts";
import { NARRATION_MAX, PARTY_MAX } from "./facts.ts";

/** A heading that a row goes to or comes from: money that is changed is written with its rate. */
const headingSchema = accountSchema.refine((one) => one !== EXCHANGED, "ledger.exchange-has-rate");

const hash = z.string().regex(/^[0-9a-f]{64}$/);

/** One row as it is brought in. `account` where a sorting says its heading. */
export const bringRowShape = z.strictObject({
  ...rowFields,
  ...rowWords,
  account: headingSchema.optional(),
  /** Whether somebody may have written it by hand already. */
  written: z.literal(true).optional(),
  /** Whether it may be money that is on the way. */
  underway: z.literal(true).optional(),
});
/** See {@link bringRowShape}. */
export type BringRow = z.output<typeof bringRowShape>;

/** Rows of a file for a book of money, with what the whole file says of its accounts. */
export const bringShape = z.strictObject({
  ...{ book: idSchema, file: hash, format: z.enum(FORMATS), lang: langSchema },
  accounts: z.array(reckonedSchema).max(ACCOUNTS_MAX),
  rows: z
    .array(bringRowShape)
    .min(1)
    .max(BRING_ROWS_MAX)
    .refine((all) => new Set(all.map(({ row }) => row)).size === all.length),
});
/** See {@link bringShape}. */
export type Bring = z.output<typeof bringShape>;

/**
 * A row that waits, and what is done with it: written under a heading, said to be an entry of the
 * book already, or left.
 */
export const settleShape = z
  .strictObject({
    extract: idSchema,
    row: rowFields.row,
    how: z.enum(SETTLED),
    account: headingSchema.optional(),
    entry: z.int().min(1).optional(),
    party: textSchema({ lengthMax: PARTY_MAX }).optional(),
    narration: textSchema({ lengthMax: NARRATION_MAX, lines: "many" }).optional(),
  })
  .refine(({ how, account }) => how !== "posted" || account !== undefined, {
    ...{ path: ["account"], error: "ledger.no-such-account" },
  })
  .refine(({ how, entry }) => how !== "stands" || entry !== undefined, {
    ...{ path: ["entry"], error: "ledger.no-such-entry" },
  });
/** See {@link settleShape}. */
export type Settle = z.output<typeof settleShape>;

/** A sorting for a book. */
export const sortShape = z.strictObject({
  ...{ book: idSchema, way: z.enum(WAYS), account: headingSchema },
  holds: textSchema({ lengthMax: HOLDS_MAX }),
});
/** See {@link sortShape}. */
export type Sort = z.output<typeof sortShape>;

/** What a sorting says instead. */
export const changeSortingShape = z.strictObject({
  ...{ id: idSchema, way: z.enum(WAYS), account: headingSchema },
  holds: textSchema({ lengthMax: HOLDS_MAX }),
});
/** See {@link changeSortingShape}. */
export type ChangeSorting = z.output<typeof changeSortingShape>;

/** A sorting that is to be used, or not for now. */
export const switchShape = z.strictObject({ id: idSchema, on: z.boolean() });
/** See {@link switchShape}. */
export type SwitchSorting = z.output<typeof switchShape>;

/** A sorting that is to be tried before the one above it, or after the one below. */
export const moveShape = z.strictObject({ id: idSchema, to: z.enum(["up", "down"]) });
/** See {@link moveShape}. */
export type MoveSorting = z.output<typeof moveShape>;

/** A sorting that is to be used no more. */
export const dropShape = z.strictObject({ id: idSchema });
/** See {@link dropShape}. */
export type Drop = z.output<typeof dropShape>;

/** How tables with columns of these names (SHA-256, hex) are read for a book. */
export const columnsShape = z.strictObject({ book: idSchema, names: hash, mapping: mappingShape });
/** See {@link columnsShape}. */
export type SayColumns = z.output<typeof columnsShape>;

/** Shapes of what the room's commands are given. */
import { z } from "zod";
import {
  categorySchema,
  figureSchema,
  idSchema,
  parseDay,
  textSchema,
  unitSchema,
} from "../../house/values/index.ts";
import { BANDS, CODE_MAX, LINES_MAX, LOTS_MAX, NAME_MAX } from "./facts.ts";
import { levelFields, NOTE_MAX, NOTES, packsSchema, partsSchema } from "./goods.ts";
import { lotFields } from "./lots.ts";

const name = textSchema({ lengthMax: NAME_MAX });
const some = figureSchema.refine((of) => of !== "0" && !of.startsWith("-"), "stock.some");
const TIMES_MAX = 100_000;
const times = z.int().min(1, "stock.some").max(TIMES_MAX);

/** A place, an item. */
export const shelfShape = z.strictObject({ shelf: idSchema });
/** See {@link shelfShape}. */
export const itemShape = z.strictObject({ item: idSchema });
/** A place to name; of an agreement, for what came under it and stands in its own book. */
export const openShape = z.strictObject({ name, agreement: idSchema.optional() });
/** A place by another name. */
export const renameShape = shelfShape.extend({ name });

/** An item to name. */
export const nameShape = z.strictObject({
  ...{ name, unit: unitSchema, category: categorySchema.nullable().default(null) },
});
/** An item by another name. */
export const renameItemShape = itemShape.extend({ name });
/** How much of an item should be there. */
export const levelsShape = itemShape.extend(levelFields);
/** The packs of an item. */
export const packsShape = itemShape.extend({ packs: packsSchema });
/** What a kit is made of. */
export const partsShape = itemShape.extend({ parts: partsSchema });
/** A note on an item. */
export const noteShape = itemShape.extend({
  about: z.enum(NOTES),
  text: textSchema({ lengthMax: NOTE_MAX, lines: "many" }),
});
/** A note to take away. */
export const unnoteShape = itemShape.extend({ about: z.enum(NOTES) });

/**
 * The last day it is good: one that there is. A line that was kept before this was asked may be
 * picked and counted by what it says.
 */
const printed = lotFields.until.refine(
  (day) => day === null || parseDay(day, "UTC").ok,
  "day.no-such-day",
);

/** What comes to a place: an item the group keeps, or one called so; with what is printed on it. */
const coming = z
  .strictObject({
    item: idSchema.optional(),
    name: name.optional(),
    unit: unitSchema,
    of: some,
    until: printed.default(null),
    code: textSchema({ lengthMax: CODE_MAX }).optional(),
    /** Of a shipment: which line of it. */
    line: z.int().min(1).max(1_000_000).optional(),
  })
  .refine(
    ({ item, name: called }) => (item === undefined) !== (called === undefined),
    "stock.which",
  );
/** See {@link coming}. */
export type Coming = z.output<typeof coming>;
const comings = z.array(coming).min(1, "stock.nothing").max(LINES_MAX);

/** What lies here already, by the book, and gets its place. */
export const putAwayShape = shelfShape.extend({ lines: comings, delivery: idSchema.optional() });
/** Where what nobody announced came from. */
export const CAME = ["bought-nearby", "bought", "given", "made-here", "found"] as const;
/** What comes in and stands in no book yet. */
export const takeInShape = shelfShape.extend({ lines: comings, came: z.enum(CAME) });

/** So much of an item in a place; by itself what is over first, or one line by its key. */
const lying = shelfShape.extend({
  ...{ item: idSchema, unit: unitSchema, of: some },
  pick: z.strictObject({ until: lotFields.until, lot: lotFields.lot }).optional(),
});
/** See {@link lying}. */
export type Lying = z.output<typeof lying>;
/** To another place; to none: it is not put away any more. */
export const moveShape = lying.extend({ to: idSchema.nullable() });
/** To people. */
export const giveShape = lying.extend({ band: z.enum(BANDS).optional() });
/** Why what is written is not what is there. */
export const REASONS = [
  ...(["spoiled", "damaged", "over", "stolen", "lost", "too-much-written"] as const),
  ...(["found", "too-little-written"] as const),
] as const;
/** See {@link REASONS}. */
export const adjustShape = lying.extend({ why: z.enum(REASONS) });

/** What somebody counted in a place. */
export const countShape = shelfShape.extend({
  lines: z
    .array(
      z.strictObject({
        ...lotFields,
        of: figureSchema.refine((of) => !of.startsWith("-"), "stock.some"),
      }),
    )
    .min(1, "stock.nothing")
    .max(LOTS_MAX),
});
/** A count to confirm: `seen` is the number of its entry. */
export const confirmShape = shelfShape.extend({ seen: z.int().min(1) });

/** Kits, or packs of a unit, to make of what lies there or to take apart. */
export const timesShape = shelfShape.extend({ item: idSchema, unit: unitSchema, times });

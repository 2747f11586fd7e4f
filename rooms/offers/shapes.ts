/** Shapes of what the room's commands are given. */
import { z } from "zod";
import {
  amountSchema,
  categorySchema,
  daySchema,
  figureSchema,
  idSchema,
  langSchema,
  lineSchema,
  OF_PATTERN,
  textSchema,
} from "../../house/values/index.ts";
import { NAME_MAX, REACH_MAX, WHAT_MAX } from "./facts.ts";
import { DELIVERY_LINES_MAX, FROM_MAX, MATCHED_HOW } from "./facts-delivery.ts";

/** Offers one command answers. */
export const ANSWERS_MAX = 100;
/** Rows of a file that one command brings in. */
export const ROWS_MAX = 60;

const isSome = ({ of }: { of: string }) => of !== "0" && !of.startsWith("-");
/** More than nothing. */
const quantity = amountSchema.refine(isSome, "offers.quantity-of-nothing");
/** Nothing or more: what a count may find. */
const counted = amountSchema.refine(({ of }) => !of.startsWith("-"), "offers.quantity-below");

const reached = {
  name: lineSchema(NAME_MAX, "offers.name-missing"),
  reach: lineSchema(REACH_MAX, "offers.reach-missing"),
};
const taken = {
  quantity: quantity.nullable().default(null),
  by: daySchema.nullable().default(null),
  ...reached,
  /** The version of the standing terms that was shown; null where there were none. */
  terms: idSchema.nullable(),
  /** An opaque id of the form, the same for all that came by it. */
  form: idSchema.nullable().default(null),
};

/** A line taken. */
export const takeShape = z.strictObject({ need: idSchema, ...taken });
/** See {@link takeShape}. */
export type Take = z.output<typeof takeShape>;

/** Something offered that nobody asked for. */
export const unaskedShape = z.strictObject({
  what: textSchema({ lengthMax: WHAT_MAX }),
  ...taken,
});
/** See {@link unaskedShape}. */
export type Unasked = z.output<typeof unaskedShape>;

/** Answers to offers, each once; `quantity` is what is accepted in all, everything if absent. */
export const answersShape = z.strictObject({
  answers: z
    .array(
      z.discriminatedUnion("answer", [
        z.strictObject({
          ...{ id: idSchema, answer: z.literal("accept"), quantity: quantity.optional() },
        }),
        z.strictObject({ id: idSchema, answer: z.literal("decline") }),
        z.strictObject({ id: idSchema, answer: z.literal("aside") }),
      ]),
    )
    .min(1)
    .max(ANSWERS_MAX),
});
/** One answer. */
export type OfferAnswer = z.output<typeof answersShape>["answers"][number];

/** What the holder of a code changes: all of it as it is from now on. */
export const changeShape = z.strictObject({
  id: idSchema,
  quantity: quantity.nullable(),
  by: daySchema.nullable(),
  ...reached,
});
/** See {@link changeShape}. */
export type Change = z.output<typeof changeShape>;

/** Just which offer or delivery. */
export const oneShape = z.strictObject({ id: idSchema });

/** Which offer, and whether it left. */
export const saidSentShape = z.strictObject({ id: idSchema, sent: z.boolean() });
/** See {@link saidSentShape}. */
export type SaidSent = z.output<typeof saidSentShape>;

/** Which offer, and whether its line is closed now. */
export const lineShape = z.strictObject({ id: idSchema, closed: z.boolean() });

const deliveryLine = {
  offer: idSchema.nullable().default(null),
  need: idSchema.nullable().default(null),
  category: categorySchema.nullable().default(null),
  /** What it is called, where no need says so. */
  what: textSchema({ lengthMax: WHAT_MAX }).optional(),
};
const from = {
  from: textSchema({ lengthMax: FROM_MAX }).optional(),
  note: textSchema({ lengthMax: 1_000, lines: "many" }).optional(),
};

/** The circle inside the group that alone reads it; unsaid, its lines say it. */
const circle = idSchema.optional();

/** A delivery that leaves or will. */
export const announceShape = z.strictObject({
  ...from,
  circle,
  by: daySchema.nullable().default(null),
  lines: z
    .array(z.strictObject({ ...deliveryLine, sent: quantity }))
    .min(1, "offers.no-lines")
    .max(DELIVERY_LINES_MAX),
});
/** See {@link announceShape}. */
export type Announce = z.output<typeof announceShape>;

/** A line of what is here: what someone says was sent, and what seems to have arrived. */
const arrivedLine = z.strictObject({
  ...{ ...deliveryLine, sent: quantity.nullable().default(null), arrived: quantity.optional() },
});

/** A delivery that is here, and that nobody had announced; what was sent may not be known. */
export const recordShape = z.strictObject({
  ...from,
  circle,
  lines: z.array(arrivedLine).min(1, "offers.no-lines").max(DELIVERY_LINES_MAX),
});
/** See {@link recordShape}. */
export type RecordArrival = z.output<typeof recordShape>;

/** Where a delivery is now. */
export const moveShape = z.strictObject({
  id: idSchema,
  to: z.enum(["on-the-way", "at-the-border", "arrived"]),
});

/** How the difference between sent and counted is settled. */
export const matchShape = z.strictObject({ id: idSchema, how: z.enum(MATCHED_HOW) });

/** What came and is of no use: so much, in the unit of what was counted beside it. */
const damaged = figureSchema.refine(
  (of) => of !== "0" && !of.startsWith("-"),
  "offers.quantity-of-nothing",
);

/** What was counted of a delivery's lines (all that is of use), and what else was in it. */
export const countShape = z.strictObject({
  id: idSchema,
  lines: z
    .array(z.strictObject({ line: z.int().min(1), counted, damaged: damaged.optional() }))
    .max(DELIVERY_LINES_MAX)
    .default([]),
  extra: z
    .array(z.strictObject({ ...deliveryLine, counted }))
    .max(DELIVERY_LINES_MAX)
    .default([]),
});
/** See {@link countShape}. */
export type Count = z.output<typeof countShape>;

const name = lineSchema(80);

/** One row of a file of deliveries; `reference` is what the file calls the delivery. */
export const manifestRowShape = z.strictObject({
  row: z.int().min(1).max(10_000_000),
  reference: name,
  category: z.union([z.strictObject({ code: categorySchema }), z.strictObject({ name })]),
  what: textSchema({ lengthMax: 200 }),
  size: textSchema({ lengthMax: 200 }).optional(),
  /** A canonical figure, more than nothing; counted in items. */
  of: z
    .string()
    .regex(OF_PATTERN)
    .refine((of) => isSome({ of })),
});
/** See {@link manifestRowShape}. */
export type ManifestRow = z.output<typeof manifestRowShape>;

/** Some rows of one file, named by its SHA-256 in hex; `lang` is what its words are in. */
export const importShape = z.strictObject({
  file: z.string().regex(/^[0-9a-f]{64}$/),
  lang: langSchema,
  rows: z.array(manifestRowShape).min(1).max(ROWS_MAX),
});
/** See {@link importShape}. */
export type ImportRows = z.output<typeof importShape>;

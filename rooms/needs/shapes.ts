/** Shapes of what the room's commands are given. */
import { z } from "zod";
import {
  amountSchema,
  categorySchema,
  daySchema,
  idSchema,
  kindSchema,
  langSchema,
  lineSchema,
  OF_PATTERN,
  placeSchema,
  textSchema,
  textsSchema,
  unitSchema,
  urgencySchema,
} from "../../house/values/index.ts";
import { DETAILS_MAX, TITLE_MAX } from "./facts.ts";

/** Lines one command opens, and lines one "still needed?" answers. */
export const LINES_MAX = 100;
/** See {@link LINES_MAX}. */
export const ANSWERS_MAX = 50;
/** Rows of a file in one command: a row may need four new terms, a commit holds 256 facts. */
export const ROWS_MAX = 50;

/** A quantity that asks for something: more than nothing. */
const quantity = amountSchema.refine(
  ({ of }) => of !== "0" && !of.startsWith("-"),
  "needs.quantity-of-nothing",
);

const lineFields = {
  title: textSchema({ lengthMax: TITLE_MAX }),
  details: textsSchema({ lengthMax: DETAILS_MAX, lines: "many" }).optional(),
  size: textSchema({ lengthMax: 100 }).optional(),
  needKind: kindSchema.default("goods"),
  quantity: quantity.optional(),
  category: categorySchema.optional(),
  urgency: urgencySchema.default("weeks"),
  by: daySchema.optional(),
  place: placeSchema.optional(),
  nearby: z.boolean().default(false),
  /** Whom to call about it: the host alone reads it. */
  name: lineSchema(100).optional(),
  reach: lineSchema(200).optional(),
};

/** One line of what is asked for. */
export const lineShape = z.strictObject({
  ...lineFields,
  publish: z.boolean().default(false),
  /** The circle inside the group that alone reads it; unsaid, the whole group does. */
  circle: idSchema.optional(),
});
/** A line as deciders get it. */
export type Line = z.output<typeof lineShape>;
/** A line as a form sends it. */
export type LineInput = z.input<typeof lineShape>;

/** Several lines from one message or table. */
export const manyShape = z.strictObject({
  lines: z.array(lineShape).min(1).max(LINES_MAX),
  from: z.enum(["typed", "pasted"]).default("typed"),
});

/** A need's line written anew. */
export const reviseShape = z.strictObject({ id: idSchema, ...lineFields });
/** A line written anew, as the decider gets it. */
export type Revision = z.output<typeof reviseShape>;

/** Just which need. */
export const oneShape = z.strictObject({ id: idSchema });

/** Which needs; each once. */
export const someShape = z.strictObject({ ids: z.array(idSchema).min(1).max(LINES_MAX) });

/** Needs in the order they matter, first first. */
export const rankShape = z.strictObject({ order: z.array(idSchema).max(LINES_MAX) });

/** Answers to "still needed?": yes; less (with how many are still needed, from now on); no. */
export const answersShape = z.strictObject({
  answers: z
    .array(
      z.discriminatedUnion("answer", [
        z.strictObject({ id: idSchema, answer: z.literal("yes") }),
        z.strictObject({ id: idSchema, answer: z.literal("no") }),
        z.strictObject({ id: idSchema, answer: z.literal("less"), still: amountSchema }),
      ]),
    )
    .min(1)
    .max(ANSWERS_MAX),
});
/** One answer to "still needed?". */
export type StillAnswer = z.output<typeof answersShape>["answers"][number];

/** A private note on a need. */
export const noteShape = z.strictObject({
  id: idSchema,
  text: textSchema({ lengthMax: DETAILS_MAX, lines: "many" }),
});

const name = lineSchema(80);
const called = <S extends z.ZodType<string>>(code: S) =>
  z.union([z.strictObject({ code }), z.strictObject({ name })]);

/** One row of a file: categories, units and places as codes or as the file calls them. */
export const rowShape = z.strictObject({
  row: z.int().min(1).max(10_000_000),
  title: textSchema({ lengthMax: TITLE_MAX }),
  size: textSchema({ lengthMax: 100 }).optional(),
  details: textSchema({ lengthMax: DETAILS_MAX, lines: "many" }).optional(),
  needKind: kindSchema.default("goods"),
  urgency: urgencySchema.default("whenever"),
  /** A canonical figure, more than nothing. */
  of: z
    .string()
    .regex(OF_PATTERN)
    .refine((of) => of !== "0" && !of.startsWith("-")),
  unit: called(unitSchema),
  category: called(categorySchema),
  /** What the place lies in, and the place; either may be missing. */
  region: name.optional(),
  place: name.optional(),
});
/** One row as the decider gets it. */
export type ImportRow = z.output<typeof rowShape>;

/** Some rows of one file, which is named by its SHA-256 in hex; `lang` is what its words are in. */
export const rowsShape = z.strictObject({
  file: z.string().regex(/^[0-9a-f]{64}$/),
  lang: langSchema,
  rows: z.array(rowShape).min(1).max(ROWS_MAX),
});

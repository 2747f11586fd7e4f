/** The shapes of what is asked for about agreements. */
import { z } from "zod";
import {
  amountSchema,
  daySchema,
  idSchema,
  langSchema,
  lineSchema,
} from "../../house/values/index.ts";
import { assemblySchema, LANGS, textShape, VERSIONS_MAX, wordsShape } from "./facts.ts";
import { noteShape } from "./facts-beside.ts";
import { CLAUSES_MAX, saidSchema, TICKS } from "./terms.ts";

const ofOne = { agreement: idSchema };
const ofVersion = { ...ofOne, version: z.int().min(1).max(VERSIONS_MAX) };
const lang = z.enum(LANGS);
const hex64 = z.string().regex(/^[0-9a-f]{64}$/);

/** An agreement begun with an allied group, in these languages; the first prevails. */
export const beginShape = z.strictObject({
  with: idSchema,
  langs: z
    .array(lang)
    .min(1)
    .max(LANGS.length)
    .refine((all) => new Set(all).size === all.length, "agreements.twice"),
});

/**
 * A clause as a side wants it: one that stands, or a new one; its free words in the languages in
 * which they change (none takes them out); whether its figures differ between languages.
 */
const wantedShape = z.strictObject({
  ...{ clause: idSchema.optional(), says: saidSchema, differs: z.literal(true).optional() },
  said: z
    .array(z.strictObject({ lang: langSchema, text: wordsShape.nullable() }))
    .max(LANGS.length)
    .optional(),
});
/** See {@link wantedShape}. */
export type Wanted = z.output<typeof wantedShape>;
/** What of a draft changes: clauses written, and clauses struck. */
export const changeFields = {
  clauses: z.array(wantedShape).max(CLAUSES_MAX).optional(),
  struck: z.array(idSchema).max(CLAUSES_MAX).optional(),
};
/** See {@link changeFields}. */
export type Change = {
  clauses?: readonly Wanted[] | undefined;
  struck?: readonly string[] | undefined;
};

/** An agreement by id. */
export const oneShape = z.strictObject(ofOne);
/**
 * A version proposed: what its side changed, its text in each language, the clauses of those that
 * stood whose figures differ, and the hash of the draft that the texts were made of, which a page
 * always says.
 */
export const proposeShape = z.strictObject({
  ...{ drafted: hex64.optional(), ...changeFields },
  ...{ ...ofOne, texts: z.array(textShape).min(1).max(LANGS.length) },
  differing: z.array(idSchema).max(CLAUSES_MAX),
});
/** See {@link proposeShape}. */
export type Propose = z.output<typeof proposeShape>;
/** A version by its number. */
export const versionShape = z.strictObject(ofVersion);
/** A signature: the hash that was shown, and how the yes was given. */
export const signShape = z.strictObject({
  ...{ ...ofVersion, hash: hex64 },
  ...{ assembly: assemblySchema.nullable(), seen: z.boolean() },
});
/** See {@link signShape}. */
export type Sign = z.output<typeof signShape>;
/** The signed note. */
export const sealShape = z.strictObject({
  ...{ ...ofVersion, text: z.string().min(1).max(8_000) },
  lines: z
    .array(
      z.strictObject({
        ...{ side: z.string().max(32), vkey: z.string().max(220), signature: z.string().max(88) },
      }),
    )
    .max(2),
});
/** See {@link sealShape}. */
export type Seal = z.output<typeof sealShape>;
const someTicks = z
  .array(z.enum(TICKS))
  .max(TICKS.length)
  .refine((all) => new Set(all).size === all.length, "agreements.twice");

/** What the other may offer by itself, what it may read, and until when. */
export const tickShape = z
  .strictObject({
    ...{ ...ofOne, until: daySchema },
    ...{ kinds: someTicks, reads: someTicks.default([]) },
  })
  .refine(({ kinds, reads }) => kinds.length + reads.length > 0, {
    ...{ path: ["kinds"], error: "agreements.say-some" },
  });
/** See {@link tickShape}. */
export type TickIt = z.output<typeof tickShape>;

const NAME_MAX = 80;
const REACH_MAX = 200;
const lineTaken = {
  ...{ ...ofOne, need: idSchema, by: daySchema.nullable().default(null) },
  quantity: amountSchema.refine(
    ({ of }) => of !== "0" && !of.startsWith("-"),
    "offers.quantity-of-nothing",
  ),
};
/** A line taken under an agreement, told by the other group and typed in by a member. */
export const takeShape = z.strictObject({
  ...lineTaken,
  name: lineSchema(NAME_MAX, "offers.name-missing"),
  reach: lineSchema(REACH_MAX, "offers.reach-missing"),
});
/** See {@link takeShape}. */
export type Take = z.output<typeof takeShape>;
/** A line that the other group takes itself, by its own name. */
export const takeAsPartyShape = z.strictObject(lineTaken);
/** See {@link takeAsPartyShape}. */
export type TakeAsParty = z.output<typeof takeAsPartyShape>;
/** A line taken, by its id. */
export const drawingShape = z.strictObject({ drawing: idSchema });

/** A private note on an agreement; `circle`: who of the group alone reads it. */
export const noteItShape = z.strictObject({
  ...{ ...ofOne, pressed: z.boolean(), said: noteShape.optional(), circle: idSchema.optional() },
});
/** See {@link noteItShape}. */
export type NoteIt = z.output<typeof noteItShape>;
/** A private note by id. */
export const noteIdShape = z.strictObject({ note: idSchema });

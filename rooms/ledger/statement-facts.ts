/** The facts of statements: what a host tells of a book to those who may not open it. */
import { z } from "zod";
import { type Circle, PARTIES } from "../../house/circles.ts";
import { defineKind, type EntryRef, type NewFact } from "../../house/facts.ts";
import {
  amountSchema,
  idSchema,
  monthSchema,
  textsSchema,
  unitSchema,
} from "../../house/values/index.ts";
import { type Account, accountSchema } from "./accounts.ts";
import { PURPOSES, type Purpose, TITLE_MAX } from "./facts.ts";

/** What a row is about: a heading, or several small ones together. */
export type StatedAccount = Account | "rest";

/** A row with its figure, an exact decimal; below nothing where more was put right than came. */
export type StatedRow = { account: StatedAccount; of: string };

/** A part of all that went out: less than half, at least half, or all. */
export const SHARES = ["part", "most", "all"] as const;
/** See {@link SHARES}. */
export type Share = (typeof SHARES)[number];

/** A row without its figure. */
export type SharedRow = { account: StatedAccount; share: Share };

/** One side of a unit: its rows, and whether some lines were too few to be told. */
export type StatedSide<R = StatedRow> = { rows: R[]; leftOut: boolean };

/** What a statement says in one unit. */
export type StatedUnit = { unit: string; came: StatedSide; went: StatedSide };

/** What it says in a protected space: no figures, no sources. */
export type SharedUnit = { unit: string; went: StatedSide<SharedRow> };

/** What is told: figures, or in a protected space shares; the other list is empty. */
export type Told = {
  units: StatedUnit[];
  shared: SharedUnit[];
  /** Whether there are units of which nothing can be told. */
  leftOut: boolean;
  /** Whether it holds lines that came late for a period told before. */
  late: boolean;
};

/** The record of a statement. Both months count in. It does not say which book: that is closed. */
export type StatementRecord = Told & { purpose: Purpose; from: string; to: string };

/** A statement, folded. */
export type StatementState = {
  made: StatementRecord | null;
  words: EntryRef | null;
  /** The group whose agreement's own book it tells of. */
  ally: string | null;
  /** Groups that added the book up again, and whether it came to the same; by their ids. */
  rechecked: Readonly<Record<string, boolean>>;
  /** When each said so last (ms), and under which key it is signed, where it is. */
  saidAt: Readonly<Record<string, number>>;
  sealed: Readonly<Record<string, SealedRecheck>>;
};
/** A signature under the note of a recheck (recheck-note.ts). */
export type SealedRecheck = { vkey: string; signature: string };

const stated = z.union([accountSchema, z.literal("rest")]);
const side = (row: z.ZodObject) => z.strictObject({ rows: z.array(row), leftOut: z.boolean() });
const figures = side(z.strictObject({ account: stated, of: amountSchema.shape.of }));
const shares = side(z.strictObject({ account: stated, share: z.enum(SHARES) }));

/** Shape of what a statement tells. */
export const statedShape = z.strictObject({
  ...{ purpose: z.enum(PURPOSES), from: monthSchema, to: monthSchema },
  ...{ late: z.boolean(), leftOut: z.boolean() },
  units: z.array(z.strictObject({ unit: unitSchema, came: figures, went: figures })),
  shared: z.array(z.strictObject({ unit: unitSchema, went: shares })),
});
const titled = z.strictObject({ title: textsSchema({ lengthMax: TITLE_MAX }) });

/** A verifier key and a signature, in their own letters: no words fit into either. */
export const keyFields = {
  vkey: z
    .string()
    .max(220)
    .regex(/^[A-Za-z0-9./:-]+\+[0-9a-f]{8}\+[A-Za-z0-9+/]{44}$/),
  signature: z
    .string()
    .max(88)
    .regex(/^[A-Za-z0-9+/]{86}==$/),
};

/** A statement: made once, never changed; it opens by an act of its own and can be closed again. */
export const statement = defineKind<StatementState>({
  kind: "statement",
  inCircles: true,
  facts: [
    { type: "statement.made/1", record: statedShape, words: titled },
    { type: "statement.made/2", record: statedShape.extend({ ally: idSchema }), words: titled },
    /** A group that opens the book added it up again; which one, the stamp says. */
    {
      type: "statement.rechecked/1",
      record: z.strictObject({ same: z.boolean(), sum: z.string().regex(/^[0-9a-f]{64}$/) }),
    },
    {
      type: "statement.recheck-sealed/1",
      record: z.strictObject({ ally: idSchema, ...keyFields }),
    },
    {
      type: "statement.opened/1",
      record: z.strictObject({ to: z.enum(["public", "link"]) }),
      moves: ({ to }) => to as Circle,
    },
    { type: "statement.closed/1", record: z.strictObject({}), moves: () => "host" },
    {
      type: "statement.closed/2",
      record: z.strictObject({ ally: idSchema }),
      moves: ({ ally }) => `${PARTIES}${ally}`,
    },
  ],
  initial: { made: null, words: null, ally: null, rechecked: {}, saidAt: {}, sealed: {} },
  evolve: (state, { type, record, index, n, stamp }) => {
    if (type === "statement.rechecked/1") {
      const { [stamp.who]: _before, ...sealed } = state.sealed;
      const rechecked = { ...state.rechecked, [stamp.who]: record["same"] === true };
      return { ...state, rechecked, sealed, saidAt: { ...state.saidAt, [stamp.who]: stamp.at } };
    }
    if (type === "statement.recheck-sealed/1") {
      const { ally, vkey, signature } = record as SealedRecheck & { ally: string };
      return { ...state, sealed: { ...state.sealed, [ally]: { vkey, signature } } };
    }
    if (!type.startsWith("statement.made/")) return state;
    const ally = (record["ally"] as string | undefined) ?? null;
    const made = record as StatementRecord;
    return { ...state, made, words: { index, n, type }, ally };
  },
});

/** The fact that a statement opens to those outside, as wide as the space allows. */
export function statementOpened(thing: string, protects: boolean): NewFact {
  const to = protects ? "link" : "public";
  return { kind: "statement", thing, type: "statement.opened/1", record: { to } };
}

/** A statement as programs are told it: how many groups added it up again, and not which. */
export function tellStatement({ made, words, rechecked }: StatementState): object {
  return { made, words, rechecked: rechecksOf({ rechecked }) };
}

/** How many groups said that the book comes to the same, and how many that it does not. */
export function rechecksOf({ rechecked }: Pick<StatementState, "rechecked">) {
  const all = Object.values(rechecked);
  const same = all.filter((one) => one).length;
  return { same, differs: all.length - same };
}

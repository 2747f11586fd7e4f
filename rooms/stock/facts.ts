/** The facts of places, of lots and of what was put away, and how they fold; without words. */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import { wordMarks } from "../../house/normal.ts";
import {
  amountSchema,
  figureSchema,
  idSchema,
  type Text,
  textSchema,
} from "../../house/values/index.ts";
import { keyOf, type Lot, type LotLine, type Lots, lotFields, withChanges } from "./lots.ts";

/** Longest name of a place or an item; longest number of a lot. */
export const NAME_MAX = 80;
/** See {@link NAME_MAX}. */
export const CODE_MAX = 40;
/** Places of a group. */
export const SHELVES_MAX = 100;
/** Lines of one place. */
export const LOTS_MAX = 400;
/** Lines of one step. */
export const LINES_MAX = 60;

/** Why something moved. Words: `stock.why.<code>`. */
export const WHY = [
  ...(["put-away", "taken-back", "moved", "given-out", "packed", "unpacked"] as const),
  ...(["bought", "bought-nearby", "given", "made-here"] as const),
  ...(["found", "spoiled", "damaged", "stolen", "lost", "over"] as const),
  ...(["too-much-written", "too-little-written", "counted"] as const),
] as const;
/** See {@link WHY}. */
export type Why = (typeof WHY)[number];

/** To how many people something was given, where it was said. There is no band under five. */
export const BANDS = ["5-9", "10-19", "20-49", "50-99", "100"] as const;
/** See {@link BANDS}. */
export type Band = (typeof BANDS)[number];

const line = z.strictObject({ ...lotFields, of: figureSchema });
const nothing = z.strictObject({});
const name = textSchema({ lengthMax: NAME_MAX });
const named = z.strictObject({ name });

/** What equal words have in common. */
export const folded = (text: string) =>
  text.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
const nameIn = (words: object | undefined) => (words as { name?: Text } | undefined)?.name?.text;
/** Marks of something named, by its words, and whole. */
export const nameMarks =
  (of: string) =>
  ({ words }: { words?: Record<string, unknown> }) => {
    const text = nameIn(words) ?? "";
    return { words: [...wordMarks(text), `${of}:${folded(text)}`] };
  };

/** A count that waits for a second look. */
export type Pending = {
  /** The number of its entry in the place. */
  n: number;
  by: string;
  /** What was counted of each line, and what was written there at that time. */
  lines: readonly (LotLine & { written: string })[];
};

/** A place, folded. */
export type ShelfState = {
  /** The goods book whose goods lie here. */
  book: string;
  name: EntryRef | null;
  /** Whether what arrives goes here unless somebody says otherwise. */
  preferred: boolean;
  closed: boolean;
  lots: Lots;
  pending: Pending | null;
  /** When a count was confirmed last (ms), or null. */
  countedAt: number | null;
};

/** All places carry it. */
export const SHELVES = "shelves:all";

/** A place where goods lie: with the host, always. */
export const shelf = defineKind<ShelfState>({
  kind: "shelf",
  facts: [
    {
      type: "shelf.opened/1",
      record: z.strictObject({ book: idSchema, preferred: z.boolean() }),
      words: named,
      marks: (whole) => ({ ...nameMarks("shelf")(whole), record: [SHELVES] }),
    },
    { type: "shelf.renamed/1", record: nothing, words: named, marks: nameMarks("shelf") },
    { type: "shelf.preferred/1", record: z.strictObject({ yes: z.boolean() }) },
    { type: "shelf.closed/1", record: nothing },
    {
      type: "shelf.moved/1",
      record: z.strictObject({
        why: z.enum(WHY),
        lines: z.array(line).min(1).max(LOTS_MAX),
        /** Of what was given out: to how many people. */
        band: z.enum(BANDS).optional(),
      }),
      marks: ({ record, thing }) => ({ record: [whyMark(record["why"] as Why), movesMark(thing)] }),
    },
    {
      type: "shelf.counted/1",
      record: z.strictObject({ lines: z.array(line).min(1).max(LOTS_MAX) }),
    },
    { type: "shelf.count-confirmed/1", record: nothing },
    { type: "shelf.count-dropped/1", record: nothing },
  ],
  initial: {
    ...{ book: "", name: null, preferred: false, closed: false, lots: {} },
    ...{ pending: null, countedAt: null },
  },
  evolve: foldShelf,
  copy: (state) => ({ ...state }),
});

/** The mark of what moved for a reason. */
export const whyMark = (why: Why) => `stock-why:${why}`;
/** The mark of what moved in or out of a place. */
export const movesMark = (id: string) => `stock-moves:${id}`;

const at = ({ index, n, type }: Seen): EntryRef => ({ index, n, type });

function foldShelf(state: ShelfState, seen: Seen): ShelfState {
  const { type, record, stamp, n } = seen;
  switch (type) {
    case "shelf.opened/1":
      state.book = String(record["book"]);
      state.preferred = record["preferred"] === true;
      state.name = at(seen);
      return state;
    case "shelf.renamed/1":
      state.name = at(seen);
      return state;
    case "shelf.preferred/1":
      state.preferred = record["yes"] === true;
      return state;
    case "shelf.closed/1":
      return Object.assign(state, { closed: true, preferred: false });
    case "shelf.moved/1":
      state.lots = withChanges(state.lots, record["lines"] as LotLine[]);
      return state;
    case "shelf.counted/1": {
      const lines = (record["lines"] as LotLine[]).map((one) => ({
        ...one,
        written: state.lots[keyOf(one)] ?? "0",
      }));
      return Object.assign(state, { pending: { n, by: stamp.who, lines } });
    }
    case "shelf.count-confirmed/1":
      return Object.assign(state, { pending: null, countedAt: stamp.at });
    default:
      return Object.assign(state, { pending: null });
  }
}

/** A lot, folded: whose number it is. */
export type LotState = { item: string; code: EntryRef | null };

/** A number printed on goods that came together. */
export const lot = defineKind<LotState>({
  kind: "lot",
  facts: [
    {
      type: "lot.named/1",
      record: z.strictObject({ item: idSchema }),
      words: z.strictObject({ code: textSchema({ lengthMax: CODE_MAX }) }),
      marks: ({ record, words }) => {
        const { code } = (words ?? {}) as { code?: Text };
        const text = code?.text ?? "";
        return { words: [lotMark(String(record["item"]), text), ...wordMarks(text)] };
      },
    },
  ],
  initial: { item: "", code: null },
  evolve: (_state, seen) => ({ item: String(seen.record["item"]), code: at(seen) }),
});

/** The mark of an item's lot by its number. */
export const lotMark = (item: string, code: string) => `lot:${item}:${folded(code)}`;

/** What of a counted shipment was put away: figures by the number of its line. */
export type StowedState = { delivery: string; lines: Record<string, string> };

/** See {@link StowedState}: one for each shipment, so that nothing is put away twice. */
export const stowed = defineKind<StowedState>({
  kind: "stowed",
  facts: [
    {
      type: "stowed.added/1",
      record: z.strictObject({
        delivery: idSchema,
        lines: z
          .array(z.strictObject({ line: z.int().min(1).max(1_000_000), amount: amountSchema }))
          .min(1)
          .max(LINES_MAX),
      }),
      marks: ({ record }) => ({ record: [stowedMark(String(record["delivery"]))] }),
    },
  ],
  initial: { delivery: "", lines: {} },
  evolve: (state, { record }) => {
    const lines = { ...state.lines };
    for (const { line: no, amount } of record["lines"] as StowedLine[])
      lines[no] = sumOf(lines[no] ?? "0", amount.of);
    return { delivery: String(record["delivery"]), lines };
  },
});

type StowedLine = { line: number; amount: { of: string; unit: string } };

function sumOf(before: string, more: string): string {
  const plain: Lot = { item: "", unit: "item", until: null, lot: null };
  const both = withChanges({ [keyOf(plain)]: before }, [{ ...plain, of: more }]);
  return both[keyOf(plain)] ?? "0";
}

/** The mark of what of a shipment was put away. */
export const stowedMark = (delivery: string) => `stowed:${delivery}`;

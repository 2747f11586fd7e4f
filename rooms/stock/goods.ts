/** Items: what is kept, in which unit and packs, what it is made of, how much should be there. */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import { wordMarks } from "../../house/normal.ts";
import {
  categorySchema,
  figureSchema,
  idSchema,
  type Text,
  textSchema,
  unitSchema,
} from "../../house/values/index.ts";
import { NAME_MAX, nameMarks } from "./facts.ts";

/** Items of a group; packs of one item; parts of one kit; days ahead that can be asked for. */
export const GOODS_MAX = 1_000;
/** See {@link GOODS_MAX}. */
export const PACKS_MAX = 6;
/** See {@link GOODS_MAX}. */
export const PARTS_MAX = 24;
/** See {@link GOODS_MAX}. */
export const DAYS_MAX = 365;
/** Days before the last good day from which on something is soon over, unless said. */
export const DAYS = 14;
/** Longest note. */
export const NOTE_MAX = 500;

/** What a note on an item says. Words: `stock.note.<about>`. */
export const NOTES = ["supplier", "route", "reserve"] as const;
/** See {@link NOTES}. */
export type NoteAbout = (typeof NOTES)[number];

/** A pack: a unit that holds so many of the item's own. */
export type Pack = { unit: string; holds: string };
/** A part of a kit: so much of an item, in one of its units. */
export type KitPart = { item: string; unit: string; of: string };

/** More than nothing. */
const some = figureSchema.refine((of) => of !== "0" && !of.startsWith("-"), "stock.some");
const level = figureSchema.refine((of) => !of.startsWith("-"), "stock.some").nullable();

/** Shapes of the figures of an item. */
export const levelFields = {
  minimum: level,
  wanted: level,
  days: z.int().min(0).max(DAYS_MAX),
};
/** See {@link levelFields}. */
export const packsSchema = z
  .array(z.strictObject({ unit: unitSchema, holds: some }))
  .max(PACKS_MAX);
/** See {@link levelFields}. */
export const partsSchema = z
  .array(z.strictObject({ item: idSchema, unit: unitSchema, of: some }))
  .max(PARTS_MAX);

/** An item, folded. */
export type GoodsState = {
  unit: string;
  category: string | null;
  name: EntryRef | null;
  packs: readonly Pack[];
  /** What one of it is made of; of nothing where it is no kit. */
  parts: readonly KitPart[];
  minimum: string | null;
  wanted: string | null;
  days: number;
  /** What it is kept for, by the ids of what is asked for. */
  needs: readonly string[];
  notes: Partial<Record<NoteAbout, EntryRef>>;
  retired: boolean;
};

const named = z.strictObject({ name: textSchema({ lengthMax: NAME_MAX }) });
const nothing = z.strictObject({});
const marked = nameMarks("goods");

/** All items carry it. */
export const GOODS = "goods:all";
/** The mark of an item by what it is called. */
export const goodsMark = (name: string) => `goods:${name}`;
/** The mark of items kept for something asked for. */
export const keptForMark = (need: string) => `goods-for:${need}`;

/** An item: with the host, always. */
export const goods = defineKind<GoodsState>({
  kind: "goods",
  facts: [
    {
      type: "goods.named/1",
      record: z.strictObject({ unit: unitSchema, category: categorySchema.nullable() }),
      words: named,
      marks: (whole) => ({ ...marked(whole), record: [GOODS] }),
    },
    { type: "goods.renamed/1", record: nothing, words: named, marks: marked },
    { type: "goods.levels-set/1", record: z.strictObject(levelFields) },
    { type: "goods.packs-set/1", record: z.strictObject({ packs: packsSchema }) },
    { type: "goods.parts-set/1", record: z.strictObject({ parts: partsSchema }) },
    {
      type: "goods.kept-for/1",
      record: z.strictObject({ need: idSchema }),
      marks: ({ record }) => ({ record: [keptForMark(String(record["need"]))] }),
    },
    {
      type: "goods.noted/1",
      record: z.strictObject({ about: z.enum(NOTES) }),
      words: z.strictObject({ text: textSchema({ lengthMax: NOTE_MAX, lines: "many" }) }),
      marks: ({ words }) => ({
        words: wordMarks((words as { text?: Text } | undefined)?.text?.text ?? ""),
      }),
    },
    { type: "goods.unnoted/1", record: z.strictObject({ about: z.enum(NOTES) }) },
    { type: "goods.retired/1", record: nothing },
  ],
  initial: {
    ...{ unit: "item", category: null, name: null, packs: [], parts: [], notes: {} },
    ...{ minimum: null, wanted: null, days: DAYS, needs: [], retired: false },
  },
  evolve: foldGoods,
  copy: (state) => ({ ...state }),
});

function foldGoods(state: GoodsState, seen: Seen): GoodsState {
  const { type, record, index, n } = seen;
  const at: EntryRef = { index, n, type };
  switch (type) {
    case "goods.named/1":
      state.unit = String(record["unit"]);
      state.category = record["category"] as string | null;
      state.name = at;
      return state;
    case "goods.renamed/1":
      state.name = at;
      return state;
    case "goods.levels-set/1":
      state.minimum = record["minimum"] as string | null;
      state.wanted = record["wanted"] as string | null;
      state.days = Number(record["days"]);
      return state;
    case "goods.packs-set/1":
      state.packs = record["packs"] as Pack[];
      return state;
    case "goods.parts-set/1":
      state.parts = record["parts"] as KitPart[];
      return state;
    case "goods.kept-for/1":
      state.needs = [...state.needs, String(record["need"])];
      return state;
    case "goods.noted/1":
      state.notes = { ...state.notes, [record["about"] as NoteAbout]: at };
      return state;
    case "goods.unnoted/1": {
      const { [record["about"] as NoteAbout]: _gone, ...notes } = state.notes;
      state.notes = notes;
      return state;
    }
    default:
      state.retired = true;
      return state;
  }
}

/** Whether the item may be kept in a unit: its own, or one of its packs. */
export function hasUnit({ unit, packs }: Pick<GoodsState, "unit" | "packs">, of: string): boolean {
  return unit === of || packs.some((pack) => pack.unit === of);
}

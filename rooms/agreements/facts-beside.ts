/** Things beside an agreement: a line taken under it, and a private note of the local group. */
import { z } from "zod";
import { defineKind, type EntryRef } from "../../house/facts.ts";
import { idSchema, textSchema } from "../../house/values/index.ts";
import { type Side, sideSchema } from "./parties.ts";

/** Longest private note, in UTF-16 units. */
export const NOTE_MAX = 1_000;
/** Private notes on one agreement that are not taken back. */
export const NOTES_MAX = 20;
/** Shape of a private note's words. */
export const noteShape = textSchema({ lengthMax: NOTE_MAX, lines: "many" });

/** A line taken under an agreement, folded. */
export type DrawingState = {
  agreement: string;
  with: Side;
  /** What is asked for, the contribution to it, and what of kinds it counts as. */
  need: string;
  offer: string;
  /** Whether the group lets it come although the agreement was stopped. */
  released: boolean;
  /** Whether it was held when the group took back what it let the other offer by itself. */
  held: boolean;
};

/** The mark of all lines taken under an agreement. */
export const drawnOn = (agreement: string) => `drawn-on:${agreement}`;

/** A line taken under an agreement: open to both of its parties. */
export const drawing = defineKind<DrawingState>({
  kind: "drawing",
  facts: [
    {
      type: "drawing.begun/1",
      record: z.strictObject({
        ...{ agreement: idSchema, with: sideSchema, need: idSchema, offer: idSchema },
      }),
      moves: (record) => `parties:${record["with"]}`,
      marks: ({ record }) => ({ record: [drawnOn(String(record["agreement"]))] }),
    },
    { type: "drawing.held/1", record: z.strictObject({}) },
    { type: "drawing.released/1", record: z.strictObject({}) },
  ],
  initial: { agreement: "", with: "", need: "", offer: "", released: false, held: false },
  evolve: (state, { type, record }) => {
    if (type === "drawing.released/1") Object.assign(state, { released: true, held: false });
    else if (type === "drawing.held/1") Object.assign(state, { released: false, held: true });
    else Object.assign(state, record);
    return state;
  },
});

/** A private note, folded. */
export type AsideState = {
  agreement: string;
  /** Whether it says that the group was under pressure. */
  pressed: boolean;
  words: EntryRef | null;
  /** Whether it was taken back. */
  over: boolean;
};

/** The mark of the private notes on an agreement. */
export const asideOn = (agreement: string) => `aside-on:${agreement}`;

/**
 * A private note: the host's, or a circle's of it. It points at the agreement, and nothing points
 * at it.
 */
export const aside = defineKind<AsideState>({
  kind: "agreement-note",
  inCircles: true,
  facts: [
    {
      type: "agreement-note.written/1",
      record: z.strictObject({ agreement: idSchema, pressed: z.boolean(), worded: z.boolean() }),
      words: z.strictObject({ said: noteShape }),
      marks: ({ record }) => ({ record: [asideOn(String(record["agreement"]))] }),
    },
    { type: "agreement-note.taken-back/1", record: z.strictObject({}) },
  ],
  initial: { agreement: "", pressed: false, words: null, over: false },
  evolve: (state, { type, record, index, n }) => {
    if (type === "agreement-note.taken-back/1")
      return Object.assign(state, { words: null, over: true });
    const { agreement: on, pressed, worded } = record;
    return Object.assign(state, {
      ...{ agreement: on, pressed, words: worded === true ? { index, n, type } : null },
    });
  },
});

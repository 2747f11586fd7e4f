/** The facts of deliveries and of the files some came by, and how they fold. */
import { z } from "zod";
import { defineKind, type EntryRef, type Seen } from "../../house/facts.ts";
import { filesOf } from "../../house/import/files.ts";
import { erasedByTime } from "../../house/times.ts";
import {
  type Amount,
  amountSchema,
  categorySchema,
  compare,
  type Day,
  daySchema,
  endOf,
  idSchema,
  type Text,
  textSchema,
} from "../../house/values/index.ts";

/** Lines that one command may write. */
export const DELIVERY_LINES_MAX = 60;
/** Longest words of a delivery: from whom, a note; a line's words are as long as an offer's. */
export const FROM_MAX = 200;

/** Where a delivery stands. Words: `offers.delivery.<word>`. */
export type DeliveryStatus =
  | "announced"
  | "on-the-way"
  | "at-the-border"
  | "arrived"
  | "counted"
  | "lost"
  | "returned";

const line = {
  /** Its number in the delivery, from 1. */
  line: z.int().min(1).max(1_000_000),
  offer: idSchema.nullable(),
  need: idSchema.nullable(),
  category: categorySchema.nullable(),
  sent: amountSchema.nullable(),
};
const lines = z.array(z.strictObject(line)).max(DELIVERY_LINES_MAX);
/** With what stood on arrival beside it, before anyone counted; unsaid in what came before it. */
const arrivedLines = z
  .array(z.strictObject({ ...line, arrived: amountSchema.optional() }))
  .max(DELIVERY_LINES_MAX);
const counted = z.strictObject({ ...line, counted: amountSchema });
const countedLines = z.array(counted).min(1).max(DELIVERY_LINES_MAX);
const damagedLines = z
  .array(z.strictObject({ line: line.line, damaged: amountSchema }))
  .min(1)
  .max(DELIVERY_LINES_MAX);
/** Each with its row in the file; unsaid by what came in before rows were kept. */
const importedLines = z
  .array(counted.extend({ row: z.int().min(1).optional() }))
  .min(1)
  .max(DELIVERY_LINES_MAX);

/** A line of a delivery: what was said to be in it, and what was counted. */
export type DeliveryLine = {
  line: number;
  offer: string | null;
  need: string | null;
  category: string | null;
  sent: Amount | null;
  /** What was written down as being here, of what nobody announced; a count takes its place. */
  arrived?: Amount;
  counted: Amount | null;
  /** What came beside it and is of no use; a later count says it anew. */
  damaged?: Amount | undefined;
  /** Whether it stands as on the way with its need: announced, neither lost nor counted. */
  awaited: boolean;
  /** The entry with its words; null where the need or the category says it. */
  what: EntryRef | null;
  /** Of an imported line: its row in the file of the delivery's manifest. */
  row?: number;
};

/** A delivery, folded. */
export type DeliveryState = {
  status: DeliveryStatus;
  /** False: it arrived, and nobody had said that it would. */
  announced: boolean;
  lines: DeliveryLine[];
  by: Day | null;
  /** A random id for the label on the boxes; it tells nobody anything. */
  label: string;
  words: EntryRef | null;
  /** Whether the difference between sent and counted was settled, and how. */
  matched: MatchedHow | null;
  /** The file it came by, and null. */
  manifest: string | null;
  /** When it was counted last, lost or returned (ms); null while it is awaited or uncounted. */
  closedAt: number | null;
};

/** How a difference was settled. Words: `offers.matched.<how>`. */
export const MATCHED_HOW = ["lost-on-the-way", "miscounted", "damaged", "still-to-come"] as const;
/** How a difference was settled. */
export type MatchedHow = (typeof MATCHED_HOW)[number];

/** Words of a delivery: from whom, a note, and what lines are called. */
export type DeliveryWords = {
  from?: Text;
  note?: Text;
  whats?: { line: number; what: Text; size?: Text }[];
};

const what = textSchema({ lengthMax: 200 });
const words = z.strictObject({
  from: textSchema({ lengthMax: FROM_MAX }).optional(),
  note: textSchema({ lengthMax: 1_000, lines: "many" }).optional(),
  whats: z
    .array(z.strictObject({ line: line.line, what, size: what.optional() }))
    .max(DELIVERY_LINES_MAX)
    .optional(),
});
const nothing = z.strictObject({});

/** The mark of the deliveries of one file and reference. */
export const shipmentMark = (manifest: string, reference: string) =>
  `shipment:${manifest}:${reference}`;
/** The mark of a label. */
export const labelMark = (label: string) => `label:${label}`;
/** What equal rows of two files have in common, as one mark. */
export const sameLineMark = (cells: readonly string[]) => `same-line:${JSON.stringify(cells)}`;

const labelled = ({ record }: { record: Record<string, unknown> }) => ({
  record: [labelMark(String(record["label"]))],
});

/** A delivery: things that travel together, with what was sent and what was counted. */
export const delivery = defineKind<DeliveryState>({
  kind: "delivery",
  inCircles: true,
  facts: [
    {
      type: "delivery.announced/1",
      record: z.strictObject({ lines, by: daySchema.nullable(), label: idSchema }),
      words,
      marks: labelled,
    },
    /** It is here, and nobody had announced it. */
    {
      type: "delivery.recorded/1",
      record: z.strictObject({ lines: arrivedLines, label: idSchema }),
      words,
      marks: labelled,
    },
    { type: "delivery.on-the-way/1", record: nothing },
    { type: "delivery.at-the-border/1", record: nothing },
    { type: "delivery.arrived/1", record: nothing },
    { type: "delivery.counted/1", record: z.strictObject({ lines: countedLines }), words },
    /** Of lines counted just before: what came and is of no use. */
    { type: "delivery.damaged/1", record: z.strictObject({ lines: damagedLines }) },
    {
      type: "delivery.imported/1",
      record: z.strictObject({ manifest: idSchema, label: idSchema, lines: importedLines }),
      words,
      marks: importedMarks,
    },
    { type: "delivery.matched/1", record: z.strictObject({ how: z.enum(MATCHED_HOW) }) },
    { type: "delivery.lost/1", record: nothing },
    { type: "delivery.returned/1", record: nothing },
    erasedByTime("delivery", "shipments"),
  ],
  initial: {
    ...{ status: "announced", announced: true, lines: [], by: null, label: "", words: null },
    ...{ matched: null, manifest: null, closedAt: null },
  },
  evolve: foldDelivery,
});

function importedMarks({ record, words: said }: { record: object; words?: object }) {
  const { manifest, lines } = record as { manifest: string; lines: DeliveryLine[] };
  const { from, whats = [] } = (said ?? {}) as DeliveryWords;
  const reference = from?.text ?? "";
  const same = whats.map(({ line: n, what: named, size }) => {
    const counted = lines.find((one) => one.line === n)?.counted;
    return sameLineMark([reference, named.text, size?.text ?? "", counted?.of ?? ""]);
  });
  return { words: [shipmentMark(manifest, reference), ...new Set(same)] };
}

type Fields = Record<string, unknown>;

function foldDelivery(state: DeliveryState, seen: Seen): DeliveryState {
  const { type, record } = seen;
  switch (type) {
    case "delivery.announced/1":
    case "delivery.recorded/1":
      return begin(state, seen);
    case "delivery.counted/1":
      return countInto(state, seen);
    case "delivery.damaged/1":
      for (const one of record["lines"] as Pick<DeliveryLine, "line" | "damaged">[]) {
        const known = state.lines.find(({ line: at }) => at === one.line);
        if (known !== undefined) Object.assign(known, { damaged: one.damaged });
      }
      return state;
    case "delivery.imported/1":
      state.announced = false;
      Object.assign(state, { manifest: record["manifest"], label: record["label"] });
      state.words ??= { index: seen.index, n: seen.n, type };
      return countInto(state, seen);
    case "delivery.matched/1":
      state.matched = record["how"] as MatchedHow;
      return state;
    case "delivery.erased-by-time/1":
      return record["more"] === true ? state : withoutWords(state);
    case "delivery.lost/1":
    case "delivery.returned/1":
      state.closedAt = seen.stamp.at;
      for (const one of state.lines) one.awaited = false;
      if (state.lines.every(({ counted }) => counted === null)) state.status = statusOf(type);
      return state;
    default:
      state.status = statusOf(type);
      return state;
  }
}

function withoutWords(state: DeliveryState): DeliveryState {
  for (const one of state.lines) one.what = null;
  state.words = null;
  return state;
}

const statusOf = (type: string) => type.slice("delivery.".length, -2) as DeliveryStatus;

function begin(state: DeliveryState, seen: Seen): DeliveryState {
  const { index, n, type, record } = seen as Seen<Fields>;
  const at = { index, n, type };
  const own = record["lines"] as Omit<DeliveryLine, "counted" | "awaited" | "what">[];
  const announced = type === "delivery.announced/1";
  state.lines = own.map((one) => ({
    ...{ ...one, counted: null, what: at },
    awaited: announced && one.sent !== null,
  }));
  state.label = String(record["label"]);
  state.words = at;
  if (announced) state.by = record["by"] as Day | null;
  else Object.assign(state, { announced: false, status: "arrived" });
  return state;
}

/** Lines counted again replace what was counted; lines that were not known are added. */
function countInto(state: DeliveryState, seen: Seen): DeliveryState {
  const { index, n, type, record, stamp } = seen;
  const byLine = new Map(state.lines.map((one) => [one.line, one]));
  for (const one of record["lines"] as Omit<DeliveryLine, "awaited" | "what">[]) {
    const known = byLine.get(one.line);
    if (known !== undefined) {
      delete known.damaged;
      Object.assign(known, { counted: one.counted, awaited: false });
    } else state.lines.push({ ...one, awaited: false, what: { index, n, type } });
  }
  state.status = "counted";
  state.closedAt = stamp.at;
  state.matched = null;
  return state;
}

/** Whether what was counted of a line is not what was sent, in figure or unit. */
export function differs({ sent, counted }: DeliveryLine): boolean {
  if (sent === null || counted === null) return false;
  return sent.unit !== counted.unit || compare(sent, counted) !== 0;
}

/** Whether a counted delivery shows a difference that nobody has settled. */
export function isUnmatched(state: DeliveryState): boolean {
  return state.matched === null && state.lines.some(differs);
}

/** Whether it is still awaited: announced or under way, and neither here nor gone. */
export function isComing({ status }: DeliveryState): boolean {
  return status === "announced" || status === "on-the-way" || status === "at-the-border";
}

/** Whether the day it was expected by is over (`now` in ms), and it is still awaited. */
export function isOverdue(state: DeliveryState, now: number): boolean {
  return state.by !== null && isComing(state) && now >= endOf(state.by);
}

/** Files of deliveries from before; every delivery that one made points at it. */
export const manifests = filesOf("manifest", {
  markOf: (file) => `manifest:${file}`,
  all: "manifests",
});
/** See {@link manifests}. */
export const manifest = manifests.kind;

/**
 * The legs of a shipment's way: who carries it from where to where, by when, how it stands, and
 * which papers go with it. Beside the shipment, which is counted once however many legs it had.
 */
import { z } from "zod";
import { withinOf } from "../../house/circles.ts";
import type { CommandRow, Context, World } from "../../house/command.ts";
import { defineKind, type EntryRef, type NewFact } from "../../house/facts.ts";
import { refuse } from "../../house/refusal.ts";
import { eraseByTime, erasedByTime, type TimeRow } from "../../house/times.ts";
import { type Day, daySchema, idSchema, type Text, textSchema } from "../../house/values/index.ts";
import { delivery as deliveryKind, kept } from "../offers/index.ts";
import type { Answer } from "./decider.ts";

/** Legs of one shipment; longest words of one. */
export const LEGS_MAX = 20;
/** See {@link LEGS_MAX}. */
export const LEG_MAX = 120;

/** How a leg stands. Words: `stock.leg.<code>`. */
export const STANDS = ["planned", "under-way", "done", "lost"] as const;
/** See {@link STANDS}. */
export type Stands = (typeof STANDS)[number];
/** Papers that go with it. Words: `stock.paper.<code>`. */
export const PAPERS = ["list", "waybill", "customs", "permit", "insurance", "receipt"] as const;
/** See {@link PAPERS}. */
export type Paper = (typeof PAPERS)[number];

/** The words of a leg: between which places, and who carries it. */
export type LegWords = { way: Text; carrier?: Text };

/** A leg, folded. */
export type LegState = {
  delivery: string;
  /** Its number among the legs of its shipment, from 1. */
  leg: number;
  by: Day | null;
  stands: Stands;
  papers: readonly Paper[];
  words: EntryRef | null;
  dropped: boolean;
  /** When it was done, lost or dropped (ms); null before. */
  closedAt: number | null;
};

/** The mark of the legs of a shipment. */
export const legsMark = (delivery: string) => `legs:${delivery}`;

const papers = z.array(z.enum(PAPERS)).max(PAPERS.length);
const text = textSchema({ lengthMax: LEG_MAX });
const words = z.strictObject({ way: text, carrier: text.optional() });

/** See {@link LegState}: with the host, or in the circle that its shipment lies in. */
export const leg = defineKind<LegState>({
  kind: "leg",
  inCircles: true,
  facts: [
    {
      type: "leg.planned/1",
      record: z.strictObject({
        ...{ delivery: idSchema, leg: z.int().min(1).max(LEGS_MAX), by: daySchema.nullable() },
        papers,
      }),
      words,
      marks: ({ record }) => ({ record: [legsMark(String(record["delivery"]))] }),
    },
    { type: "leg.moved/1", record: z.strictObject({ to: z.enum(STANDS), papers }) },
    { type: "leg.dropped/1", record: z.strictObject({}) },
    erasedByTime("leg", "shipments"),
  ],
  initial: {
    ...{ delivery: "", leg: 0, by: null, stands: "planned", papers: [], words: null },
    ...{ dropped: false, closedAt: null },
  },
  evolve: (state, { type, record, stamp, index, n }) => {
    if (type === "leg.planned/1") {
      state.delivery = String(record["delivery"]);
      state.leg = Number(record["leg"]);
      state.by = record["by"] as Day | null;
      state.papers = record["papers"] as Paper[];
      state.words = { index, n, type };
    }
    if (type === "leg.moved/1") {
      state.stands = record["to"] as Stands;
      state.papers = record["papers"] as Paper[];
      const over = state.stands === "done" || state.stands === "lost";
      state.closedAt = over ? stamp.at : null;
    }
    if (type === "leg.dropped/1")
      return Object.assign(state, { dropped: true, closedAt: stamp.at, words: null });
    if (type === "leg.erased-by-time/1" && record["more"] !== true) state.words = null;
    return state;
  },
});

const command = "stock.erase-by-time";
/** What carriers and ways are called goes with the words of shipments. */
export const timeRows: readonly TimeRow[] = [
  {
    ...{ what: "shipments", kind: leg as TimeRow["kind"], command, parts: ["words"] },
    of: ["leg.planned/1"],
    since: ({ state }) => (state as LegState).closedAt,
    held: ({ state }) => {
      const { words: at } = state as LegState;
      return at === null ? [] : [at];
    },
  },
];
/** The clock's command for them. */
export const eraseTimed: CommandRow = eraseByTime(command, timeRows);

/** A leg to plan: the next one of its shipment. */
export const planShape = z.strictObject({
  ...{ delivery: idSchema, way: text, carrier: text.optional(), by: daySchema.nullable() },
  papers,
});
/** How a leg stands now, and which papers are with it. */
export const moveLegShape = z.strictObject({ leg: idSchema, to: z.enum(STANDS), papers });
/** A leg. */
export const legShape = z.strictObject({ leg: idSchema });

const noLeg = refuse("stock.no-such-leg", "not-found", { next: "go-back" });

/** Plans the next leg of a shipment. */
export function planLeg(
  world: World,
  { delivery: id, way, carrier, by, papers: with_ }: z.output<typeof planShape>,
  context: Context,
): Answer {
  const shipment = world.thing(deliveryKind, id);
  if (shipment === undefined)
    return refuse("stock.no-such-shipment", "not-found", { next: "go-back" });
  const there = world.find(leg, legsMark(id));
  if (there.length >= LEGS_MAX) return refuse("stock.full", "limit", { vars: { max: LEGS_MAX } });
  const own = context.id();
  const record = { delivery: id, leg: there.length + 1, by: kept(by, context), papers: with_ };
  const planned: NewFact = {
    ...{ kind: "leg", thing: own, type: "leg.planned/1", record },
    ...{ words: { way, ...(carrier && { carrier }) } },
    ...withinOf(shipment),
  };
  return { facts: [planned], answer: { leg: own } };
}

/** Says how a leg stands, and which papers are with it. */
export function moveLeg(world: World, input: z.output<typeof moveLegShape>): Answer {
  const thing = world.thing(leg, input.leg);
  if (thing === undefined || thing.state.dropped) return noLeg;
  const { stands, papers: before } = thing.state;
  const { to, papers: now } = input;
  if (stands === to && before.join() === now.join()) return { facts: [] };
  const record = { to, papers: now };
  return { facts: [{ kind: "leg", thing: thing.id, type: "leg.moved/1", record }] };
}

/** Drops a leg that is not gone: its words are erased. */
export function dropLeg(world: World, input: { leg: string }): Answer {
  const thing = world.thing(leg, input.leg);
  if (thing === undefined || thing.state.dropped) return noLeg;
  const { words: at } = thing.state;
  return {
    facts: [{ kind: "leg", thing: thing.id, type: "leg.dropped/1", record: {} }],
    erases: at === null ? [] : [{ kind: "leg", thing: thing.id, at, parts: ["words"] }],
  };
}

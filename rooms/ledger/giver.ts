/**
 * What a giver gave, arrived and became: the entries that say so, as far as the reader may open
 * them. Of what is closed to the reader only that it stands in the log.
 */
import { type OpenEntry, type ReadEntry, thingMark } from "../../house/entry.ts";
import type { Thing } from "../../house/facts.ts";
import { type Head, headNow, leaves, proofUnder, publicHead } from "../../house/head.ts";
import type { KeyFolder } from "../../house/ports.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type Amount, amountSchema } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { encodeBase64 } from "../../log/base64.ts";
import { makeGiverFile, openedOf, SHOWN_MAX, type Shown, type Step } from "../../log/giver.ts";
import { drawnOn } from "../agreements/index.ts";
import { figuresOf, need } from "../needs/index.ts";
import { type OfferState, offer } from "../offers/index.ts";
import { sideOf } from "./accounts.ts";
import { aboutMark, type BookState, book, isMove, type TransferRecord } from "./facts.ts";

/** One step of it: which entry, whether the reader opens it, and what it says then. */
export type Traced = {
  is: Step;
  index: number;
  day: string | null;
  amount: Amount | null;
  /** For a line in a book: where it stands, where the reader opens that. */
  line: { book: string; n: number } | null;
  opens: boolean;
};

/** What became of a contribution. */
export type Trace = {
  offer: Thing<OfferState>;
  steps: Traced[];
  /** How much of what was asked for is there now, where the reader opens that. */
  asked: { counted: Amount; asked: Amount } | null;
};

/** Entries with one mark that are looked at. */
const LOOKED_MAX = 2_000;
/** Uses that are shown of one contribution. */
const USES_MAX = 20;

/** Traces a contribution; null alike where it is closed to the reader and where none arrived. */
export async function traceOf(view: View, id: string): Promise<Trace | null> {
  const own = await view.thing(offer, id);
  if (own === undefined || Object.keys(own.state.received).length === 0) return null;
  const entries = await marked(view, thingMark(id));
  const ours = entries.filter(({ thing }) => thing === id);
  const accepted = ours.filter(({ type }) => type === "offer.accepted/1");
  const received = ours.filter(({ type }) => type === "offer.received/1");
  const steps: Traced[] = [];
  for (const one of accepted) steps.push(stepOf("accepted", one));
  for (const one of received) {
    steps.push(stepOf("received", one));
    steps.push(...(await linesOf(view, own, one)));
  }
  steps.push(...(await askedSteps(view, own, received)));
  steps.push(...(await usesOf(view, own)));
  const asked = await view.thing(need, own.state.need ?? "");
  const figures = asked === undefined ? null : figuresOf(asked.state);
  return { offer: own, steps: inOrder(steps).slice(0, SHOWN_MAX), asked: figures };
}

const inOrder = (steps: readonly Traced[]) => {
  const known = new Map(steps.map((one) => [one.index, one]));
  return [...known.values()].sort((a, b) => a.index - b.index);
};

async function marked(view: View, mark: string): Promise<OpenEntry[]> {
  return view.space.marked(mark, LOOKED_MAX);
}

function stepOf(is: Step, { index, record }: OpenEntry): Traced {
  const read = amountSchema.safeParse(record["quantity"]);
  return {
    ...{ is, index, day: record.day, amount: read.success ? read.data : null },
    ...{ line: null, opens: true },
  };
}

/** What one count wrote of it in the books: the lines of that very step. */
async function linesOf(view: View, own: Thing<OfferState>, count: OpenEntry): Promise<Traced[]> {
  const { space } = view;
  const way = String(count.record["delivery"]);
  const drawn = await drawingOf(view, own);
  const abouts = [way, ...(drawn === null ? [] : [drawn])].map(aboutMark);
  const found = (await Promise.all(abouts.map((mark) => marked(view, mark)))).flat();
  const same = found
    .filter(({ type, stamp }) => isMove(type) && stamp.at === count.stamp.at)
    .sort((a, b) => a.index - b.index);
  const mine = await ofLine(view, own, { way, drawn, at: count.stamp.at }, same);
  const steps: Traced[] = [];
  for (const one of mine) {
    const thing = await space.thing(one.thing);
    if (thing === null) continue;
    steps.push(lineStep("line", view, thing as Thing<BookState>, one));
  }
  return steps;
}

/** Of the lines that a count wrote those of this contribution: as many as it counted, in order. */
async function ofLine(
  view: View,
  { id, state }: Thing<OfferState>,
  { way, drawn, at }: { way: string; drawn: string | null; at: number },
  same: readonly OpenEntry[],
): Promise<readonly OpenEntry[]> {
  const entries = (await marked(view, thingMark(way))).filter(({ thing, type, stamp }) => {
    return thing === way && type === "delivery.counted/1" && stamp.at === at;
  });
  const lines = (entries[0]?.record["lines"] ?? []) as { offer: string | null }[];
  const place = lines.findIndex((one) => one.offer === id);
  if (lines.length === same.length && place >= 0) return same.slice(place, place + 1);
  // A second count wrote what it found more or less, and nothing of what it found as before.
  return same.filter(({ record }) => {
    const about = (record as unknown as TransferRecord).for ?? {};
    return drawn === null ? about.need === (state.need ?? undefined) : about.drawing === drawn;
  });
}

function lineStep(is: Step, view: View, thing: Thing<BookState>, one: OpenEntry): Traced {
  const opens = thing.kind === book.kind && view.opens(thing.circle, thing);
  const { lines } = one.record as unknown as TransferRecord;
  const amount = lines.map(({ of }) => of).find(({ of }) => !of.startsWith("-")) ?? null;
  return {
    ...{ is, index: one.index, opens, day: opens ? one.record.day : null },
    ...{
      amount: opens ? amount : null,
      line: opens ? { book: thing.id, n: one.record.n } : null,
    },
  };
}

/** The line under an agreement that a contribution is, by its id. */
async function drawingOf(view: View, { id, state }: Thing<OfferState>): Promise<string | null> {
  if (state.under === null) return null;
  const all = await marked(view, drawnOn(state.under));
  return all.find(({ record }) => record["offer"] === id)?.thing ?? null;
}

/** That it counts in what was asked for, where the reader opens that. */
async function askedSteps(
  view: View,
  { state }: Thing<OfferState>,
  counts: readonly OpenEntry[],
): Promise<Traced[]> {
  const asked = await openNeed(view, state.need);
  if (asked === null) return [];
  const moments = new Set(counts.map(({ stamp }) => stamp.at));
  const all = await marked(view, thingMark(asked));
  return all
    .filter(({ thing, type, stamp }) => {
      return thing === asked && type === "need.progressed/1" && moments.has(stamp.at);
    })
    .filter(({ record }) => record["counted"] !== undefined)
    .map((one) => {
      const read = amountSchema.safeParse(one.record["counted"]);
      return { ...stepOf("asked", one), amount: read.success ? read.data : null };
    });
}

/** The need's id, where the reader opens it; who holds a code opens what everyone may. */
async function openNeed(view: View, id: string | null): Promise<string | null> {
  const thing = id === null ? null : await view.space.thing(id);
  return thing !== null && view.opens(thing.circle, thing) ? thing.id : null;
}

/** Lines of books that the reader opens, of things used or given out for what was asked. */
async function usesOf(view: View, own: Thing<OfferState>): Promise<Traced[]> {
  const drawn = await drawingOf(view, own);
  const about = [own.state.need, drawn].filter((one) => one !== null);
  const steps: Traced[] = [];
  for (const id of about)
    for (const one of await marked(view, aboutMark(id))) {
      const thing = isMove(one.type) ? await view.thing(book, one.thing) : undefined;
      const { lines } = one.record as unknown as TransferRecord;
      const uses = lines?.some(({ account, of }) => {
        return !of.of.startsWith("-") && sideOf(account, thing?.state.accounts ?? {}) === "use";
      });
      if (thing !== undefined && uses) steps.push(lineStep("use", view, thing, one));
    }
  return steps.slice(-USES_MAX);
}

/** Which head a proof is under: whoever is not of the group gets the one that everyone is shown. */
export type Under = { keys: KeyFolder; fresh: boolean };

/** The file, or why it cannot be given yet. */
export async function giverFile(
  view: View,
  { steps }: Trace,
  { keys, fresh }: Under,
): Promise<string | Refusal> {
  const { space, now } = view;
  const head: Head = fresh ? await headNow(space, keys) : await publicHead(space, keys, now);
  const last = steps.at(-1)?.index ?? 0;
  if (head.size <= last) return refuse("ledger.proof-soon", "again", { next: "go-back" });
  const shown: Shown[] = [];
  for (const step of steps) {
    const proof = await proofUnder(space, step.index, head);
    shown.push({ is: step.is, proof, ...(await contentOf(view, step)) });
  }
  return makeGiverFile(shown, space.ring.keyFile);
}

async function contentOf({ space }: View, { index, opens }: Traced) {
  if (!opens) {
    for await (const leaf of leaves(space, index, index + 1)) return { entry: encodeBase64(leaf) };
    throw new Error("an entry of the log is gone");
  }
  for await (const entry of space.entries([index])) {
    const opened = openedOf((entry as ReadEntry).stored);
    return opened === undefined ? {} : { opened };
  }
  throw new Error("an entry of the log is gone");
}

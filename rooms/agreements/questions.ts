/** What pages ask of agreements; through a view: what a reader may not open is not there. */
import type { Thing } from "../../house/facts.ts";
import type { Lang, Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { ally } from "../allies/index.ts";
import { type NeedState, need } from "../needs/index.ts";
import { offer } from "../offers/index.ts";
import { isOpen, type Line, type Met, metBy } from "./decider-stop.ts";
import { type AgreementState, agreement, type Version } from "./facts.ts";
import { type AsideState, aside, asideOn, drawing, drawnOn } from "./facts-beside.ts";
import { type Differs, differingFigures } from "./figures.ts";
import type { FileText } from "./note.ts";
import { sideOfReader } from "./parties.ts";
import {
  comingVersion,
  heldVersion,
  lapsesAt,
  openProposal,
  type Status,
  statusOf,
} from "./status.ts";
import type { TickKind } from "./terms.ts";
import { kindOf } from "./ticked.ts";

/** An agreement with how it stands now. */
export type Listed = {
  thing: Thing<AgreementState>;
  status: Status;
  /** Since when the other group takes part here no more (ms); null where it does. */
  parted: number | null;
};

async function listed(view: View, thing: Thing<AgreementState>): Promise<Listed> {
  const status = statusOf(thing.state, view.now);
  const other = status === "ended" ? undefined : await view.thing(ally, thing.state.with);
  const parted = other?.state.ended?.at ?? null;
  return { thing, status: parted === null ? status : "parted", parted };
}

/** All that the reader may open, the newest first. */
export async function agreements(view: View): Promise<Listed[]> {
  const all = (await view.things(agreement)).reverse();
  return Promise.all(all.map((thing) => listed(view, thing)));
}

/** One; undefined alike where there is none and where it is closed. */
export async function oneAgreement(view: View, id: string): Promise<Listed | undefined> {
  const thing = await view.thing(agreement, id);
  return thing && listed(view, thing);
}

/** How long before an agreement lapses it is said that it is to be looked at again, ms. */
const SOON_MS = 14 * 24 * 3_600_000;

/** Agreements whose proposal waits for the reader's own side to sign it or say no. */
export async function toSign(view: View): Promise<Thing<AgreementState>[]> {
  const side = sideOfReader(view.reader);
  return (await view.things(agreement)).filter(({ state }) => {
    const open = state.paused === null ? openProposal(state) : null;
    return open !== null && !open.signed.some((one) => one.side === side);
  });
}

/** Those in force that lapse soon, and those that lapsed and nobody ended. */
export async function toLookAtAgain(view: View): Promise<Thing<AgreementState>[]> {
  return (await view.things(agreement)).filter(({ state }) => {
    const held = heldVersion(state, view.now);
    if (held === null || state.paused !== null || state.ended !== null) return false;
    return lapsesAt(held) - SOON_MS <= view.now && comingVersion(state, view.now) === null;
  });
}

/** The free words of each clause of the draft, by clause, in the order of its languages. */
export async function freeWords(
  view: View,
  thing: Thing<AgreementState>,
): Promise<Map<string, Text[]>> {
  const { drafts, langs } = thing.state;
  const asked = drafts.flatMap(({ clause, said }) =>
    langs.flatMap((lang) => {
      const at = said.find((one) => one.lang === lang)?.at;
      return at === undefined ? [] : [{ clause, thing, at }];
    }),
  );
  const parts = await view.parts<{ said: Text }>(asked);
  const found = new Map<string, Text[]>();
  asked.forEach(({ clause }, i) => {
    const part = parts[i];
    if (part === undefined || typeof part === "string") return;
    found.set(clause, [...(found.get(clause) ?? []), part.said]);
  });
  return found;
}

/** Clauses whose free words have other figures in one language than in the one that prevails. */
export function differing(
  words: ReadonlyMap<string, readonly Text[]>,
  { langs, prevails }: { langs: readonly Lang[]; prevails: Lang },
): Map<string, Differs[]> {
  const found = new Map<string, Differs[]>();
  for (const [clause, texts] of words) {
    // Words that a language has not, say none of the figures that they say elsewhere.
    const all = langs.map((lang) => texts.find((one) => one.lang === lang) ?? { lang, text: "" });
    const differs = differingFigures(all, prevails);
    if (differs.length > 0) found.set(clause, differs);
  }
  return found;
}

/** The texts of a version as they were proposed, each with its salt; null where erased. */
export async function textsOf(
  view: View,
  thing: Thing<AgreementState>,
  { at }: Pick<Version, "at">,
): Promise<FileText[] | null> {
  if (at === null) return null;
  const part = await view.part<{ salt: string; texts: Text[] }>(thing, at);
  if (typeof part === "string") return null;
  return part.texts.map(({ lang, text }) => ({ lang, text, salt: part.salt }));
}

/** A line taken under an agreement, with what was asked for where the reader may open that. */
export type TakenLine = Line & { need: Thing<NeedState> | undefined };

/** The lines under an agreement that the reader may open, the newest first. */
export async function linesUnder(view: View, id: string): Promise<TakenLine[]> {
  const found: TakenLine[] = [];
  for (const one of (await view.find(drawing, drawnOn(id))).reverse()) {
    const made = await view.thing(offer, one.state.offer);
    if (made === undefined) continue;
    found.push({ drawing: one, offer: made, need: await view.thing(need, one.state.need) });
  }
  return found;
}

/** Of these the lines of kinds that are ticked: what stops when they are taken back. */
export async function linesTicked(view: View, id: string, kinds: readonly TickKind[]) {
  return (await linesUnder(view, id)).filter(({ offer: { state }, need: asked }) => {
    return asked && state.quantity && kinds.includes(kindOf(asked.state, state.quantity));
  });
}

/** What a stop would meet of these lines now. */
export const stops = (lines: readonly TakenLine[]): Met => metBy(lines);
/** The same of a group that takes part no more since then (ms): what waited is closed by that. */
export function metSince(lines: readonly TakenLine[], since: number): Met {
  const met = metBy(lines);
  const closed = lines.filter(({ offer: { state } }) => {
    const late = state.closedAt !== null && state.closedAt >= since;
    return late && state.status === "withdrawn" && state.accepted === null;
  });
  return { ...met, closed: [...met.closed, ...closed.map((one) => one.drawing.id)] };
}

/** Lines that can still be answered, sent or counted. */
export const openLines = (lines: readonly TakenLine[]) =>
  lines.filter((one) => isOpen(one.offer.state));

/** A private note; `said` null where it has no words. */
export type PrivateNote = { thing: Thing<AsideState>; said: Text | null };

/** Private notes on an agreement, as far as this reader may open them: nobody else's are there. */
export async function notesOn(view: View, id: string): Promise<PrivateNote[]> {
  const things = (await view.find(aside, asideOn(id))).filter(({ state }) => !state.over);
  const notes: PrivateNote[] = [];
  for (const thing of things.reverse()) {
    const { words } = thing.state;
    const part = words === null ? null : await view.part<{ said: Text }>(thing, words);
    notes.push({ thing, said: part === null || typeof part === "string" ? null : part.said });
  }
  return notes;
}

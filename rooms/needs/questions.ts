/** What pages, exports and other rooms ask about needs: one function a question, by a view. */
import { isWithin } from "../../house/circles.ts";
import type { Thing } from "../../house/facts.ts";
import { rowsOfFile } from "../../house/import/files.ts";
import { beginning, searchWords } from "../../house/normal.ts";
import type { Beside } from "../../house/room.ts";
import {
  type Amount,
  isTerm,
  type Kind as SupportKind,
  sumByUnit,
  type Text,
  URGENCIES,
  type Urgency,
} from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import {
  type NeedPeople,
  type NeedState,
  type NeedWords,
  type NoteState,
  need,
  needFiles,
  note,
} from "./facts.ts";
import {
  figuresOf,
  freshUntil,
  isAsked,
  isConfirmedOn,
  isStale,
  type Status,
  statusOf,
} from "./figures.ts";

/** A need as a page lists it; no words where they were erased or are withheld. */
export type NeedLine = { thing: Thing<NeedState>; words: NeedWords | null };

/** Which needs, in which order. Without `status` those still asked for. */
export type NeedQuery = {
  text?: string;
  kind?: SupportKind;
  category?: string;
  urgency?: Urgency;
  status?: Status | "all";
  stale?: boolean;
  sort?: "rank" | "urgency" | "newest";
};

/** Words of needs, in the order asked; one trip to the store. */
export async function withWords(
  view: View,
  things: readonly Thing<NeedState>[],
): Promise<NeedLine[]> {
  const asked = things.flatMap((thing) =>
    thing.state.words === null ? [] : [{ thing, at: thing.state.words }],
  );
  const parts = await view.parts<NeedWords>(asked);
  const found = new Map(asked.map(({ thing }, at) => [thing.id, parts[at]]));
  return things.map((thing) => {
    const part = found.get(thing.id);
    return { thing, words: part === undefined || typeof part === "string" ? null : part };
  });
}

/** The needs that match, in order, without their words: cheap to count and to page. */
export async function findNeeds(view: View, query: NeedQuery = {}): Promise<Thing<NeedState>[]> {
  const all = await candidates(view, query.text ?? "");
  return all.filter((thing) => matches(thing, query, view.now)).sort(ORDERS[query.sort ?? "rank"]);
}

/** Things whose words hold every word of the search; a short last word may be a beginning. */
async function candidates(view: View, text: string): Promise<Thing<NeedState>[]> {
  const words = searchWords(text, 8);
  if (words.length === 0) return view.things(need);
  const lists: Thing<NeedState>[][] = [];
  for (const word of words) {
    const mark = Array.from(word).length <= 3 ? `begin:${beginning(word)}` : `word:${word}`;
    lists.push(await view.findByWords(need, mark));
  }
  const [first = [], ...rest] = lists;
  return first.filter(({ id }) => rest.every((list) => list.some((other) => other.id === id)));
}

function matches({ state }: Thing<NeedState>, query: NeedQuery, now: number): boolean {
  const { kind, category, urgency, status, stale } = query;
  if (kind !== undefined && state.needKind !== kind) return false;
  if (category !== undefined && state.category !== category) return false;
  if (urgency !== undefined && state.urgency !== urgency) return false;
  if (stale === true && !isStale(state, now)) return false;
  if (status === "all") return true;
  return status === undefined ? isAsked(state) : statusOf(state) === status;
}

type Order = (a: Thing<NeedState>, b: Thing<NeedState>) => number;
const soon = ({ state }: Thing<NeedState>) => URGENCIES.indexOf(state.urgency);
const place = ({ state }: Thing<NeedState>) => (state.rank === 0 ? Number.MAX_VALUE : state.rank);
/** What lies in a circle takes no place of its own: it stands before what has its place. */
const within = ({ circle, state }: Thing<NeedState>) => Number(state.rank > 0 && isWithin(circle));
const byUrgency: Order = (a, b) => soon(a) - soon(b) || place(a) - place(b);
const ORDERS: Readonly<Record<"rank" | "urgency" | "newest", Order>> = {
  rank: (a, b) =>
    place(a) - place(b) ||
    within(b) - within(a) ||
    soon(a) - soon(b) ||
    a.first.index - b.first.index,
  urgency: byUrgency,
  newest: (a, b) => b.first.index - a.first.index,
};

/** Asked, counted and still asked, one total per unit; and the same per category. */
export type Totals = { asked: Amount[]; counted: Amount[]; still: Amount[]; many: number };

/** Totals of some needs per unit, which are never added to one another. */
export function totalsOf(things: readonly Thing<NeedState>[]): Totals {
  const figures = things.flatMap(({ state }) => figuresOf(state) ?? []);
  return {
    asked: sumByUnit(figures.map(({ asked }) => asked)),
    counted: sumByUnit(figures.map(({ counted }) => counted)),
    still: sumByUnit(figures.map(({ still }) => still)),
    many: things.length,
  };
}

/** Totals by category code or term, `other` where none was said; in order of first sight. */
export function totalsByCategory(things: readonly Thing<NeedState>[]): [string, Totals][] {
  const groups = new Map<string, Thing<NeedState>[]>();
  for (const thing of things) {
    const code = thing.state.category ?? "other";
    groups.set(code, [...(groups.get(code) ?? []), thing]);
  }
  return [...groups].map(([code, list]) => [code, totalsOf(list)]);
}

/** Every term that these needs name: units, categories, places. */
export function termsOf(things: readonly Thing<NeedState>[]): string[] {
  const codes = things.flatMap(({ state }) => [
    ...[state.asked?.unit, state.category, state.place?.code],
    ...Object.keys(state.progress.counted),
  ]);
  return [...new Set(codes.filter((code): code is string => !!code && isTerm(code)))];
}

/** Lines one "still needed?" page shows. */
export const STILL_LINES = 20;

/**
 * What to ask about next: the lines whose freshness ended first, or will. Those confirmed on the
 * day it is in `zone` come last.
 */
export async function stillNeeded(
  view: View,
  zone: string,
  lines = STILL_LINES,
): Promise<NeedLine[]> {
  const asked = await findNeeds(view);
  const today = ({ state }: Thing<NeedState>) => Number(isConfirmedOn(state, view.now, zone));
  asked.sort((a, b) => today(a) - today(b) || freshUntil(a.state) - freshUntil(b.state));
  return withWords(view, asked.slice(0, lines));
}

/** A line to call about: whom, and how; absent where nobody said. */
export type CallLine = NeedLine & { people: NeedPeople };

/** Stale lines and those waiting to be read back, with whom to call. The host alone may ask. */
export async function callList(view: View, lines = 50): Promise<CallLine[]> {
  const all = await findNeeds(view);
  const due = all.filter(({ state }) => isStale(state, view.now) || state.told === "waiting");
  due.sort((a, b) => freshUntil(a.state) - freshUntil(b.state));
  const listed = await withWords(view, due.slice(0, lines));
  const asked = listed.flatMap(({ thing }) =>
    thing.state.words === null ? [] : [{ thing, at: thing.state.words }],
  );
  const parts = await view.parts<NeedPeople>(asked, "people");
  return listed.map((line) => {
    const part = parts[asked.findIndex(({ thing }) => thing.id === line.thing.id)];
    return { ...line, people: part === undefined || typeof part === "string" ? {} : part };
  });
}

/** Whom to call about one need; nothing where nobody said or the reader may not know. */
export async function peopleOf(view: View, thing: Thing<NeedState>): Promise<NeedPeople> {
  const at = thing.state.words;
  const part = at === null ? "erased" : await view.part<NeedPeople>(thing, at, "people");
  return typeof part === "string" ? {} : part;
}

/** What a line said before it was corrected; no words where they were erased or are withheld. */
export type Earlier = { words: NeedWords | null; asked: Amount | null; day: string };

/** What was corrected last, newest first; none of it where the line is only lent to the reader. */
export async function earlierOf(view: View, thing: Thing<NeedState>, many = 5): Promise<Earlier[]> {
  if (!view.opens(thing.circle, thing)) return [];
  const { earlier, corrected } = thing.state;
  const from = Math.max(0, corrected.length - many);
  const found = corrected.slice(from).map(async (said, at): Promise<Earlier> => {
    // Erasing empties what was earlier: what is there belongs to the last corrections.
    const ref = earlier[from + at + earlier.length - corrected.length];
    const part = ref === undefined ? "erased" : await view.part<NeedWords>(thing, ref);
    return { words: typeof part === "string" ? null : part, ...said };
  });
  return (await Promise.all(found)).reverse();
}

/** A private note as a page shows it. */
export type Noted = { id: string; text: Text };

/** Private notes on a need, oldest first; nobody but the host is given any. */
export async function notesOn(view: View, id: string): Promise<Noted[]> {
  const notes = await view.find<NoteState>(note, `note-on:${id}`, 200);
  const asked = notes.flatMap((thing) =>
    thing.state.words === null ? [] : [{ thing, at: thing.state.words }],
  );
  const parts = await view.parts<{ text: Text }>(asked);
  return asked.flatMap(({ thing }, at) => {
    const part = parts[at];
    return part === undefined || typeof part === "string"
      ? []
      : [{ id: thing.id, text: part.text }];
  });
}

/** Which rows of a file (SHA-256, hex) already came in. */
export function rowsIn(view: View, file: string): Promise<(row: number) => boolean> {
  return rowsOfFile(view, needFiles, file);
}

/** What later rooms say beside a thing on a page. */
export async function besideOf(view: View, thing: Thing): Promise<Beside[]> {
  const said = view.space.plan.rooms.map(({ beside }) => beside?.(view, thing));
  return (await Promise.all(said)).flatMap((one) => one ?? []);
}

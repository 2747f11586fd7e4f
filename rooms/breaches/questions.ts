/** What pages ask about breaches: always of a view, so nobody is told of one they do not know. */
import { type OpenEntry, thingMark } from "../../house/entry.ts";
import type { EntryRef, Thing } from "../../house/facts.ts";
import { markedBack } from "../../house/marked.ts";
import type { Lang, Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { handles, oneCircle, type Within, whoIn } from "../people/index.ts";
import { nextDue } from "./clock.ts";
import { BLOCKS, type Block, type BreachState, breach } from "./facts.ts";

/** A breach with what it is called: what its circle is; null where that was erased. */
export type Named = { thing: Thing<BreachState>; name: Text | null };

/** The breaches the reader knows of, those that are not over first, the newest before. */
export async function myBreaches(view: View, lang: Lang): Promise<Named[]> {
  const all = (await breachesKnown(view)).reverse();
  const sorted = [...all.filter(isOpen), ...all.filter((one) => !isOpen(one))];
  return Promise.all(sorted.map((thing) => named(view, thing, lang)));
}

const isOpen = ({ state }: Thing<BreachState>) => state.over === null;

/** All the reader knows of. Whoever is in no circle knows of none, and nothing is looked up. */
export async function breachesKnown(view: View): Promise<Thing<BreachState>[]> {
  const { reader } = view;
  return reader.by === "member" && reader.circles?.size ? view.things(breach) : [];
}

/** A breach that goes on, and when its next line is due (ms), where one has an hour. */
export type GoingOn = { id: string; drill: boolean; due: number | null };

/** Those that go on, of which the reader knows; the one that is due first comes first. */
export async function goingOn(view: View): Promise<GoingOn[]> {
  const all = (await breachesKnown(view)).filter(isOpen).map(({ id, state }) => {
    return { id, drill: state.drill, due: nextDue(state)?.due ?? null };
  });
  return all.sort((a, b) => (a.due ?? Infinity) - (b.due ?? Infinity));
}

/** One; undefined alike where there is none and where the reader does not know of it. */
export async function oneBreach(view: View, id: string, lang: Lang): Promise<Named | undefined> {
  const thing = await view.thing(breach, id);
  return thing && named(view, thing, lang);
}

async function named(view: View, thing: Thing<BreachState>, lang: Lang): Promise<Named> {
  const circle = await oneCircle(view, thing.state.knows, lang);
  return { thing, name: circle?.name ?? null };
}

/** Who knows of it now, and opens all of it. */
export async function whoKnows(view: View, { state, first }: Thing<BreachState>) {
  const circle = await oneCircle(view, state.knows, "en");
  if (circle === undefined) return [];
  const opens = ({ held }: Within) => held.past || held.index <= first.index;
  return (await whoIn(view, circle.thing)).filter(opens);
}

/** Words of a breach by the number of their entry; erased ones are not there. */
export type Words = ReadonlyMap<number, Text>;

/** Everything that was said of it in words. */
export async function wordsOf(view: View, thing: Thing<BreachState>): Promise<Words> {
  const { blocks, lines, measures } = thing.state;
  const asked: EntryRef[] = [
    ...BLOCKS.flatMap((block) => blocks[block] ?? []),
    ...lines.flatMap(({ who, end }) => [who ?? [], end?.why ?? []].flat()),
    ...measures.flatMap(({ said, at }) => (said ? [at] : [])),
  ];
  type Said = { text?: Text; who?: Text; why?: Text };
  const parts = await view.parts<Said>(asked.map((at) => ({ thing, at })));
  return new Map(
    parts.flatMap((part, i) => {
      const text = typeof part === "string" ? undefined : (part.text ?? part.who ?? part.why);
      const n = asked[i]?.n;
      return text === undefined || n === undefined ? [] : [[n, text] as const];
    }),
  );
}

/** The words an entry holds; null where there are none or they were erased. */
export function saidAt(words: Words, at: EntryRef | null): Text | null {
  return (at === null ? undefined : words.get(at.n)) ?? null;
}

/** The words of a block. */
export function blockOf(words: Words, state: BreachState, block: Block): Text | null {
  return saidAt(words, state.blocks[block]);
}

/** Whom to ask about a breach; null where nobody was named or it was erased. */
export type Contact = { name: string; reach: string };

/** See {@link Contact}. */
export async function contactOf(view: View, thing: Thing<BreachState>): Promise<Contact | null> {
  const at = thing.state.contact;
  if (at === null) return null;
  const part = await view.part<Contact>(thing, at, "people");
  return typeof part === "string" ? null : part;
}

/** Something that was done to a breach, or to the circle of those who know: when, and by whom. */
export type Did = { type: string; at: number; by: string | null };

/** What is told of a breach's history at once, the newest. */
export const HISTORY_MAX = 200;

/** What was done to it, newest first; `by` is null for the clock, and where a name was erased. */
export async function historyOf(view: View, { id, state }: Thing<BreachState>): Promise<Did[]> {
  const entries = [...(await entriesOf(view, id)), ...(await entriesOf(view, state.knows))]
    .sort((a, b) => b.index - a.index)
    .slice(0, HISTORY_MAX);
  const called = await handles(
    view,
    entries.map(({ stamp }) => stamp.who),
  );
  return entries.map(({ type, stamp }) => {
    return { type, at: stamp.at, by: called.get(stamp.who) ?? null };
  });
}

/** A thing's newest entries, where the reader opens it. */
async function entriesOf(view: View, id: string): Promise<OpenEntry[]> {
  const found: OpenEntry[] = [];
  const thing = await view.space.thing(id);
  if (thing === null || !view.opens(thing.circle, thing)) return found;
  for await (const some of markedBack(view.space, thingMark(id))) {
    found.push(...some.filter((entry) => entry.thing === id));
    if (found.length >= HISTORY_MAX) break;
  }
  return found;
}

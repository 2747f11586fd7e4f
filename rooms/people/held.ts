/** What is held about one member: every entry that names them or that they wrote. */
import type { OpenEntry } from "../../house/entry.ts";
import type { Fields, Thing } from "../../house/facts.ts";
import type { View } from "../../house/view.ts";

/** Entries looked through at most, the newest; what is older is said not to have been. */
export const HELD_LOOK_MAX = 50_000;
const CHUNK = 256;

/** Why an entry is about somebody: they wrote it, typed it for someone else, or it names them. */
export type Why = "wrote" | "typed" | "named";

/** One entry about a member, as they may open it. */
export type HeldEntry = {
  why: Why;
  kind: string;
  type: string;
  thing: string;
  /** A day, in a protected space a month. */
  day: string;
  record: Fields;
  /** What they wrote in their own words; of others' parts nothing is told. */
  words: Fields | null;
  /** Their own name here; nobody else's. */
  people: Fields | null;
};

function whyOf({ stamp, record, thing }: OpenEntry, member: string): Why | null {
  if (stamp.who === member) return "wrote";
  if (stamp.typedBy === member) return "typed";
  return thing === member || JSON.stringify(record).includes(member) ? "named" : null;
}

/** Entries about a member that they may open themselves, the newest first. */
export async function* heldAbout(view: View, member: string): AsyncGenerator<HeldEntry> {
  const { space } = view;
  const stop = Math.max(0, space.size - HELD_LOOK_MAX);
  for (let end = space.size; end > stop; end -= CHUNK) {
    const from = Math.max(stop, end - CHUNK);
    const found: { entry: OpenEntry; why: Why; thing: Thing }[] = [];
    for await (const entry of space.entries(
      Array.from({ length: end - from }, (_, i) => from + i),
    )) {
      const why = whyOf(entry, member);
      const thing = why === null ? null : await space.thing(entry.thing);
      if (why === null || thing === null || !view.opens(thing.circle, thing)) continue;
      found.push({ entry, why, thing });
    }
    for (const one of found.reverse()) yield heldOf(view, one, member);
  }
}

async function heldOf(
  view: View,
  { entry, why, thing }: { entry: OpenEntry; why: Why; thing: Thing },
  member: string,
): Promise<HeldEntry> {
  const { type, index, record } = entry;
  const has = new Set(Object.keys(entry.header.parts));
  // Where it stands in its circle is the house's, and nobody's own.
  const { k: _k, n: _n, circle: _circle, ...pure } = record;
  const part = async (name: "words" | "people", mine: boolean) => {
    if (!mine || !has.has(name)) return null;
    const said = await view.part(thing, { index, n: record.n, type }, name);
    return typeof said === "string" ? null : said;
  };
  return {
    ...{ why, kind: thing.kind, type, thing: thing.id, day: record.day },
    record: pure,
    words: await part("words", why === "wrote"),
    people: await part("people", thing.id === member),
  };
}

/** What pages ask about somebody's own words as sound, always of a view. */
import type { Thing } from "../../house/facts.ts";
import type { FilesPart, SoundRef } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import type { ConsentState } from "./facts.ts";
import { type SpokenState, spoken, spokenMark } from "./facts-spoken.ts";

/** A recording the reader may hear, and whether everyone may now. */
export type Spoken = { thing: Thing<SpokenState>; sound: SoundRef; isShown: boolean };

/** Whether it is for everyone now. */
function isSpokenShown({ space, now }: View, { id, state }: Thing<SpokenState>): boolean {
  return state.shown !== null && space.standing.mayShow(id, now);
}

/** Recordings of these words that the reader may hear, the oldest first. */
export async function spokenBeside(view: View, saying: string): Promise<Spoken[]> {
  return heard(view, await view.find(spoken, spokenMark(saying)));
}

/** The same of many words at once, by the words' id. */
export async function spokenByWords(view: View): Promise<ReadonlyMap<string, Spoken[]>> {
  const found = new Map<string, Spoken[]>();
  for (const one of await heard(view, await view.things(spoken))) {
    const { saying } = one.thing.state;
    found.set(saying, [...(found.get(saying) ?? []), one]);
  }
  return found;
}

/** One of them. */
export async function oneSpoken(view: View, id: string): Promise<Spoken | undefined> {
  const thing = await view.thing(spoken, id);
  return thing && (await heard(view, [thing]))[0];
}

/** Recordings that are, or were, heard under a permission. */
export async function spokenUnder(view: View, of: Thing<ConsentState>): Promise<Spoken[]> {
  const found: Thing<SpokenState>[] = [];
  for (const id of of.state.scope) {
    const thing = await view.thing(spoken, id);
    if (thing?.state.shown?.consent === of.id) found.push(thing);
  }
  return heard(view, found);
}

/** Those of which something is left. */
async function heard(view: View, things: readonly Thing<SpokenState>[]): Promise<Spoken[]> {
  const there = things.flatMap((thing) => {
    const { at } = thing.state;
    return at === null ? [] : [{ thing, at }];
  });
  const files = await view.parts<FilesPart<SoundRef>>(there, "files");
  return there.flatMap(({ thing }, i) => {
    const held = files[i];
    const sound = held === undefined || typeof held === "string" ? undefined : held.list[0];
    return sound === undefined ? [] : [{ thing, sound, isShown: isSpokenShown(view, thing) }];
  });
}

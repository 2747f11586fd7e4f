/** What pages ask about pictures beside somebody's words, always of a view. */
import type { EntryRef, Thing } from "../../house/facts.ts";
import type { FilesPart, PictureRef, Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import type { ConsentState } from "./facts.ts";
import { type PictureState, picture, pictureMark } from "./facts-picture.ts";

/** A picture the reader may see: what it shows in words, its sizes, whether all see it now. */
export type Seen = {
  thing: Thing<PictureState>;
  alt: Text | null;
  list: readonly PictureRef[];
  isShown: boolean;
};

/** Whether a picture is for everyone now. */
export function isPictureShown({ space, now }: View, { id, state }: Thing<PictureState>): boolean {
  return state.shown !== null && space.standing.mayShow(id, now);
}

/** Pictures beside these words that the reader may see, the oldest first. */
export async function picturesBeside(view: View, saying: string): Promise<Seen[]> {
  return seen(view, await view.find(picture, pictureMark(saying)));
}

/** The same of many words at once, by the words' id. */
export async function picturesByWords(view: View): Promise<ReadonlyMap<string, Seen[]>> {
  const found = new Map<string, Seen[]>();
  for (const one of await seen(view, await view.things(picture))) {
    const { saying } = one.thing.state;
    found.set(saying, [...(found.get(saying) ?? []), one]);
  }
  return found;
}

/** One of them. */
export async function onePicture(view: View, id: string): Promise<Seen | undefined> {
  const thing = await view.thing(picture, id);
  return thing && (await seen(view, [thing]))[0];
}

/** Pictures that are, or were, shown under a permission. */
export async function picturesUnder(view: View, of: Thing<ConsentState>): Promise<Seen[]> {
  const found: Thing<PictureState>[] = [];
  for (const id of of.state.scope) {
    const thing = await view.thing(picture, id);
    if (thing?.state.shown?.consent === of.id) found.push(thing);
  }
  return seen(view, found);
}

/** Those of which something is left. */
async function seen(view: View, things: readonly Thing<PictureState>[]): Promise<Seen[]> {
  const there = things.flatMap((thing) => {
    const { at } = thing.state;
    return at === null ? [] : [{ thing, at }];
  });
  const asked: { thing: Thing; at: EntryRef }[] = there;
  const words = await view.parts<{ alt: Text }>(asked, "words");
  const files = await view.parts<FilesPart<PictureRef>>(asked, "files");
  return there.flatMap(({ thing }, i) => {
    const [said, held] = [words[i], files[i]];
    if (held === undefined || typeof held === "string") return [];
    const alt = said === undefined || typeof said === "string" ? null : said.alt;
    return [{ thing, alt, list: held.list, isShown: isPictureShown(view, thing) }];
  });
}

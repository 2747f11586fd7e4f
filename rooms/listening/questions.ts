/** What pages and files ask about sessions and norms: one function a question, by a view. */
import { isOutside } from "../../house/circles.ts";
import type { EntryRef, Thing } from "../../house/facts.ts";
import type { FilesPart, Lang, PictureRef, SoundRef, Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { type NeedLine, need, withWords } from "../needs/index.ts";
import {
  type GrowthState,
  grewIn,
  grewMark,
  growth,
  type Item,
  type ListeningState,
  listening,
  type Question,
  type Said,
  type Session,
  type Sort,
} from "./facts.ts";
import { type NormState, type NormWords, norm } from "./norms.ts";

/** Sessions that the reader may open and that were not taken out, the latest held first. */
export async function sessions(view: View): Promise<Session[]> {
  const all = (await view.things(listening)).filter(({ state }) => !state.out);
  return all.sort(
    (a, b) =>
      b.state.held.instant.localeCompare(a.state.held.instant) || b.first.index - a.first.index,
  );
}

/** One of them; undefined alike where there is none, it was taken out, or it is closed. */
export async function oneSession(view: View, id: string): Promise<Session | undefined> {
  const found = await view.thing<ListeningState>(listening, id);
  return found?.state.out === false ? found : undefined;
}

/** Texts of a session, the original first; without those that are erased or withheld. */
export type Texts = readonly Text[];

type Held = { text: Text; what?: Sort };

/** Fetches many texts of one thing in one trip, and answers each by where it stands. */
async function heldAt(
  view: View,
  thing: Thing,
  refs: readonly EntryRef[],
): Promise<Map<number, Held>> {
  const parts = await view.parts<Held>(refs.map((at) => ({ thing, at })));
  return new Map(
    refs.flatMap((at, i) => {
      const part = parts[i];
      return part === undefined || typeof part === "string" ? [] : [[at.n, part] as const];
    }),
  );
}

const textsOf = (said: Said, held: ReadonlyMap<number, Held>): Texts =>
  said.flatMap(({ at }) => held.get(at.n)?.text ?? []);

/** What was written of a session to be shown, and its questions. */
export type Written = {
  title: Texts;
  summary: Texts;
  questions: {
    question: Question;
    texts: Texts;
    photo: Photo | null;
    /** In which languages it can be heard. */
    voiced: readonly Voiced[];
  }[];
};

/** A question's words in a language, read aloud by a member. */
export type Voiced = { lang: Lang; sound: SoundRef };

/** A picture of the group's own: its sizes, and what it shows in words. */
export type Photo = { list: readonly PictureRef[]; alt: Text | null };

/** Pictures beside questions, by the entry that holds each; without what the reader may not see. */
async function photosOf(view: View, thing: Session): Promise<Map<number, Photo>> {
  const refs = thing.state.questions.flatMap(({ photo }) => photo ?? []);
  const asked = refs.map((at) => ({ thing, at }));
  const files = await view.parts<FilesPart<PictureRef>>(asked, "files");
  const words = await view.parts<{ alt: Text }>(asked, "words");
  return new Map(
    refs.flatMap((at, i) => {
      const [held, said] = [files[i], words[i]];
      if (held === undefined || typeof held === "string") return [];
      const alt = said === undefined || typeof said === "string" ? null : said.alt;
      return [[at.n, { list: held.list, alt }] as const];
    }),
  );
}

/** Recordings beside questions, by the entry that holds each. */
async function voicedOf(view: View, thing: Session): Promise<Map<number, SoundRef>> {
  const refs = thing.state.questions.flatMap(({ voiced = [] }) => voiced.map(({ at }) => at));
  if (refs.length === 0) return new Map();
  const asked = refs.map((at) => ({ thing, at }));
  const files = await view.parts<FilesPart<SoundRef>>(asked, "files");
  return new Map(
    refs.flatMap((at, i) => {
      const held = files[i];
      if (held === undefined || typeof held === "string") return [];
      return held.list.map((sound) => [at.n, sound] as const);
    }),
  );
}

/** See {@link Written}. */
export async function writtenOf(view: View, thing: Session): Promise<Written> {
  const { blocks, questions } = thing.state;
  const all = [blocks.title, blocks.summary, ...questions.map(({ said }) => said)];
  const held = await heldAt(
    view,
    thing,
    all.flat().map(({ at }) => at),
  );
  const photos = await photosOf(view, thing);
  const sounds = await voicedOf(view, thing);
  return {
    title: textsOf(blocks.title, held),
    summary: textsOf(blocks.summary, held),
    questions: questions.map((question) => {
      const photo = photos.get(question.photo?.n ?? -1) ?? null;
      const voiced = (question.voiced ?? []).flatMap(({ lang, at }) => {
        const sound = sounds.get(at.n);
        return sound === undefined ? [] : [{ lang, sound }];
      });
      return { question, texts: textsOf(question.said, held), photo, voiced };
    }),
  };
}

/** Titles of many sessions, by id. */
export async function titlesIn(
  view: View,
  all: readonly Session[],
): Promise<ReadonlyMap<string, Texts>> {
  const asked = all.flatMap((thing) =>
    thing.state.blocks.title.map(({ at }) => ({ thing, at }) as const),
  );
  const parts = await view.parts<Held>(asked);
  const found = new Map<string, Text[]>();
  asked.forEach(({ thing }, i) => {
    const part = parts[i];
    if (part !== undefined && typeof part !== "string")
      found.set(thing.id, [...(found.get(thing.id) ?? []), part.text]);
  });
  return found;
}

/** Something heard, as the host or its circle reads it. */
export type HeardItem = { item: Item; what: Sort; texts: Texts };

/** What was heard; nothing where the reader may not read it. Erased words are not there. */
export async function heardOf(view: View, thing: Session): Promise<HeardItem[]> {
  const { heard } = thing.state;
  const held = await heldAt(
    view,
    thing,
    heard.flatMap(({ said }) => said.map(({ at }) => at)),
  );
  return heard.flatMap((item) => {
    const texts = textsOf(item.said, held);
    // Whoever worded it last, in whichever language, said what it is.
    const last = item.said.toSorted((a, b) => b.at.n - a.at.n);
    const what = last.flatMap(({ at }) => held.get(at.n)?.what ?? [])[0];
    return what === undefined || texts.length === 0 ? [] : [{ item, what, texts }];
  });
}

/** Needs that grew out of a session, as far as the reader may open them and the link. */
export async function grownFrom(
  view: View,
  id: string,
): Promise<{ item: string; line: NeedLine; shown: boolean }[]> {
  const links = await view.find<GrowthState>(growth, grewIn(id), 500);
  const found = await Promise.all(
    links.map(async ({ state, circle }) => ({
      ...{ item: state.item, shown: isOutside(circle) },
      thing: await view.thing(need, state.need),
    })),
  );
  const open = found.flatMap(({ thing, ...rest }) => (thing ? [{ ...rest, thing }] : []));
  const lines = await withWords(
    view,
    open.map(({ thing }) => thing),
  );
  return open.flatMap(({ item, shown }, i) => {
    const line = lines[i];
    return line === undefined ? [] : [{ item, shown, line }];
  });
}

/** The session a need grew out of, where the reader may open both and the link. */
export async function rootOf(view: View, id: string): Promise<Session | undefined> {
  const [link] = await view.find<GrowthState>(growth, grewMark(id), 1);
  return link === undefined ? undefined : oneSession(view, link.state.listening);
}

/** What to know before offering, as the reader may open it. */
export type Told = { thing: Thing<NormState>; words: readonly NormWords[] };

/** All of it: what stands on forms first comes first, and then the oldest. */
export async function norms(view: View): Promise<Told[]> {
  const all = (await view.things(norm)).filter(({ state }) => !state.out);
  all.sort((a, b) => Number(b.state.first) - Number(a.state.first));
  return toldOf(view, all);
}

/** One of them, with its words. */
export async function oneNorm(view: View, id: string): Promise<Told | undefined> {
  const thing = await view.thing<NormState>(norm, id);
  if (thing === undefined || thing.state.out) return undefined;
  return (await toldOf(view, [thing]))[0];
}

async function toldOf(view: View, all: readonly Thing<NormState>[]): Promise<Told[]> {
  const asked = all.flatMap((thing) => thing.state.said.map(({ at }) => ({ thing, at })));
  const parts = await view.parts<NormWords>(asked);
  return all.map((thing) => {
    const words = asked.flatMap((one, i) => {
      const part = one.thing === thing ? parts[i] : undefined;
      return part === undefined || typeof part === "string" ? [] : [part];
    });
    return { thing, words };
  });
}

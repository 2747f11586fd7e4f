/** What pages ask about a space: its name, its profile, its links, its words. */
import { parsePart } from "../../house/entry.ts";
import type { EntryRef, Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import { type Category, chooseText, type Lang, type Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { standings } from "../people/index.ts";
import { BLOCKS, type Block, type SpaceState, space } from "./facts.ts";
import { agreedOf, isLive, type JointState, joint, setAmong } from "./joint.ts";
import { type LinkState, link, linkHolds, linkMark } from "./links.ts";
import type { Publisher } from "./publisher.ts";
import { type TermState, type TermUse, term } from "./terms.ts";

/** A profile as its reader may open it; texts in all their languages, the original first. */
export type Profile = {
  /** The group's name, or null where it is withheld. */
  name: Text | null;
  blocks: { block: Block; texts: readonly Text[]; chosen: Text }[];
  notWanted: { id: string; category: Category | null; texts: readonly Text[]; chosen: Text }[];
  /** The version of the standing terms shown, which a giver accepts by taking a line; or null. */
  terms: string | null;
};

type Said = { texts?: Text[]; name?: Text };

/** The space's own thing as the reader may open it. */
export function spaceOf(view: View): Promise<Thing<SpaceState> | undefined> {
  return view.thing(space, view.space.id);
}

/** The named set as it is now; nobody where the reader may not know the space. */
export async function setOf(view: View): Promise<readonly string[]> {
  const state = (await spaceOf(view))?.state;
  return state === undefined ? [] : setAmong(state, await standings(view));
}

/** Joint acts that wait for someone's yes or for being used, the newest first. */
export async function liveJoints(view: View): Promise<Thing<JointState>[]> {
  const all = await view.things(joint);
  return all.filter(({ state }) => isLive(state, view.now)).reverse();
}

/** Those of them that wait for a yes of this member, who is of the named set. */
export async function jointsFor(view: View, member: string): Promise<Thing<JointState>[]> {
  const state = (await spaceOf(view))?.state;
  const open = (await liveJoints(view)).filter((one) => !one.state.agreed.includes(member));
  if (state === undefined || open.length === 0) return [];
  const set = setAmong(state, await standings(view));
  return set.includes(member) ? open.filter((one) => agreedOf(one.state, set) < set.length) : [];
}

/** The profile in the reader's language where somebody wrote it in that; null where closed. */
export async function profileFor(view: View, lang: Lang): Promise<Profile | null> {
  const thing = await spaceOf(view);
  if (thing === undefined) return null;
  const { name, blocks, notWanted, terms } = thing.state;
  const said = await wordsOf(view, thing, [
    ...(name === null ? [] : [name]),
    ...BLOCKS.flatMap((block) => blocks[block] ?? []),
    ...notWanted.map(({ at }) => at),
  ]);
  const textsAt = (at: EntryRef | null) => (at === null ? [] : (said.get(at.n)?.texts ?? []));
  const shown = <T>(more: T, texts: readonly Text[]) => {
    const chosen = chooseText(texts, [lang]);
    return chosen === undefined ? [] : [{ ...more, texts, chosen }];
  };
  return {
    name: (name === null ? undefined : said.get(name.n)?.name) ?? null,
    blocks: BLOCKS.flatMap((block) => shown({ block }, textsAt(blocks[block]))),
    notWanted: notWanted.flatMap(({ id, at, category }) => shown({ id, category }, textsAt(at))),
    terms,
  };
}

async function wordsOf(
  view: View,
  thing: Thing,
  ats: readonly EntryRef[],
): Promise<Map<number, Said>> {
  const parts = await view.parts<Said>(ats.map((at) => ({ thing, at })));
  return new Map(
    parts.flatMap((part, i) => {
      const n = ats[i]?.n;
      return typeof part === "string" || n === undefined ? [] : [[n, part] as const];
    }),
  );
}

/** What the bar calls the group; empty where the reader may not know. */
export async function nameOf(view: View): Promise<string> {
  const thing = await spaceOf(view);
  const at = thing?.state.name;
  if (thing === undefined || at === null || at === undefined) return "";
  const part = await view.part<Said>(thing, at);
  return typeof part === "string" ? "" : (part.name?.text ?? "");
}

/** What the group is called in files for the public; null where nobody said, or it was erased. */
export async function publisherOf(view: View): Promise<Publisher | null> {
  const thing = await spaceOf(view);
  const at = thing?.state.publisher;
  if (thing === undefined || !at) return null;
  const part = await view.part<Publisher>(thing, at);
  return typeof part === "string" ? null : part;
}

/** The standing terms that hold now, with the id a giver accepts; null where there are none. */
export async function standingTerms(
  view: View,
): Promise<{ version: string; texts: readonly Text[] } | null> {
  const thing = await spaceOf(view);
  const at = thing?.state.blocks.terms;
  const version = thing?.state.terms;
  if (thing === undefined || !at || !version) return null;
  const part = await view.part<Said>(thing, at);
  return typeof part === "string" ? null : { version, texts: part.texts ?? [] };
}

/** Links that still open, the one that ends last first. */
export async function openLinks(view: View): Promise<Thing<LinkState>[]> {
  const open = (await view.things(link)).filter(({ state }) => linkHolds(state, view.now));
  return open.sort((a, b) => b.state.until - a.state.until);
}

/** When the link with this code ends (ms); null where it is none, ended or withdrawn. */
export async function linkUntil(house: House, id: string, code: string): Promise<number | null> {
  if (code.length > 60) return null;
  const opened = await house.space(id);
  const hash = codeHash(code);
  const [entry] = (await opened?.marked(linkMark(hash), 1)) ?? [];
  const thing = entry === undefined ? null : await opened?.thing(entry.header.thing);
  if (thing?.kind !== link.kind || opened?.beside.isDark(house.now)) return null;
  const state = thing.state as LinkState;
  return state.hash === hash && linkHolds(state, house.now) ? state.until : null;
}

/** A term as pages list it; no texts where they were erased. */
export type ListedTerm = { id: string; state: TermState; texts: readonly Text[] };

/** The group's own words, for members; those retired too where asked. */
export async function terms(view: View, use?: TermUse, retired = false): Promise<ListedTerm[]> {
  const things = (await view.things(term)).filter(
    ({ state }) => (use === undefined || state.use === use) && (retired || !state.retired),
  );
  const texts = await termTexts(
    view,
    things.map(({ id }) => id),
  );
  return things.map(({ id, state }) => ({ id, state, texts: texts.get(id) ?? [] }));
}

/**
 * The words of terms by their ids. A term's words are open to whoever may open a record that uses
 * it (docs/architecture.md): hand in only ids out of records this reader opened.
 */
export async function termTexts(
  view: View,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Text[]>> {
  const things = await view.space.things([...new Set(ids)]);
  const named = things.flatMap((thing) => {
    const at = thing.kind === term.kind ? (thing.state as TermState).name : null;
    return at === null ? [] : [{ id: thing.id, at }];
  });
  const refs = named.map(({ at }) => ({ index: at.index, name: "words" }));
  const parts = await view.space.parts(refs);
  return new Map(
    named.flatMap(({ id, at }) => {
      const part = parts.get(`${at.index}/words`);
      if (part === undefined) return [];
      const said = parsePart(part.bytes) as Said;
      return [[id, said.texts ?? []] as const];
    }),
  );
}

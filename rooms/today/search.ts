/**
 * Search over all a reader may read. Marks name the entries; the entry's own words decide. Only
 * what the reader may open is looked at, so what is closed moves nothing that is found.
 */
import type { EntryRef, Thing } from "../../house/facts.ts";
import { entriesBack } from "../../house/marked.ts";
import { beginning, searchWords } from "../../house/normal.ts";
import type { Lang, Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { type ExpenseState, expense } from "../expenses/index.ts";
import { book } from "../ledger/index.ts";
import { type NeedState, need } from "../needs/index.ts";
import { delivery, offer } from "../offers/index.ts";
import { term } from "../spaces/index.ts";
import { titleIn, titlesOf } from "./titles.ts";

/** Longest text to look for, in UTF-16 units, and its words that count. */
export const TYPED_MAX = 200;
const WORDS_MAX = 6;
/** Entries the reader may open that are looked through at once, and found ones shown per kind. */
const LOOK_MAX = 2_000;
const SHOWN_MAX = 50;
/** Words of one entry that are compared. */
const COMPARED_MAX = 2_000;

/** Kinds that can be found, in the order they are shown. Words: `today.found.<kind>`. */
export const FOUND_KINDS = [
  ...(["need", "offer", "delivery", "saying", "book", "term", "listening", "norm"] as const),
  ...(["expense", "occasion", "shelf", "goods"] as const),
] as const;

/** Something found: the thing, and what to call it. */
export type Found = { thing: Thing; title: Text | null };
/** What was found of one kind, newest first; `more` is the index before which the rest lies. */
export type FoundGroup = { kind: string; found: Found[]; more: number | null };
/** What one look found; `further` is the index before which it did not look, null at the end. */
export type Search = { groups: FoundGroup[]; further: number | null };
/** Where a search looks: in one kind alone, and before an index. Both leave in sealed cursors. */
export type Where = { kind?: string | null; before?: number | null; look?: number };

type Candidate = { thing: Thing; at: EntryRef };
type Look = { candidates: Candidate[]; further: number | null };

/**
 * What is found for typed words, the newest first; null where nothing was typed that could be
 * looked for. `look` is how many entries that the reader may open are looked through.
 */
export async function search(
  view: View,
  typed: string,
  lang: Lang,
  where: Where = {},
): Promise<Search | null> {
  const wanted = searchWords(typed.slice(0, TYPED_MAX), WORDS_MAX);
  const longest = wanted.toSorted((a, b) => b.length - a.length)[0];
  if (longest === undefined) return null;
  const start = beginning(longest);
  const mark = Array.from(longest).length < 3 ? `word:${longest}` : `begin:${start}`;
  const looks = [await marked(view, mark, where), await unmarked(view, where)];
  const ends = looks.flatMap(({ further }) => further ?? []);
  const further = ends.length === 0 ? null : Math.max(...ends);
  const candidates = looks.flatMap((one) => one.candidates);
  // What lies behind the end of the shorter look is found by the next one, in its place.
  const near = candidates.filter(({ at }) => at.index >= (further ?? 0));
  const hits = await confirmed(view, near, wanted);
  const groups = FOUND_KINDS.map((kind) => {
    const all = hits.filter(({ thing }) => thing.kind === kind);
    const mine = kind === book.kind ? all : eachOnce(all);
    const last = mine.length > SHOWN_MAX ? mine[SHOWN_MAX - 1] : undefined;
    return { kind, hits: mine.slice(0, SHOWN_MAX), more: last?.at.index ?? null };
  });
  const things = groups.flatMap((group) => group.hits.map(({ thing }) => thing));
  const titles = await titlesOf(view, things, lang);
  const found = groups
    .filter((group) => group.hits.length > 0)
    .map(({ kind, hits: shown, more }) => ({
      ...{ kind, more },
      found: shown.map(({ thing, said }) => {
        const own = kind === book.kind && said !== null ? titleIn(said, lang) : null;
        return { thing, title: own ?? titles.get(thing.id) ?? null };
      }),
    }));
  return { groups: found, further };
}

/** Entries with the mark whose words the reader may open; only those count towards the limit. */
async function marked(view: View, mark: string, where: Where): Promise<Look> {
  const { space } = view;
  const { kind = null, before = null, look = LOOK_MAX } = where;
  const candidates: Candidate[] = [];
  const all = await space.marks.find(space.marks.hash(mark));
  const indexes = before === null ? all : all.filter((index) => index < before);
  for await (const entries of entriesBack(space, indexes))
    for (const entry of entries) {
      const { index, thing: id, type, record } = entry;
      const thing = await space.thing(id);
      if (thing === null || thing.parked || !view.opensThing(thing)) continue;
      if (!view.opensPart(thing, entry, "words")) continue;
      const at = { index, n: record.n, type };
      if ((kind !== null && thing.kind !== kind) || !isPresent(thing, at)) continue;
      if (candidates.length === look) return { candidates, further: index + 1 };
      candidates.push({ thing, at });
    }
  return { candidates, further: null };
}

/** Whether an entry's words are the thing's words of now: corrected ones are not found again. */
function isPresent(thing: Thing, at: EntryRef): boolean {
  if (thing.kind === expense.kind) return (thing.state as ExpenseState).words?.index === at.index;
  if (thing.kind !== need.kind) return true;
  return (thing.state as NeedState).words?.index === at.index;
}

/** Kinds whose words carry no marks for search: few, or looked through newest first. */
async function unmarked(view: View, where: Where): Promise<Look> {
  const { kind = null, before = null, look = LOOK_MAX } = where;
  const asked = (one: string) => (kind ?? one) === one;
  const deliveries = asked(delivery.kind) ? await view.things(delivery) : [];
  const words = asked(term.kind) ? await view.things(term) : [];
  const terms = words.filter(({ state }) => !state.retired);
  const all = [
    ...deliveries.flatMap((thing) => {
      const ats = [thing.state.words, ...thing.state.lines.map(({ what }) => what)];
      const each = new Map(ats.flatMap((at) => (at === null ? [] : [[at.index, at] as const])));
      return [...each.values()].map((at) => ({ thing, at }));
    }),
    ...terms.flatMap((thing) =>
      thing.state.name === null ? [] : [{ thing, at: thing.state.name }],
    ),
  ];
  const older = all.filter(({ at }) => before === null || at.index < before);
  older.sort((a, b) => b.at.index - a.at.index);
  const next = older[look];
  return { candidates: older.slice(0, look), further: next ? next.at.index + 1 : null };
}

/** Those whose words hold every wanted word, or one it begins; newest first. */
async function confirmed(view: View, candidates: readonly Candidate[], wanted: readonly string[]) {
  const words = await view.parts(candidates, "words");
  const people = await view.parts(candidates, "people");
  const hits = candidates.flatMap((candidate, i) => {
    const [said = "erased", who = "erased"] = [words[i], people[i]];
    // Only an offer is found by whom to call about it: its people part carries marks.
    const parts = candidate.thing.kind === offer.kind ? [said, who] : [said];
    const text = parts.flatMap((part) => (typeof part === "string" ? [] : stringsIn(part)));
    const compared = searchWords(text.join(" "), COMPARED_MAX);
    const all = wanted.every((word) => compared.some((one) => one.startsWith(word)));
    return all ? [{ ...candidate, said: typeof said === "string" ? null : said }] : [];
  });
  return hits.sort((a, b) => b.at.index - a.at.index);
}

/** All texts of a part: languages are codes, not words. */
function stringsIn(value: unknown, name = ""): string[] {
  if (typeof value === "string") return name === "lang" ? [] : [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => stringsIn(one, key));
}

function eachOnce<H extends { thing: Thing }>(hits: readonly H[]): H[] {
  const seen = new Set<string>();
  return hits.filter(({ thing }) => !seen.has(thing.id) && seen.add(thing.id));
}

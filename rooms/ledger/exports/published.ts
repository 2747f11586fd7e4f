/**
 * What a group tells the public of its work in the formats of others: each agreement that was
 * signed, with its own books, and each book that is open to everyone. Figures, days and codes; of
 * words only what the group's public pages show already, and nobody's name. Made from a view, so
 * what its reader may not open is not in it.
 */
import { isOutside } from "../../../house/circles.ts";
import type { Thing } from "../../../house/facts.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf, figure, isTerm, type Month, type Text } from "../../../house/values/index.ts";
import type { View } from "../../../house/view.ts";
import { createLibrary, LANGS, type Words, wordsFromFiles } from "../../../house/words/index.ts";
import { agreements, clauseLines } from "../../agreements/index.ts";
import { nameOf, type Publisher, spaceOf } from "../../spaces/index.ts";
import type { Account } from "../accounts.ts";
import { type BookState, book } from "../facts.ts";
import { namesOf } from "../questions.ts";
import {
  type Budget,
  budgetsOf,
  type Dated,
  datesOf,
  firstDay,
  STATUS,
  signedOn,
  versionOf,
} from "./agreed.ts";
import { goodsIn } from "./movements.ts";
import { type TakenBook, takeBooks } from "./taken.ts";

/** What is told: which book alone (null: all), which months, and in which language first. */
export type AskedPublic = {
  book: string | null;
  from: Month | null;
  to: Month | null;
  lang: (typeof LANGS)[number];
};

/** One agreement, or one book that is open to everyone. */
export type Activity = {
  /** The id of the agreement or of the book: it stays the same for ever. */
  id: string;
  title: readonly Text[];
  about: readonly Text[];
  /** What came in goods, in words; empty where nothing did. */
  goods: readonly Text[];
  /** A code of IATI's list of states. */
  status: string;
  dates: readonly Dated[];
  /** What was agreed that it is for, in the codes of `agreements`, and in words. */
  aims: readonly string[];
  aimed: readonly Text[];
  budgets: readonly Budget[];
  /** The other group, by its id in this space alone; null where it is a book. */
  ally: string | null;
  /** What the other group is called: never by its name, which is its own to tell. */
  other: readonly Text[];
  /** The day on which both had signed it. */
  signed: string | null;
  /** What was promised in all, by currency. */
  promised: ReadonlyMap<string, bigint>;
  books: readonly TakenBook[];
  /** What headings are called; those of the group's own only where everyone reads that. */
  called: (account: Account) => readonly Text[];
};

/** Everything that is told. */
export type Publication = {
  publisher: Publisher;
  lang: AskedPublic["lang"];
  /** The group's name, where its page is for everyone; else what the register calls it. */
  name: Text | null;
  /** ISO 3166-1; null where the group's page is not for everyone, or does not say. */
  country: string | null;
  activities: readonly Activity[];
  /** The months that were asked for. */
  period: Pick<AskedPublic, "from" | "to">;
};

/** Why a group tells the public nothing in such formats; null where it may. */
export function publishFault(view: Pick<View, "dark">, protects: boolean): Refusal | null {
  if (protects) return refuse("ledger.publish-protected", "state");
  return view.dark ? refuse("ledger.publish-silent", "state") : null;
}

/** Gathers it; a refusal where there is nothing that may be told. */
export async function publish(
  view: View,
  publisher: Publisher,
  asked: AskedPublic,
): Promise<Publication | Refusal> {
  const things = await view.things(book);
  const { from, to, lang } = asked;
  const every = { book: null, from, to, words: false, leaves: false };
  const taken = new Map((await takeBooks(view, every)).map((one) => [one.id, one]));
  const wanted = things.filter(({ id, state }) => {
    return (asked.book === null || id === asked.book) && state.purpose !== "hours";
  });
  const zone = (await spaceOf(view))?.state.zone ?? "UTC";
  const found = { things: wanted, taken, zone, alone: asked.book !== null };
  const activities = [...(await agreed(view, found)), ...(await opened(view, found))];
  if (activities.length === 0) return refuse("ledger.publish-nothing", "state");
  const period = { from, to };
  return { publisher, lang, activities, period, ...(await shownOf(view)) };
}

/** What the group's page tells everyone, where it is for everyone. */
async function shownOf(view: View): Promise<Pick<Publication, "name" | "country">> {
  const space = await spaceOf(view);
  if (space?.circle !== "public") return { name: null, country: null };
  const { place, langs } = space.state;
  const text = await nameOf(view);
  const name = text === "" ? null : { lang: langs[0] ?? "en", text };
  const coded = place !== null && place.level > 0 && !isTerm(place.code);
  return { name, country: coded ? place.code.slice(0, 2) : null };
}

type Found = {
  things: readonly Thing<BookState>[];
  taken: ReadonlyMap<string, TakenBook>;
  zone: string;
  /** Whether one book was asked for: then an agreement is told only where it is its own. */
  alone: boolean;
};

/** What pages say, in our languages: a file is not made in its reader's alone. */
const library = createLibrary({ load: wordsFromFiles(new URL("../../../", import.meta.url)) });

/** A sentence of ours in all our languages. */
const inAll = (make: (words: Words) => string): Text[] =>
  LANGS.map((lang) => ({ lang, text: make(library(lang)) }));

const headings = new Map<string, readonly Text[]>();

/** What a built-in heading is called; one of the group's own is called that alone. */
function builtIn(account: Account): readonly Text[] {
  const key = isTerm(account) ? "own" : account;
  const [head, what] = key.split(":");
  const known = headings.get(key);
  if (known !== undefined) return known;
  const texts = inAll(({ plain }) => {
    if (key === "own") return plain("ledger.published.own-heading");
    if (what === undefined) return plain(`ledger.account.${head}`);
    return plain("ledger.account.uses", { what: plain(`house.category.${what}`) });
  });
  headings.set(key, texts);
  return texts;
}

/** What came in goods: exact figures in the words of their units, and no value. */
function goodsSaid(books: readonly TakenBook[]): Text[] {
  const sums = new Map<string, bigint>();
  for (const one of books)
    for (const [unit, sum] of goodsIn(one)) sums.set(unit, (sums.get(unit) ?? 0n) + sum);
  const all = [...sums].filter(([unit, sum]) => sum > 0n && !isTerm(unit));
  if (all.length === 0) return [];
  return inAll(({ plain, list, amount }) => {
    const amounts = all.map(([unit, sum]) => amount({ of: figure(sum), unit }));
    return plain("ledger.published.goods", { amounts: list(amounts) });
  });
}

/** Agreements that both signed; of one book alone only the one whose own it is. */
async function agreed(view: View, found: Found): Promise<Activity[]> {
  const { zone } = found;
  const { now } = view;
  const all: Activity[] = [];
  for (const { thing, status, parted } of (await agreements(view)).reverse()) {
    const version = versionOf(thing.state, now);
    const own = found.things.filter(({ state }) => state.agreement === thing.id);
    if (version === null || (found.alone && own.length === 0)) continue;
    const books = own.flatMap(({ id }) => found.taken.get(id) ?? []);
    const aims = version.clauses.flatMap((one) => (one.kind === "aims" ? one.terms.of : []));
    const told = version.clauses.filter(({ kind }) => TOLD.has(kind));
    const dates = await datesOf(thing, version, { parted, books, now, zone });
    const began = dates.some(({ type }) => type === "2");
    all.push({
      // What ended before it began was called off.
      ...{ id: thing.id, status: status === "ended" && !began ? "5" : STATUS[status], dates },
      ...{ ...budgetsOf(version), signed: signedOn(version, zone), books },
      ...{ aims: [...new Set(aims)], ally: thing.state.with, called: builtIn },
      aimed: inAll(({ plain, list }) =>
        list([...new Set(aims)].map((one) => plain(`agreements.aim.${one}`))),
      ),
      other: inAll(({ plain }) => plain("ledger.published.other")),
      title: inAll(({ plain, list }) => {
        const what = list([...new Set(aims)].map((one) => plain(`agreements.aim.${one}`)));
        return aims.length === 0
          ? plain("ledger.published.agreement-bare")
          : plain("ledger.published.agreement", { what });
      }),
      about: inAll((words) =>
        [
          words.plain("ledger.published.agreement-text"),
          ...told.flatMap((clause) => clauseLines(words, clause)),
        ].join(" "),
      ),
      goods: goodsSaid(books),
    });
  }
  return all;
}

/** Clauses whose sentences are told: what it is for, and what is given. */
const TOLD: ReadonlySet<string> = new Set(["aims", "support", "money"]);

/** Books that are open to everyone. */
async function opened(view: View, { things, taken, zone }: Found): Promise<Activity[]> {
  const all: Activity[] = [];
  for (const thing of things.filter(({ circle }) => isOutside(circle))) {
    const one = taken.get(thing.id);
    if (one === undefined) continue;
    const { shown, purpose } = thing.state;
    const part = shown === null ? "erased" : await view.part<{ title?: Text[] }>(thing, shown);
    const titles = typeof part === "string" ? [] : (part.title ?? []);
    const plainly = inAll(({ plain }) => plain(`ledger.purpose.${purpose}`));
    const names = await namesOf(view, thing);
    const first = await firstDay([one]);
    const today = dayOf(view.now, zone).date;
    all.push({
      ...{
        id: thing.id,
        status: STATUS["in-force"],
        aims: [],
        aimed: [],
        budgets: [],
        books: [one],
      },
      ...{ ally: null, other: [], signed: null, promised: new Map() },
      title: titles.length > 0 ? titles : plainly,
      about: inAll(({ plain }) => plain("ledger.published.book-text")),
      goods: goodsSaid([one]),
      dates: [first === null ? { type: "1", date: today } : { type: "2", date: first }],
      called: (account) => names.get(account) ?? builtIn(account),
    });
  }
  return all;
}

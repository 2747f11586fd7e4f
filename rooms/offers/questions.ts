/** What pages ask about offers and deliveries. One function a question, all through a view. */
import type { EntryRef, Kind, Thing } from "../../house/facts.ts";
import { rowsOfFile } from "../../house/import/files.ts";
import { beginning, searchWords } from "../../house/normal.ts";
import type { Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { allyNames, personNames } from "../allies/index.ts";
import { type NeedState, type NeedWords, need } from "../needs/index.ts";
import { crowdsOf, hourOf, sameWords, trueFirst } from "./crowds.ts";
import {
  madeByForm,
  madeInHour,
  type OfferPeople,
  type OfferState,
  type OfferStatus,
  type OfferWords,
  offer,
} from "./facts.ts";
import {
  type DeliveryLine,
  type DeliveryState,
  type DeliveryWords,
  delivery,
  labelMark,
  manifests,
} from "./facts-delivery.ts";

/** Where offers stand that came to an end without having arrived. */
export const ENDED: readonly OfferStatus[] = ["withdrawn", "lapsed", "lost", "returned"];

/** Which offers: for lines or in the quiet box, how they stand, and what they came by. */
export type OfferQuery = {
  status: OfferStatus | "ended";
  unasked: boolean;
  /** Any instant of the hour they were made in, ms since 1970. */
  hour?: number;
  /** Any instant of the last hour, where it is more than one. */
  until?: number;
  form?: string;
  /** A name or a reach, as a whole. */
  same?: string;
  text?: string;
};

/** An offer as a page lists it; nothing where it was erased. */
export type OfferLine = {
  thing: Thing<OfferState>;
  people: OfferPeople | null;
  what: Text | null;
  /** What the allied group is called that made it; null: nobody's, or it cannot be read. */
  group: Text | null;
  /** The name that who of it wrote it chose here; null where that is erased, or it is nobody's. */
  wrote: string | null;
};

/** The offers that match, the likeliest true first; see {@link trueFirst}. */
export async function findOffers(view: View, query: OfferQuery): Promise<Thing<OfferState>[]> {
  const { found } = await openBox(view, query);
  return found;
}

/** Offers whose names and reaches are compared, at most; beyond it by form and hour alone. */
const COMPARED_MAX = 5_000;
/** So few are looked through one by one. */
const FEW = 20;

/** The same, with the crowds among them. */
export async function openBox(view: View, query: OfferQuery) {
  const all = (await candidates(view, query)).filter(({ state }) => matches(state, query));
  const few = all.length <= FEW && query.same === undefined;
  const people = few ? new Map<string, OfferPeople>() : await peopleOf(view, all);
  const found = all.filter(({ id }) => {
    if (query.same === undefined) return true;
    const [said, same] = [people.get(id), sameWords(query.same)];
    return said !== undefined && [said.name, said.reach].some((one) => sameWords(one) === same);
  });
  return { found: trueFirst(found, people), crowds: crowdsOf(found, people) };
}

function matches(state: OfferState, { status, unasked, form, hour, until }: OfferQuery): boolean {
  const stands = status === "ended" ? ENDED.includes(state.status) : state.status === status;
  if (!stands || (state.need === null) !== unasked) return false;
  if (form !== undefined && state.form !== form) return false;
  if (hour === undefined) return true;
  const made = hourOf(state.madeAt);
  return made >= hourOf(hour) && made <= hourOf(until ?? hour);
}

async function peopleOf(view: View, things: readonly Thing<OfferState>[]) {
  const some = things.slice(0, COMPARED_MAX);
  const lines = await offerLines(view, some);
  return new Map(
    lines.flatMap(({ thing, people }) => (people === null ? [] : [[thing.id, people] as const])),
  );
}

async function candidates(view: View, query: OfferQuery): Promise<Thing<OfferState>[]> {
  const { form, hour, until = hour, text = "" } = query;
  const marks = [
    ...(form === undefined ? [] : [madeByForm(form)]),
    ...(hour === undefined || hourOf(until ?? hour) !== hourOf(hour) ? [] : [madeInHour(hour)]),
    ...searchWords(text, 8).map((word) =>
      Array.from(word).length <= 3 ? `begin:${beginning(word)}` : `word:${word}`,
    ),
  ];
  if (marks.length === 0) return view.things(offer);
  const lists = await Promise.all(marks.map((mark) => view.find(offer, mark)));
  const [first = [], ...rest] = lists;
  const ids = rest.map((list) => new Set(list.map(({ id }) => id)));
  return first.filter(({ id }) => ids.every((set) => set.has(id)));
}

type Asked = { thing: Thing; at: EntryRef };

async function partsOf<F>(
  view: View,
  asked: readonly (Asked | null)[],
  name: "words" | "people",
): Promise<(F | null)[]> {
  const some = asked.filter((one) => one !== null);
  const parts = await view.parts<F>(some, name);
  const found = new Map(some.map((one, at) => [one, parts[at]]));
  return asked.map((one) => {
    const part = one === null ? undefined : found.get(one);
    return part === undefined || typeof part === "string" ? null : (part as F);
  });
}

/** Offers with whom to reach and what is offered, in the order asked. */
export async function offerLines(
  view: View,
  things: readonly Thing<OfferState>[],
): Promise<OfferLine[]> {
  const at = (ref: EntryRef | null, thing: Thing) => (ref === null ? null : { thing, at: ref });
  const [people, words] = await Promise.all([
    partsOf<OfferPeople>(
      view,
      things.map((thing) => at(thing.state.people, thing)),
      "people",
    ),
    partsOf<OfferWords>(
      view,
      things.map((thing) => at(thing.state.what, thing)),
      "words",
    ),
  ]);
  const groups = await allyNames(
    view,
    things.map(({ state }) => state.ally),
  );
  const wrote = await personNames(
    view,
    things.map(({ state }) => state.person),
  );
  return things.map((thing, i) => ({
    ...{ thing, people: people[i] ?? null, what: words[i]?.what ?? null },
    group: groups.get(thing.state.ally ?? "") ?? null,
    wrote: wrote.get(thing.state.person ?? "") ?? null,
  }));
}

/** What needs are called, by id; null where the words are gone, absent where closed. */
export async function needTitles(
  view: View,
  ids: Iterable<string | null>,
): Promise<Map<string, { thing: Thing<NeedState>; title: Text | null }>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const things = (await Promise.all(wanted.map((id) => view.thing(need, id)))).filter(
    (thing) => thing !== undefined,
  );
  const asked = things.map((thing) =>
    thing.state.words === null ? null : { thing, at: thing.state.words },
  );
  const words = await partsOf<NeedWords>(view, asked, "words");
  return new Map(things.map((thing, at) => [thing.id, { thing, title: words[at]?.title ?? null }]));
}

/** Deliveries, the newest first. */
export async function findDeliveries(view: View): Promise<Thing<DeliveryState>[]> {
  const all = await view.things(delivery);
  return all.sort((a, b) => b.first.index - a.first.index);
}

/** The delivery with this label, for those who may open it. */
export async function deliveryByLabel(
  view: View,
  label: string,
): Promise<Thing<DeliveryState> | undefined> {
  if (!/^[0-9a-f]{32}$/.test(label)) return undefined;
  const found = await view.find(delivery as Kind<DeliveryState>, labelMark(label), 1);
  return found[0];
}

/** From whom it is, a note, and what its lines are called, by line. */
export type DeliverySays = {
  from: Text | null;
  note: Text | null;
  whats: Map<number, { what: Text; size?: Text }>;
};

/** The words of one delivery. */
export async function deliverySays(view: View, thing: Thing<DeliveryState>): Promise<DeliverySays> {
  const { words, lines } = thing.state;
  const refs = new Map<number, EntryRef>();
  for (const at of [words, ...lines.map(({ what }) => what)]) if (at !== null) refs.set(at.n, at);
  const asked = [...refs.values()].map((at) => ({ thing, at }));
  const parts = await partsOf<DeliveryWords>(view, asked, "words");
  const first = parts[asked.findIndex(({ at }) => at.n === words?.n)] ?? null;
  const whats = parts.flatMap((part) => part?.whats ?? []);
  return {
    from: first?.from ?? null,
    note: first?.note ?? null,
    whats: new Map(whats.map(({ line, ...said }) => [line, said])),
  };
}

/** From whom each of some deliveries is; null where nobody said. One trip to the store. */
export async function deliveryFroms(
  view: View,
  things: readonly Thing<DeliveryState>[],
): Promise<(Text | null)[]> {
  const asked = things.map((thing) =>
    thing.state.words === null ? null : { thing, at: thing.state.words },
  );
  const parts = await partsOf<DeliveryWords>(view, asked, "words");
  return parts.map((part) => part?.from ?? null);
}

/** Contributions of one delivery whose makers are looked up. */
const MAKERS_MAX = 8;

/** A contribution in a delivery, and what to call whoever made it. */
export type DeliveryMaker = { offer: string; name: string; reach: string };

/** Who contributed what is in each delivery: those whose names the reader may read and are kept. */
export async function deliveryMakers(
  view: View,
  things: readonly Thing<DeliveryState>[],
): Promise<DeliveryMaker[][]> {
  const asked = things.map(({ state }) =>
    [...new Set(state.lines.map((one) => one.offer))].filter((id) => id !== null),
  );
  const ids = [...new Set(asked.flatMap((some) => some.slice(0, MAKERS_MAX)))];
  const found = await Promise.all(ids.map((id) => view.thing(offer, id)));
  const lines = await offerLines(
    view,
    found.filter((thing) => thing !== undefined),
  );
  const people = new Map(
    lines.map(({ thing, people: who, group }) => [
      thing.id,
      who ?? (group === null ? null : { name: group.text, reach: "" }),
    ]),
  );
  return asked.map((some) =>
    some.flatMap((id) => {
      const who = people.get(id);
      return who ? [{ offer: id, name: who.name, reach: who.reach }] : [];
    }),
  );
}

/** What a line is called: its own words, else its need's, else nothing. */
export function lineTitle(
  { line, need: asked }: Pick<DeliveryLine, "line" | "need">,
  says: DeliverySays,
  titles: ReadonlyMap<string, { title: Text | null }>,
): Text | null {
  return says.whats.get(line)?.what ?? titles.get(asked ?? "")?.title ?? null;
}

/** Which rows of a file of deliveries (SHA-256, hex) already came in. */
export function rowsIn(view: View, file: string): Promise<(row: number) => boolean> {
  return rowsOfFile(view, manifests, file);
}

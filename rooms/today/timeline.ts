/** The timeline: entries a reader may open, each with what its sentence needs. */
import type { OpenEntry } from "../../house/entry.ts";
import { type Arrived, ERASABLE, type Stamp, type Thing } from "../../house/facts.ts";
import { ERASED, OPENED, type Plan } from "../../house/room.ts";
import {
  type Amount,
  amountSchema,
  isTerm,
  type Lang,
  negate,
  signOf,
  type Text,
  zero,
} from "../../house/values/index.ts";
import type { OpenedEntry, View } from "../../house/view.ts";
import { OF_ONE_PERSON } from "../hours/index.ts";
import { handles } from "../people/index.ts";
import { termTexts } from "../spaces/index.ts";
import { titleIn, titlesOf } from "./titles.ts";

/** Entries of one page. */
export const PAGE_ENTRIES = 40;
/** Amounts that one sentence names; a long line in the books names its first ones. */
const AMOUNTS_MAX = 3;

/** Who wrote an entry, as members read it: their name here is null where it was erased. */
export type By = { kind: Stamp["by"] | "ally"; handle: string | null; arrived: Arrived };

/** One line of the timeline. */
export type Told = {
  thing: Thing;
  /** The message that says it. */
  key: string;
  /** `YYYY-MM-DD`, in a protected space `YYYY-MM`. */
  day: string;
  /** What the thing is called; null where it has no words or they are not this reader's. */
  title: Text | null;
  amounts: Amount[];
  /** What units are called that are the group's own, by id. */
  units: ReadonlyMap<string, readonly Text[]>;
  /** Null for readers who are no members: an entry's author is told to the host alone. */
  by: By | null;
  /** The same for entries of one hand in one second; null where their author is not told. */
  act: string | null;
};

/**
 * A line, and those beside it that say the same: of things called the same again and again
 * (`like`), or of the same thing in the same act (`act`).
 */
export type Run = { first: Told; alike: Told[]; of: "like" | "act" };
/** So many in a row are taken together. */
const ALIKE_MIN = 4;

/** The lines in order, with what is said again and again, or in one act, put together. */
export function runsOf(lines: readonly Told[]): Run[] {
  const acts = neighbours(lines, (a, b) => a.act !== null && a.act === b.act).flatMap(foldAct);
  const single = ({ alike }: Run) => alike.length === 0;
  const runs = neighbours(acts, (a, b) => single(a) && single(b) && isAlike(a.first, b.first));
  return runs.flatMap((all) => {
    const [one, ...more] = all;
    if (one === undefined || all.length < ALIKE_MIN) return all;
    return [{ ...one, alike: more.map(({ first }) => first) }];
  });
}

/** Those in a row that are together with the first of their row. */
function neighbours<T>(all: readonly T[], together: (a: T, b: T) => boolean): T[][] {
  const rows: T[][] = [];
  for (const one of all) {
    const row = rows.at(-1);
    if (row?.[0] !== undefined && together(row[0], one)) row.push(one);
    else rows.push([one]);
  }
  return rows;
}

/** An act's lines, newest first: each thing it was about once, led by what was written first. */
function foldAct(lines: readonly Told[]): Run[] {
  const about: Told[][] = [];
  for (const one of lines.toReversed()) {
    const same = about.find((some) => saysSame(some, one));
    if (same === undefined) about.push([one]);
    else same.push(one);
  }
  return about.toReversed().flatMap((some) => {
    const first = some.find(({ title }) => title !== null) ?? some[0];
    if (first === undefined) return [];
    return [{ first, alike: some.filter((one) => one !== first), of: alikeOf(some) }];
  });
}

/** Kinds of things that are called something. What has no name is told with what the act named. */
const CALLED = new Set([
  ...["need", "offer", "delivery", "book", "statement", "term", "note", "circle"],
  ...["listening", "norm", "occasion", "shelf", "goods"],
]);

/** Whether a line is about what these are about: two things of one name stay apart. */
function saysSame(some: readonly Told[], { title, key, thing }: Told): boolean {
  const called = CALLED.has(thing.kind);
  if (some.some((one) => CALLED.has(one.thing.kind) !== called)) return false;
  if (title === null) return true;
  const named = some.find((one) => one.title !== null);
  if (named !== undefined && JSON.stringify(named.title) !== JSON.stringify(title)) return false;
  return !some.some((one) => one.key === key && one.thing.id !== thing.id);
}

const alikeOf = (some: readonly Told[]) =>
  new Set(some.map(({ key }) => key)).size < 2 ? "like" : "act";

function isAlike(a: Told, b: Told): boolean {
  const said = ({ key, day, title, by }: Told) =>
    JSON.stringify([key, day, title, by?.kind, by?.handle, by?.arrived]);
  return said(a) === said(b);
}

/** A page of it; `before` begins the next one and must leave sealed only. */
export type Timeline = { lines: Told[]; before: number | null };

/** The message for a fact type; what this version does not know is said to be newer. */
export function saidKey(plan: Plan, type: string): string {
  const known = type === ERASED || type === OPENED || plan.fact(type) !== undefined;
  if (!known) return "today.said.newer";
  const [name = "", version = "1"] = type.split("/");
  return `today.said.${name}${version === "1" ? "" : `-${version}`}`;
}

/** Reads a page, newest first, from before an index on. */
export async function timeline(
  view: View,
  lang: Lang,
  before: number | null,
  limit = PAGE_ENTRIES,
): Promise<Timeline> {
  const { plan } = view.space;
  const inside = view.reader.by === "member";
  const exact = inside || !protects(plan, await view.space.thing(view.space.id));
  const but = exact ? undefined : OF_ONE_PERSON;
  const { entries: all, before: next } = await view.latest(limit, before, but);
  const entries = all.filter((_, at) => !isSaidBelow(all, at));
  const titles = await titlesOf(
    view,
    entries.map(({ thing }) => thing),
    lang,
  );
  const own = await ownTitles(view, entries, lang);
  const names = inside ? await authors(view, entries) : new Map<string, string>();
  const amounts = entries.map(({ entry }) => (exact ? amountsOf(entry) : []));
  const units = await unitTexts(view, amounts.flat());
  const lines = entries.map(({ entry, thing }, i): Told => {
    const known = plan.fact(entry.header.type) !== undefined;
    return {
      ...{ thing, key: keyOf(plan, entries, i, exact), units },
      // What was written before the space protected itself carries a whole date.
      day: exact ? entry.record.day : entry.record.day.slice(0, 7),
      title: own.get(entry.index) ?? titles.get(thing.id) ?? null,
      amounts: known ? (amounts[i] ?? []) : [],
      by: inside ? byOf(view.space.id, entry, names) : null,
      act: inside ? actOf(entry) : null,
    };
  });
  return { lines, before: next };
}

/** Whether it says that words went, which the line below it says of that very step, and why. */
function isSaidBelow(entries: readonly OpenedEntry[], at: number): boolean {
  const one = entries[at]?.entry;
  if (one?.type !== ERASED) return false;
  const below = entries.slice(at + 1).find(({ entry }) => entry.type !== ERASED)?.entry;
  if (below === undefined || below.thing !== one.thing) return false;
  return below.type.endsWith(".erased-by-time/1") && below.stamp.at === one.stamp.at;
}

/** The message for one of these entries, nearer to what happened where more may be told. */
function keyOf(plan: Plan, entries: readonly OpenedEntry[], at: number, exact: boolean): string {
  const one = entries[at];
  if (one === undefined) throw new Error("no such entry on this page");
  const key = saidKey(plan, one.entry.header.type);
  if (one.entry.header.type === "need.progressed/1" && exact)
    return `${key}.${stepOf(one.entry.record)}`;
  if (one.entry.header.type !== ERASED || !exact) return key;
  // Newest first: what was written anew in the same step stands below.
  const anew = entries[at + 1];
  const same = anew?.thing.id === one.thing.id && anew.entry.stamp.at === one.entry.stamp.at;
  const parts = Object.keys(anew?.entry.header.parts ?? {});
  const replaced = same && ERASABLE.some((part) => parts.includes(part));
  return replaced ? "today.said.thing.replaced" : key;
}

/** What a need's figures did, named after the furthest stage that grew; else what became less. */
function stepOf({ accepted, onTheWay, counted }: Record<string, unknown>): string {
  const sign = (one: unknown) => signOf(amountIn(one)[0] ?? zero("item"));
  if (sign(counted) !== 0) return sign(counted) > 0 ? "counted" : "recounted";
  if (sign(onTheWay) !== 0) return sign(onTheWay) > 0 ? "on-the-way" : "not-coming";
  return sign(accepted) > 0 ? "accepted" : "freed";
}

function protects(plan: Plan, space: Thing | null): boolean {
  return space?.kind !== plan.charter.kind.kind || plan.charter.protects(space as never);
}

/** What lines in the books say themselves: a book's title would say the same of all of them. */
async function ownTitles(view: View, entries: readonly OpenedEntry[], lang: Lang) {
  const asked = entries
    .filter(({ entry }) => entry.header.type.startsWith("transfer."))
    .map(({ entry, thing }) => {
      const { index, record, header } = entry;
      return { thing, at: { index, n: record.n, type: header.type } };
    });
  const parts = await view.parts(asked);
  const found = new Map<number, Text>();
  parts.forEach((part, i) => {
    const title = typeof part === "string" ? null : titleIn(part, lang);
    const index = asked[i]?.at.index;
    if (title !== null && index !== undefined) found.set(index, title);
  });
  return found;
}

function authors(view: View, entries: readonly OpenedEntry[]) {
  const members = entries.flatMap(({ entry: { stamp } }) =>
    stamp.by === "member" ? [stamp.who] : [],
  );
  return handles(view, members);
}

const actOf = ({ stamp }: OpenEntry) =>
  JSON.stringify([stamp.by, stamp.who, stamp.arrived, Math.floor(stamp.at / 1_000)]);

function byOf(space: string, { stamp }: OpenEntry, names: ReadonlyMap<string, string>): By {
  const handle = stamp.by === "member" ? (names.get(stamp.who) ?? null) : null;
  // A group that came along speaks by its own id, the group itself by its space's.
  const kind = stamp.by === "group" && stamp.who !== space ? "ally" : stamp.by;
  return { kind, handle, arrived: stamp.arrived };
}

/** The amounts that a record names: what is asked, offered, sent, counted, moved in a book. */
function amountsOf({ record }: OpenEntry): Amount[] {
  const { quantity, asked, lines, counted, onTheWay, accepted } = record;
  const moved = [counted, onTheWay, accepted].find((one) => one !== undefined);
  const single = [quantity, asked, moved].flatMap((one) => amountIn(one)).map(sizeOf);
  if (single.length > 0 || !Array.isArray(lines)) return single.slice(0, 1);
  const all = (lines as Record<string, unknown>[]).flatMap((line) => {
    const [amount] = [line["counted"], line["sent"], line["of"]].flatMap((one) => amountIn(one));
    return amount === undefined || signOf(amount) < 0 ? [] : [amount];
  });
  return all.slice(0, AMOUNTS_MAX);
}

const sizeOf = (amount: Amount) => (signOf(amount) < 0 ? negate(amount) : amount);

function amountIn(value: unknown): Amount[] {
  const read = amountSchema.safeParse(value);
  return read.success ? [read.data] : [];
}

/** What units are called that are the group's own words. */
function unitTexts(view: View, amounts: readonly Amount[]) {
  const units = amounts.map(({ unit }) => unit).filter((unit) => isTerm(unit));
  return termTexts(view, units);
}

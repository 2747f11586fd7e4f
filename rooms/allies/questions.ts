/** What pages and later rooms ask about allied groups: through a view, and of the node's rows. */
import type { EntryRef, Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import type { Lang, Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { circleName, nodeOf } from "../people/index.ts";
import { type Joint, type JointState, joint, slugOf } from "../spaces/index.ts";
import { type AllianceState, alliance } from "./alliance.ts";
import {
  type AllyState,
  type AllyStatus,
  ally,
  type PersonState,
  person,
  personsOf,
  statusOf,
} from "./facts.ts";
import { onTheWay, type Relation, relationAt, relationOf } from "./relation.ts";

/** An allied group as its reader may open it; names are null where erased, withheld, or not yet. */
export type OneAlly = {
  thing: Thing<AllyState>;
  status: AllyStatus;
  /** What it wants to be called; what we call it among ourselves; what it was told that we are. */
  name: Text | null;
  called: Text | null;
  from: Text | null;
};

/** Of each what stands in its words, in the order asked. */
async function said(view: View, things: readonly Thing<AllyState>[]): Promise<OneAlly[]> {
  const ats = (thing: Thing<AllyState>) => [
    ...[thing.state.name, thing.state.called, thing.state.from],
  ];
  const asked = things.flatMap((thing) =>
    ats(thing).flatMap((at) => (at === null ? [] : [{ thing, at }])),
  );
  const parts = await view.parts<{ name: Text }>(asked);
  const found = new Map(asked.map(({ at }, i) => [at.index, parts[i]]));
  const textAt = (at: EntryRef | null) => {
    const part = at === null ? undefined : found.get(at.index);
    return part === undefined || typeof part === "string" ? null : part.name;
  };
  return things.map((thing) => {
    const [name, called, from] = ats(thing).map(textAt) as [Text | null, Text | null, Text | null];
    return { thing, status: statusOf(thing.state, view.now), name, called, from };
  });
}

const ORDER: readonly AllyStatus[] = ["proposed", "invited", "here", "over", "ended"];

/** All of them the reader may open: what waits first, then who is here, then what is over. */
export async function alliesOf(view: View): Promise<OneAlly[]> {
  const all = await said(view, await view.things(ally));
  return all.sort((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
}

/** One of them; undefined alike where there is none and where it is closed to the reader. */
export async function oneAlly(view: View, id: string): Promise<OneAlly | undefined> {
  const thing = await view.thing(ally, id);
  return thing === undefined ? undefined : (await said(view, [thing]))[0];
}

/** What an ally is called on a page: by itself, else by us; null where neither can be read. */
export const calledOf = ({ name, called }: Pick<OneAlly, "name" | "called">) => name ?? called;

/** What some allies are called, by id; those the reader may not open are left out. */
export async function allyNames(
  view: View,
  ids: Iterable<string | null>,
): Promise<ReadonlyMap<string, Text | null>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const things = (await Promise.all(wanted.map((id) => view.thing(ally, id)))).filter(
    (thing) => thing !== undefined,
  );
  return new Map((await said(view, things)).map((one) => [one.thing.id, calledOf(one)]));
}

/** Somebody who acts for an ally: by the name they chose, null where it is erased. */
export type Person = { thing: Thing<PersonState>; handle: string | null };

/** Who acts, or acted, for an ally, as they came. */
export async function personsFor(view: View, id: string): Promise<Person[]> {
  const things = (await view.find(person, personsOf(id))).filter(({ state }) => state.ally === id);
  return withHandles(view, things);
}

/** One of them. */
export async function onePerson(view: View, id: string): Promise<Person | undefined> {
  const thing = await view.thing(person, id);
  return thing === undefined ? undefined : (await withHandles(view, [thing]))[0];
}

/** What some who act for allies are called, by id; those the reader may not open are left out. */
export async function personNames(
  view: View,
  ids: Iterable<string | null>,
): Promise<ReadonlyMap<string, string | null>> {
  const wanted = [...new Set(ids)].filter((id) => id !== null);
  const things = (await Promise.all(wanted.map((id) => view.thing(person, id)))).filter(
    (thing) => thing !== undefined,
  );
  return new Map((await withHandles(view, things)).map(({ thing, handle }) => [thing.id, handle]));
}

async function withHandles(view: View, things: readonly Thing<PersonState>[]): Promise<Person[]> {
  const asked = things.flatMap((thing) =>
    thing.state.handle === null ? [] : [{ thing, at: thing.state.handle }],
  );
  const parts = await view.parts<{ handle: string }>(asked, "people");
  const handles = new Map(asked.map(({ thing }, i) => [thing.id, parts[i]]));
  return things.map((thing) => {
    const part = handles.get(thing.id);
    const handle = part === undefined || typeof part === "string" ? null : part.handle;
    return { thing, handle };
  });
}

/** How somebody stands who acts for an ally; words: `allies.person.<word>`. */
export type PersonStatus = "acts" | "refused" | "left";

/**
 * How somebody of an ally stands, by what the host's own log says: that their group closed, or
 * fell silent, is not the host's to read.
 */
export function standingOf({ thing: { state } }: Person): PersonStatus {
  if (state.refused) return "refused";
  return state.left ? "left" : "acts";
}

/**
 * Whether a relation stands behind an ally, or is about to: not where its space came here from
 * another server.
 */
export async function isReachable(house: House, id: string): Promise<boolean> {
  const parts = nodeOf(house);
  return (await relationOf(parts, id)) !== null || (await onTheWay(parts, id)) !== null;
}

/** The joint act that is about an ally, the newest; whether it lives is asked with the time. */
export async function jointFor(view: View, id: string): Promise<Thing<JointState> | undefined> {
  const what: Joint = "ally";
  const all = await view.things(joint);
  return all.findLast(({ state }) => state.what === what && state.of[0] === id);
}

/** An alliance of this group, for those who take part. */
export type OneAlliance = {
  thing: Thing<AllianceState>;
  /** What those who take part call it among themselves. */
  name: Text | null;
  relation: Relation | null;
  /** Where the other group's space begins (`/s/<slug>`); null: it cannot be reached. */
  base: string | null;
};

/** Those the reader takes part in, the newest first; those that ended come last. */
export async function alliancesOf(house: House, view: View, lang: Lang): Promise<OneAlliance[]> {
  if (view.reader.by !== "member" || !view.reader.circles?.size) return [];
  const things = (await view.things(alliance)).reverse();
  const all: OneAlliance[] = [];
  for (const thing of things) all.push(await sayAlliance(house, view, thing, lang));
  const over = ({ thing }: OneAlliance) => thing.state.ended !== null;
  return [...all.filter((one) => !over(one)), ...all.filter(over)];
}

/** One of them. */
export async function oneAlliance(
  house: House,
  view: View,
  id: string,
  lang: Lang,
): Promise<OneAlliance | undefined> {
  const thing = await view.thing(alliance, id);
  return thing === undefined ? undefined : sayAlliance(house, view, thing, lang);
}

async function sayAlliance(
  house: House,
  view: View,
  thing: Thing<AllianceState>,
  lang: Lang,
): Promise<OneAlliance> {
  const name = await circleName(view, thing.circle, lang);
  const parts = nodeOf(house);
  const relation = thing.state.ended === null ? await relationAt(parts, thing.id) : null;
  const base = relation === null ? null : await baseOf(house, relation);
  return { thing, name, relation, base };
}

/** Closed, silent, moved away, over: all of them are one answer. */
async function baseOf(house: House, { host, ally: id }: Relation): Promise<string | null> {
  const view = await house.view(host, { by: "ally", ally: id, person: "" });
  const slug = view === null || view.dark ? null : await slugOf(nodeOf(house), host);
  return slug === null ? null : `/s/${slug}`;
}

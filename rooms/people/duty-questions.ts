/** What pages ask of duties: who has them, who acts for them now, and one's own load. */
import type { Thing } from "../../house/facts.ts";
import { chooseText, type Lang, type Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { actsFor, type Cover, coverNow, type DutyState, duty } from "./duties.ts";
import { member, rolesOf } from "./facts.ts";
import { NOTHING_SAID, type OwnTime, ownTime, resting } from "./own-time.ts";
import { handles } from "./questions.ts";
import { MAY_VOUCH } from "./vouching.ts";

/** Somebody who has a place in a duty, as whoever looks may know of them. */
export type Placed = { id: string; handle: string | null; resting: boolean };

/** A duty as a page lists it. Whoever is gone has no place in it. */
export type ListedDuty = {
  id: string;
  state: DutyState;
  name: Text | null;
  holder: Placed | null;
  second: Placed | null;
  /** Who covers it now, and what was said of cover, also where it begins later. */
  cover: (Cover & { handle: string | null; now: boolean }) | null;
  /** Who acts for it now, by what whoever looks may know; null: nobody. */
  acts: string | null;
  /** What the last one who handed it over for good wrote. */
  note: string | null;
};

/** Who looks: whether they coordinate, and whether the group protects its people. */
export type Looks = { who: string; coordinates: boolean; protects: boolean };

/** The duties that have not ended, in the order they were named. */
export async function duties(view: View, looks: Looks, lang: Lang): Promise<ListedDuty[]> {
  const things = (await view.things(duty)).filter(({ state }) => !state.ended);
  return listed(view, things, looks, lang);
}

/** One of them, or undefined. */
export async function oneDuty(
  view: View,
  id: string,
  looks: Looks,
  lang: Lang,
): Promise<ListedDuty | undefined> {
  const thing = await view.thing(duty, id);
  if (thing === undefined || thing.state.ended) return undefined;
  return (await listed(view, [thing], looks, lang))[0];
}

const placesOf = ({ holder, second, cover }: DutyState) =>
  [holder, second, cover?.by ?? null].filter((id) => id !== null);

async function listed(
  view: View,
  things: readonly Thing<DutyState>[],
  looks: Looks,
  lang: Lang,
): Promise<ListedDuty[]> {
  const { now, space } = view;
  const ids = [...new Set(things.flatMap(({ state }) => placesOf(state)))];
  const [names, here] = [await handles(view, ids), await stillHere(view, ids)];
  const rest = await resting(space, ids, now);
  const found: ListedDuty[] = [];
  for (const { id, state } of things) {
    const mine = looks.coordinates || placesOf(state).includes(looks.who);
    // In a protected group that somebody rests is for those who share the duty, and coordination.
    const told = (one: string) => (mine || !looks.protects) && rest.has(one);
    const placed = (one: string | null): Placed | null =>
      one === null || !here.has(one)
        ? null
        : { id: one, handle: names.get(one) ?? null, resting: told(one) };
    const { cover } = state;
    const isHere = (one: string) => here.has(one);
    found.push({
      ...{ id, state, holder: placed(state.holder), second: placed(state.second) },
      name: chooseText(await textsAt(view, id, state.name, "name"), [lang]) ?? null,
      note: (await textsAt(view, id, state.note, "note"))[0]?.text ?? null,
      cover:
        cover === null || now >= cover.until || !here.has(cover.by)
          ? null
          : { ...cover, handle: names.get(cover.by) ?? null, now: coverNow(state, now) !== null },
      acts: actsFor(state, { isHere, rests: told }, now),
    });
  }
  return found;
}

async function stillHere(view: View, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const here = new Set<string>();
  for (const id of ids) {
    const thing = await view.thing(member, id);
    if (thing !== undefined && rolesOf(thing.state).some((role) => MAY_VOUCH.includes(role)))
      here.add(id);
  }
  return here;
}

async function textsAt(
  view: View,
  id: string,
  at: DutyState["name"],
  name: "name" | "note",
): Promise<readonly Text[]> {
  const thing = at === null ? undefined : await view.thing(duty, id);
  if (thing === undefined || at === null) return [];
  const part = await view.part<{ name?: Text[]; note?: Text }>(thing, at);
  if (typeof part === "string") return [];
  const said = part[name];
  return said === undefined ? [] : [said].flat();
}

/** What somebody carries; only they are told. */
export type Load = { holds: number; seconds: number; covers: number; hours: number; time: OwnTime };

/** One's own load, of these duties. */
export async function loadOf(
  view: View,
  who: string | null,
  all: readonly ListedDuty[],
): Promise<Load> {
  const time = who === null ? NOTHING_SAID : await ownTime(view.space, who, view.now);
  const mine = all.filter(({ holder, second }) => holder?.id === who || second?.id === who);
  return {
    holds: all.filter(({ holder }) => holder?.id === who).length,
    seconds: all.filter(({ second }) => second?.id === who).length,
    covers: all.filter(({ cover }) => cover?.now === true && cover.by === who).length,
    hours: mine.reduce((sum, { id }) => sum + (time.hours[id] ?? 0), 0),
    time,
  };
}

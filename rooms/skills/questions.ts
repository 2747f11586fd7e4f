/** What pages and later rooms ask about skills and introductions: one function a question. */
import type { Thing } from "../../house/facts.ts";
import { compareDays, type Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { oneOccasion, type Said } from "../hours/index.ts";
import { endsAt } from "./decider-introduction.ts";
import { mayAsk } from "./decider-request.ts";
import {
  type IntroductionState,
  type IntroductionWords,
  introduction,
  isOpen,
  type RequestState,
  request,
  requestsFor,
  type SkillState,
  type SkillWords,
  skill,
  skillsOf,
  standsAt,
} from "./facts.ts";
import { mySkills } from "./own.ts";

/** A skill with its words, where there are any and they are there. */
export type OneSkill = { thing: Thing<SkillState>; text: Text | null };

/** What skills say in words. */
export async function withTexts(view: View, things: readonly Thing<SkillState>[]) {
  const asked = things.flatMap((thing) =>
    thing.state.text === null ? [] : [{ thing, at: thing.state.text }],
  );
  const parts = await view.parts<SkillWords>(asked);
  const texts = new Map(asked.map(({ thing }, i) => [thing.id, parts[i]]));
  return things.map((thing): OneSkill => {
    const said = texts.get(thing.id);
    const text = said === undefined || typeof said === "string" ? null : (said.text ?? null);
    return { thing, text };
  });
}

/** What a list is narrowed to; empty: all. */
export type Filter = Partial<Record<"work" | "in" | "day" | "part" | "way", string>>;

const fits = ({ state }: Thing<SkillState>, { work, in: lang, day, part, way }: Filter) =>
  (!work || state.work === work) &&
  (!lang || state.langs.some((one) => one === lang)) &&
  (!day || state.days.some((one) => one === day)) &&
  (!part || state.parts.some((one) => one === part)) &&
  (!way || state.way === way || state.way === "both");

/** Skills that somebody can be asked for, the newest first, as far as their lists are for these. */
export async function openSkills(view: View, roles: readonly string[], filter: Filter) {
  const all = (await view.things(skill)).filter((one) => {
    return isOpen(one.state, view.now) && mayAsk(one, roles) && fits(one, filter);
  });
  return withTexts(view, all.reverse());
}

/** One of them; undefined alike where it is absent, closed, over or not for these roles. */
export async function oneSkill(view: View, id: string, roles: readonly string[]) {
  const thing = await view.thing(skill, id);
  if (thing === undefined || !isOpen(thing.state, view.now) || !mayAsk(thing, roles))
    return undefined;
  return (await withTexts(view, [thing]))[0];
}

/** Skills of an allied group that have not ended, the newest first. */
export async function skillsBy(view: View, group: string): Promise<OneSkill[]> {
  const all = await view.find(skill, skillsOf(group));
  const own = all.filter(({ state }) => state.ally === group && !state.ended);
  return withTexts(view, own.reverse());
}

/** What others tell everyone of the space: for groups that came along. */
export async function toldToAll(view: View, group: string): Promise<OneSkill[]> {
  const all = (await view.things(skill)).filter(({ circle, state }) => {
    return circle === "link" && state.ally !== group && isOpen(state, view.now);
  });
  return withTexts(view, all.reverse());
}

/** A request, how it stands now, and the occasion where the reader may open it. */
export type OneRequest = {
  thing: Thing<RequestState>;
  stands: ReturnType<typeof standsAt>;
  said: Said | undefined;
};

/** Requests for one skill, the newest first. */
export async function requestsOf(view: View, id: string): Promise<OneRequest[]> {
  const all = (await view.find(request, requestsFor(id))).filter(({ state }) => state.skill === id);
  return Promise.all(
    all.reverse().map(async (thing) => ({
      ...{ thing, stands: standsAt(thing.state, view.now) },
      said: await oneOccasion(view, thing.state.occasion),
    })),
  );
}

/** How many requests wait for this member's answer. */
export async function waitsOn(view: View, member: string): Promise<number> {
  if ((await view.space.countOfKind(request.kind)) === 0) return 0;
  const mine = await mySkills(view, member);
  const all = await Promise.all(mine.map(({ thing }) => requestsOf(view, thing.id)));
  return all.flat().filter(({ stands }) => stands === "open").length;
}

/** An introduction that is asked for, with its words. */
export type Asked = { thing: Thing<IntroductionState>; what: Text | null };

/** Those that have not ended, the first to end first. */
export async function introductions(view: View): Promise<Asked[]> {
  const all = (await view.things(introduction)).filter(({ state }) => {
    const ends = endsAt(state);
    return ends !== null && ends > view.now;
  });
  const asked = all.flatMap((thing) =>
    thing.state.what === null ? [] : [{ thing, at: thing.state.what }],
  );
  const parts = await view.parts<IntroductionWords>(asked);
  const found = asked.map(({ thing }, i): Asked => {
    const said = parts[i];
    return { thing, what: said === undefined || typeof said === "string" ? null : said.what };
  });
  return found.sort((a, b) => {
    const [left, right] = [a.thing.state.until, b.thing.state.until];
    return left === null || right === null ? 0 : compareDays(left, right);
  });
}

/**
 * Decides about asking to be introduced. What comes of it is in no entry (`sides.ts`): here it is
 * asked for, ended, and handed out whether somebody may stand in between.
 */
import type { Context, World } from "../../house/command.ts";
import type { Erase, NewFact, Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { refuse } from "../../house/refusal.ts";
import { type Day, dayOf, endOf, laterDay, type Text } from "../../house/values/index.ts";
import { keptDay } from "../hours/index.ts";
import { type Answer, nothing, unnamed } from "./decider.ts";
import { type IntroductionState, introduction, introductionsOf } from "./facts.ts";

/** Days for which an introduction is asked for, at most. */
export const ASK_DAYS = 60;

/** Introductions that one allied group asks for at once. */
export const ASKED_MAX = 20;

/** The same words for one that is not there and one that is closed. */
export const noIntroduction = refuse("skills.no-such-introduction", "not-found", {
  next: "go-back",
});

const fact = (thing: string, what: string, record: NewFact["record"] = {}): NewFact => {
  return { kind: "introduction", thing, type: `introduction.${what}/1`, record };
};

/** When it ends by itself (ms); null where it has. */
export function endsAt({ ended, until }: IntroductionState): number | null {
  return ended || until === null ? null : endOf(until);
}

/** Asks to be introduced. That is one's own yes; the code is answered once. */
export function introduce(
  world: World,
  { what, until }: { what: Text; until: Day },
  context: Context,
): Answer {
  const { author, now, zone } = context;
  const far = endOf(laterDay(dayOf(now, zone), { days: ASK_DAYS }));
  if (endOf(until) <= now || endOf(until) > far)
    return refuse("skills.introduce-until", "shape", { field: "until", vars: { n: ASK_DAYS } });
  const [id, code] = [context.id(), context.code()];
  const group = author.by === "ally" ? author.ally : null;
  if (group !== null && liveOf(world, group, now) >= ASKED_MAX)
    return refuse("skills.enough", "limit", { vars: { n: ASKED_MAX }, next: "go-back" });
  const record = { until: keptDay(until, context), ally: group, hash: codeHash(code) };
  const asked: NewFact = {
    ...{ ...fact(id, "asked", record), words: { what } },
    ...(group !== null && { type: "introduction.asked/2", circle: `parties:${group}` as const }),
  };
  return { facts: [asked], ...unnamed(context), answer: { introduction: id, code } };
}

function liveOf(world: World, group: string, now: number): number {
  return world.find(introduction, introductionsOf(group)).filter(({ state }) => {
    const ends = endsAt(state);
    return state.ally === group && ends !== null && ends > now;
  }).length;
}

/** Ends it: whoever asked, by the code; coordination; the group that asked; the clock in time. */
export function endIntroduction(
  world: World,
  { introduction: id, code }: { introduction: string; code?: string | undefined },
  context: Context,
): Answer {
  const found = world.thing(introduction, id);
  if (found === undefined) return noIntroduction;
  const { author, roles } = context;
  const shown = author.by === "holder" ? author.code : code;
  const own =
    author.by === "clock" ||
    roles.includes("coordination") ||
    (author.by === "ally" && found.state.ally === author.ally) ||
    (shown !== undefined && codeHash(shown) === found.state.hash);
  if (!own) return refuse("skills.not-yours", "who", { next: "ask" });
  const ends = endsAt(found.state);
  if (ends === null || (author.by === "clock" && context.now < ends)) return nothing;
  return { facts: [fact(id, "ended")], erases: wordsOf(found), ...unnamed(context) };
}

const wordsOf = ({ id, state: { what } }: Thing<IntroductionState>): Erase[] =>
  what === null ? [] : [{ kind: "introduction", thing: id, at: what, parts: ["words"] }];

/**
 * Whether somebody may stand in between: nothing is written by it, so that nobody reads that
 * something was passed on. The codes are answered once.
 */
export function between(
  world: World,
  { introduction: id }: { introduction: string | null },
  context: Context,
): Answer {
  if (id === null) return { facts: [], answer: { first: context.code(), second: context.code() } };
  const found = world.thing(introduction, id);
  if (found === undefined) return noIntroduction;
  const ends = endsAt(found.state);
  if (ends === null || ends <= context.now)
    return refuse("skills.introduction-over", "state", { next: "go-back" });
  return { facts: [], answer: { first: null, second: context.code() } };
}

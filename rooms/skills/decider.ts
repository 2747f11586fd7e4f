/** Decides about skills: said, said again, ended. None of it names whoever said it. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, NewFact, Thing } from "../../house/facts.ts";
import { codeHash } from "../../house/gate.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type Day, dayOf, endOf, laterDay, startOfWeek } from "../../house/values/index.ts";
import { keptDay } from "../hours/index.ts";
import { isSensitive, type SkillCode } from "./codes.ts";
import { isOpen, overAt, type SkillState, skill, skillsOf } from "./facts.ts";
import type { Own, Say } from "./shapes.ts";

/** Skills of one allied group that stand at once. */
export const SKILLS_MAX = 30;
/** Months for which a skill is said, at most. */
export const MONTHS_MAX = 12;

/** What a decider of this room answers. */
export type Answer = Decided | Refusal;
/** Nothing is written, and all is well. */
export const nothing: Decided = { facts: [] };
/** The same words for one that is not there, one that is closed, and a wrong code. */
export const noSkill = refuse("skills.no-such-skill", "not-found", { next: "go-back" });
/** Somebody else's. */
const notYours = refuse("skills.not-yours", "who", { next: "ask" });

/** A fact of a skill. */
export const skillFact = (thing: string, what: string, record: NewFact["record"] = {}): NewFact => {
  return { kind: "skill", thing, type: `skill.${what}/1`, record };
};

/** No stamp names the member who says something of themselves. */
export function unnamed(context: Context): Pick<Decided, "ofGroup"> {
  if (context.author.by !== "member") return {};
  return { ofGroup: { happened: startOfWeek(context.happened, context.zone) } };
}

/** A day that is ahead and not too far, as the record keeps it; or what is wrong with it. */
export function untilIn(until: Day, context: Context): Day | Refusal {
  const far = endOf(laterDay(dayOf(context.now, context.zone), { months: MONTHS_MAX }));
  if (endOf(until) <= context.now || endOf(until) > far)
    return refuse("skills.until-when", "shape", { field: "until", vars: { n: MONTHS_MAX } });
  return keptDay(until, context);
}

/** Says what somebody could give. Their code is answered once; its hash alone is kept. */
export function say(world: World, input: Say, context: Context): Answer {
  const { author, protects } = context;
  const { text, to, ...said } = input;
  const group = author.by === "ally" ? author.ally : null;
  const within = to !== "group" && to !== "all";
  if (within && group !== null) return refuse("skills.to-whom", "shape", { field: "to" });
  if (to === "all" && (protects || isSensitive(said.work)))
    return refuse("skills.not-to-all", "shape", { field: "to" });
  if (text !== null && !within && (protects || isSensitive(said.work)))
    return refuse("skills.no-words", "shape", { field: "text" });
  const until = untilIn(said.until, context);
  if ("refused" in until) return until;
  if (group !== null && liveOf(world, group, context.now) >= SKILLS_MAX)
    return refuse("skills.enough", "limit", { vars: { n: SKILLS_MAX }, next: "go-back" });
  const [id, code] = [context.id(), group === null ? context.code() : null];
  const hash = code === null ? null : codeHash(code);
  const fact: NewFact = {
    ...skillFact(id, "said", { ...said, until, ally: group, hash }),
    ...(text === null ? {} : { words: { text } }),
    ...(group !== null && { circle: `parties:${group}` as const }),
    ...(within && { circle: `circle:${to}` as const }),
  };
  const shown = to === "all" ? [skillFact(id, "shown")] : [];
  const answer = { skill: id, ...(code === null ? {} : { code }) };
  return { facts: [fact, ...shown], ...unnamed(context), answer };
}

/** The same of what the group asks, where its people or what they give are to be kept safe. */
export function quiet(context: Context, work: SkillCode): Pick<Decided, "ofGroup"> {
  return context.protects || isSensitive(work) ? unnamed(context) : {};
}

function liveOf(world: World, group: string, now: number): number {
  const all = world.find(skill, skillsOf(group));
  return all.filter(({ state }) => state.ally === group && isOpen(state, now)).length;
}

/** The skill, where it is its author's: by its code, or of the group that said it. */
export function ownSkill(world: World, { skill: id, code }: Own, { author }: Context) {
  const found = world.thing(skill, id);
  if (found === undefined) return noSkill;
  const { ally, hash } = found.state;
  if (author.by === "ally") return ally === author.ally ? found : noSkill;
  const shown = author.by === "holder" ? author.code : code;
  return shown !== undefined && hash !== null && codeHash(shown) === hash ? found : notYours;
}

/** Says that it still holds, until a day. */
export function keep(world: World, input: Own & { until: Day }, context: Context): Answer {
  const found = ownSkill(world, input, context);
  if ("refused" in found) return found;
  const over = overAt(found.state);
  if (over === null || over <= context.now)
    return refuse("skills.over", "state", { next: "skills.say-anew" });
  const until = untilIn(input.until, context);
  if ("refused" in until) return until;
  return { facts: [skillFact(found.id, "kept", { until })], ...unnamed(context) };
}

/** Ends it and erases its words: whoever said it, coordination, or the clock after its time. */
export function end(world: World, input: Own, context: Context): Answer {
  const { author, now } = context;
  const coordinates = context.roles.includes("coordination");
  const found =
    author.by === "clock" || coordinates
      ? (world.thing(skill, input.skill) ?? noSkill)
      : ownSkill(world, input, context);
  if ("refused" in found) return found;
  const over = overAt(found.state);
  if (over === null || (author.by === "clock" && now < over)) return nothing;
  return { facts: [skillFact(found.id, "ended")], erases: wordsOf(found), ...unnamed(context) };
}

function wordsOf({ id, state }: Thing<SkillState>): Erase[] {
  return state.text === null
    ? []
    : [{ kind: "skill", thing: id, at: state.text, parts: ["words"] }];
}

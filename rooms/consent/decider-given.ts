/**
 * Deciding about what is handed on to a group that came along, and who is brought together with it:
 * each at the gate, by its name.
 */
import type { Context, Decided, World } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type AllyState, ally, isHere } from "../allies/index.ts";
import { fact } from "./decider.ts";
import { coversFace } from "./decider-picture.ts";
import { coversVoice } from "./decider-spoken.ts";
import { noPerson } from "./decider-subject.ts";
import { type ConsentState, consent } from "./facts.ts";
import { type PictureState, picture } from "./facts-picture.ts";
import { type SpokenState, spoken } from "./facts-spoken.ts";
import { PASSED_MAX, type SayingState, saying, subject } from "./facts-subject.ts";
import type { Terms } from "./terms.ts";

const noGroup = refuse("consent.no-such-group", "not-found", { field: "to" });
const noWords = refuse("consent.no-such-words", "not-found", { next: "go-back" });
const notTheirs = refuse("house.no-permission", "consent", { next: "house.ask-permission" });

/** Whose it is, whether something of it is left, and whether a permission goes as far as it. */
type What = {
  subject: string;
  there: boolean;
  covered: (by: Pick<Terms, "data" | "face" | "voice">) => boolean;
};

function whatIs(world: World, id: string): What | null {
  const words = world.thing<SayingState>(saying, id)?.state;
  if (words !== undefined)
    return {
      ...{ subject: words.subject, there: words.words !== null },
      covered: ({ data }) => data.includes("words"),
    };
  const seen = world.thing<PictureState>(picture, id)?.state;
  if (seen !== undefined)
    return {
      ...{ subject: seen.subject, there: seen.at !== null },
      covered: ({ data, face }) => data.includes("picture") && coversFace(face, seen.face),
    };
  const heard = world.thing<SpokenState>(spoken, id)?.state;
  if (heard === undefined) return null;
  return {
    ...{ subject: heard.subject, there: heard.at !== null },
    covered: ({ data, voice }) => data.includes("voice") && coversVoice(voice, heard.voice),
  };
}

/** Whether a group takes part here now. */
const isGroup = (world: World, id: string): boolean => {
  const found = world.thing<AllyState>(ally, id);
  return found !== undefined && isHere(found.state);
};

/** Why groups cannot be named in a permission; null where they can. */
export function groupsFault(world: World, { activity, groups }: Terms): Refusal | null {
  const wrong = (why: string) => refuse(`consent.${why}`, "shape", { field: "groups" });
  if (groups.length > 0 && activity === "publish") return wrong("groups-share");
  return groups.every((id) => isGroup(world, id)) ? null : wrong("group-not-here");
}

/** Notes that it is handed on to a group: to one that was named to the person, and no other. */
export function handOn(
  world: World,
  { what, to }: { what: string; to: string },
  context: Context,
): Decided | Refusal {
  const found = whatIs(world, what);
  if (found === null) return noWords;
  if (!found.there) return refuse("consent.words-wiped", "state", { next: "go-back" });
  if (!isGroup(world, to)) return noGroup;
  const under: Thing<ConsentState> | undefined = world.thing(
    consent,
    context.permissions?.[0] ?? "",
  );
  if (under === undefined || under.state.subject !== found.subject) return notTheirs;
  if (!found.covered(under.state)) return notTheirs;
  if (under.state.handed.length >= PASSED_MAX)
    return refuse("consent.passed-often", "limit", { vars: { n: PASSED_MAX } });
  return { facts: [{ ...fact(under.id, "handed-on", { what, to }), standsOn: under.id }] };
}

/**
 * Notes that somebody is brought together with a group: with one that was named to them, and no
 * other. Where they are, and how they are reached, is told to nobody by it.
 */
export function bringTogether(
  world: World,
  { subject: of, to }: { subject: string; to: string },
  context: Context,
): Decided | Refusal {
  if (world.thing(subject, of) === undefined) return noPerson;
  if (!isGroup(world, to)) return noGroup;
  const under = world.thing(consent, context.permissions?.[0] ?? "");
  if (under === undefined || under.state.subject !== of) return notTheirs;
  if (under.state.met.length >= PASSED_MAX)
    return refuse("consent.passed-often", "limit", { vars: { n: PASSED_MAX } });
  return { facts: [{ ...fact(under.id, "brought-together", { to }), standsOn: under.id }] };
}

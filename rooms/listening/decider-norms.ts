/** Deciding about what to know before offering. */
import { isOutside } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase, NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import type { Lang } from "../../house/values/index.ts";
import type { Said } from "./facts.ts";
import {
  type About,
  NORM_LANGS_MAX,
  NORM_MARK,
  NORMS_MAX,
  type NormState,
  type NormWords,
  norm,
} from "./norms.ts";

type Answer = Decided | Refusal;
type One = { norm: string };

const nothing: Decided = { facts: [] };
const full = (max: number) => refuse("listening.full", "limit", { vars: { max } });
const fact = (thing: string, what: string, record: object = {}, words?: NormWords): NewFact => ({
  ...{ kind: "norm", thing, type: `norm.${what}/1`, record: { ...record } },
  ...(words === undefined ? {} : { words: { ...words } }),
});
const gone = (thing: string, said: Said): Erase[] =>
  said.map(({ at }) => ({ kind: "norm", thing, at, parts: ["words"] }));

function inNorm(
  world: World,
  { norm: id }: One,
  decide: (found: Thing<NormState>) => Answer,
): Answer {
  const found = world.thing<NormState>(norm, id);
  return found === undefined || found.state.out
    ? refuse("listening.no-such-norm", "not-found", { next: "go-back" })
    : decide(found);
}

/** Both texts are in one language: the one the first is in. */
function wordsOf({ short, more }: NormWords): NormWords | Refusal {
  if (more !== undefined && more.lang !== short.lang)
    return refuse("listening.two-languages", "shape", { field: "more" });
  return { short, ...(more === undefined ? {} : { more }) };
}

type Telling = NormWords & { about: About; first: boolean };

/** Tells one more; the group alone reads it until it is shown. */
export function tell(world: World, input: Telling, context: Context): Answer {
  const { about, first, ...rest } = input;
  const words = wordsOf(rest);
  if ("refused" in words) return words;
  if (world.find(norm, NORM_MARK).filter(({ state }) => !state.out).length >= NORMS_MAX)
    return full(NORMS_MAX);
  const id = context.id();
  const told = fact(id, "told", { about, first, lang: words.short.lang }, words);
  return { facts: [told], answer: { norm: id } };
}

/** Words it in a language, anew or for the first time; what stood there in it is erased. */
export function word(world: World, { norm: id, ...rest }: One & NormWords): Answer {
  return inNorm(world, { norm: id }, ({ state }) => {
    const words = wordsOf(rest);
    if ("refused" in words) return words;
    const { lang } = words.short;
    const before = state.said.filter((one) => one.lang === lang);
    if (before.length === 0 && state.said.length >= NORM_LANGS_MAX) return full(NORM_LANGS_MAX);
    return { facts: [fact(id, "worded", { lang }, words)], erases: gone(id, before) };
  });
}

/** Takes its words in a language away; the last of them go with the whole. */
export function unword(world: World, { norm: id, lang }: One & { lang: Lang }): Answer {
  return inNorm(world, { norm: id }, ({ state }) => {
    const before = state.said.filter((one) => one.lang === lang);
    if (before.length === 0) return nothing;
    if (state.said.length === 1)
      return refuse("listening.last-words", "state", { next: "listening.take-it-out" });
    return { facts: [fact(id, "unworded", { lang })], erases: gone(id, before) };
  });
}

/** Says what it tells of, and whether it stands on forms before others. */
export function set(
  world: World,
  { norm: id, about, first }: One & { about: About; first: boolean },
): Answer {
  return inNorm(world, { norm: id }, ({ state }) =>
    state.about === about && state.first === first
      ? nothing
      : { facts: [fact(id, "set", { about, first })] },
  );
}

/** Shows it to whoever offers or proposes something. */
export function show(world: World, input: One, { protects }: Context): Answer {
  const to = protects ? "link" : "public";
  return inNorm(world, input, ({ id, circle }) =>
    circle === to ? nothing : { facts: [fact(id, "shown", { to })] },
  );
}

/** Takes it back to the host. */
export function quiet(world: World, input: One): Answer {
  return inNorm(world, input, ({ id, circle }) =>
    isOutside(circle) ? { facts: [fact(id, "quieted")] } : nothing,
  );
}

/** Takes it out: all its words are erased. */
export function takeOut(world: World, input: One): Answer {
  return inNorm(world, input, ({ id, state }) => {
    return { facts: [fact(id, "taken-out")], erases: gone(id, state.said) };
  });
}

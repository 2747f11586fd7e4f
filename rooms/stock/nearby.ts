/**
 * Whether somebody here sells or makes what is asked for: asked before a contribution is accepted,
 * so that what comes from far does not end what lives nearby. And who gets first, in the words the
 * community gave it.
 */
import { z } from "zod";
import { type Circle, withinOf } from "../../house/circles.ts";
import type { Context, World } from "../../house/command.ts";
import { defineKind, type EntryRef, type NewFact } from "../../house/facts.ts";
import { wordMarks } from "../../house/normal.ts";
import { refuse } from "../../house/refusal.ts";
import {
  idSchema,
  type Lang,
  langSchema,
  type Text,
  textSchema,
} from "../../house/values/index.ts";
import { need as needKind } from "../needs/index.ts";
import type { Answer } from "./decider.ts";

/** What can be answered. Words: `stock.nearby.<who>`. */
export const HERE = ["sells", "makes", "both", "nobody"] as const;
/** See {@link HERE}. */
export type Here = (typeof HERE)[number];
/** Longest of where, and of who gets first; languages that can be said in. */
export const WHERE_MAX = 200;
/** See {@link WHERE_MAX}. */
export const RULES_MAX = 2_000;
const LANGS_MAX = 20;

/** How who gets first was decided. Words: `stock.turn.<how>`. */
export const DECIDED = ["assembly", "asked", "chosen-people", "group"] as const;

type Words = { words?: Record<string, unknown> };
const marked = ({ words }: Words) => {
  const { text } = (words ?? {}) as { text?: Text };
  return { words: wordMarks(text?.text ?? "") };
};
const nothing = z.strictObject({});

/** An answer for one thing asked for. */
export type NearbyState = { need: string; who: Here; where: EntryRef | null };

/** The mark of the answer for something asked for. */
export const nearbyMark = (need: string) => `nearby:${need}`;

/** See {@link NearbyState}: with the host, or in the circle that what is asked for lies in. */
export const nearby = defineKind<NearbyState>({
  kind: "nearby",
  inCircles: true,
  facts: [
    {
      type: "nearby.answered/1",
      /** `said`: where is in its words. */
      record: z.strictObject({ need: idSchema, who: z.enum(HERE), said: z.boolean() }),
      words: z.strictObject({ text: textSchema({ lengthMax: WHERE_MAX }) }),
      marks: (whole) => ({
        ...marked(whole),
        record: [nearbyMark(String(whole.record["need"]))],
      }),
    },
  ],
  initial: { need: "", who: "nobody", where: null },
  evolve: (_state, { record, index, n, type }) => ({
    ...{ need: String(record["need"]), who: record["who"] as Here },
    where: record["said"] === true ? { index, n, type } : null,
  }),
});

/** Shape of an answer. */
export const answerShape = z.strictObject({
  ...{ need: idSchema, who: z.enum(HERE) },
  where: textSchema({ lengthMax: WHERE_MAX }).optional(),
});

/** Answers it, or answers it anew: what was said of where before is erased. */
export function answerNearby(
  world: World,
  { need: id, who, where }: z.output<typeof answerShape>,
  context: Context,
): Answer {
  const asked = world.thing(needKind, id);
  if (asked === undefined) return refuse("stock.not-asked-for", "not-found", { next: "go-back" });
  const before = world.find(nearby, nearbyMark(id))[0];
  const own = before?.id ?? context.id();
  const record = { need: id, who, said: where !== undefined };
  const answered: NewFact = {
    ...{ kind: "nearby", thing: own, type: "nearby.answered/1", record },
    ...(where && { words: { text: where } }),
    ...(before === undefined ? withinOf(asked) : {}),
  };
  const at = before?.state.where;
  const erases = at ? [{ kind: "nearby", thing: own, at, parts: ["words" as const] }] : [];
  return { facts: [answered], erases, answer: { nearby: own } };
}

/** Who gets first, folded: its words in each language, the original first. */
export type TurnState = {
  how: (typeof DECIDED)[number];
  said: readonly { lang: Lang; at: EntryRef }[];
};

/** The one thing that says it carries this. */
export const TURNS = "precedence:all";

/** See {@link TurnState}: with the host until it is shown. */
export const turn = defineKind<TurnState>({
  kind: "precedence",
  facts: [
    {
      type: "precedence.written/1",
      record: z.strictObject({ lang: langSchema, how: z.enum(DECIDED) }),
      words: z.strictObject({ text: textSchema({ lengthMax: RULES_MAX, lines: "many" }) }),
      marks: (whole) => ({ ...marked(whole), record: [TURNS] }),
    },
    {
      type: "precedence.shown/1",
      record: z.strictObject({ to: z.enum(["public", "link"]) }),
      moves: (record) => record["to"] as Circle,
    },
    { type: "precedence.quieted/1", record: nothing, moves: () => "host" },
  ],
  initial: { how: "group", said: [] },
  evolve: (state, { type, record, index, n }) => {
    if (type !== "precedence.written/1") return state;
    const lang = record["lang"] as Lang;
    const one = { lang, at: { index, n, type } };
    const known = state.said.some((said) => said.lang === lang);
    return {
      how: record["how"] as TurnState["how"],
      said: known
        ? state.said.map((said) => (said.lang === lang ? one : said))
        : [...state.said, one],
    };
  },
});

/** Shape of who gets first. */
export const turnShape = z.strictObject({
  how: z.enum(DECIDED),
  text: textSchema({ lengthMax: RULES_MAX, lines: "many" }),
});

const turnIn = (world: World) => world.find(turn, TURNS)[0];
const noTurn = refuse("stock.nothing-written", "not-found", { next: "go-back" });
const ofTurn = (thing: string, what: string, record: object): NewFact => {
  return { kind: "precedence", thing, type: `precedence.${what}/1`, record: { ...record } };
};

/** Writes who gets first, in one language; what stood there in it is erased. */
export function writeTurn(
  world: World,
  { how, text }: z.output<typeof turnShape>,
  context: Context,
): Answer {
  const there = turnIn(world);
  const before = there?.state.said.filter(({ lang }) => lang === text.lang) ?? [];
  if (before.length === 0 && (there?.state.said.length ?? 0) >= LANGS_MAX)
    return refuse("stock.full", "limit", { vars: { max: LANGS_MAX } });
  const id = there?.id ?? context.id();
  const written = { ...ofTurn(id, "written", { lang: text.lang, how }), words: { text } };
  const erases = before.map(({ at }) => ({
    ...{ kind: "precedence", thing: id, at, parts: ["words" as const] },
  }));
  return { facts: [written], erases, answer: { turn: id } };
}

/** Shows it to everyone who may open the group's page. */
export function showTurn(world: World, _input: object, { protects }: Context): Answer {
  const there = turnIn(world);
  const to = protects ? "link" : "public";
  if (there === undefined) return noTurn;
  return { facts: there.circle === to ? [] : [ofTurn(there.id, "shown", { to })] };
}

/** Keeps it in the group again. */
export function quietTurn(world: World): Answer {
  const there = turnIn(world);
  if (there === undefined || there.circle === "host") return { facts: [] };
  return { facts: [ofTurn(there.id, "quieted", {})] };
}

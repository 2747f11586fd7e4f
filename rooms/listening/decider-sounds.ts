/** Deciding about questions that a member reads aloud: the words that are read stand beside it. */
import type { Context, Decided, World } from "../../house/command.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type Lang, soundOf } from "../../house/values/index.ts";
import { inSession } from "./decider.ts";
import { voicedGone } from "./facts.ts";

type Answer = Decided | Refusal;
type InLang = { listening: string; item: string; lang: Lang };

const noItem = refuse("listening.no-such-item", "not-found", { next: "go-back" });
const nothing: Decided = { facts: [] };

const fact = ({ listening: thing, item, lang }: InLang, what: "voiced" | "unvoiced") => ({
  ...{ kind: "listening", thing, type: `listening.${what}/1`, record: { item, lang } },
});

/** Puts a recording beside a question, in a language it is written in; the one before is erased. */
export function voice(world: World, input: InLang, { files = [] }: Context): Answer {
  return inSession(world, input, ({ id, state }) => {
    const found = state.questions.find((one) => one.id === input.item);
    if (found === undefined) return noItem;
    const { lang } = input;
    if (!found.said.some((one) => one.lang === lang))
      return refuse("listening.no-words-to-read", "state", { field: "spoken" });
    const sound = soundOf(files);
    if (sound === null) return refuse("listening.no-sound", "shape", { field: "sound" });
    return {
      facts: [{ ...fact(input, "voiced"), files: { list: [sound] } }],
      erases: voicedGone(id, [found], lang),
    };
  });
}

/** Takes it away: it is erased. */
export function unvoice(world: World, input: InLang): Answer {
  return inSession(world, input, ({ id, state }) => {
    const its = state.questions.filter((one) => one.id === input.item);
    const erases = voicedGone(id, its, input.lang);
    return erases.length === 0 ? nothing : { facts: [fact(input, "unvoiced")], erases };
  });
}

/** Erasing the words of a need or a note, however old: the thing and its figures stay. */
import type { Decided, World } from "../../house/command.ts";
import type { EntryRef, Erase, NewFact } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { need, note } from "./facts.ts";

type Answer = Decided | Refusal;

/**
 * Erases every wording a need ever had that is still kept, with the people named beside it. What
 * has none left is done already, and nothing is written. Refuses only what is not here.
 */
export function eraseWords(world: World, { id }: { id: string }): Answer {
  const thing = world.thing(need, id);
  if (thing === undefined) return refuse("needs.not-here", "not-found", { next: "go-back" });
  const { words, earlier } = thing.state;
  return erased("need", id, words === null ? earlier : [...earlier, words], ["words", "people"]);
}

/** Erases the words of a private note. */
export function eraseNote(world: World, { id }: { id: string }): Answer {
  const thing = world.thing(note, id);
  if (thing === undefined) return refuse("needs.no-such-note", "not-found", { next: "go-back" });
  const { words } = thing.state;
  return erased("note", id, words === null ? [] : [words], ["words"]);
}

function erased(kind: string, thing: string, refs: EntryRef[], parts: Erase["parts"]): Decided {
  const fact: NewFact = { kind, thing, type: `${kind}.words-erased/1`, record: {} };
  const erases = refs.map((at) => ({ kind, thing, at, parts }));
  return {
    facts: refs.length > 0 ? [fact] : [],
    erases,
    answer: { id: thing, erased: refs.length },
  };
}

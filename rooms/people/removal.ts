/** Deciding that the words of a member who is gone leave with them. */
import type { Context, Decided, World } from "../../house/command.ts";
import type { Erase } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";

/** Entries whose words one command takes. */
export const TAKEN_MAX = 100;

/**
 * Kinds whose words are not of whoever typed them: the group's profile, words and questions, what
 * it agreed with others, and what people of its surroundings said and were asked.
 */
export const GROUPS_OWN: readonly string[] = [
  ...["space", "term", "question", "circle", "duty", "subject", "consent", "saying", "picture"],
  "agreement",
];

/**
 * Erases what a member wrote on one thing; its author is the clock of that thing. That the member
 * is gone and asked for it was said by the fact that sent this (reading.ts); here every entry is
 * looked at: it is of the thing, it is theirs, its words are not the group's own.
 */
export function takeWords(
  world: World,
  { member: whose, entries }: { member: string; entries: number[] },
  { author }: Context,
): Decided | Refusal {
  const thing = author.by === "clock" ? author.thing : "";
  const wrote = world.wrote([...new Set(entries)]);
  const theirs = wrote.filter((one) => one.thing === thing && one.who === whose);
  if (theirs.length === 0) return refuse("people.no-such-words", "not-found");
  const erases = theirs
    .filter(({ kind, parts }) => !GROUPS_OWN.includes(kind) && parts.length > 0)
    .map(({ kind, index, n, type, parts }): Erase => {
      return { kind, thing, at: { index, n, type }, parts: [...parts] };
    });
  return { facts: [], erases };
}

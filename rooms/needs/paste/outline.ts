/** How a message is laid out: which lines are numbered, and which stand beneath another. */
import { westernDigits } from "./fold.ts";
import { type Token, tokenize } from "./tokens.ts";
import { findPhrase, lexicon } from "./words.ts";

const NUMBER = /^[\s\p{Cf}]*(\d{1,2})( ?)[-–—ـ_/.):](?:\s+(?=\S)|(?=[^\s\d]))/u;

/** Numbers written apart from their dash could be quantities: so many in a row are none. */
const APART_MIN = 3;

/**
 * Indices of lines that are numbered one after the other from 1, whatever stands behind the
 * number ("1- rice", "٢-زيت", "3 - soap"). What stands between two of them does not matter.
 */
export function numberedLines(lines: readonly string[]): ReadonlySet<number> {
  const found = new Set<number>();
  let run: number[] = [];
  let apart = false;
  const keep = () => {
    if (run.length >= (apart ? APART_MIN : 2)) for (const at of run) found.add(at);
    [run, apart] = [[], false];
  };
  for (const [index, line] of lines.entries()) {
    const [, figure, space] = NUMBER.exec(westernDigits(line.slice(0, 40))) ?? [];
    if (figure === undefined) continue;
    if (Number(figure) !== run.length + 1) keep();
    if (Number(figure) !== run.length + 1) continue;
    run.push(index);
    apart ||= space !== "";
  }
  keep();
  return found;
}

/** Marks the number that opens a numbered line, so that it is never a quantity. */
export function markListNumber(tokens: readonly Token[]): void {
  const at = tokens.findIndex(({ kind }) => kind === "digits");
  const sign = tokens[at + 1]?.kind === "space" ? at + 2 : at + 1;
  for (const token of [tokens[at], tokens[sign]]) if (token) token.mark = "list-number";
}

const indentOf = (line: string) => /^[ \t\u00a0\u2003]*/.exec(line)?.[0].length ?? 0;
const BULLETED = /^[\s\p{Cf}]+(?:[-•·*–—▪◦○+]|\p{Extended_Pictographic})/u;

/** Words a name has whose parts stand beneath it. */
const NAME_WORDS_MAX = 3;

/** The name of a thing whose parts stand beneath its line, set in and bulleted. */
export type Above = { name: string; tokens: readonly Token[]; indent: number };

/** What `line` names for the lines beneath it, where `next` is set in under it. */
export function nameAbove(line: string, next: string): Above | undefined {
  const indent = indentOf(line);
  if (!BULLETED.test(next) || indentOf(next) <= indent) return undefined;
  const tokens = tokenize(line);
  const words = tokens.filter(({ kind }) => kind === "word");
  const bare = tokens.every(({ kind, text }) => kind !== "digits" && text !== "," && text !== "،");
  const thing = findPhrase(tokens, lexicon.items);
  const heads = findPhrase(tokens, lexicon.headings);
  if (!bare || !thing || heads || words.length > NAME_WORDS_MAX || words[0] !== tokens[thing.at])
    return undefined;
  const [first, last] = [words[0], words.at(-1)];
  const name = line.slice(first?.start, last?.end);
  return { name, tokens, indent };
}

/** Whether a line still stands beneath it. */
export function isBeneath(line: string, above: Above): boolean {
  return indentOf(line) > above.indent;
}

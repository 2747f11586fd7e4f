/** Two versions side by side, clause by clause: their terms, and their text in each language. */
import type { Lang, Text } from "../../house/values/index.ts";
import { canonicalJson, type Json } from "../../log/jcs.ts";
import type { Agreed } from "./facts.ts";

/** A version as it is compared: its clauses, and its texts where they are not erased. */
export type Compared = { clauses: readonly Agreed[]; texts: readonly Text[] };

/** A clause in one of the two: what it says, in each language that its text is there in. */
export type Shown = { clause: Agreed; said: ReadonlyMap<Lang, string> };

/** What became of a clause from one version to the next. */
export type Change = {
  clause: string;
  what: "same" | "changed" | "struck" | "new";
  before: Shown | null;
  after: Shown | null;
};

const terms = ({ kind, terms: said }: Agreed) => canonicalJson({ kind, said } as unknown as Json);

/** Clauses with their paragraphs: a text has one for each, after its title and before its end. */
function shownOf({ clauses, texts }: Compared): Shown[] {
  const paragraphs = texts.map(({ lang, text }) => [lang, text.split("\n\n")] as const);
  return clauses.map((clause, at) => {
    const said = new Map<Lang, string>();
    for (const [lang, all] of paragraphs) {
      // The first line counts and names the clause; its number may move and says nothing.
      const [, ...lines] = (all[at + 1] ?? "").split("\n");
      if (all.length === clauses.length + 2) said.set(lang, lines.join("\n"));
    }
    return { clause, said };
  });
}

function isSame(a: Shown, b: Shown): boolean {
  if (terms(a.clause) !== terms(b.clause)) return false;
  return [...b.said].every(([lang, text]) => (a.said.get(lang) ?? text) === text);
}

/** Each clause of either, in the order of the later one, what was struck last. */
export function comparison(before: Compared, after: Compared): Change[] {
  const [old, now] = [shownOf(before), shownOf(after)];
  const known = new Map(old.map((one) => [one.clause.clause, one]));
  const left = new Set(now.map(({ clause }) => clause.clause));
  return [
    ...now.map((one): Change => {
      const { clause } = one.clause;
      const was = known.get(clause) ?? null;
      if (was === null) return { clause, what: "new", before: null, after: one };
      const what = isSame(was, one) ? "same" : "changed";
      return { clause, what, before: was, after: one };
    }),
    ...old.flatMap((one): Change[] => {
      const { clause } = one.clause;
      return left.has(clause) ? [] : [{ clause, what: "struck", before: one, after: null }];
    }),
  ];
}

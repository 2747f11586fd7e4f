/**
 * What a side changes with a proposal: clauses written and struck, and their free words. Until then
 * its draft is its own (own-draft.ts); what both read are clauses as they were proposed last.
 */
import type { Erase, NewFact } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { fact } from "./decider.ts";
import type { Agreed, AgreementState, Drafted } from "./facts.ts";
import type { Side } from "./parties.ts";
import type { Change, Wanted } from "./shapes.ts";
import { CLAUSES_MAX, ONCE } from "./terms.ts";

/** The answer where what was read is not what stands there now. */
export const changed = refuse("agreements.changed", "state", { next: "agreements.read-again" });

/** Facts and erasures of one proposal: more is proposed in two. */
const AT_ONCE_MAX = 200;
const tooMuch = refuse("agreements.too-much-at-once", "limit", { next: "agreements.in-two" });

/** What is changed, of which agreement, by whom; `id` makes a clause's. */
type Changing = {
  agreement: string;
  state: Pick<AgreementState, "drafts" | "langs">;
  side: Side;
  id: () => string;
};
/** The facts of a change, and the clauses that stand after it. */
type Laid = { facts: NewFact[]; erases: Erase[]; clauses: Agreed[]; differing: string[] };

/** Lays a side's draft over what both read. A clause that is struck or written changes no other. */
export function layOver(changing: Changing, { clauses = [], struck = [] }: Change): Laid | Refusal {
  const { agreement, state, side } = changing;
  const laid: Laid = { facts: [], erases: [], clauses: state.drafts.map(asAgreed), differing: [] };
  for (const id of struck) {
    const draft = state.drafts.find(({ clause }) => clause === id);
    if (draft === undefined) return changed;
    laid.clauses = laid.clauses.filter(({ clause }) => clause !== id);
    laid.facts.push(fact(agreement, "clause-struck", { side, clause: id }));
    laid.erases.push(...draft.said.map(({ at }) => wordsAt(agreement, at)));
  }
  for (const wanted of clauses) {
    const refused = write(changing, laid, wanted);
    if (refused !== null) return refused;
  }
  return laid.facts.length + laid.erases.length > AT_ONCE_MAX ? tooMuch : laid;
}

function write(changing: Changing, laid: Laid, wanted: Wanted): Refusal | null {
  const { agreement, state, side, id } = changing;
  const { says, differs } = wanted;
  const { kind, terms } = says;
  const own = ({ clause }: { clause: string }) => clause === wanted.clause;
  const before = state.drafts.find(own);
  const stands = laid.clauses.some(own);
  if (wanted.clause !== undefined && (!stands || before?.kind !== kind)) return changed;
  if (ONCE.includes(kind) && laid.clauses.some((one) => one.kind === kind && !own(one)))
    return refuse("agreements.one-of-these", "shape", { field: "kind" });
  if (!stands && laid.clauses.length >= CLAUSES_MAX)
    return refuse("agreements.enough-clauses", "limit", { vars: { n: CLAUSES_MAX } });
  const clause = before?.clause ?? id();
  const same = before !== undefined && JSON.stringify(before.terms) === JSON.stringify(terms);
  if (!same) {
    const written = { clause, kind, terms };
    const next = { ...written, side } as Agreed;
    laid.clauses = stands
      ? laid.clauses.map((one) => (own(one) ? next : one))
      : [...laid.clauses, next];
    const said = fact(agreement, "clause-written", { side, written });
    laid.facts.push({ ...said, type: "agreement.clause-written/2" });
  }
  if (differs === true) laid.differing.push(clause);
  return say(changing, laid, { ...wanted, clause }, before);
}

/** Free words in the languages of the agreement; what stood there is erased. */
function say(
  { agreement, state, side }: Changing,
  laid: Laid,
  { clause, said = [] }: Wanted & { clause: string },
  before: Drafted | undefined,
): Refusal | null {
  for (const { lang, text } of said) {
    if (!state.langs.some((one) => one === lang) || (text !== null && text.lang !== lang))
      return refuse("agreements.not-its-language", "shape", { field: `said-${lang}` });
    const stood = before?.said.find((one) => one.lang === lang);
    if (stood !== undefined) laid.erases.push(wordsAt(agreement, stood.at));
    const record = { side, clause, lang };
    if (text !== null)
      laid.facts.push(fact(agreement, "words-written", record, { words: { said: text } }));
    else if (stood !== undefined) laid.facts.push(fact(agreement, "words-struck", record));
  }
  return null;
}

const asAgreed = ({ clause, kind, terms, side }: Drafted): Agreed =>
  ({ clause, kind, terms, side }) as Agreed;

const wordsAt = (thing: string, at: Drafted["at"]): Erase => {
  return { kind: "agreement", thing, at, parts: ["words"] };
};

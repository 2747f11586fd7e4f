/**
 * What a side has written and struck since the last proposal: its own until it proposes. It lies
 * among the drafts of the space (house/drafts.ts), on no log and in no file that leaves it, so that
 * the other side cannot tell even that there was any.
 */
import type { SpaceVisit } from "../../house/door.ts";
import { dropDraft, getDraft, meansOf, putDraft } from "../../house/drafts.ts";
import type { Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { inTurn } from "../../house/in-turn.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import type { Space } from "../../house/space.ts";
import type { Lang, Text } from "../../house/values/index.ts";
import { left, noAgreement, over } from "./decider.ts";
import { layOver } from "./decider-draft.ts";
import { agreedOf } from "./decider-sign.ts";
import type { Agreed, AgreementState } from "./facts.ts";
import { HOST, type Side } from "./parties.ts";
import { freeWords, oneAgreement } from "./questions.ts";
import type { Change } from "./shapes.ts";
import type { Said } from "./terms.ts";

/** A clause as it is wanted; `key` is the id of one that stands, else one of the draft's own. */
export type OwnClause = { key: string; says: Said; said: { lang: Lang; text: Text | null }[] };
/**
 * What a side changes: clauses by key, and the ids of those that it strikes. `sent`: the key of the
 * form that proposed last, so that the same form sent again proposes nothing more.
 */
export type OwnDraft = { clauses: OwnClause[]; struck: string[]; sent?: string };

const EMPTY: OwnDraft = { clauses: [], struck: [] };

/** The draft as the side that writes it reads it. */
export type Laid = {
  /** Both read these, with what the side wrote over them; by key, in the order of texts. */
  clauses: Agreed[];
  words: Map<string, Text[]>;
  /** Keys of what the other side does not read; and what stands still, and is to be struck. */
  own: ReadonlySet<string>;
  struck: Agreed[];
  draft: OwnDraft;
};

type Of = Pick<SpaceVisit, "view" | "house" | "session">;
type Deal = Thing<AgreementState>;

const sideOf = ({ session }: Of): Side => session?.ally?.ally ?? HOST;
const nameAt = (side: Side, id: string) => {
  return { owner: { group: `agreements/${side}` }, name: id };
};
const nameOf = (visit: Of, { id }: Deal) => nameAt(sideOf(visit), id);

async function read(visit: Of, deal: Deal): Promise<OwnDraft> {
  const { view, house } = visit;
  const kept = await getDraft(view.space, meansOf(house), nameOf(visit, deal));
  if (kept === null) return EMPTY;
  const draft = JSON.parse(Buffer.from(kept).toString()) as OwnDraft;
  const { drafts } = deal.state;
  const struck = draft.struck.filter((id) => drafts.some(({ clause }) => clause === id));
  return { ...draft, struck };
}

/** What it has, over what both read. Whoever writes nothing here reads what both do. */
export async function laidOut(visit: Of, deal: Deal, writes: boolean): Promise<Laid> {
  const draft = writes ? await read(visit, deal) : EMPTY;
  const words = await freeWords(visit.view, deal);
  const side = sideOf(visit);
  const stood = deal.state.drafts.filter(({ clause }) => !draft.struck.includes(clause));
  const all = new Map(stood.map((one) => [one.clause, one as Agreed]));
  for (const { key, says, said } of draft.clauses) {
    const before = all.get(key);
    const same =
      before !== undefined && JSON.stringify(before.terms) === JSON.stringify(says.terms);
    if (!same) all.set(key, { ...says, clause: key, side } as Agreed);
    const others = (words.get(key) ?? []).filter((text) => !said.some((a) => a.lang === text.lang));
    const mine = said.flatMap(({ text }) => (text === null ? [] : [text]));
    words.set(key, [...others, ...mine]);
  }
  return {
    ...{ clauses: agreedOf([...all.values()]), words, draft },
    own: new Set(draft.clauses.map(({ key }) => key)),
    struck: deal.state.drafts.filter(({ clause }) => draft.struck.includes(clause)) as Agreed[],
  };
}

/** The same as a proposal says it; `differs`: keys of clauses whose figures differ. */
export function changeOf(
  { drafts }: Pick<AgreementState, "drafts">,
  { clauses, struck }: OwnDraft,
  differs: ReadonlySet<string> = new Set(),
): Change {
  const stands = (key: string) =>
    drafts.some(({ clause }) => clause === key) && !struck.includes(key);
  const wanted = clauses.map(({ key, says, said }) => ({
    ...(stands(key) ? { clause: key } : {}),
    ...{ says, said },
    ...(differs.has(key) ? { differs: true as const } : {}),
  }));
  return { clauses: wanted, struck };
}

/** One after the other at one side's draft of an agreement. */
const turnOf = <T>(space: Space, side: Side, id: string, work: () => Promise<T>): Promise<T> =>
  inTurn(space, `agreement-draft/${side}/${id}`, work);

/** Does it while nobody else of the side writes at its draft. */
export function inOwnTurn<T>(visit: Of, id: string, work: () => Promise<T>): Promise<T> {
  return turnOf(visit.view.space, sideOf(visit), id, work);
}

const full = refuse("agreements.draft-full", "limit", { next: "agreements.propose-first" });

/**
 * Changes the draft, and keeps it; a refusal where it could not be proposed so, or is too long. Of
 * what ended meanwhile none is kept.
 */
async function change(
  visit: Of,
  { id }: Deal,
  to: (before: OwnDraft) => OwnDraft,
): Promise<Refusal | null> {
  return inOwnTurn(visit, id, async () => {
    const one = await oneAgreement(visit.view, id);
    if (one === undefined) return noAgreement;
    if (one.status === "ended") return over;
    if (one.status === "parted") return left;
    const { state } = one.thing;
    const next = to(await read(visit, one.thing));
    const at = { agreement: id, state, side: sideOf(visit), id: () => "" };
    const laid = layOver(at, changeOf(state, next));
    if ("refused" in laid) return laid;
    return (await keep(visit, one.thing, next)) ? null : full;
  });
}

function keep(visit: Of, deal: Deal, draft: OwnDraft): Promise<boolean> {
  const body = Buffer.from(JSON.stringify(draft));
  const { view, house } = visit;
  return putDraft(view.space, meansOf(house), { ...nameOf(visit, deal), body });
}

/** Writes a clause into it: another wording of one, or a new one under a key of its own. */
export function writeOwn(visit: Of, deal: Deal, clause: OwnClause): Promise<Refusal | null> {
  return change(visit, deal, ({ clauses, ...more }) => {
    const before = clauses.find(({ key }) => key === clause.key);
    const said = before?.said.filter((one) => !clause.said.some((a) => a.lang === one.lang)) ?? [];
    const next = { ...clause, said: [...said, ...clause.said] };
    const all = clauses.map((one) => (one === before ? next : one));
    return { clauses: before === undefined ? [...all, next] : all, ...more };
  });
}

/** Strikes a clause in it: what was its own alone was never there. */
export async function strikeOwn(visit: Of, deal: Deal, key: string): Promise<Refusal | null> {
  const stands = deal.state.drafts.some(({ clause }) => clause === key);
  return change(visit, deal, ({ clauses, struck, ...more }) => ({
    ...more,
    clauses: clauses.filter((one) => one.key !== key),
    struck: stands ? [...new Set([...struck, key])] : struck,
  }));
}

/**
 * Takes out what was proposed by a form, and that alone: what somebody wrote meanwhile stays. For
 * whoever has the turn.
 */
export async function proposedOwn(
  visit: Of,
  deal: Deal,
  { draft: was, sent }: { draft: OwnDraft; sent: string },
): Promise<void> {
  const { view, house } = visit;
  const now = await read(visit, deal);
  const had = new Set(was.clauses.map((one) => JSON.stringify(one)));
  const clauses = now.clauses.filter((one) => !had.has(JSON.stringify(one)));
  const struck = now.struck.filter((id) => !was.struck.includes(id));
  // Where there is no room for it, the form alone is forgotten.
  if (!(await keep(visit, deal, { clauses, struck, sent })) && clauses.length + struck.length === 0)
    await dropDraft(view.space, meansOf(house), nameOf(visit, deal));
}

/** Drops it: it is not wanted any more. */
export function dropOwn(visit: Of, { id }: Pick<Deal, "id">): Promise<void> {
  return dropSide(visit.house, visit.view.space, sideOf(visit), id);
}

/** Drops what either side wrote at an agreement that nobody proposes any more. */
export async function dropBoth(house: House, space: Space, { id, state }: Deal): Promise<void> {
  for (const side of [HOST, state.with]) await dropSide(house, space, side, id);
}

function dropSide(house: House, space: Space, side: Side, id: string): Promise<void> {
  return turnOf(space, side, id, () => dropDraft(space, meansOf(house), nameAt(side, id)));
}

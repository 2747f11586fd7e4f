/** Deciding about versions: proposed, signed by each side, sealed. */
import type { Context, World } from "../../house/command.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type Day, dayOf, endOf, laterDay, startOf, type Text } from "../../house/values/index.ts";
import {
  type Answer,
  bindsSide,
  fact,
  inAgreement,
  inTogether,
  noAgreement,
  nothing,
  notTheirs,
} from "./decider.ts";
import { changed, layOver } from "./decider-draft.ts";
import {
  type Agreed,
  type AgreementState,
  isSigned,
  VERSIONS_MAX,
  type Version,
  versionOf,
} from "./facts.ts";
import { clauseHash, draftHash, noteHash, textHash } from "./hash.ts";
import { noteTextOf } from "./note.ts";
import { HOST } from "./parties.ts";
import type { Propose, Seal, Sign } from "./shapes.ts";
import { comingVersion, holdsFrom, openProposal } from "./status.ts";
import { CLAUSES, type Frame, REVIEW_MONTHS, REVIEW_MONTHS_MAX, type Said } from "./terms.ts";

/** Months that what is ticked holds at most. */
export const TICKED_MONTHS_MAX = 12;

type Moment = Pick<Context, "now" | "zone">;

/** The days of a version, from its clauses on the timeline and on looking again. */
export function frameOf(drafts: readonly Said[], { now, zone }: Moment): Frame | Refusal {
  const today = dayOf(now, zone);
  const wrong = (why: string, vars = {}) => refuse(`agreements.${why}`, "shape", { vars });
  const line = drafts.find((one) => one.kind === "timeline");
  const again = drafts.find((one) => one.kind === "look-again");
  const { from, ends } = line?.terms ?? { from: today, ends: null };
  if (ends !== null && (startOf(ends) < startOf(from) || endOf(ends) <= now))
    return wrong("ends-when");
  const usual = laterDay(later(from, today), { months: REVIEW_MONTHS });
  const review = again?.terms.on ?? earlier(usual, ends);
  if (endOf(review) <= now || startOf(review) < startOf(from)) return wrong("review-when");
  if (ends !== null && startOf(review) > startOf(ends)) return wrong("review-when");
  if (startOf(review) > startOf(laterDay(later(from, today), { months: REVIEW_MONTHS_MAX })))
    return wrong("review-late", { n: REVIEW_MONTHS_MAX });
  return { from, review, ends };
}

const later = (a: Day, b: Day) => (startOf(a) >= startOf(b) ? a : b);
const earlier = (a: Day, b: Day | null) => (b !== null && startOf(b) < startOf(a) ? b : a);

/** The clauses of a draft in the order that texts have them, without their words. */
export function agreedOf(drafts: readonly Agreed[]): Agreed[] {
  const place = ({ kind }: Said) => CLAUSES.indexOf(kind);
  const all = [...drafts].sort((a, b) => place(a) - place(b));
  return all.map(({ clause, kind, terms, side }) => ({ clause, kind, terms, side }) as Agreed);
}

/**
 * Lays what its side changed over what both read, and freezes that as a version with its texts.
 * What was proposed and not signed falls.
 */
export function propose(world: World, input: Propose, context: Context): Answer {
  return inTogether(world, input, context, ({ id, state }, side) => {
    if (comingVersion(state, context.now) !== null)
      return refuse("agreements.wait-for-it", "state", { next: "agreements.see-it" });
    const laid = layOver({ agreement: id, state, side, id: context.id }, input);
    if ("refused" in laid) return laid;
    if (laid.clauses.length === 0)
      return refuse("agreements.no-clauses", "state", { next: "agreements.write-one" });
    if (state.versions >= VERSIONS_MAX)
      return refuse("agreements.enough-versions", "limit", { vars: { n: VERSIONS_MAX } });
    const frame = frameOf(laid.clauses, context);
    if ("refused" in frame) return frame;
    if (!isEach(state.langs, input.texts)) return changed;
    // Texts of a draft that changed since would say another thing than the clauses beside them.
    const { drafted } = input;
    if (drafted !== undefined && drafted !== draftHash(state.drafts, input, frame)) return changed;
    const clauses = agreedOf(laid.clauses);
    const hash = clauseHash({ clauses, frame });
    const before = lastSigned(state);
    if (before?.hash === hash)
      return refuse("agreements.nothing-new", "state", { next: "agreements.change-first" });
    const salt = context.id();
    const known = new Set(clauses.map(({ clause }) => clause));
    const record = {
      ...{ side, version: state.versions + 1, hash, frame },
      replaces: before?.sealed?.note ?? null,
      clauses: clauses.map(({ side: by, ...agreed }) => ({ side: by, agreed })),
      texts: input.texts.map((text) => ({ lang: text.lang, hash: textHash(text, salt) })),
      differing: [...new Set([...input.differing, ...laid.differing])].filter((one) =>
        known.has(one),
      ),
    };
    const said = fact(id, "proposed", record, { words: { salt, texts: input.texts } });
    const next = { ...said, type: "agreement.proposed/2" };
    const answer = { version: record.version, hash };
    return { facts: [...laid.facts, next], erases: laid.erases, answer };
  });
}

const isEach = (langs: readonly string[], texts: readonly Text[]) =>
  texts.length === langs.length && langs.every((lang) => texts.some((one) => one.lang === lang));

/** The last version that both signed. */
export function lastSigned({ proposed, current, with: other }: AgreementState): Version | null {
  return proposed !== null && isSigned(proposed, other) ? proposed : current;
}

/** Signs for a side. Nothing takes it back: what both signed can be paused, ended or replaced. */
export function sign(world: World, input: Sign, context: Context): Answer {
  if (!bindsSide(context)) return notTheirs;
  return inTogether(world, input, context, ({ id, state }, side) => {
    const asked = versionOf(state, input.version);
    if (asked?.signed.some((one) => one.side === side)) return nothing;
    const open = openProposal(state);
    if (open === null || open !== asked || open.hash !== input.hash) return changed;
    if (clauseHash(open) !== input.hash) return changed;
    if (open.differing.length > 0 && !input.seen)
      return refuse("agreements.figures-differ", "state", { field: "seen" });
    const { assembly, version, hash } = input;
    const how = assembly === null ? "own-hand" : "assembly";
    return { facts: [fact(id, "signed", { side, version, hash, how, assembly })] };
  });
}

/** The local group waives what is left of the rest. */
export function waiveRest(
  world: World,
  input: { agreement: string; version: number },
  context: Context,
): Answer {
  return inTogether(world, input, context, ({ id, state }, side) => {
    if (side !== HOST) return refuse("agreements.local-only", "who");
    const { proposed } = state;
    if (proposed === null || proposed.version !== input.version) return changed;
    const done = proposed.waived || proposed.declined !== null;
    if (done || (isSigned(proposed, state.with) && holdsFrom(proposed) <= context.now))
      return nothing;
    return { facts: [fact(id, "rest-waived", { version: input.version })] };
  });
}

/** Says no to what is proposed. */
export function decline(
  world: World,
  input: { agreement: string; version: number },
  context: Context,
): Answer {
  return inAgreement(world, input, context, ({ id, state }, side) => {
    const open = openProposal(state);
    if (open === null || open.version !== input.version) return nothing;
    return { facts: [fact(id, "declined", { side, version: open.version })] };
  });
}

/** Keeps the signed note: what was signed with which key. The clock's alone. */
export function seal(world: World, input: Seal, { author }: Context): Answer {
  const found =
    author.by === "clock" && author.thing === input.agreement
      ? inAgreement(world, input, { author } as Context, ({ id, state }) => {
          const version = versionOf(state, input.version);
          if (version === null || version.sealed !== null) return nothing;
          if (!isSigned(version, state.with)) return nothing;
          const { lines } = input;
          if (noteTextOf({ id, state, version, lines }) !== input.text) return changed;
          const record = { version: version.version, note: noteHash(input.text), lines };
          return { facts: [fact(id, "sealed", record)] };
        })
      : noAgreement;
  return found;
}

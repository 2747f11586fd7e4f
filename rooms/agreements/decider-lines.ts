/** Deciding about lines taken under an agreement, and one that is let come after a stop. */
import { isWithin } from "../../house/circles.ts";
import type { Context, World } from "../../house/command.ts";
import { isRefusal, refuse } from "../../house/refusal.ts";
import type { Amount } from "../../house/values/index.ts";
import { ally, isHere, sortOf } from "../allies/index.ts";
import { type NeedState, need } from "../needs/index.ts";
import { offer, takeForGroup, takeLine } from "../offers/index.ts";
import { space } from "../spaces/index.ts";
import { type Answer, inTogether, noAgreement, nothing } from "./decider.ts";
import { isOpen, isUnsent, linesOf } from "./decider-stop.ts";
import { type AgreementState, agreement, LINES_MAX, type Version } from "./facts.ts";
import { drawing } from "./facts-beside.ts";
import { HOST, sideOf } from "./parties.ts";
import type { Take, TakeAsParty } from "./shapes.ts";
import { goesOn, heldVersion } from "./status.ts";
import type { TickKind } from "./terms.ts";
import { isTicked, kindOf } from "./ticked.ts";

/** Whether a version says that the other gives this kind; money in the very currency it names. */
export function isAgreed({ clauses }: Version, kind: TickKind, unit: string | null = null) {
  return clauses.some((one) => {
    if (one.kind !== "support" && one.kind !== "money") return false;
    if (one.terms.gives === "us") return false;
    if (one.kind !== "money") return one.terms.kinds.some((of) => of === kind);
    return kind === "money" && (unit === null || one.terms.most.unit === unit);
  });
}

/** Why a line cannot be taken under what is agreed, beyond what the gate asked. */
function lineFault(state: AgreementState, asked: NeedState, { unit }: Amount, now: number) {
  // A limit counts in the unit of what was asked: no other one goes past it.
  if (asked.asked !== null && asked.asked.unit !== unit)
    return refuse("offers.other-unit", "shape", { field: "quantity" });
  const kind = kindOf(asked, { unit });
  const sort = sortOf(asked.needKind, unit);
  const held = heldVersion(state, now);
  if (held === null || !isAgreed(held, kind, unit))
    return refuse("agreements.other-kind", "clause", { next: "agreements.agree-more" });
  // Whoever visits stands on what was agreed of people, pictures and stories on their own clause.
  const own = sort === "visit" ? "people" : sort === "media" ? "media" : null;
  if (own !== null && !held.clauses.some((one) => one.kind === own && !isNone(one)))
    return refuse("agreements.no-clause", "clause", { next: "agreements.agree-more" });
  const unwanted = held.clauses.some(
    (one) =>
      one.kind === "not-wanted" &&
      (one.terms.categories.some((of) => of === asked.category) ||
        one.terms.kinds.some((of) => of === kind)),
  );
  if (unwanted) return refuse("agreements.not-wanted", "clause", { next: "agreements.agree-more" });
  if (isTicked(state, kind, now)) return null;
  return refuse("agreements.not-ticked", "clause", { next: "agreements.ask-to-tick" });
}

/** Whether a clause on people on the ground says that nobody comes. */
const isNone = (clause: Version["clauses"][number]) =>
  clause.kind === "people" && clause.terms.most === 0;

/** Takes a line under an agreement, as a member types it for the other group. */
export function take(world: World, input: Take, context: Context): Answer {
  const { name, reach } = input;
  return taken(world, input, context, (line) =>
    takeLine(world, { ...line, name, reach, form: null }, context),
  );
}

/** The same by the other group itself. */
export function takeAsParty(world: World, input: TakeAsParty, context: Context): Answer {
  return taken(world, input, context, (line) => takeForGroup(world, line, context));
}

type Line = Pick<Take, "need" | "quantity" | "by"> & { terms: string | null };

/** A contribution, as `makes` makes it, and a thing that both sides open. */
function taken(
  world: World,
  input: TakeAsParty,
  context: Context,
  makes: (line: Line) => Answer,
): Answer {
  return inTogether(world, input, context, ({ id, state }) => {
    const line = world.thing(need, input.need);
    if (line === undefined || isWithin(line.circle))
      return refuse("offers.no-such-line", "not-found", { next: "go-back" });
    const fault = lineFault(state, line.state, input.quantity, context.now);
    if (fault !== null) return fault;
    const live = linesOf(world, id).filter((one) => isOpen(one.offer.state));
    if (live.length >= LINES_MAX)
      return refuse("agreements.enough-lines", "limit", { vars: { n: LINES_MAX } });
    const { quantity, by } = input;
    // It stands on the agreement; the group's terms for whoever takes a line stand beside it.
    const terms = world.thing(space, context.space)?.state.terms ?? null;
    const made = makes({ need: line.id, quantity, by, terms });
    if (isRefusal(made)) return made;
    const offered = String(made.answer?.["id"]);
    const record = { agreement: id, with: state.with, need: line.id, offer: offered };
    const thing = context.id();
    const begun = { kind: "drawing", thing, type: "drawing.begun/1", record, standsOn: id };
    const facts = made.facts.map((one) => ({ ...one, standsOn: id }));
    return { facts: [begun, ...facts], answer: { ...made.answer, drawing: thing } };
  });
}

/** The local group lets a held line come although the agreement was stopped or is over. */
export function release(
  world: World,
  { drawing: id }: { drawing: string },
  { author, now }: Context,
): Answer {
  const found = world.thing(drawing, id);
  const on = found === undefined ? undefined : world.thing(agreement, found.state.agreement);
  if (found === undefined || on === undefined) return noAgreement;
  if (sideOf(author) !== HOST) return refuse("agreements.local-only", "who");
  // What nothing holds needs no letting come: it would only pass by what holds it later.
  const made = world.thing(offer, found.state.offer);
  const other = world.thing(ally, on.state.with);
  const gone = other !== undefined && !isHere(other.state);
  const stopped = found.state.held || gone || !goesOn(on.state, now);
  const held = made !== undefined && isUnsent(made.state) && stopped;
  if (found.state.released || !held) return nothing;
  return { facts: [{ kind: "drawing", thing: id, type: "drawing.released/1", record: {} }] };
}

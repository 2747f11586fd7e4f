/**
 * The index of what is agreed: versions in force by agreement, and of each what was drawn from its
 * limits by period. One look is a few steps, however many agreements and lines there are.
 */
import type { Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import type { AgreedIndex, AgreedRow, AskedAt, ClauseUse } from "../../house/room.ts";
import {
  type Amount,
  add,
  billionths,
  compare,
  figure,
  isCurrency,
  signOf,
  subtract,
  zero,
} from "../../house/values/index.ts";
import { type AllyState, ally } from "../allies/index.ts";
import { type OfferState, offer } from "../offers/index.ts";
import { type AgreementState, agreement, type Version } from "./facts.ts";
import { type DrawingState, drawing } from "./facts-beside.ts";
import { periodAt } from "./periods.ts";
import { goesOn, heldVersion, type Standing, statusOf } from "./status.ts";
import { limitOf, PERIODS } from "./terms.ts";

/** What a line draws: how much, and when it was taken (ms). Closed without arrival: nothing. */
type Draw = { amount: Amount; at: number };
type Row = { id: string; state: AgreementState; parked: boolean };
type Asked = {
  of: string;
  held: Version;
  amount: Amount;
  when: number;
  staged: AskedAt["staged"];
  /** Contributions whose own part is in `amount` or `beside` already. */
  without?: ReadonlySet<string>;
  /** What is asked for together with it, and when each was taken (ms). */
  beside?: readonly Draw[];
};
type Moved = { inPeriod: (at: number) => boolean } & Required<Pick<Asked, "staged" | "without">>;
const NOBODY: ReadonlySet<string> = new Set();

/** What of a contribution counts: accepted, on the way and received; null where nothing does. */
export function drawnBy({ accepted, open, onTheWay, received, status, quantity }: OfferState) {
  const unit = (accepted ?? quantity)?.unit;
  if (unit === undefined) return null;
  const parts = [
    ...(status === "accepted" && open !== null ? [open] : []),
    ...Object.values(onTheWay),
    ...Object.values(received),
  ].filter((one) => one.unit === unit);
  const sum = parts.reduce(add, zero(unit));
  return signOf(sum) > 0 ? sum : null;
}

class Agreements implements AgreedIndex {
  readonly follows = new Set<string>();
  readonly #rows = new Map<string, Row>();
  /** Groups that came along and are gone. */
  readonly #gone = new Set<string>();
  /** By contribution: the line it is of. */
  readonly #lines = new Map<string, Thing<DrawingState>>();
  readonly #offers = new Map<string, OfferState>();
  readonly #draws = new Map<string, Draw>();
  /** By agreement, then unit, period and its name: billionths. */
  readonly #sums = new Map<string, Map<string, bigint>>();

  take(thing: Thing<never>): void {
    if (thing.kind === agreement.kind) {
      const { id, state, parked } = thing as Thing<AgreementState>;
      this.#rows.set(id, { id, state, parked });
      this.#sumAnew(id);
    } else if (thing.kind === drawing.kind) this.#takeLine(thing as Thing<DrawingState>);
    else if (thing.kind === offer.kind) this.#takeOffer(thing as Thing<OfferState>);
    else if (thing.kind === ally.kind && isGone(thing as Thing<AllyState>))
      this.#gone.add(thing.id);
  }

  #takeLine(line: Thing<DrawingState>): void {
    this.follows.add(line.state.offer);
    this.#lines.set(line.state.offer, line);
  }

  #takeOffer({ id, state }: Thing<OfferState>): void {
    const on = this.#lines.get(id)?.state.agreement;
    if (on === undefined) return;
    this.#offers.set(id, state);
    const [before, amount] = [this.#draws.get(id), drawnBy(state)];
    if (before !== undefined) this.#count(on, before, -1n);
    if (amount === null) this.#draws.delete(id);
    else {
      const draw = { amount, at: state.madeAt };
      this.#draws.set(id, draw);
      this.#count(on, draw, 1n);
    }
  }

  #count(on: string, { amount, at }: Draw, times: bigint): void {
    const sums = this.#sums.get(on) ?? new Map<string, bigint>();
    this.#sums.set(on, sums);
    const zone = this.#zoneOf(on);
    for (const per of PERIODS) {
      const key = `${amount.unit} ${per} ${periodAt(at, per, zone)}`;
      sums.set(key, (sums.get(key) ?? 0n) + times * billionths(amount.of));
    }
  }

  /** Days are counted in the zone of the agreement's own days. */
  #zoneOf(on: string): string {
    const { proposed, current } = this.#rows.get(on)?.state ?? {};
    return (current ?? proposed)?.frame.from.zone ?? "UTC";
  }

  /** Its zone is known by its first version alone: what was counted before is counted again. */
  #sumAnew(on: string): void {
    const sums = this.#sums.get(on);
    if (sums === undefined) return;
    sums.clear();
    for (const [id, line] of this.#lines) {
      const draw = line.state.agreement === on ? this.#draws.get(id) : undefined;
      if (draw !== undefined) this.#count(on, draw, 1n);
    }
  }

  may({ clause, of, amount, onLapse }: ClauseUse, { now, staged }: AskedAt): Refusal | null {
    const row = this.#rowNow(of, staged);
    if (row === undefined) return refuse("house.nothing-to-stand-on", "clause");
    const { state } = row;
    if (this.#isGone(state.with, staged)) return theyLeft;
    const status = statusOf(state, now);
    const late = status === "lapsed" && onLapse === "warn" && goesOn(state, now);
    const held = heldVersion(state, now);
    if (held === null || (status !== "in-force" && !late)) return notNow(status);
    // What is given in money stands on the clause on money, whatever else is given.
    const kind = clause === "support" && amount !== null && isCurrency(amount.unit);
    const asked = kind ? "money" : clause;
    const clauses = held.clauses.filter((one) => one.kind === asked);
    if (clauses.length === 0)
      return refuse("agreements.no-clause", "clause", { next: "agreements.agree-more" });
    return amount === null ? null : this.#limit({ of, held, amount, when: now, staged });
  }

  /** An agreement as it is, what is not durable yet counted in. */
  #rowNow(id: string, staged: AskedAt["staged"]): Row | undefined {
    const fresh = staged.findLast((one) => one.id === id) as Thing<AgreementState> | undefined;
    const row = fresh?.kind === agreement.kind ? fresh : this.#rows.get(id);
    return row === undefined || row.parked ? undefined : row;
  }

  /** Whether the other party takes part here no more: then nothing stands on what was agreed. */
  #isGone(id: string, staged: AskedAt["staged"]): boolean {
    const fresh = staged.findLast((one) => one.id === id) as Thing<AllyState> | undefined;
    return fresh?.kind === ally.kind ? isGone(fresh) : this.#gone.has(id);
  }

  /** Whether what was accepted under it may go on by itself now (ms). */
  #stillGoesOn(id: string, { now, staged }: AskedAt): boolean {
    const state = this.#rowNow(id, staged)?.state;
    return state !== undefined && goesOn(state, now) && !this.#isGone(state.with, staged);
  }

  /** Whether it fits under every limit of its unit, in the period that `when` (ms) lies in. */
  #limit({ of, held, amount, when, staged, without = NOBODY, beside = [] }: Asked): Refusal | null {
    const zone = this.#zoneOf(of);
    for (const clause of held.clauses) {
      const limit = limitOf(clause);
      if (limit === null || limit.most.unit !== amount.unit) continue;
      const name = periodAt(when, limit.per, zone);
      const key = `${amount.unit} ${limit.per} ${name}`;
      const stored = this.#sums.get(of)?.get(key) ?? 0n;
      const inPeriod = (at: number) => periodAt(at, limit.per, zone) === name;
      const moved = this.#moved(of, amount.unit, { inPeriod, staged, without });
      const left = subtract(limit.most, { of: figure(stored + moved), unit: amount.unit });
      const more = beside.filter((one) => one.amount.unit === amount.unit && inPeriod(one.at));
      const whole = more.reduce((sum, one) => add(sum, one.amount), amount);
      if (compare(whole, left) <= 0) continue;
      const vars = {
        left: signOf(left) > 0 ? left.of : "0",
        most: limit.most.of,
        unit: amount.unit,
      };
      const refused = signOf(left) > 0 ? "agreements.over-limit" : "agreements.limit-reached";
      return refuse(refused, "limit", { vars, next: "agreements.less-or-later" });
    }
    return null;
  }

  /** What the sums lack or have too much of, by what is not durable yet and what is left out. */
  #moved(on: string, unit: string, { inPeriod, staged, without }: Moved): bigint {
    const fresh = this.#stagedOffers(on, staged);
    let moved = 0n;
    for (const id of new Set([...fresh.keys(), ...without])) {
      const stored = this.#draws.get(id);
      const counted = stored?.amount.unit === unit && inPeriod(stored.at);
      if (counted) moved -= billionths((stored as Draw).amount.of);
      const state = without.has(id) ? undefined : fresh.get(id);
      const amount = state === undefined ? null : drawnBy(state);
      if (amount?.unit === unit && inPeriod((state as OfferState).madeAt))
        moved += billionths(amount.of);
    }
    return moved;
  }

  /** Contributions under an agreement that are not durable as they are; the latest of each. */
  #stagedOffers(on: string, staged: AskedAt["staged"]): Map<string, OfferState> {
    const lines = new Map<string, string>();
    const found = new Map<string, OfferState>();
    for (const one of staged as readonly Thing[])
      if (one.kind === drawing.kind) {
        const { offer: of, agreement: under } = one.state as DrawingState;
        lines.set(of, under);
      }
    for (const one of staged as readonly Thing[]) {
      const under = lines.get(one.id) ?? this.#lines.get(one.id)?.state.agreement;
      if (one.kind === offer.kind && under === on) found.set(one.id, one.state as OfferState);
    }
    return found;
  }

  mayGoOn(command: string, input: unknown, at: AskedAt): Refusal | null {
    if (command === "deliveries.announce") return this.#mayLeave(input as Announced, at);
    return this.#mayAccept(input as Answered, at);
  }

  /** The line that a contribution is, what is not durable yet counted in. */
  #lineOf(id: string, staged: AskedAt["staged"]): DrawingState | undefined {
    const known = this.#lines.get(id);
    const fresh = (staged as readonly Thing[]).findLast(
      (one) => one.kind === drawing.kind && (one.state as DrawingState).offer === id,
    );
    return (fresh?.state as DrawingState | undefined) ?? known?.state;
  }

  /** What was accepted under what was stopped is held, until the group lets it come. */
  #mayLeave({ lines }: Announced, asked: AskedAt): Refusal | null {
    for (const [at, { offer: id }] of lines.entries()) {
      if (typeof id !== "string") continue;
      const line = this.#lineOf(id, asked.staged);
      if (line === undefined || line.released) continue;
      if (!line.held && this.#stillGoesOn(line.agreement, asked)) continue;
      const field = `offer-${at + 1}`;
      return refuse("agreements.held", "clause", { field, next: "agreements.let-it-come" });
    }
    return null;
  }

  /** What is accepted under an agreement has to fit under its limits, all of it together. */
  #mayAccept({ answers }: Answered, { now, staged }: AskedAt): Refusal | null {
    const wanted = new Map<string, Draw[]>();
    const without = new Set<string>();
    for (const { id, answer, quantity } of answers) {
      const line = answer === "accept" ? this.#lineOf(id, staged) : undefined;
      const row = line && this.#rowNow(line.agreement, staged);
      const held = row && heldVersion(row.state, now);
      if (line === undefined || row === undefined) continue;
      const state = this.#stagedOffers(line.agreement, staged).get(id) ?? this.#offers.get(id);
      const whole = quantity ?? state?.quantity ?? null;
      // Less than was accepted is a part of the answer that was given.
      if (isLess(state, whole)) continue;
      const gone = this.#isGone(row.state.with, staged);
      if (held === null || held === undefined || gone || statusOf(row.state, now) !== "in-force") {
        const next = "agreements.see-it";
        return refuse("agreements.not-in-force", "clause", { field: `quantity-${id}`, next });
      }
      if (whole === null) continue;
      const when = state?.madeAt ?? now;
      const of = line.agreement;
      const beside = wanted.get(of) ?? [];
      without.add(id);
      const over = this.#limit({ of, held, amount: whole, when, staged, without, beside });
      if (over !== null) return { ...over, field: `quantity-${id}` };
      wanted.set(of, [...beside, { amount: whole, at: when }]);
    }
    return null;
  }
}

/** Whether a group takes part here no more; what cannot be read of it is taken for gone. */
const isGone = ({ state, parked }: Thing<AllyState>): boolean => parked || state.ended !== null;

/** Whether no more is accepted by it than is accepted already. */
function isLess(state: OfferState | undefined, whole: Amount | null): boolean {
  const { status, accepted = null } = state ?? {};
  if (status !== "accepted" || accepted === null || whole?.unit !== accepted.unit) return false;
  return compare(whole, accepted) <= 0;
}

type Announced = { lines: readonly { offer?: string | null }[] };
type Answered = {
  answers: readonly { id: string; answer: string; quantity?: Amount | undefined }[];
};

const REASONS: Readonly<Record<Standing, string>> = {
  ...{ draft: "not-signed", proposed: "not-signed", signed: "not-yet", "in-force": "not-signed" },
  ...{ lapsed: "lapsed", paused: "is-paused", ended: "is-ended" },
};

/** Both sides open the agreement: why it does not hold is nothing new to either. */
const notNow = (status: Standing): Refusal =>
  refuse(`agreements.${REASONS[status]}`, "clause", { next: "agreements.see-it" });

/** That a group takes part here no more is on the page of each of its agreements. */
const theyLeft = refuse("agreements.they-left", "clause", { next: "agreements.see-it" });

/** How the house learns of agreements. */
export const agreed: AgreedRow = {
  kinds: [agreement, drawing, ally] as AgreedRow["kinds"],
  asks: ["offers.answer-many", "deliveries.announce"],
  begin: () => new Agreements(),
};

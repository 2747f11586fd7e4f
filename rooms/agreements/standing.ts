/**
 * The index of what is agreed: versions in force by agreement, and of each what was drawn from its
 * limits by period. One look is a few steps, however many agreements and lines there are.
 */
import { ById } from "../../house/by-id.ts";
import type { Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import type { AgreedIndex, AgreedRow, AskedAt, ClauseUse, LentAt } from "../../house/room.ts";
import {
  type Amount,
  add,
  billionths,
  compare,
  figure,
  isCurrency,
  signOf,
  smallBillionths,
  zero,
} from "../../house/values/index.ts";
import { type AllyState, ally } from "../allies/index.ts";
import { type NeedState, need } from "../needs/index.ts";
import { type OfferState, offer } from "../offers/index.ts";
import { type AgreementState, agreement } from "./facts.ts";
import { type DrawingState, drawing } from "./facts-beside.ts";
import { knownAt, periodAt } from "./periods.ts";
import {
  heldOf,
  isInForce,
  type Limit,
  NEVER,
  type Ready,
  type Row,
  type Sum,
  stagedRow,
} from "./ready.ts";
import { NOT_NOW, noClause, nothingHere, overLimit, theyLeft } from "./refusals.ts";
import { goesOn, statusOf } from "./status.ts";
import { PERIODS, type Period } from "./terms.ts";
import { isReadable } from "./ticked.ts";

/** What a line draws: how much, and when it was taken (ms). Closed without arrival: nothing. */
type Draw = { amount: Amount; at: number };
type Asked = {
  of: string;
  held: Ready;
  amount: Amount;
  when: number;
  staged: AskedAt["staged"];
  /** Contributions whose own part is in `amount` or `beside` already. */
  without?: ReadonlySet<string>;
  /** What is asked for together with it, and when each was taken (ms). */
  beside?: readonly Draw[];
};
type Moved = { limit: Limit } & Required<Pick<Asked, "staged" | "without">>;
const NOBODY: ReadonlySet<string> = new Set();
const NONE: readonly Draw[] = [];
const NOTHING: AskedAt["staged"] = [];

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
  readonly #rows = new ById<Row>();
  /** By group that came along: the agreements with it. */
  readonly #with = new Map<string, Set<string>>();
  /** Groups that came along and are gone. */
  readonly #gone = new Set<string>();
  /** By contribution: the line it is of. */
  readonly #lines = new Map<string, Thing<DrawingState>>();
  readonly #offers = new Map<string, OfferState>();
  readonly #draws = new Map<string, Draw>();
  /** By agreement, then unit, period and its name. */
  readonly #sums = new Map<string, Map<string, Sum>>();

  take(thing: Thing<never>): void {
    if (thing.kind === agreement.kind) {
      const { id, state, parked } = thing as Thing<AgreementState>;
      this.#rows.set(id, { id, state, parked, ready: null });
      const mine = this.#with.get(state.with);
      if (mine === undefined) this.#with.set(state.with, new Set([id]));
      else mine.add(id);
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
    const zone = this.#zoneOf(on);
    for (const per of PERIODS) {
      const sum = this.#sumOf(on, amount.unit, per, periodAt(at, per, zone));
      sum.whole += times * billionths(amount.of);
    }
    for (const { limits } of this.#rows.get(on)?.ready ?? [])
      for (const limit of limits) limit.period = NEVER;
  }

  /** What was drawn in a period: the same object for as long as the index lives. */
  #sumOf(on: string, unit: string, per: Period, name: string): Sum {
    const sums = this.#sums.get(on) ?? new Map<string, Sum>();
    this.#sums.set(on, sums);
    const key = `${unit} ${per} ${name}`;
    const sum = sums.get(key) ?? { whole: 0n };
    sums.set(key, sum);
    return sum;
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
    for (const sum of sums.values()) sum.whole = 0n;
    for (const [id, line] of this.#lines) {
      const draw = line.state.agreement === on ? this.#draws.get(id) : undefined;
      if (draw !== undefined) this.#count(on, draw, 1n);
    }
  }

  may({ clause, of, amount, onLapse }: ClauseUse, { now, staged }: AskedAt): Refusal | null {
    const row = this.#rowNow(of, staged);
    if (row === undefined) return nothingHere;
    if (this.#isGone(row.state.with, staged)) return theyLeft;
    const held = heldOf(row, now);
    if (held === null || !isInForce(row, held, now)) {
      const isLate = held !== null && row.state.ended === null && row.state.paused === null;
      const status = isLate ? "lapsed" : statusOf(row.state, now);
      const late = status === "lapsed" && onLapse === "warn" && goesOn(row.state, now);
      if (held === null || !late) return NOT_NOW[status];
    }
    // What is given in money stands on the clause on money, whatever else is given.
    const inMoney = clause === "support" && amount !== null && isCurrency(amount.unit);
    if (!held.kinds.has(inMoney ? "money" : clause)) return noClause;
    if (amount === null) return null;
    if (staged.length === 0) return this.#fits(of, held, amount, now);
    return this.#limit({ of, held, amount, when: now, staged });
  }

  /** Whether it fits under every limit of its unit now (ms), where all is durable. */
  #fits(of: string, held: Ready, amount: Amount, now: number): Refusal | null {
    const asked = smallBillionths(amount.of);
    for (const limit of held.limits) {
      if (limit.unit !== amount.unit) continue;
      if (now < limit.period.from || now >= limit.period.until) this.#move(of, limit, now);
      if (asked <= limit.small) continue;
      if (asked > limit.small) return overLimit(limit.left, limit.most);
      // One of the two is no plain number that is exact.
      return this.#limit({ of, held, amount, when: now, staged: NOTHING });
    }
    return null;
  }

  /** An agreement as it is, what is not durable yet counted in. */
  #rowNow(id: string, staged: AskedAt["staged"]): Row | undefined {
    const row = (staged.length === 0 ? null : stagedRow(id, staged)) ?? this.#rows.get(id);
    return row === undefined || row.parked ? undefined : row;
  }

  /** Whether the other party takes part here no more: then nothing stands on what was agreed. */
  #isGone(id: string, staged: AskedAt["staged"]): boolean {
    if (staged.length === 0) return this.#gone.has(id);
    const fresh = staged.findLast((one) => one.id === id) as Thing<AllyState> | undefined;
    return fresh?.kind === ally.kind ? isGone(fresh) : this.#gone.has(id);
  }

  /** Whether what was accepted under it may go on by itself now (ms). */
  #stillGoesOn(id: string, { now, staged }: AskedAt): boolean {
    const state = this.#rowNow(id, staged)?.state;
    return state !== undefined && goesOn(state, now) && !this.#isGone(state.with, staged);
  }

  /** Whether it fits under every limit of its unit, in the period that `when` (ms) lies in. */
  #limit({
    of,
    held,
    amount,
    when,
    staged,
    without = NOBODY,
    beside = NONE,
  }: Asked): Refusal | null {
    for (const limit of held.limits) {
      if (limit.unit !== amount.unit) continue;
      if (when < limit.period.from || when >= limit.period.until) this.#move(of, limit, when);
      const { most, sum } = limit;
      const left = billionths(most.of) - sum.whole - this.#moved(of, { limit, staged, without });
      if (billionths(amount.of) + this.#besides(of, limit, beside) <= left) continue;
      return overLimit(left > 0n ? figure(left) : "0", most);
    }
    return null;
  }

  /** What is asked for together with it in the period of a limit, in billionths. */
  #besides(of: string, { unit, per, period }: Limit, beside: readonly Draw[]): bigint {
    const zone = this.#zoneOf(of);
    const same = beside.filter(
      (one) => one.amount.unit === unit && periodAt(one.at, per, zone) === period.name,
    );
    return same.reduce((sum, { amount }) => sum + billionths(amount.of), 0n);
  }

  /** Looks up the period that an instant (ms) lies in, and what is left in it. */
  #move(of: string, limit: Limit, when: number): void {
    limit.period = knownAt(when, limit.per, this.#zoneOf(of));
    limit.sum = this.#sumOf(of, limit.unit, limit.per, limit.period.name);
    const left = billionths(limit.most.of) - limit.sum.whole;
    limit.left = left > 0n ? figure(left) : "0";
    limit.small = smallBillionths(limit.left);
  }

  /** What the sums lack or have too much of, by what is not durable yet and what is left out. */
  #moved(on: string, { limit, staged, without }: Moved): bigint {
    const { unit, per, period } = limit;
    const zone = this.#zoneOf(on);
    const inPeriod = (at: number) => periodAt(at, per, zone) === period.name;
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

  lends(other: string, thing: Thing<never>, { now, staged, part }: LentAt): boolean {
    if (thing.kind !== need.kind || thing.parked) return false;
    const line = thing.state as NeedState;
    // What it said before it was corrected was said of something else, or was too much.
    if (part !== undefined && part !== line.words?.index) return false;
    const mine = new Set(this.#with.get(other));
    for (const { id, kind, state } of staged as readonly Thing[])
      if (kind === agreement.kind && (state as AgreementState).with === other) mine.add(id);
    if (mine.size === 0 || this.#isGone(other, staged)) return false;
    return [...mine].some((id) => {
      const row = this.#rowNow(id, staged);
      const held = row === undefined ? null : heldOf(row, now);
      if (row === undefined || held === null || !isInForce(row, held, now)) return false;
      return isReadable(row.state, held.gives, line, now);
    });
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
      if (line === undefined || row === undefined) continue;
      const state = this.#stagedOffers(line.agreement, staged).get(id) ?? this.#offers.get(id);
      const whole = quantity ?? state?.quantity ?? null;
      // Less than was accepted is a part of the answer that was given.
      if (isLess(state, whole)) continue;
      const held = heldOf(row, now);
      const gone = this.#isGone(row.state.with, staged);
      if (held === null || gone || !isInForce(row, held, now)) {
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

/** How the house learns of agreements. */
export const agreed: AgreedRow = {
  kinds: [agreement, drawing, ally] as AgreedRow["kinds"],
  asks: ["offers.answer-many", "deliveries.announce"],
  begin: () => new Agreements(),
};

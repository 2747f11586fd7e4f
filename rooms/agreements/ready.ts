/** An agreement made ready to be asked about: its versions that hold, their clauses and limits. */
import type { Thing } from "../../house/facts.ts";
import type { AskedAt } from "../../house/room.ts";
import type { Amount } from "../../house/values/index.ts";
import { type AgreementState, agreement, isSigned, type Version } from "./facts.ts";
import type { Known } from "./periods.ts";
import { holdsFrom, lapsesAt } from "./status.ts";
import { limitOf, type Period, type TickKind } from "./terms.ts";
import { ticksOf } from "./ticked.ts";

/** What was drawn in a period, in billionths. */
export type Sum = { whole: bigint };
/** A limit, and what is left of it in the period looked at last: most questions are about now. */
export type Limit = {
  unit: string;
  per: Period;
  most: Amount;
  period: Known;
  sum: Sum;
  /** Nothing or more, as it is written; and as a plain number, NaN where that is not exact. */
  left: string;
  small: number;
};
/** A version that both signed, as it is asked about. */
export type Ready = {
  from: number;
  lapses: number;
  kinds: ReadonlySet<string>;
  /** Kinds of support that the other gives by it. */
  gives: readonly TickKind[];
  limits: readonly Limit[];
};
/** An agreement as the index keeps it. */
export type Row = {
  id: string;
  state: AgreementState;
  parked: boolean;
  ready: readonly Ready[] | null;
};
/** No period: what was looked up last is looked up anew. */
export const NEVER: Known = { from: Infinity, until: -Infinity, name: "" };

/** The versions of an agreement that both signed: the one proposed last comes first. */
function readyOf({ proposed, current, with: other }: AgreementState): readonly Ready[] {
  const signed = [proposed, current].filter((one) => one !== null && isSigned(one, other));
  return (signed as Version[]).map((version) => ({
    ...{ from: holdsFrom(version), lapses: lapsesAt(version) },
    kinds: new Set(version.clauses.map(({ kind }) => kind)),
    gives: ticksOf(version),
    limits: version.clauses.flatMap((clause) => {
      const limit = limitOf(clause);
      if (limit === null) return [];
      const { most, per } = limit;
      const unknown = { period: NEVER, sum: { whole: 0n }, left: "0", small: Number.NaN };
      return { unit: most.unit, per, most, ...unknown };
    }),
  }));
}

/** An agreement as the commit being decided leaves it, where that changed it. */
export function stagedRow(id: string, staged: AskedAt["staged"]): Row | null {
  const fresh = staged.findLast((one) => one.id === id) as Thing<AgreementState> | undefined;
  return fresh?.kind === agreement.kind ? { ...fresh, ready: null } : null;
}

/** The version that holds now (ms), lapsed or not; what was worked out of it is kept beside it. */
export function heldOf(row: Row, now: number): Ready | null {
  row.ready ??= readyOf(row.state);
  for (const one of row.ready) if (one.from <= now) return one;
  return null;
}

/** Whether an agreement is in force now (ms), given the version that holds. */
export const isInForce = ({ state }: Row, { lapses }: Ready, now: number): boolean =>
  state.ended === null && state.paused === null && now < lapses;

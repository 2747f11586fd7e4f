/** What the local group ticked for the other: what it offers by itself, and what it may read. */
import { type Amount, type Day, dayOf, endOf, isCurrency } from "../../house/values/index.ts";
import type { NeedState } from "../needs/index.ts";
import type { AgreementState, Version } from "./facts.ts";
import { heldVersion } from "./status.ts";
import { SUPPORTS, type TickKind } from "./terms.ts";

type Ticked = NonNullable<AgreementState["ticked"]>;
type Of = Pick<AgreementState, "ticked">;

/** What kind of support a line asks for, as agreements call it. */
export function kindOf(
  { needKind }: Pick<NeedState, "needKind">,
  { unit }: Pick<Amount, "unit">,
): TickKind {
  if (isCurrency(unit)) return "money";
  return SUPPORTS.find((one) => one === needKind) ?? "other";
}

/** Kinds of support that the other gives by a version. */
export function ticksOf(version: Pick<Version, "clauses"> | null): TickKind[] {
  const all = version?.clauses.flatMap((one): TickKind[] => {
    if (one.kind !== "support" && one.kind !== "money") return [];
    if (one.terms.gives === "us") return [];
    return one.kind === "money" ? ["money"] : one.terms.kinds;
  });
  return [...new Set(all ?? [])];
}

/** When what is ticked ends (ms): with its day, or with the version it was ticked for. */
const ticksEnd = ({ until, last }: Ticked): number => Math.min(endOf(until), last);

/** The last day on which what is ticked holds. */
export const ticksDay = ({ until, last }: Ticked): Day =>
  last < endOf(until) ? dayOf(last - 1, until.zone) : until;

/** What is ticked now (ms); null where nothing is any more. */
export const ticksNow = ({ ticked }: Of, now: number): Ticked | null =>
  ticked !== null && now < ticksEnd(ticked) ? ticked : null;

/** Whether the local group lets the other offer this by itself, now (ms). */
export function isTicked(of: Of, kind: TickKind, now: number): boolean {
  return ticksNow(of, now)?.kinds.includes(kind) === true;
}

/** Of a line what says whether it can be lent. */
type Asked = Pick<NeedState, "needKind" | "told" | "asked" | "status">;

/**
 * Whether a line that the group keeps to itself is one that it can let another read: no place to
 * stay, nothing that was typed for somebody and not read back, and nothing that was withdrawn.
 */
const canBeLent = ({ needKind, told, status }: Asked): boolean =>
  needKind !== "stay" && told !== "waiting" && status !== "withdrawn";

/**
 * Whether the local group lets the other read such a line, now (ms), as far as it ticked: of kinds
 * that the other gives by the version that holds (`gives`), whatever was ticked for another one.
 */
export function isReadable(of: Of, gives: readonly TickKind[], line: Asked, now: number): boolean {
  if (!canBeLent(line)) return false;
  const kind = kindOf(line, line.asked ?? { unit: "item" });
  return gives.includes(kind) && ticksNow(of, now)?.reads.includes(kind) === true;
}

/** The same of an agreement that is in force now (ms), by the version that holds. */
export function isReadableNow(state: AgreementState, line: Asked, now: number): boolean {
  return isReadable(state, ticksOf(heldVersion(state, now)), line, now);
}

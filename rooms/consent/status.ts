/** How a permission stands now: worked out from what was done and the time, by no job. */
import { endOf, startOf } from "../../house/values/index.ts";
import type { ConsentState } from "./facts.ts";
import type { SubjectState } from "./facts-subject.ts";
import { ASK_AGAIN_MS, UNDER_MAX } from "./terms.ts";

/** What pages say of a permission. Of these `given` and `renewed` alone allow anything. */
export type Status =
  | ConsentState["stood"]
  | ("told" | "unsaid" | "by-hand" | "half" | "expired" | "not-yet" | "closed" | "fallen");

/** The same as DPV 2.3 has it (`https://w3id.org/dpv#`). */
export const DPV: Readonly<Record<Status, string>> = {
  ...{ asked: "ConsentRequested", told: "ConsentRequested", half: "ConsentRequested" },
  ...{ unsaid: "ConsentRequested", "by-hand": "ConsentRequested" },
  ...{ deferred: "ConsentRequestDeferred", refused: "ConsentRefused", given: "ConsentGiven" },
  ...{ "not-yet": "ConsentGiven", renewed: "RenewedConsentGiven", expired: "ConsentExpired" },
  ...{ withdrawn: "ConsentWithdrawn", revoked: "ConsentRevoked" },
  ...{ invalidated: "ConsentInvalidated", closed: "ConsentRevoked" },
  // Why what it stood on ended is not said: it may have been taken back, or be over.
  fallen: "ConsentRevoked",
};

type Clocked = Pick<
  ConsentState,
  "stood" | "from" | "ends" | "since" | "yes" | "told" | "hand" | "review"
>;
type Stopped = Pick<SubjectState, "stopped" | "kept" | "absent" | "lost">;

/** Whether it is of those that nothing leaves: who says yes again gets a new one. */
export function isOver(state: Clocked, now: number): boolean {
  return !["asked", "given", "renewed"].includes(state.stood) || endOf(state.ends) <= now;
}

/** Whether a yes stands in it, its days aside. */
export const isYes = ({ stood }: Pick<ConsentState, "stood">): boolean =>
  stood === "given" || stood === "renewed";

/**
 * Whether they were away when it was given, or since, and nobody who may spoke for them. What was
 * open before stays closed whatever was said to go on; of one who is away only that goes on which
 * stood before, and nobody's word but the speaker's adds to it.
 */
export function isClosed(
  { since, yes }: Pick<ConsentState, "since" | "yes">,
  { stopped, kept, absent, lost }: Stopped,
): boolean {
  if (stopped === null) return false;
  const from = kept ? lost : stopped.index;
  if ((since?.index ?? -1) < from) return true;
  const last = yes.at(-1);
  return absent !== null && last?.as !== "speaker" && (last?.at.index ?? -1) >= stopped.index;
}

/** What of a yes is there already, where it opens nothing yet. */
function waitingOf({ hand, told, yes }: Clocked): Status {
  if (hand.length > 0) return "by-hand";
  if (told !== null) return told.by === "self" ? "unsaid" : "told";
  return yes.length > 0 ? "half" : "asked";
}

/** How it stands now (ms); `isHeld`: whether all that it stands on holds ({@link isHeldUp}). */
export function statusOf(state: Clocked, person: Stopped, now: number, isHeld = true): Status {
  const { stood } = state;
  if (!isYes(state) && stood !== "asked") return stood;
  if (endOf(state.ends) <= now) return "expired";
  if (!isHeld) return "fallen";
  if (stood === "asked") return waitingOf(state);
  if (isClosed(state, person)) return "closed";
  return startOf(state.from) > now ? "not-yet" : stood;
}

/** What a permission stands on, and whose that is, by their ids; undefined: nothing that holds. */
export type Bases = {
  permission: (id: string) => ConsentState | undefined;
  person: (id: string) => Stopped | undefined;
};

/**
 * Whether all that it stands on holds now (ms), and all that this stands on, as many as may lie
 * beneath one. One that stands on nothing holds by itself.
 */
export function isHeldUp(
  { under }: Pick<ConsentState, "under">,
  bases: Bases,
  now: number,
  most = { left: UNDER_MAX },
): boolean {
  return under.every((id) => {
    const state = bases.permission(id);
    const person = state && bases.person(state.subject);
    if (state === undefined || person === undefined || most.left-- === 0) return false;
    const status = statusOf(state, person, now);
    const holds = status === "given" || status === "renewed";
    return holds && isHeldUp(state, bases, now, most);
  });
}

/** Whether it is time to ask again: its review came, or its end is near. Silence is never a yes. */
export function isToAsk(state: Clocked, now: number): boolean {
  if (!isYes(state) || endOf(state.ends) <= now) return false;
  return startOf(state.review) <= now || endOf(state.ends) - ASK_AGAIN_MS <= now;
}

/** What a need's state says at a moment: figures, status, freshness, level. Pure arithmetic. */
import {
  type Amount,
  billionths,
  coarsen,
  dayOf,
  endOf,
  figure,
  type Place,
  type Urgency,
} from "../../house/values/index.ts";
import type { NeedState, Stage } from "./facts.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How long a need stays fresh by its urgency, in ms; the table stands in the room's README. */
export const FRESH_MS: Readonly<Record<Urgency, number>> = {
  hours: 12 * HOUR_MS,
  days: 3 * DAY_MS,
  weeks: 14 * DAY_MS,
  whenever: 60 * DAY_MS,
};

/** When the need stops being fresh, ms since 1970. */
export function freshUntil(state: NeedState): number {
  return state.inside.confirmedAt + FRESH_MS[state.urgency];
}

/** Whether nobody has said for too long that an open need still holds. */
export function isStale(state: NeedState, now: number): boolean {
  return state.status === "open" && now > freshUntil(state);
}

/** Whether someone said on the day it is now in `zone` that it holds. */
export function isConfirmedOn(state: NeedState, now: number, zone: string): boolean {
  return dayOf(state.inside.confirmedAt, zone).date === dayOf(now, zone).date;
}

/** Whether the day it was asked for by is over. */
export function isPast(state: NeedState, now: number): boolean {
  return state.by !== null && now >= endOf(state.by);
}

/** A need's figures in the unit it was asked in, and what came in other units. */
export type Figures = {
  asked: Amount;
  accepted: Amount;
  onTheWay: Amount;
  counted: Amount;
  /** Asked without all three, never below nothing. */
  still: Amount;
  /** What is here in units that were not asked for; never added to the figures. */
  beside: Amount[];
};

const STAGES: readonly Stage[] = ["accepted", "onTheWay", "counted"];

/** The figures; null where no quantity was asked for. */
export function figuresOf(state: NeedState): Figures | null {
  const { asked } = state;
  if (asked === null) return null;
  const { unit } = asked;
  const at = (stage: Stage) => state.progress[stage][unit] ?? "0";
  const taken = STAGES.reduce((sum, stage) => sum + billionths(at(stage)), 0n);
  const left = billionths(asked.of) - taken;
  const amount = (of: string): Amount => ({ of, unit });
  return {
    asked,
    accepted: amount(at("accepted")),
    onTheWay: amount(at("onTheWay")),
    counted: amount(at("counted")),
    still: amount(left > 0n ? figure(left) : "0"),
    beside: besideOf(state, unit),
  };
}

/** What is counted in other units than the given one. */
function besideOf(state: NeedState, unit: string | null): Amount[] {
  return Object.entries(state.progress.counted)
    .filter(([other, of]) => other !== unit && of !== "0")
    .map(([other, of]) => ({ of, unit: other }));
}

/** How a need stands, in one word. Words: `needs.status.<word>`. */
export type Status = "open" | "partly" | "met" | "withdrawn";

/** All of them, in the order a filter shows them. */
export const STATUSES: readonly Status[] = ["open", "partly", "met", "withdrawn"];

/** Open, partly met (something is here), met (all of it is, or the group said so), withdrawn. */
export function statusOf(state: NeedState): Status {
  if (state.status !== "open") return state.status;
  const here = Object.values(state.progress.counted).some((of) => billionths(of) > 0n);
  if (!here) return "open";
  const { asked, progress } = state;
  if (asked === null) return "partly";
  const counted = billionths(progress.counted[asked.unit] ?? "0");
  return counted >= billionths(asked.of) ? "met" : "partly";
}

/** Whether it is still asked for: neither met nor withdrawn. */
export function isAsked(state: NeedState): boolean {
  const status = statusOf(state);
  return status === "open" || status === "partly";
}

/** What a protected space tells strangers instead of figures: how much is here or agreed. */
export function levelOf(state: NeedState): "none" | "part" | "most" | "met" {
  const figures = figuresOf(state);
  if (statusOf(state) === "met") return "met";
  if (figures === null) return statusOf(state) === "partly" ? "part" : "none";
  const asked = billionths(figures.asked.of);
  const taken = asked - billionths(figures.still.of);
  if (taken <= 0n) return "none";
  if (figures.still.of === "0") return "met";
  return taken * 2n > asked ? "most" : "part";
}

/** A protected space tells regions; a finer place becomes what is known to lie around it. */
export function asRegion(place: Place): Place | null {
  const coarse = coarsen(place, 2);
  return coarse.level === 0 && place.level > 0 ? null : coarse;
}

/** What of occasions and turns goes by time: what and when it was, and who came. */
import type { Thing } from "../../house/facts.ts";
import { eraseByTime, type TimeRow } from "../../house/times.ts";
import { endOf } from "../../house/values/index.ts";
import { type OccasionState, occasion } from "./facts.ts";
import { type TurnState, turn } from "./facts-turn.ts";

const command = "hours.erase-by-time";
const occasionOf = (thing: Thing<never>) => (thing as Thing<OccasionState>).state;
const turnOf = (thing: Thing<never>) => (thing as Thing<TurnState>).state;

/** The rows. */
export const timeRows: readonly TimeRow[] = [
  {
    ...{ what: "occasions", kind: occasion as TimeRow["kind"], parts: ["words"], command },
    of: ["occasion.asked/1", "occasion.moved/1"],
    since: (thing) => {
      const { day } = occasionOf(thing);
      return day === null ? null : endOf(day);
    },
    held: (thing) => {
      const { what, when } = occasionOf(thing);
      const all = [what, when].filter((at) => at !== null);
      return [...new Map(all.map((at) => [at.n, at])).values()];
    },
  },
  {
    ...{ what: "helpers", kind: turn as TimeRow["kind"], parts: ["people"], command },
    of: ["turn.taken/1"],
    since: (thing) => {
      const { day } = turnOf(thing);
      return day === null ? null : endOf(day);
    },
    held: (thing) => {
      const { people, forgotten } = turnOf(thing);
      return people === null || forgotten ? [] : [people];
    },
  },
];

/** The clock's command for them. */
export const eraseTimed = eraseByTime(command, timeRows);

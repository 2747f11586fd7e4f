/** What falls due of a turn: forgetting who took it. */
import type { Thing } from "../../house/facts.ts";
import type { DueRow } from "../../house/room.ts";
import { forgetAt } from "./decider-turn.ts";
import { type TurnState, turn } from "./facts-turn.ts";

/** The rows. */
export const due: readonly DueRow[] = [
  {
    ...{ name: "forget", kind: turn as DueRow["kind"], command: "hours.forget" },
    at: (thing) => forgetAt((thing as Thing<TurnState>).state),
    input: ({ id }) => ({ turn: id }),
  },
];

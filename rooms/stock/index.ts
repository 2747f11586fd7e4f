/** The door of `stock`: what the house, the web and later rooms may use of it. */
import { isOutside } from "../../house/circles.ts";
import type { Room } from "../../house/room.ts";
import { beside } from "./beside.ts";
import { table } from "./commands.ts";
import { lot, shelf, stowed } from "./facts.ts";
import { dropWhere, elsewhere } from "./feed.ts";
import { goods } from "./goods.ts";
import { leg, timeRows } from "./legs.ts";
import { nearby, turn } from "./nearby.ts";
import { turnOf } from "./questions-nearby.ts";
import { stays } from "./stays.ts";
import { swaps } from "./swaps.ts";

export { type ShelfState, shelf } from "./facts.ts";
export { type GoodsState, goods } from "./goods.ts";

export { type SaidNext, sayNext } from "./next.ts";
export { door } from "./routes.ts";

/** The room as the house sees it. */
export const room: Room = {
  ...{
    name: "stock",
    kinds: [shelf, goods, lot, stowed, nearby, turn, leg, swaps],
    commands: table,
  },
  ...{ stays, times: timeRows },
  wayOn: {
    ...{ key: "stock.turn.way", path: "/who-first" },
    isThere: async (view) => {
      if ((await view.space.countOfKind(turn.kind)) === 0) return false;
      const known = await turnOf(view);
      return known !== null && isOutside(known.thing.circle);
    },
  },
  beside,
  effects: [dropWhere],
  elsewhere,
};

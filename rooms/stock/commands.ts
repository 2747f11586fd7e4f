/** What can be asked for about places and items, by whom, and on what it stands. */
import { z } from "zod";
import { type CommandRow, defineCommand } from "../../house/command.ts";
import * as decider from "./decider.ts";
import * as moves from "./decider-moves.ts";
import * as packs from "./decider-packs.ts";
import * as legs from "./legs.ts";
import * as near from "./nearby.ts";
import * as shapes from "./shapes.ts";
import * as swaps from "./swaps.ts";

const OWN = "none: a group keeps its own goods" as const;
const NO_PERSON = "none: it shows nothing of a person" as const;
const NEVER = "none: it stands on nothing that could lapse" as const;

const own = { clause: OWN, consent: NO_PERSON, onLapse: NEVER } as const;
const who = ["coordination", "treasurer", "member"] as const;
const act = { ...own, kind: "act", who } as const;
const testimony = { ...own, kind: "testimony", who } as const;
const undoing = { ...own, kind: "undoing", who } as const;

/** The room's table of commands, by name for its own tests. */
export const commands = {
  openShelf: defineCommand({
    ...{ ...act, name: "stock.open-place", shape: shapes.openShape },
    decide: decider.openShelf,
  }),
  renameShelf: defineCommand({
    ...{ ...act, name: "stock.rename-place", shape: shapes.renameShape },
    decide: decider.renameShelf,
  }),
  preferShelf: defineCommand({
    ...{ ...act, name: "stock.prefer-place", shape: shapes.shelfShape },
    decide: decider.preferShelf,
  }),
  closeShelf: defineCommand({
    ...{ ...act, name: "stock.close-place", shape: shapes.shelfShape },
    decide: decider.closeShelf,
  }),
  nameGoods: defineCommand({
    ...{ ...act, name: "stock.name-item", shape: shapes.nameShape },
    decide: decider.nameGoods,
  }),
  renameGoods: defineCommand({
    ...{ ...act, name: "stock.rename-item", shape: shapes.renameItemShape },
    decide: decider.renameGoods,
  }),
  setLevels: defineCommand({
    ...{ ...act, name: "stock.set-levels", shape: shapes.levelsShape },
    decide: decider.setLevels,
  }),
  setPacks: defineCommand({
    ...{ ...act, name: "stock.set-packs", shape: shapes.packsShape },
    decide: decider.setPacks,
  }),
  setParts: defineCommand({
    ...{ ...act, name: "stock.set-kit", shape: shapes.partsShape },
    decide: decider.setParts,
  }),
  note: defineCommand({
    ...{ ...act, name: "stock.note-item", shape: shapes.noteShape },
    decide: decider.note,
  }),
  unnote: defineCommand({
    ...{ ...undoing, name: "stock.unnote-item", shape: shapes.unnoteShape },
    decide: decider.unnote,
  }),
  retireGoods: defineCommand({
    ...{ ...act, name: "stock.retire-item", shape: shapes.itemShape },
    decide: decider.retireGoods,
  }),
  putAway: defineCommand({
    ...{ ...testimony, name: "stock.put-away", shape: shapes.putAwayShape },
    decide: moves.putAway,
  }),
  takeIn: defineCommand({
    ...{ ...testimony, name: "stock.take-in", shape: shapes.takeInShape },
    decide: moves.takeIn,
  }),
  move: defineCommand({
    ...{ ...testimony, name: "stock.move", shape: shapes.moveShape },
    decide: moves.move,
  }),
  give: defineCommand({
    ...{ ...testimony, name: "stock.give-out", shape: shapes.giveShape },
    decide: moves.give,
  }),
  adjust: defineCommand({
    ...{ ...testimony, name: "stock.adjust", shape: shapes.adjustShape },
    decide: moves.adjust,
  }),
  count: defineCommand({
    ...{ ...testimony, name: "stock.count", shape: shapes.countShape },
    decide: packs.count,
  }),
  confirmCount: defineCommand({
    ...{ ...testimony, name: "stock.confirm-count", shape: shapes.confirmShape },
    decide: packs.confirmCount,
  }),
  dropCount: defineCommand({
    ...{ ...undoing, name: "stock.drop-count", shape: shapes.shelfShape },
    decide: packs.dropCount,
  }),
  pack: defineCommand({
    ...{ ...testimony, name: "stock.pack", shape: shapes.timesShape },
    decide: packs.pack,
  }),
  unpack: defineCommand({
    ...{ ...testimony, name: "stock.unpack", shape: shapes.timesShape },
    decide: packs.unpack,
  }),
  answerNearby: defineCommand({
    ...{ ...act, name: "stock.answer-nearby", shape: near.answerShape },
    decide: near.answerNearby,
  }),
  writeTurn: defineCommand({
    ...{ ...act, name: "stock.write-turn", shape: near.turnShape },
    decide: near.writeTurn,
  }),
  showTurn: defineCommand({
    ...{ ...act, name: "stock.show-turn", shape: z.strictObject({}), decide: near.showTurn },
  }),
  quietTurn: defineCommand({
    ...{ ...undoing, name: "stock.quiet-turn", shape: z.strictObject({}) },
    decide: near.quietTurn,
  }),
  switchSwaps: defineCommand({
    ...{ ...act, name: "stock.switch-swaps", shape: swaps.switchShape },
    decide: swaps.switchSwaps,
  }),
  planLeg: defineCommand({
    ...{ ...act, name: "stock.plan-leg", shape: legs.planShape, decide: legs.planLeg },
  }),
  moveLeg: defineCommand({
    ...{ ...testimony, name: "stock.move-leg", shape: legs.moveLegShape },
    decide: legs.moveLeg,
  }),
  dropLeg: defineCommand({
    ...{ ...undoing, name: "stock.drop-leg", shape: legs.legShape, decide: legs.dropLeg },
  }),
};

/** The same as the house takes them. */
export const table: readonly CommandRow[] = [
  ...(Object.values(commands) as readonly CommandRow[]),
  legs.eraseTimed,
];

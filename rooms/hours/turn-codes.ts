/**
 * Which space a turn's code belongs to: a row of the node by the code's hash, among those of
 * receipts, so that it is put away with them while everything of a group is closed.
 */
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import type { Effect, Elsewhere } from "../../house/room.ts";
import type { View } from "../../house/view.ts";
import { changeRow, nodeOf, readRow } from "../people/index.ts";
import { RECEIPT_ROWS } from "../spaces/index.ts";
import { turn, turnMark } from "./facts-turn.ts";

const DAY_MS = 24 * 3_600_000;
/** How long a code can be used. */
const KEPT_MS = 400 * DAY_MS;
const CODE_MAX = 60;

/** What taking a turn asks of the node: a hash and the space's random id, nothing else. */
export const keepCode: Effect = {
  name: "hours.keep-code",
  on: ["turn.taken/1"],
  act: async (house, space, { record, stamp }) => {
    const expires = Math.ceil((stamp.at + KEPT_MS) / DAY_MS) * DAY_MS;
    const key = `${RECEIPT_ROWS}${String(record["hash"])}`;
    await changeRow(nodeOf(house), key, () => ({ value: { space }, expires }));
  },
};

/** The turn a code is of, or null: none, a wrong code, a space that ended. */
export async function findTurn(
  house: House,
  code: string,
): Promise<{ space: string; turn: string } | null> {
  if (code === "" || code.length > CODE_MAX) return null;
  const hash = codeHash(code);
  const row = await readRow<{ space: string }>(nodeOf(house), `${RECEIPT_ROWS}${hash}`);
  const opened = row === null ? null : await house.space(row.space);
  const [entry] = (await opened?.marked(turnMark(hash), 1)) ?? [];
  if (row === null || entry === undefined) return null;
  return { space: row.space, turn: entry.header.thing };
}

/** Codes that are out, and until when the youngest of them opens its turn. */
export async function elsewhere(view: View): Promise<readonly Elsewhere[]> {
  const coded = (await view.things(turn)).filter(({ state }) => state.hash !== null);
  const held = coded.map(({ first }) => first.at + KEPT_MS).filter((until) => until > view.now);
  if (held.length === 0) return [];
  return [{ what: "hours.elsewhere.codes", n: held.length, until: Math.max(0, ...held) }];
}

/**
 * Which space a receipt code belongs to: a row of the node by the code's hash, so that a holder
 * needs no address but the node's and the paper in their pocket names no group.
 */
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import type { Effect, Elsewhere } from "../../house/room.ts";
import { isShut, type View } from "../../house/view.ts";
import { changeRow, moveRows, nodeOf, readRow } from "../people/index.ts";
import { RECEIPT_ROWS, RECEIPTS_AWAY } from "../spaces/index.ts";
import { offer, receiptMark } from "./facts.ts";

const DAY_MS = 24 * 3_600_000;
/** How long a code can be used from the node's own page. */
const KEPT_MS = 400 * DAY_MS;
const CODE_MAX = 60;
const rowKey = (code: string) => `${RECEIPT_ROWS}${codeHash(code)}`;

/**
 * What making an offer asks of the node, whichever door it came by: a hash and the space's random
 * id, nothing else. When it ends follows from the offer, so that doing it late changes nothing.
 */
export const keepReceipt: Effect = {
  name: "offers.keep-receipt",
  on: ["offer.made/1"],
  act: async (house, space, { record, stamp }) => {
    const expires = Math.ceil((stamp.at + KEPT_MS) / DAY_MS) * DAY_MS;
    const key = `${RECEIPT_ROWS}${String(record["hash"])}`;
    await changeRow(nodeOf(house), key, () => ({ value: { space }, expires }));
  },
};

const move = (house: House, space: string, rows: readonly [string, string]) =>
  moveRows<{ space: string }>(nodeOf(house), rows, (row) => row.space === space);

/** While everything of a group is closed its codes are looked up like codes of nobody. */
export const putReceiptsAway: Effect = {
  name: "offers.put-receipts-away",
  on: ["space.shuttered/1"],
  act: async (house, id) => {
    const space = await house.space(id);
    if (space !== null && (await isShut(space)))
      await move(house, id, [RECEIPT_ROWS, RECEIPTS_AWAY]);
  },
  keyless: async () => undefined,
};

/** Then they lead to their contributions again. */
export const putReceiptsBack: Effect = {
  name: "offers.put-receipts-back",
  on: ["space.reopened/1"],
  act: async (house, id) => {
    const space = await house.space(id);
    if (space !== null && !(await isShut(space)))
      await move(house, id, [RECEIPTS_AWAY, RECEIPT_ROWS]);
  },
  keyless: async () => undefined,
};

/** Receipts that are out, and until when the youngest of them opens its contribution. */
export async function elsewhere(view: View): Promise<readonly Elsewhere[]> {
  const coded = (await view.things(offer)).filter(({ state }) => state.hash !== "");
  const made = coded.map(({ state }) => state.madeAt + KEPT_MS);
  const held = made.filter((until) => until > view.now);
  const until = Math.max(0, ...held);
  return held.length === 0 ? [] : [{ what: "offers.elsewhere.receipts", n: held.length, until }];
}

/** The offer a code is of, or null: none, a wrong code, a space that ended. */
export async function findReceipt(
  house: House,
  code: string,
): Promise<{ space: string; thing: string } | null> {
  if (code === "" || code.length > CODE_MAX) return null;
  const row = await readRow<{ space: string }>(nodeOf(house), rowKey(code));
  const opened = row === null ? null : await house.space(row.space);
  const [entry] = (await opened?.marked(receiptMark(codeHash(code)), 1)) ?? [];
  return row === null || entry === undefined
    ? null
    : { space: row.space, thing: entry.header.thing };
}

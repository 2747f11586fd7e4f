/**
 * Which space a receipt code belongs to: a row of the node by the code's hash, so that a holder
 * needs no address but the node's and the paper in their pocket names no group.
 */
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import type { Effect } from "../../house/room.ts";
import { changeRow, nodeOf, readRow } from "../people/index.ts";
import { RECEIPT_ROWS } from "../spaces/index.ts";
import { receiptMark } from "./facts.ts";

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

/**
 * Which space a receipt code belongs to: a row of the node by the code's hash, so that a holder
 * needs no address but the node's and the paper in their pocket names no group.
 */
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import type { After } from "../../house/room.ts";
import { changeRow, nodeOf, readRow } from "../people/index.ts";
import { RECEIPT_ROWS } from "../spaces/index.ts";
import { receiptMark } from "./facts.ts";

const DAY_MS = 24 * 3_600_000;
/** How long a code can be used from the node's own page. */
const KEPT_MS = 400 * DAY_MS;
const CODE_MAX = 60;
const rowKey = (code: string) => `${RECEIPT_ROWS}${codeHash(code)}`;

/** Keeps it, whichever door the offer came by: a hash and the space's random id, nothing else. */
const keepReceipt: After = async (house, { space }, { answer }) => {
  const expires = house.now + KEPT_MS;
  const key = rowKey(String(answer["code"]));
  await changeRow(nodeOf(house), key, () => ({ value: { space }, expires }));
};

/** What making an offer asks of the node. */
export const afterCommands: Readonly<Record<string, After>> = {
  "offers.take": keepReceipt,
  "offers.offer-unasked": keepReceipt,
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

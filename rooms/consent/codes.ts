/**
 * Which space a permission's code belongs to. It stands among the node's rows of receipts, by its
 * hash, so that whatever puts those away or ends them does the same with these; a code on paper
 * names no group, and needs no account.
 */
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import type { Effect } from "../../house/room.ts";
import { changeRow, nodeOf, readRow } from "../people/index.ts";
import { RECEIPT_ROWS } from "../spaces/index.ts";
import { type ConsentState, codeMark, consent } from "./facts.ts";

const DAY_MS = 24 * 3_600_000;
/** How long a code works: longer than the longest permission, so that its end can be read. */
const KEPT_MS = 460 * DAY_MS;
const CODE_MAX = 60;

/**
 * What asking, and a new code, ask of the node: a hash and the space's random id. When the row ends
 * follows from the entry, so that doing it late changes nothing.
 */
export const keepCode: Effect = {
  name: "consent.keep-code",
  on: [
    "consent.asked/1",
    "consent.asked/2",
    "consent.asked/3",
    "consent.asked/4",
    "consent.code-made/1",
    "consent.renewed/1",
    "consent.renewed/2",
  ],
  act: async (house, id, { thing, stamp }) => {
    const space = await house.space(id);
    const found = await space?.thing(thing);
    if (found == null || found.kind !== consent.kind) return;
    const expires = Math.ceil((stamp.at + KEPT_MS) / DAY_MS) * DAY_MS;
    const { hash, old } = found.state as ConsentState;
    // A paper from before takes back as long as the latest: more time is more time for each.
    for (const one of [hash, ...old])
      await changeRow<Row>(nodeOf(house), RECEIPT_ROWS + one, (before) => {
        const until = Math.max(before?.until ?? 0, expires);
        return { value: { space: id, until }, expires: until };
      });
  },
  keyless: async () => undefined,
};

type Row = { space: string; until?: number };

/** What a code is of; `old`: it was replaced, and takes back alone. */
export type Found = { space: string; thing: string; old: boolean };

/** The permission a code is of, or null: none, a wrong code, a space that ended. */
export async function findByCode(house: House, code: string): Promise<Found | null> {
  if (code === "" || code.length > CODE_MAX) return null;
  const hash = codeHash(code);
  const row = await readRow<Row>(nodeOf(house), RECEIPT_ROWS + hash);
  const space = row === null ? null : await house.space(row.space);
  const [entry] = (await space?.marked(codeMark(hash), 1)) ?? [];
  const thing = entry === undefined ? null : await space?.thing(entry.header.thing);
  if (row === null || thing?.kind !== consent.kind) return null;
  return { space: row.space, thing: thing.id, old: (thing.state as ConsentState).hash !== hash };
}

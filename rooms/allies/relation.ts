/**
 * What leads from a group to the one it came along with, and back: rows of the node, on no log. A
 * row is sealed, and its key is a keyed hash: a copy of the database tells neither who nor how
 * many.
 */
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import type { Effect } from "../../house/room.ts";
import { changeRow, keyed, type NodeParts, nodeOf, readRow, rowsUnder } from "../people/index.ts";
import { RECEIPT_ROWS } from "../spaces/index.ts";
import { type AllyState, ally, codeMark } from "./facts.ts";

/**
 * Who is whose ally: spaces, things of theirs, and the ids that members of the guest have there.
 */
export type Relation = {
  host: string;
  ally: string;
  guest: string;
  alliance: string;
  /** The circle of the guest whose members take part. */
  circle: string;
  /** By member of the guest; nobody's is given to another, and none is forgotten while it lasts. */
  people: Record<string, string>;
};

const ROWS = "ally/";
const rowKey = async (parts: NodeParts, id: string) => ROWS + (await keyed(parts, "ally", id));
const sideKey = async (parts: NodeParts, id: string) =>
  `ally-side/${await keyed(parts, "ally-side", id)}`;
const pairKey = async (parts: NodeParts, host: string, guest: string) =>
  `ally-pair/${await keyed(parts, "ally-pair", `${host}/${guest}`)}`;

/** Remembers a relation that begins. */
export async function keepRelation(parts: NodeParts, made: Relation): Promise<void> {
  const { host, guest, ally: id, alliance } = made;
  const points = { value: { ally: id }, expires: null };
  await changeRow<Relation>(parts, await rowKey(parts, id), () => ({ value: made, expires: null }));
  await changeRow<{ ally: string }>(parts, await sideKey(parts, alliance), () => points);
  await changeRow<{ ally: string }>(parts, await pairKey(parts, host, guest), () => points);
}

/** Forgets it. Done again it changes nothing. */
export async function dropRelation(parts: NodeParts, gone: Relation): Promise<void> {
  const { records } = parts;
  const pair = await pairKey(parts, gone.host, gone.guest);
  // A later relation of the same two has the pair for itself.
  if ((await readRow<{ ally: string }>(parts, pair))?.ally === gone.ally)
    await records.delete("node", pair);
  await records.delete("node", await sideKey(parts, gone.alliance));
  await records.delete("node", await rowKey(parts, gone.ally));
}

/** The relation of an ally, or null. */
export async function relationOf(parts: NodeParts, id: string): Promise<Relation | null> {
  return readRow<Relation>(parts, await rowKey(parts, id));
}

/** The space that an ally has of its own, where it is on this node. */
export async function guestOf(house: House, id: string): Promise<string | null> {
  return (await relationOf(nodeOf(house), id))?.guest ?? null;
}

async function pointed(parts: NodeParts, key: string): Promise<Relation | null> {
  const found = await readRow<{ ally: string }>(parts, key);
  return found === null ? null : relationOf(parts, found.ally);
}

/** The relation of an alliance, or null. */
export async function relationAt(parts: NodeParts, alliance: string): Promise<Relation | null> {
  return pointed(parts, await sideKey(parts, alliance));
}

/** The relation of two spaces, or null. */
export async function relationOfTwo(
  parts: NodeParts,
  host: string,
  guest: string,
): Promise<Relation | null> {
  return pointed(parts, await pairKey(parts, host, guest));
}

/** All relations in which a space is host or guest. */
export async function relationsWith(parts: NodeParts, space: string): Promise<Relation[]> {
  const found: Relation[] = [];
  for await (const { value } of rowsUnder<Relation>(parts, ROWS))
    if (value.host === space || value.guest === space) found.push(value);
  return found;
}

/** The id that a member of the guest has at the host's, made if need be; null: no such relation. */
export async function personFor(
  parts: NodeParts,
  of: Relation,
  member: string,
  fresh: string,
): Promise<string | null> {
  const kept = await changeRow<Relation>(parts, await rowKey(parts, of.ally), (before) => {
    if (before === null || Object.hasOwn(before.people, member)) return null;
    const people = { ...before.people, [member]: fresh };
    return { value: { ...before, people }, expires: null };
  });
  return kept?.people[member] ?? null;
}

const DAY_MS = 24 * 3_600_000;
const CODE_MAX = 60;

/**
 * What making a code asks of the node: its hash and the space's random id, among the rows of
 * receipts, so that whatever puts those away or ends them does the same with these.
 */
export const keepCode: Effect = {
  name: "allies.keep-code",
  on: ["ally.invited/1"],
  act: async (house, space, { record }) => {
    const expires = Math.ceil(Number(record["until"]) / DAY_MS) * DAY_MS;
    const key = `${RECEIPT_ROWS}${String(record["hash"])}`;
    await changeRow(nodeOf(house), key, () => ({ value: { space }, expires }));
  },
  keyless: async () => undefined,
};

/** The invitation a code is of: a space, an ally of it; null: none, whatever the code. */
export async function findByCode(
  house: House,
  code: string,
): Promise<{ space: string; ally: string } | null> {
  if (code === "" || code.length > CODE_MAX) return null;
  const hash = codeHash(code);
  const row = await readRow<{ space: string }>(nodeOf(house), `${RECEIPT_ROWS}${hash}`);
  const space = row === null ? null : await house.space(row.space);
  const [entry] = (await space?.marked(codeMark(hash), 1)) ?? [];
  const thing = entry === undefined ? null : await space?.thing(entry.header.thing);
  if (row === null || thing?.kind !== ally.kind) return null;
  return (thing.state as AllyState).hash === hash ? { space: row.space, ally: thing.id } : null;
}

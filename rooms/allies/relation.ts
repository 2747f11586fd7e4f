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
  /** By member of the guest, when they last went in (ms): who is of two groups says which. */
  entered?: Record<string, number>;
};

const ROWS = "ally/";
const rowKey = async (parts: NodeParts, id: string) => ROWS + (await keyed(parts, "ally", id));
const sideKey = async (parts: NodeParts, id: string) =>
  `ally-side/${await keyed(parts, "ally-side", id)}`;
const pairKey = async (parts: NodeParts, host: string, guest: string) =>
  `ally-pair/${await keyed(parts, "ally-pair", `${host}/${guest}`)}`;

/**
 * Who is on their way: written before the host takes their group in, so that what is to follow in
 * their own space can be done whatever breaks off between the two. `key` makes it one thing,
 * however often it is begun.
 */
export type OnTheWay = { guest: string; member: string; key: string };

const wayKey = async (parts: NodeParts, id: string) =>
  `ally-coming/${await keyed(parts, "ally-coming", id)}`;
/** Longer than anything that broke off takes to be taken up again. */
const WAY_MS = 30 * 24 * 3_600_000;

/** Sets out, or sets out again; answers who is on their way: the first of several groups. */
export async function setOut(parts: NodeParts, id: string, going: OnTheWay): Promise<OnTheWay> {
  const expires = parts.clock() + WAY_MS;
  const kept = await changeRow<OnTheWay>(parts, await wayKey(parts, id), (before) =>
    before === null ? { value: going, expires } : null,
  );
  return kept ?? going;
}

/** Who is on their way to be this ally, or null. */
export async function onTheWay(parts: NodeParts, id: string): Promise<OnTheWay | null> {
  return readRow<OnTheWay>(parts, await wayKey(parts, id));
}

/** They are there, or will not come. */
export async function endWay(parts: NodeParts, id: string): Promise<void> {
  await parts.records.delete("node", await wayKey(parts, id));
}

/**
 * Whether these two are each other's by this ally from now on: not while they are by another that
 * goes on.
 */
export async function claimPair(
  parts: NodeParts,
  { host, guest, ally: id }: Pick<Relation, "host" | "guest" | "ally">,
  goesOn: (ally: string) => Promise<boolean>,
): Promise<boolean> {
  const key = await pairKey(parts, host, guest);
  const now = (await readRow<{ ally: string }>(parts, key))?.ally ?? null;
  if (now !== null && now !== id && (await goesOn(now))) return false;
  const kept = await changeRow<{ ally: string }>(parts, key, (before) =>
    (before?.ally ?? null) === now ? { value: { ally: id }, expires: null } : null,
  );
  return kept?.ally === id;
}

/** Remembers a relation that begins. Done again it changes nothing. */
export async function keepRelation(parts: NodeParts, made: Relation): Promise<void> {
  const { host, guest, ally: id, alliance } = made;
  const points = { value: { ally: id }, expires: null };
  await changeRow<Relation>(parts, await rowKey(parts, id), (before) =>
    before === null ? { value: made, expires: null } : null,
  );
  await changeRow<{ ally: string }>(parts, await sideKey(parts, alliance), () => points);
  await changeRow<{ ally: string }>(parts, await pairKey(parts, host, guest), () => points);
}

/** Forgets it, or what was claimed for it. Done again it changes nothing. */
export async function dropRelation(
  parts: NodeParts,
  gone: Pick<Relation, "host" | "guest" | "ally"> & { alliance?: string },
): Promise<void> {
  const { records } = parts;
  const pair = await pairKey(parts, gone.host, gone.guest);
  // A later relation of the same two has the pair for itself.
  if ((await readRow<{ ally: string }>(parts, pair))?.ally === gone.ally)
    await records.delete("node", pair);
  if (gone.alliance !== undefined)
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

/** That a member of the guest goes in for this group now, and for no other one of theirs. */
export async function noteEntry(parts: NodeParts, of: Relation, member: string): Promise<void> {
  const at = parts.clock();
  await changeRow<Relation>(parts, await rowKey(parts, of.ally), (before) =>
    before === null
      ? null
      : { value: { ...before, entered: { ...before.entered, [member]: at } }, expires: null },
  );
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

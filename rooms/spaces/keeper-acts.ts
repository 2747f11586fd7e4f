/**
 * What whoever keeps the server did: rows of the node, one list for the server and one for each
 * space that an act was about. Nothing here takes an act out again; the oldest fall off at the end
 * of a bounded list. Days, never hours. Whoever has the machine can change rows all the same, and
 * the page that shows them says so.
 */
import { changeRow, keyed, type NodeParts, readRow } from "../people/index.ts";

/** What is written down, in the order pages explain it. */
export const KEEPER_ACTS = [
  ...(["start", "stop", "version", "keys-backup", "founders", "doctor"] as const),
  ...(["import", "export", "move", "take-over", "erase"] as const),
] as const;
/** See {@link KEEPER_ACTS}. */
export type KeeperActName = (typeof KEEPER_ACTS)[number];

/** One act, or several of one day: `YYYY-MM-DD` in UTC, how often, and of a version which. */
export type KeeperAct = { what: KeeperActName; day: string; times: number; version: string | null };

/** Lines one list keeps. */
export const ACTS_MAX = 200;

type Row = { acts: KeeperAct[]; version: string | null };

async function rowOf(parts: NodeParts, space: string | null): Promise<string> {
  return `keeper-acts/${space === null ? "node" : await keyed(parts, "keeper-acts", space)}`;
}

/** What an act was about: a space's id, or with null the server; `version` is the program's. */
export type About = { space?: string | null; version?: string };

/** Writes an act down. A start under another version than the last one writes that down, too. */
export async function noteAct(
  parts: NodeParts,
  what: KeeperActName,
  { space = null, version }: About = {},
): Promise<void> {
  const day = new Date(parts.clock()).toISOString().slice(0, 10);
  await changeRow<Row>(parts, await rowOf(parts, space), (before) => {
    const acts = [...(before?.acts ?? [])];
    const last = before?.version ?? null;
    add(acts, { what, day, times: 1, version: null });
    const newer = version !== undefined && version !== last;
    if (newer) add(acts, { what: "version", day, times: 1, version });
    const value = { acts: acts.slice(-ACTS_MAX), version: version ?? last };
    return { value, expires: null };
  });
}

function add(acts: KeeperAct[], act: KeeperAct): void {
  const same = ({ what, day, version }: KeeperAct) =>
    what === act.what && day === act.day && version === act.version;
  const at = acts.findIndex(same);
  const known = acts[at];
  if (known === undefined) acts.push(act);
  else acts[at] = { ...known, times: known.times + 1 };
}

/** What was done with the server, and with this space and no other, the newest first. */
export async function actsFor(parts: NodeParts, space: string): Promise<KeeperAct[]> {
  const [node, own] = [
    await readRow<Row>(parts, await rowOf(parts, null)),
    await readRow<Row>(parts, await rowOf(parts, space)),
  ];
  const all = [...(node?.acts ?? []), ...(own?.acts ?? [])].map((act, at) => ({ act, at }));
  return all
    .sort((a, b) => (a.act.day === b.act.day ? b.at - a.at : a.act.day < b.act.day ? 1 : -1))
    .map(({ act }) => act);
}

/** A space that ended leaves no list of what was done with it. */
export async function dropActs(parts: NodeParts, space: string): Promise<void> {
  await parts.records.delete("node", await rowOf(parts, space));
}

/**
 * Beginning another group on a node that has people already: who may, how often, and once for one
 * form. Whoever keeps the node may; everyone who signs in on it, where the keeper said so.
 */
import type { House } from "../../house/house.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../house/refusal.ts";
import { changeRow, type NodeParts, nodeOf, readRow, rowsUnder } from "../people/index.ts";
import { slugOf } from "./directory.ts";
import { FOUNDED_ROWS, type FoundedRow, type Founding, foundSpace } from "./found.ts";

/** Groups one login may begin in a day. */
export const FOUNDINGS_A_DAY = 5;
/** Groups that all who do not keep the node may begin on it in a day. */
export const FOUNDINGS_ON_NODE = 100;
const DAY_MS = 86_400_000;
const AGAIN = { next: "again" };

/** Who begins a group here: the keeper alone, or everyone who signs in. */
export type WhoFounds = "keeper" | "everyone";

const WHO = "founding/who";

/** Whoever asks, as a session says it. */
export type Founder = { login: string; keeper: boolean };

/** Who may begin a group on this node; the keeper alone until they said something else. */
export async function whoFounds(parts: NodeParts): Promise<WhoFounds> {
  return (await readRow<{ who: WhoFounds }>(parts, WHO))?.who ?? "keeper";
}

/** Says who may. */
export async function setWhoFounds(parts: NodeParts, who: WhoFounds): Promise<void> {
  await changeRow<{ who: WhoFounds }>(parts, WHO, () => ({ value: { who }, expires: null }));
}

/** Whether this one may begin a group now. */
export async function mayFound(parts: NodeParts, founder: Founder | null): Promise<boolean> {
  if (founder === null) return false;
  return founder.keeper || (await whoFounds(parts)) === "everyone";
}

/**
 * Founds a group for someone signed in, and answers its address. The same form sent again founds
 * nothing more: `key` is the form's.
 */
export async function foundOnce(
  house: House,
  { login, keeper }: Founder,
  key: string,
  founding: Omit<Founding, "login">,
): Promise<string | Refusal> {
  const parts = nodeOf(house);
  if (!(await mayFound(parts, { login, keeper }))) return notHere;
  const row = `${FOUNDED_ROWS}${login}/${key}`;
  const before = await readRow<FoundedRow>(parts, row);
  if (before === null) {
    const often = await tooOften(parts, { login, keeper });
    if (often !== null) return often;
  }
  let mine = false;
  const expires = parts.clock() + DAY_MS;
  const kept = await changeRow<FoundedRow>(parts, row, (found) => {
    mine = found === null;
    return mine ? { value: { space: null, keeper }, expires } : null;
  });
  if (!mine) return (await addressOf(parts, kept)) ?? refuse("house.busy", "again", AGAIN);
  const founded = await foundSpace(house, { ...founding, login });
  if (isRefusal(founded)) {
    await parts.records.delete("node", row);
    return founded;
  }
  const { space, slug } = founded;
  await changeRow<FoundedRow>(parts, row, () => ({ value: { space, keeper }, expires }));
  return slug;
}

/** Where the group that a form founded is now; null while it is under way, or once it ended. */
async function addressOf(parts: NodeParts, kept: FoundedRow | null): Promise<string | null> {
  const space = kept?.space ?? null;
  return space === null ? null : slugOf(parts, space);
}

async function tooOften(parts: NodeParts, { login, keeper }: Founder): Promise<Refusal | null> {
  let [own, all] = [0, 0];
  for await (const { key, value } of rowsUnder<FoundedRow>(parts, FOUNDED_ROWS)) {
    if (key.startsWith(`${FOUNDED_ROWS}${login}/`)) own++;
    if (!value.keeper) all++;
  }
  const many = own >= FOUNDINGS_A_DAY || (!keeper && all >= FOUNDINGS_ON_NODE);
  return many ? refuse("spaces.many-groups", "limit") : null;
}

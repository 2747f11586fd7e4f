/** Founding and ending: what reaches beyond one log (keys, addresses, logins). */

import type { House } from "../../house/house.ts";
import { newId } from "../../house/ids.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import type { Lang } from "../../house/values/index.ts";
import {
  addMembership,
  dropClaims,
  dropFromLogins,
  dropLogin,
  endSessions,
  loginsIn,
  makeLogin,
  type NodeParts,
  nodeOf,
  readLogin,
  rowsUnder,
  sleepLogin,
} from "../people/index.ts";
import { dropSlug, giveSlug, hideSlug } from "./directory.ts";
import { type Safety, type SpaceState, space } from "./facts.ts";
import { dropActs } from "./keeper-acts.ts";
import { dropSentence, forgetSentence } from "./sentence.ts";
import { openDoors, shutDoors } from "./shut.ts";

/** The host name in a log's origin where none was given, and always in protected spaces. */
export const NO_HOST = "alongside.invalid";

/** What a group is founded with. */
export type Founding = {
  /** The group's name, or the alias it uses here, and the language it is in. */
  group: string;
  lang: Lang;
  /** The name the founder uses here. */
  handle: string;
  /** A login that is there already, or what a new one is made of; `name` is the handle unsaid. */
  login: string | { passphrase: string; name?: string; keeper?: boolean; onMachine?: boolean };
  safety: Safety;
  /** The node's name for the log's origin. */
  origin?: string | undefined;
  /** An IANA zone; `UTC` unsaid. */
  zone?: string;
};

/** What was founded. */
export type Founded = { space: string; slug: string; member: string; login: string };

/**
 * Founds a space: its keys, its first facts, its address, and its founder's login, in coordination.
 * Refuses what `spaces.found` and a new login refuse, and then leaves nothing behind.
 */
export async function foundSpace(house: House, founding: Founding): Promise<Founded | Refusal> {
  const parts = nodeOf(house);
  const { group, lang, handle, safety, zone = "UTC", origin = NO_HOST } = founding;
  const login = await loginFor(house, founding);
  if (isRefusal(login)) return login;
  const id = await house.begin(safety === "no" ? origin : NO_HOST);
  const member = newId(parts.random);
  const name = { lang, text: group };
  const done = await house.dispatch({
    ...{ space: id, command: "spaces.found", author: { by: "founder", member } },
    ...{ input: { name, handle, safety, zone, langs: [lang] }, key: newId(parts.random) },
  });
  if (isRefusal(done)) {
    await house.end(id);
    if (typeof founding.login !== "string") await dropLogin(parts, login);
    return done;
  }
  const slug = await giveSlug(parts, id, safety === "no" ? group : null);
  await addMembership(parts, login, { space: id, member });
  return { space: id, slug, member, login };
}

async function loginFor(house: House, founding: Founding): Promise<string | Refusal> {
  const { login, handle, lang } = founding;
  if (typeof login === "string") return login;
  const { passphrase, name = handle, keeper = false, onMachine = false } = login;
  return makeLogin(nodeOf(house), { name, passphrase, keeper, lang, onMachine });
}

/** A space that became protected gets an address that says nothing, unless it is open again. */
const hideAddress: Effect = {
  name: "spaces.hide-address",
  on: ["space.protected/1"],
  act: async (house, id) => {
    const thing = await (await house.space(id))?.thing(id);
    const state = thing?.kind === space.kind ? (thing.state as SpaceState) : null;
    if (state === null || state.safety === "no") return;
    await hideSlug(nodeOf(house), id, state.protectedAt);
  },
};

/** Rows of the node that say of a receipt's hash which space it is of; `{ space }` each. */
export const RECEIPT_ROWS = "receipt/";

/** Where those rows lie while everything of their space is closed. */
export const RECEIPTS_AWAY = "receipt-away/";

/** Rows of the node that say of a form, for a day, which space it founded: no space ends sooner. */
export const FOUNDED_ROWS = "founded/";

/** What such a row holds; `space` is null while it is being founded. */
export type FoundedRow = { space: string | null; keeper: boolean };

/** An ending whose wait is over is carried out; where the keys went already, so do the bytes. */
const carryOutEnd: Effect = {
  name: "spaces.carry-out-end",
  on: ["space.ended/1"],
  act: async (house, id) => {
    await endSpace(house, id);
  },
  keyless: (house, id) => house.end(id),
};

/** What facts about the space itself ask of the node, by whichever door they came. */
export const effects: readonly Effect[] = [
  ...[hideAddress, shutDoors, openDoors, forgetSentence, carryOutEnd],
];

/**
 * Ends a space whose wait is over (`space.ended/1` says so): every login's membership, what
 * receipts lead to it, its address, then its keys and its bytes; a login that was for nothing else
 * goes too. Answers false, and does nothing, before. Safe to stop anywhere and to run again.
 */
export async function endSpace(house: House, id: string): Promise<boolean> {
  const parts = nodeOf(house);
  const thing = await (await house.space(id))?.thing(id);
  if (thing?.kind !== space.kind || !(thing.state as SpaceState).ended) return false;
  // The keys go last: until then a run that was broken off can be done again.
  for (const login of await loginsIn(parts, id, null)) await forgetIfOnly(parts, login, id);
  await dropFromLogins(parts, id, null);
  await dropClaims(parts, id, null);
  for (const rows of [RECEIPT_ROWS, RECEIPTS_AWAY])
    for await (const { key, value } of rowsUnder<{ space: string | null }>(parts, rows))
      if (value.space === id) await parts.records.delete("node", key);
  await dropActs(parts, id);
  await dropSlug(parts, id);
  await dropSentence(parts, id);
  await house.end(id);
  return true;
}

/** A login that was only for this space goes with it, and so do its sessions. */
async function forgetIfOnly(parts: NodeParts, login: string, id: string): Promise<void> {
  const kept = await readLogin(parts, login);
  const isElsewhere = ({ space }: { space: string }) => space !== id;
  if (kept === null || kept.keeper || kept.memberships.some(isElsewhere)) return;
  await endSessions(parts, login, null);
  // Who signs in by it sees a name nobody has; whose it is elsewhere can still say so there.
  if (kept.dormant?.some(isElsewhere)) return sleepLogin(parts, login);
  await dropLogin(parts, login);
}

/** Founding and ending: what reaches beyond one log (keys, addresses, logins). */

import type { House } from "../../house/house.ts";
import { newId } from "../../house/ids.ts";
import { isRefusal, type Refusal } from "../../house/refusal.ts";
import type { After } from "../../house/room.ts";
import type { Lang } from "../../house/values/index.ts";
import {
  addMembership,
  dropFromLogins,
  dropLogin,
  endSessions,
  makeLogin,
  type NodeParts,
  nodeOf,
  readLogin,
  rowsUnder,
} from "../people/index.ts";
import { dropSlug, giveSlug } from "./directory.ts";
import { type Safety, type SpaceState, space } from "./facts.ts";

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

/**
 * Gives the space the address that its safety answer asks for: a protected one an address that
 * says nothing. Answers the slug, changed or not.
 */
export async function fitSlug(house: House, id: string, before: Safety): Promise<string | null> {
  const thing = await (await house.space(id))?.thing(id);
  const state = thing?.kind === space.kind ? (thing.state as SpaceState) : null;
  if (state === null || before !== "no" || state.safety === "no") return null;
  return giveSlug(nodeOf(house), id, null);
}

/** Rows of the node that say of a receipt's hash which space it is of; `{ space }` each. */
export const RECEIPT_ROWS = "receipt/";

/** What commands on the space itself ask of the node, by whichever door they came. */
export const afterCommands: Readonly<Record<string, After>> = {
  "spaces.set-safety": async (house, { space: id }, { answer }) => {
    if (answer["before"] !== undefined) await fitSlug(house, id, answer["before"] as Safety);
  },
  "spaces.end": async (house, { space: id }) => {
    await endSpace(house, id);
  },
};

/**
 * Ends a space whose coordination said so (`spaces.end`): every login's membership, what receipts
 * lead to it, its address, then its keys and its bytes; a login that was for nothing else goes
 * too. Answers false, and does
 * nothing, where nobody said so. Safe to stop anywhere and to run again.
 */
export async function endSpace(house: House, id: string): Promise<boolean> {
  const parts = nodeOf(house);
  const thing = await (await house.space(id))?.thing(id);
  if (thing?.kind !== space.kind || !(thing.state as SpaceState).ended) return false;
  // The keys go last: until then a run that was broken off can be done again.
  for (const login of await dropFromLogins(parts, id, null)) await forgetIfNobody(parts, login);
  for await (const { key, value } of rowsUnder<{ space: string }>(parts, RECEIPT_ROWS))
    if (value.space === id) await parts.records.delete("node", key);
  await dropSlug(parts, id);
  await house.end(id);
  return true;
}

/** A login that was only for this space goes with it, and so do its sessions. */
async function forgetIfNobody(parts: NodeParts, login: string): Promise<void> {
  const kept = await readLogin(parts, login);
  if (kept === null || kept.keeper || kept.memberships.length > 0) return;
  await endSessions(parts, login, null);
  await dropLogin(parts, login);
}

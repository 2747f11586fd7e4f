/**
 * One-time claim codes: a member of a space that was brought to this node gets a login here by the
 * code that came in its file. Only a keyed hash of a code's hash is kept, as a row of the node.
 */
import type { Claim } from "../../house/claims.ts";
import { codeHash } from "../../house/gate.ts";
import type { House } from "../../house/house.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { isShut } from "../../house/view.ts";
import { hasSecond } from "./factors.ts";
import { type MemberState, member, rolesOf } from "./facts.ts";
import { countTry, giveBack } from "./limits.ts";
import * as logins from "./logins.ts";
import {
  changeRow,
  keyed,
  moveRows,
  type NodeParts,
  nodeOf,
  readRow,
  rowsUnder,
} from "./records.ts";

/** A code lets its member in for this long after the space came, ms. */
export const CLAIM_MS = 30 * 24 * 3_600_000;
/** Longest code as typed, in UTF-16 units. */
export const CLAIM_CODE_MAX = 60;
const PREFIX = "claim/";

type Kept = { space: string; member: string; until: number; used: string | null };

/** Who claims: a login that is signed in, or a name and a passphrase for one. */
export type Claimant =
  | { login: string }
  | { name: string; passphrase: string; lang: string; device: string | null };

const rowOf = async (parts: NodeParts, hash: string) =>
  PREFIX + (await keyed(parts, "claim", hash));

/** Keeps the claims of a space that goes on here; those kept already stay as they are. */
export async function keepClaims(
  parts: NodeParts,
  space: string,
  claims: readonly Claim[],
): Promise<void> {
  const until = parts.clock() + CLAIM_MS;
  for (const { member: who, hash } of claims)
    await changeRow<Kept>(parts, await rowOf(parts, hash), (before) =>
      before === null ? { value: { space, member: who, until, used: null }, expires: until } : null,
    );
}

/** Takes away the codes of a member who has a way in already, or with null of a whole space. */
export async function dropClaims(
  parts: NodeParts,
  space: string,
  who: string | null,
): Promise<void> {
  for (const prefix of [PREFIX, AWAY])
    for await (const { key, value } of rowsUnder<Kept>(parts, prefix))
      if (value.space === space && (who === null || value.member === who))
        await parts.records.delete("node", key);
}

const AWAY = "claim-away/";

/** Puts the codes of a space that is closed where no code is looked up. */
export const putClaimsAway = (parts: NodeParts, space: string) =>
  moveRows<Kept>(parts, [PREFIX, AWAY], (kept) => kept.space === space);
/** Puts them back. */
export const putClaimsBack = (parts: NodeParts, space: string) =>
  moveRows<Kept>(parts, [AWAY, PREFIX], (kept) => kept.space === space);

const over = refuse("people.claim-over", "state", { field: "code", next: "people.claim-again" });

/**
 * Lets the claimant in as the member the code is of; answers their login. A wrong code, one that
 * was used or has ended, and one of somebody gone get the same answer after the same work.
 */
export async function claim(
  house: House,
  code: string,
  claimant: Claimant,
): Promise<string | Refusal> {
  const parts = nodeOf(house);
  const fault = "login" in claimant ? null : logins.loginFault(claimant.name, claimant.passphrase);
  if (fault !== null) return fault;
  const hash = codeHash(code.slice(0, CLAIM_CODE_MAX));
  const from = { login: await keyed(parts, "claim-try", hash), device: null };
  const limit = await countTry(parts, from);
  if (limit !== null) return limit;
  const row = await rowOf(parts, hash);
  const kept = await openClaim(house, row, await loginNamed(parts, claimant));
  if (kept === null) return (await sameWork(claimant)) ?? over;
  const came = await loginFor(parts, claimant, kept.used !== null);
  if (isRefusal(came)) return came;
  const refused = await join(parts, row, kept, came);
  if (refused !== null) return refused;
  await giveBack(parts, from);
  return came.login;
}

const loginNamed = async (parts: NodeParts, claimant: Claimant) =>
  "login" in claimant ? claimant.login : logins.loginOf(parts, claimant.name);

/** The claim, where it still lets this login in: unused, or used by it already (a form twice). */
async function openClaim(house: House, row: string, login: string): Promise<Kept | null> {
  const kept = await readRow<Kept>(nodeOf(house), row);
  if (kept === null || (kept.used !== null && kept.used !== login)) return null;
  const space = await house.space(kept.space);
  if (space?.ring.state !== "live" || (await isShut(space))) return null;
  const thing = await space.thing(kept.member);
  const here = thing?.kind === member.kind && !thing.parked;
  return here && rolesOf(thing.state as MemberState).length > 0 ? kept : null;
}

async function sameWork(claimant: Claimant): Promise<Refusal | null> {
  return "login" in claimant ? null : logins.workForNobody(claimant.passphrase);
}

type Came = { login: string; fresh: boolean };

/** The login claimed for: the one signed in, a new one, or one there already and proved. */
async function loginFor(
  parts: NodeParts,
  claimant: Claimant,
  again: boolean,
): Promise<Came | Refusal> {
  if ("login" in claimant) return { login: claimant.login, fresh: false };
  const { name, passphrase, lang, device } = claimant;
  const made = await logins.makeLogin(parts, { name, passphrase, lang });
  if (!isRefusal(made)) return { login: made, fresh: true };
  if (made.refused !== "people.name-taken") return made;
  const known = await logins.recognise(parts, name, passphrase, device);
  // Half of what this login asks for: they sign in first, and then claim.
  if (!isRefusal(known) && hasSecond(await logins.readLogin(parts, known))) return made;
  if (!isRefusal(known)) return { login: known, fresh: false };
  if (known.refused !== "people.not-recognised") return known;
  return again ? over : made;
}

async function join(
  parts: NodeParts,
  row: string,
  { space, member: who }: Kept,
  { login, fresh }: Came,
): Promise<Refusal | null> {
  const memberships = (await logins.readLogin(parts, login))?.memberships ?? [];
  const before = memberships.find((one) => one.space === space);
  if (before !== undefined && before.member !== who)
    return refuse("people.claim-already", "state", { field: "code" });
  // Of two who send one code at once, one is in time.
  const kept = await changeRow<Kept>(parts, row, (now) =>
    now?.used === null ? { value: { ...now, used: login }, expires: now.until } : null,
  );
  if (kept?.used !== login) {
    if (fresh) await logins.dropLogin(parts, login);
    return over;
  }
  await logins.addMembership(parts, login, { space, member: who });
  return null;
}

/** The bearer of an API token: which member of which space asks, and whether they still may. */
import type { Role } from "../house/circles.ts";
import { type Refusal, refuse } from "../house/refusal.ts";
import type { Ask } from "./ask.ts";
import { rolesIn } from "./node.ts";
import { readToken, type Token } from "./tokens.ts";
import { type Standing, standIn } from "./visit.ts";

/** A token that holds, the roles of its member as they are now, and where the request stands. */
export type Bearer = { token: Token; roles: readonly Role[]; standing: Standing };

const HEADER = /^Bearer ([\w-]{1,100})$/i;

/** Whether a request brings a token at all. */
export function bringsToken({ request }: Ask): boolean {
  return HEADER.test(request.headers.get("authorization") ?? "");
}

/**
 * Who the bearer is; the same answer for a wrong token, one of somebody who is gone, a closed space
 * and one that is not.
 */
export async function bearerIn(ask: Ask, slug: string): Promise<Bearer | Refusal> {
  const { house, people } = ask.node;
  const bearer = HEADER.exec(ask.request.headers.get("authorization") ?? "");
  if (bearer === null) return refuse("web.no-token", "who");
  // A session cookie is no key to this door, and another site cannot set the header.
  const standing = await standIn(ask, slug);
  const token = standing && (await readToken(standing.view.space, bearer[1] as string, house.now));
  if (standing === null || token === null) return refuse("web.no-token", "who");
  // Made before the passphrase was changed, perhaps by whoever it was changed against.
  const changed = await people.changed(token.login);
  if (changed === null || changed > token.made) return refuse("web.no-token", "who");
  // Whoever is gone must not learn by it that the group is still at this address.
  const roles = await rolesIn(house, standing.id, token.member);
  return roles.length === 0 ? refuse("web.no-token", "who") : { token, roles, standing };
}

/** Which space is meant, and as whom something is done in it. */

import { NO_CIRCLES, type Reader } from "../house/circles.ts";
import type { Author } from "../house/command.ts";
import type { Thing } from "../house/facts.ts";
import type { House } from "../house/house.ts";
import type { Refusal } from "../house/refusal.ts";
import type { Space } from "../house/space.ts";
import { createLibrary, wordsFromFiles } from "../house/words/index.ts";
import {
  type Listed,
  type MemberState,
  member,
  members,
  nodeOf,
  rolesOf,
} from "../rooms/people/index.ts";
import { findSpace } from "../rooms/spaces/index.ts";
import { Unable, Usage } from "./args.ts";
import { isThere } from "./files.ts";
import { type Ask, needText } from "./subcommand.ts";

/** Members listed when one has to be chosen. */
const MEMBERS_MAX = 10_000;

/** The opened space that `--space` names, by its slug or its id. */
export async function spaceAsked(ask: Ask): Promise<Space> {
  const slug = needText(ask, "space");
  // A mistyped folder must not become a new node.
  if (!(await isThere(ask.data))) throw new Unable(`${ask.data}: there is no node yet (init)`);
  const house = await ask.house();
  const id = /^[0-9a-f]{32}$/.test(slug) ? slug : await findSpace(nodeOf(house), slug);
  const space = id === null ? null : await house.space(id);
  if (space === null || space.size === 0)
    throw new Unable(`there is no space ${JSON.stringify(slug)} on this node`);
  return space;
}

/** What is missing where the database holds less than its key signed; null where nothing is. */
export function missingOf({ ring, size }: Pick<Space, "ring" | "size">): string | null {
  const signed = ring.head?.size ?? 0;
  // Every space begins with an entry, so none at all is missing even where no head was signed.
  if (size === 0 && signed === 0)
    return (
      "the database holds nothing of it, and its keys are here. Is it in PostgreSQL? Then say " +
      "DATABASE_URL. Else bring the database that was beside these keys; a founding that was " +
      "broken off leaves keys as well, and nothing is lost by it"
    );
  if (signed <= size) return null;
  return (
    `the database is older than its keys: it holds ${size} of the ${signed} entries that were ` +
    `signed. ${size === 0 ? "Is it in PostgreSQL? Then say DATABASE_URL. " : ""}Bring the newer ` +
    "one; where that is lost, go on elsewhere with a space file that was made before (import " +
    "space --take-over)"
  );
}

/** The same as {@link spaceAsked}, for what is vouched for: all that was signed is here. */
export async function wholeSpaceAsked(ask: Ask): Promise<Space> {
  const space = await spaceAsked(ask);
  const missing = missingOf(space);
  if (missing !== null) throw new Unable(missing);
  return space;
}

/** Everyone in the space as one who is in it sees them. */
export async function membersOf(house: House, space: Space): Promise<Listed[]> {
  const reader = await someMember(space);
  const view = reader === null ? null : await house.view(space.id, reader);
  return view === null ? [] : members(view);
}

/** A reader who is in the space; null where nobody ever was. */
export async function someMember(space: Space): Promise<Reader | null> {
  const things = await space.things(await space.idsOfKind(member.kind, MEMBERS_MAX));
  const here = things.filter(({ parked }) => !parked) as Thing<MemberState>[];
  const one = here.find(({ state }) => rolesOf(state).length > 0) ?? here[0];
  return one === undefined
    ? null
    : {
        ...{ by: "member", member: one.id, roles: rolesOf(one.state) },
        // Whoever keeps the machine was let into no circle.
        circles: NO_CIRCLES,
      };
}

/** The member a handle names; unsaid, the only one. Stops where that is nobody or several. */
export async function memberAsked(ask: Ask, space: Space, handle?: string): Promise<Listed> {
  const all = await membersOf(await ask.house(), space);
  const here = all.filter(({ gone }) => !gone);
  if (handle === undefined) {
    const [only, ...more] = here;
    if (only === undefined) throw new Unable("nobody is in this space");
    if (more.length > 0) throw new Usage("several people are in this space: say which with --as");
    return only;
  }
  const folded = fold(handle);
  const named = here.filter((one) => one.handle !== null && fold(one.handle) === folded);
  const [found, ...more] = named;
  if (found === undefined) throw new Unable(`nobody here is called ${JSON.stringify(handle)}`);
  if (more.length > 0) throw new Unable(`several people here are called ${JSON.stringify(handle)}`);
  return found;
}

const fold = (name: string) => name.normalize("NFKC").toLowerCase().trim();

/** Someone who coordinates: by the handle, or the only one. */
export async function coordinatorAsked(ask: Ask, space: Space, handle?: string): Promise<Listed> {
  if (handle !== undefined) return memberAsked(ask, space, handle);
  const all = await membersOf(await ask.house(), space);
  const those = all.filter(({ gone, roles }) => !gone && roles.includes("coordination"));
  const [only, ...more] = those;
  if (only === undefined) throw new Unable("nobody coordinates this space");
  if (more.length > 0) throw new Usage("several people coordinate: say which with --as");
  return only;
}

/** A member as the author of commands. */
export function authorOf({ id }: Listed): Author {
  return { by: "member", member: id };
}

/** The words of pages, in any of their languages. */
export const library = createLibrary({ load: wordsFromFiles(new URL("../", import.meta.url)) });

/** What pages say under this key, in English; undefined where they say nothing. */
export function wordsOf(key: string, vars: Refusal["vars"] = {}): string | undefined {
  const words = library("en");
  return words.has(key) ? words.plain(key, vars) : undefined;
}

/** A refusal as one English sentence with its code. */
export function sentenceOf({ refused, vars, because }: Refusal): string {
  return `${wordsOf(`refusal.${refused}`, vars) ?? `refused (${because})`} [${refused}]`;
}

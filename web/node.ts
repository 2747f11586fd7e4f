/** What a running node is made of, as `web/` sees it. Everything outside comes in through here. */
import type { Role } from "../house/circles.ts";
import type { Door, Session } from "../house/door.ts";
import { isHeldBack } from "../house/held-back.ts";
import type { House } from "../house/house.ts";
import type { Space } from "../house/space.ts";
import type { View } from "../house/view.ts";
import type { Library } from "../house/words/index.ts";
import type { SignedIn } from "../rooms/people/index.ts";
import type { Styles } from "../ui/styles.ts";
import type { Assets } from "./assets.ts";
import type { Limits } from "./limits.ts";
import type { Secrets } from "./secrets.ts";

/** How this node is reached and what it says of itself. */
export type Settings = {
  /** `https://name` as visitors know it, main one first. None: loopback only, over plain HTTP. */
  origins: readonly string[];
  /** Tell browsers to use HTTPS only, for two years. Only where every name has it for good. */
  hsts: boolean;
  /** `http://….onion`, told to Tor Browser, or null. */
  onion: string | null;
  /** Where "leave quickly" goes: an address about nothing in particular. */
  exitTo: string;
  version: string;
  /** A world made up for trying out: says so, and stays on this machine. */
  demo: boolean;
};

/** Somebody comes back at `until` (ms), unless this session stops it: itself, or one it knows. */
export type Recovery = { id: string; own: boolean; who: string | null; until: number };

/** What web asks of the people room. */
export type People = {
  session: (token: string) => Promise<SignedIn | null>;
  /** Whose login a token stands for, or null; counts as no use of its session. */
  holds: (token: string) => Promise<string | null>;
  /** Carries out what is over by now of what waited for its time. */
  settle: () => Promise<void>;
  /** Who comes back by the word of two, for a session that may stop it. */
  recoveries: (session: SignedIn) => Promise<readonly Recovery[]>;
  /** The id a session of this token has, or had. */
  idOf: (token: string) => string;
  endSession: (id: string) => Promise<void>;
  /** What a browser keeps once it signed in by this login, over what it kept before. */
  device: (login: string, before: string | null) => Promise<string>;
  /** When the login's passphrase was last changed (ms, 0 never), or null where it is gone. */
  changed: (login: string) => Promise<number | null>;
  /** Whether anyone can sign in yet. */
  anyLogin: () => Promise<boolean>;
  paths: Record<"signIn" | "signOut" | "firstRun" | "alerts" | "confirm" | "stopRecovery", string>;
};

/** What web asks of the spaces room. */
export type Spaces = {
  find: (slug: string) => Promise<string | null>;
  slugOf: (space: string) => Promise<string | null>;
  /** What the bar calls the group: its name, or the alias it uses. */
  name: (view: View) => Promise<string>;
  /** When the link with this code ends (ms), or null where it is none or ended. */
  linkUntil: (space: string, code: string) => Promise<number | null>;
  /** The allied group for which a login with these memberships acts in a space; or null. */
  acting: (
    memberships: readonly { space: string; member: string }[],
    space: Space,
  ) => Promise<Session["ally"]>;
  /** Where in a space one accepts what the group asks of each person. */
  conduct: { member: string; ally: string };
};

/** A room's door under its name. */
export type NamedDoor = { room: string; door: Door };

/** Something for the node's own log: never contents, handles or addresses. */
export type LogLine = { event: string } & Record<string, string | number | boolean | null>;

/** All that requests are answered from. */
export type WebNode = {
  house: House;
  doors: readonly NamedDoor[];
  people: People;
  spaces: Spaces;
  settings: Settings;
  library: Library;
  styles: Styles;
  assets: Assets;
  secrets: Secrets;
  limits: Limits;
  /** Aborts when the node is about to stop: answers that are held are given then. */
  stopping?: AbortSignal;
  log: (line: LogLine) => void;
  /** Told of a fault as it is, contents and all: for tests and nobody else. */
  onFault?: (fault: unknown) => void;
  startedAt: number;
};

/**
 * A member's roles in a space as of now; none where they are no member any more, or have to accept
 * what the group asks of each person first.
 */
export async function rolesIn(
  house: House,
  space: string,
  member: string,
): Promise<readonly Role[]> {
  const opened = await house.space(space);
  if (opened === null || (await isHeldBack(opened, member, house.now))) return [];
  return rolesOf(opened, member);
}

/** A member's roles in a space that was caught up for this request, whatever is asked of them. */
export async function rolesOf(space: Space, member: string): Promise<readonly Role[]> {
  const thing = space.known(member) ?? (await space.thing(member));
  const { kind, roles } = space.plan.membership;
  return thing?.kind === kind.kind && !thing.parked ? roles(thing as never) : [];
}

/** Whether someone came into a space and waits to be vouched in. */
export async function waitsIn(space: Space, member: string): Promise<boolean> {
  const thing = space.known(member) ?? (await space.thing(member));
  const { kind, waits } = space.plan.membership;
  return thing?.kind === kind.kind && !thing.parked && waits?.(thing as never) === true;
}

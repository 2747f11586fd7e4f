/**
 * Logins: how a person signs in on this node, never on a log. One login may be a member of several
 * spaces, under another name and another id in each.
 */
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { checkPassphrase, hashPassphrase, TooMany } from "./hasher.ts";
import { countTry, forgetTries } from "./limits.ts";
import { canonicalPassphrase, PASSPHRASE_MAX, passphraseFault } from "./passphrase.ts";
import { changeRow, hashed, type NodeParts, readRow, rowsUnder } from "./records.ts";

/** Who a login is in one space. */
export type LoginMember = { space: string; member: string };

/** A login as kept: no name, no passphrase, no words. */
export type Login = {
  v: 1;
  /** The argon2id hash as a PHC string. */
  phc: string;
  /** Whether it keeps the node. */
  keeper: boolean;
  /** The language and digits it reads in, where it chose. */
  lang: string | null;
  digits: "latn" | "arab" | null;
  memberships: LoginMember[];
  /** When its passphrase was last changed, ms: tokens made before hold no more. */
  changed?: number;
};

/** Longest login name, in UTF-16 units. */
export const LOGIN_NAME_MAX = 80;
/** Signs that a passphrase set on the machine itself has at least. */
const ON_MACHINE_MIN = 8;
const PREFIX = "login/";

/** What a login is known by here: the hash of its name with case, width and spaces folded. */
export function loginOf(name: string): string {
  const folded = name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
  return hashed("login", folded);
}

/** The login, or null. `login` is what {@link loginOf} answers. */
export function readLogin(parts: NodeParts, login: string): Promise<Login | null> {
  return readRow<Login>(parts, PREFIX + login);
}

/** Whether anyone can sign in on this node yet. */
export async function anyLogin({ records, clock }: NodeParts): Promise<boolean> {
  return (await records.list("node", PREFIX, 1, null, clock())).length > 0;
}

/** Takes a login away that nobody came in by. */
export async function dropLogin({ records }: NodeParts, login: string): Promise<void> {
  await records.delete("node", PREFIX + login);
}

/** What a new login is. */
export type NewLogin = {
  name: string;
  passphrase: string;
  keeper?: boolean;
  lang?: string | null;
  /** Set on the machine itself by who keeps it: told what is weak, and let do it. */
  onMachine?: boolean;
};

/**
 * Makes a login. Refuses a name that is missing or taken (`people.name-missing`,
 * `people.name-taken`), a passphrase that will not do, and when too many come at once.
 */
export async function makeLogin(parts: NodeParts, made: NewLogin): Promise<string | Refusal> {
  const { name, passphrase, keeper = false, lang = null } = made;
  const weak = passphraseFault(passphrase, [name]);
  const fault = nameFault(name) ?? (made.onMachine && isSome(passphrase) ? null : weak);
  if (fault !== null) return fault;
  const login = loginOf(name);
  const taken = refuse("people.name-taken", "state", { field: "name" });
  if ((await readLogin(parts, login)) !== null) return taken;
  const phc = await atTheDoor(hashPassphrase(canonicalPassphrase(passphrase), parts.random));
  if (isRefusal(phc)) return phc;
  let mine = false;
  await changeRow<Login>(parts, PREFIX + login, (before) => {
    mine = before === null;
    const value: Login = { v: 1, phc, keeper, lang, digits: null, memberships: [] };
    return mine ? { value, expires: null } : null;
  });
  return mine ? login : taken;
}

/** What even the one who keeps the machine cannot do without: eight signs (ASVS 5.0, 6.2.1). */
function isSome(passphrase: string): boolean {
  const signs = [...canonicalPassphrase(passphrase)].length;
  return signs >= ON_MACHINE_MIN && signs <= PASSPHRASE_MAX;
}

function nameFault(name: string): Refusal | null {
  const field = { field: "name" };
  if (name.trim() === "") return refuse("people.name-missing", "shape", field);
  return name.length > LOGIN_NAME_MAX ? refuse("people.name-long", "shape", field) : null;
}

/**
 * Whose name and passphrase these are. A name nobody has and a wrong passphrase get the same
 * answer after the same work; both count as a try.
 */
export async function recognise(
  parts: NodeParts,
  name: string,
  passphrase: string,
): Promise<string | Refusal> {
  const login = loginOf(name.slice(0, LOGIN_NAME_MAX));
  const limit = await countTry(parts, login);
  if (limit !== null) return limit;
  const kept = await readLogin(parts, login);
  const typed = canonicalPassphrase(passphrase.slice(0, 1_024));
  const right = await atTheDoor(checkPassphrase(typed, kept?.phc ?? null));
  if (isRefusal(right)) return right;
  if (!right) return refuse("people.not-recognised", "who", { field: "name" });
  await forgetTries(parts, login);
  return login;
}

async function atTheDoor<T>(work: Promise<T>): Promise<T | Refusal> {
  try {
    return await work;
  } catch (fault) {
    if (fault instanceof TooMany) return refuse("people.door-full", "again", { next: "again" });
    throw fault;
  }
}

/** Changes a login that is there; answers false where it is not. */
export async function changeLogin(
  parts: NodeParts,
  login: string,
  change: (before: Login) => Login,
): Promise<boolean> {
  const kept = await changeRow<Login>(parts, PREFIX + login, (before) =>
    before === null ? null : { value: change(before), expires: null },
  );
  return kept !== null;
}

/** From now on this login is that member of the space; what it was there before is replaced. */
export function addMembership(parts: NodeParts, login: string, to: LoginMember): Promise<boolean> {
  return changeLogin(parts, login, (before) => {
    const rest = before.memberships.filter(({ space }) => space !== to.space);
    return { ...before, memberships: [...rest, to] };
  });
}

/** This login is nobody in the space any more. */
export function dropMembership(parts: NodeParts, login: string, space: string): Promise<boolean> {
  return changeLogin(parts, login, (before) => {
    return { ...before, memberships: before.memberships.filter((one) => one.space !== space) };
  });
}

/** Takes a member, or with null everybody of a space, out of all logins; answers whose. */
export async function dropFromLogins(
  parts: NodeParts,
  space: string,
  member: string | null,
): Promise<string[]> {
  const dropped: string[] = [];
  for await (const { key, value } of rowsUnder<Login>(parts, PREFIX)) {
    const { memberships } = value;
    const gone = (one: LoginMember) =>
      one.space === space && (member === null || one.member === member);
    if (!memberships.some(gone)) continue;
    const login = key.slice(PREFIX.length);
    await dropMembership(parts, login, space);
    dropped.push(login);
  }
  return dropped;
}

/** Gives a login another passphrase; the present one has to be known. */
export async function changePassphrase(
  parts: NodeParts,
  login: string,
  present: string,
  next: string,
): Promise<Refusal | null> {
  const limit = await countTry(parts, login);
  if (limit !== null) return limit;
  const kept = await readLogin(parts, login);
  const right = await atTheDoor(checkPassphrase(canonicalPassphrase(present), kept?.phc ?? null));
  if (isRefusal(right)) return right;
  if (!right) return refuse("people.not-recognised", "who", { field: "present" });
  const fault = passphraseFault(next, []);
  if (fault !== null) return fault;
  const phc = await atTheDoor(hashPassphrase(canonicalPassphrase(next), parts.random));
  if (isRefusal(phc)) return phc;
  await changeLogin(parts, login, (before) => ({ ...before, phc, changed: parts.clock() }));
  await forgetTries(parts, login);
  return null;
}

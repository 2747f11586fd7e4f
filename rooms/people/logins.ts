/**
 * Logins: how a person signs in on this node, never on a log. One login may be a member of several
 * spaces, under another name and another id in each.
 */
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { deviceOf } from "./devices.ts";
import { checkPassphrase, hashPassphrase, TooMany } from "./hasher.ts";
import {
  countAsked,
  countRight,
  countTry,
  forgetAsked,
  giveBack,
  rightTooOften,
} from "./limits.ts";
import {
  canonicalPassphrase,
  ON_MACHINE_MIN,
  PASSPHRASE_MIN,
  passphraseFault,
} from "./passphrase.ts";
import { changeRow, keyed, type NodeParts, readRow, rowsUnder } from "./records.ts";

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
  /**
   * Who it was elsewhere when it came back by the word of one group: no way leads there from this
   * login, and nothing tells of it, until people of that group say that it is theirs.
   */
  dormant?: readonly LoginMember[];
  /** When its passphrase was last changed, ms: tokens made before hold no more. */
  changed?: number;
  /** An app that makes codes: its key in base64, the newest step used, since when (ms). */
  app?: { key: string; last: number; since: number };
  /** Recovery codes not used yet, as SHA-256 in hex, and when they were made (ms). */
  codes?: { hashes: readonly string[]; made: number };
  /** What its owner's browsers can prove them by (passkeys.ts). */
  passkeys?: readonly Passkey[];
};

/** A passkey as kept: what a browser signs with, and the name its owner gave it. */
export type Passkey = {
  /** The credential's id, base64url. */
  id: string;
  /** Its public key (COSE), base64url. */
  key: string;
  /** How often it signed, where it counts. */
  counter: number;
  /** The host name it holds for. */
  host: string;
  name: string;
  added: number;
  used: number | null;
};

/** Longest login name, in UTF-16 units. */
export const LOGIN_NAME_MAX = 80;
const PREFIX = "login/";

/** What a login is known by here: a keyed hash of its name with case, width and spaces folded. */
export function loginOf(parts: NodeParts, name: string): Promise<string> {
  const folded = name.normalize("NFKC").toLowerCase().replaceAll(/\s+/g, " ").trim();
  return keyed(parts, "login-name", folded);
}

/** The login, or null. `login` is what {@link loginOf} answers. */
export function readLogin(parts: NodeParts, login: string): Promise<Login | null> {
  return readRow<Login>(parts, PREFIX + login);
}

/** Whether anyone can sign in on this node yet. */
export async function anyLogin({
  records,
  clock,
}: Pick<NodeParts, "records" | "clock">): Promise<boolean> {
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
  /** Set on the machine itself by who keeps it: a short one is warned of there, not refused. */
  onMachine?: boolean;
};

/**
 * Makes a login. Refuses a name that is missing or taken (`people.name-missing`,
 * `people.name-taken`), a passphrase that will not do, and when too many come at once.
 */
export async function makeLogin(parts: NodeParts, made: NewLogin): Promise<string | Refusal> {
  const { name, passphrase, keeper = false, lang = null } = made;
  const min = made.onMachine ? ON_MACHINE_MIN : PASSPHRASE_MIN;
  const fault = nameFault(name) ?? passphraseFault(passphrase, [name], min);
  if (fault !== null) return fault;
  const login = await loginOf(parts, name);
  const taken = refuse("people.name-taken", "state", { field: "name" });
  if ((await readLogin(parts, login)) !== null) return taken;
  const phc = await newHash(parts, passphrase);
  if (isRefusal(phc)) return phc;
  let mine = false;
  await changeRow<Login>(parts, PREFIX + login, (before) => {
    mine = before === null;
    const value: Login = { v: 1, phc, keeper, lang, digits: null, memberships: [] };
    return mine ? { value, expires: null } : null;
  });
  return mine ? login : taken;
}

/** Why this can be nobody's new login; null where it can, unless the name is taken. */
export function loginFault(name: string, passphrase: string): Refusal | null {
  return nameFault(name) ?? passphraseFault(passphrase, [name]);
}

/** The work of looking at a passphrase, where there is none to look at. */
export async function workForNobody(passphrase: string): Promise<Refusal | null> {
  const done = await isRight(null, passphrase, false);
  return isRefusal(done) ? done : null;
}

function nameFault(name: string): Refusal | null {
  const field = { field: "name" };
  if (name.trim() === "") return refuse("people.name-missing", "shape", field);
  return name.length > LOGIN_NAME_MAX ? refuse("people.name-long", "shape", field) : null;
}

/**
 * Whose name and passphrase these are. A name nobody has and a wrong passphrase get the same
 * answer after the same work; both count as a try. `device` is what the browser keeps of having
 * signed in before (devices.ts), or null.
 */
export async function recognise(
  parts: NodeParts,
  name: string,
  passphrase: string,
  device: string | null = null,
): Promise<string | Refusal> {
  const login = await loginOf(parts, name.slice(0, LOGIN_NAME_MAX));
  const kept = await readLogin(parts, login);
  const from = { login, device: await deviceOf(parts, device, login, kept) };
  const limit = (await countTry(parts, from)) ?? (await rightTooOften(parts, login));
  if (limit !== null) return limit;
  const right = await isRight(kept, passphrase, from.device !== null);
  if (isRefusal(right)) return right;
  const wrong = refuse("people.not-recognised", "who", { field: "name" });
  if (!right) return wrong;
  await countRight(parts, login);
  await giveBack(parts, from);
  // Changed while this one was worked on: whoever changed it has ended what stood on the old one.
  return (await readLogin(parts, login))?.phc === kept?.phc ? login : wrong;
}

function isRight(
  kept: Login | null,
  passphrase: string,
  known: boolean,
): Promise<boolean | Refusal> {
  const typed = canonicalPassphrase(passphrase.slice(0, 1_024));
  return atTheDoor(checkPassphrase(typed, kept?.phc ?? null, known));
}

/**
 * Asks a session for its passphrase again, before what could outlast it. Counted by itself, so
 * that nobody at the door can use these tries up.
 */
export async function confirmPassphrase(
  parts: NodeParts,
  login: string,
  passphrase: string,
): Promise<Refusal | null> {
  const limit = (await countAsked(parts, login)) ?? (await rightTooOften(parts, login));
  if (limit !== null) return limit;
  const right = await isRight(await readLogin(parts, login), passphrase, true);
  if (isRefusal(right)) return right;
  if (!right) return refuse("people.not-recognised", "who", { field: "present" });
  await countRight(parts, login);
  await forgetAsked(parts, login);
  return null;
}

/** The hash of a new passphrase; refuses where too many come at once. */
export function newHash(parts: NodeParts, passphrase: string): Promise<string | Refusal> {
  return atTheDoor(hashPassphrase(canonicalPassphrase(passphrase), parts.random));
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

const isThere = (a: LoginMember) => (b: LoginMember) => a.space === b.space;
const isSame = (a: LoginMember) => (b: LoginMember) => a.space === b.space && a.member === b.member;

/** From now on this login is that member of the space; what it was there before is replaced. */
export function addMembership(parts: NodeParts, login: string, to: LoginMember): Promise<boolean> {
  return changeLogin(parts, login, (before) => {
    const rest = before.memberships.filter(({ space }) => space !== to.space);
    const dormant = before.dormant?.filter((one) => !isSame(to)(one));
    return withDormant({ ...before, memberships: [...rest, to] }, dormant);
  });
}

/** A login without the field where nothing of it is dormant, like one that never came back. */
function withDormant(
  { dormant: _before, ...login }: Login,
  dormant: readonly LoginMember[] = [],
): Login {
  return dormant.length === 0 ? login : { ...login, dormant };
}

/**
 * A login as it is once people of one group said that it is this member of theirs: that it is,
 * whatever it was there since, and elsewhere what `stays`. Everything else is dormant.
 */
export function cameBack(before: Login, to: LoginMember, stays: readonly LoginMember[]): Login {
  const all = [...before.memberships, ...(before.dormant ?? [])];
  const back: LoginMember[] = [];
  for (const one of all)
    if (one.space !== to.space && stays.some(isSame(one)) && !back.some(isThere(one)))
      back.push(one);
  // Who left that group meanwhile, or was seen out, is not of it any more.
  back.push(...all.filter(isSame(to)).slice(0, 1));
  const away = all.filter((one) => !back.some(isSame(one)));
  return withDormant({ ...before, memberships: back }, away);
}

/**
 * What a login becomes that was in no group that is left but where it is dormant: nobody comes in
 * by it, as by a name nobody has, until people of such a group say whose it is.
 */
export function asleep(parts: NodeParts, before: Login): Login {
  const { app: _app, codes: _codes, passkeys: _keys, ...rest } = before;
  const hash = Buffer.from(parts.random(32)).toString("base64").replaceAll("=", "");
  const phc = before.phc.replace(/[^$]+$/, hash);
  return { ...rest, phc, memberships: [], changed: parts.clock() };
}

type Those = (one: LoginMember) => boolean;
const thoseIn =
  (space: string, member: string | null): Those =>
  (one) =>
    one.space === space && (member === null || one.member === member);

/** The logins of a member, or with null of everybody in a space. */
export async function loginsIn(
  parts: NodeParts,
  space: string,
  member: string | null,
): Promise<string[]> {
  const those = thoseIn(space, member);
  return loginsWith(parts, ({ memberships }) => memberships.some(those));
}

/** Whose login a member is, one to which they are dormant as well: for its coming back alone. */
export async function loginBehind(
  parts: NodeParts,
  space: string,
  member: string,
): Promise<string | undefined> {
  const those = thoseIn(space, member);
  const [login] = await loginsIn(parts, space, member);
  return login ?? (await loginsWith(parts, ({ dormant }) => dormant?.some(those) ?? false))[0];
}

async function loginsWith(parts: NodeParts, has: (login: Login) => boolean): Promise<string[]> {
  const found: string[] = [];
  for await (const { key, value } of rowsUnder<Login>(parts, PREFIX))
    if (has(value)) found.push(key.slice(PREFIX.length));
  return found;
}

/**
 * Takes a member, or with null everybody of a space, out of all logins; answers whose it was.
 * Where it was dormant nobody is told.
 */
export async function dropFromLogins(
  parts: NodeParts,
  space: string,
  member: string | null,
): Promise<string[]> {
  const those = thoseIn(space, member);
  const dropped: string[] = [];
  const held = ({ memberships, dormant = [] }: Login) => [...memberships, ...dormant].some(those);
  for (const login of await loginsWith(parts, held)) {
    await changeLogin(parts, login, (before) => {
      if (before.memberships.some(those)) dropped.push(login);
      const memberships = before.memberships.filter((one) => !those(one));
      const dormant = before.dormant?.filter((one) => !those(one));
      return withDormant({ ...before, memberships }, dormant);
    });
  }
  return [...new Set(dropped)];
}

/** Gives a login another passphrase; the present one has to be known. */
export async function changePassphrase(
  parts: NodeParts,
  login: string,
  present: string,
  next: string,
): Promise<Refusal | null> {
  const wrong = await confirmPassphrase(parts, login, present);
  if (wrong !== null) return wrong;
  const fault = passphraseFault(next, []);
  if (fault !== null) return fault;
  const phc = await newHash(parts, next);
  if (isRefusal(phc)) return phc;
  await changeLogin(parts, login, (before) => ({ ...before, phc, changed: parts.clock() }));
  return null;
}

/**
 * Coming back without passphrase or e-mail: a login's new passphrase waits as a row of the node;
 * two members of one of its groups say in person that it is hers; 24 hours later it holds, and
 * leads to that group, unless somebody stopped it. A name nobody has gets the same answer after the
 * same work. Whoever is signed in brings another of their groups back in the same way.
 */
import { codeHash } from "../../house/gate.ts";
import { newCode } from "../../house/ids.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import { countTry } from "./limits.ts";
import { LOGIN_NAME_MAX, type LoginMember, loginFault, loginOf, newHash } from "./logins.ts";
import { changeRow, keyed, type NodeParts, readRow, rowsUnder } from "./records.ts";

const HOUR_MS = 3_600_000;
/** From the second word until the new passphrase holds, ms. */
export const RECOVERY_WAIT_MS = 24 * HOUR_MS;
/** One nobody vouched for is kept so long, ms. */
export const RECOVERY_KEPT_MS = 24 * HOUR_MS;
/** Nobody vouches for the same login twice in this time, ms. */
export const RECOVERY_AGAIN_MS = 30 * 24 * HOUR_MS;
/** Begun for one name and vouched for by nobody: the oldest goes when another begins. */
export const RECOVERIES_OF_NAME = 8;
/** Recoveries of a node that wait for their 24 hours. */
export const RECOVERIES_WAITING = 200;

/** Somebody's word that it is her, given in person; `of` is who she is in their group. */
export type InPerson = { space: string; member: string; login: string; of: string };

/** A recovery as begun; without a hash by somebody who is signed in and keeps their passphrase. */
type Begun = {
  login: string;
  phc: string | null;
  digits: string;
  began: number;
  vouched: InPerson[];
};

/** One that two vouched for: it holds from `until` on; coordination of these places is told. */
export type Waiting = {
  id: string;
  login: string;
  phc: string | null;
  until: number;
  vouched: InPerson[];
  places: LoginMember[];
};

const OF = "recovery-of/";
const rowOf = (login: string, id: string) => `${OF}${login}/${id}`;
const pointer = (id: string) => `recovery/${id}`;
/** In each group by itself: who is in two of them with her learns nothing by a refusal. */
const spent = ({ login: voucher, space }: InPerson, login: string) =>
  `recovery-vouched/${voucher}/${login}/${space}`;
const WAITING = "recoveries-waiting";

/** What whoever begins one is shown: to be read out, and to come back with. */
export type Shown = { digits: string; code: string };

/**
 * Begins one. It changes nothing for the login: no session ends, nothing is locked, and whatever
 * was begun before for the name goes on beside it.
 */
export async function beginRecovery(
  parts: NodeParts,
  name: string,
  passphrase: string,
): Promise<Shown | Refusal> {
  const fault = loginFault(name, passphrase);
  if (fault !== null) return fault;
  const login = await loginOf(parts, name.slice(0, LOGIN_NAME_MAX));
  const from = { login: await keyed(parts, "recovery-try", login), device: null };
  const limit = await countTry(parts, from);
  if (limit !== null) return limit;
  const phc = await newHash(parts, passphrase);
  return isRefusal(phc) ? phc : keepBegun(parts, login, phc);
}

/** Begins one for who is signed in and was proved: two bring their group back to this login. */
export async function beginOwn(parts: NodeParts, login: string): Promise<Shown | Refusal> {
  const from = { login: await keyed(parts, "recovery-own-try", login), device: null };
  return (await countTry(parts, from)) ?? keepBegun(parts, login, null);
}

async function keepBegun(parts: NodeParts, login: string, phc: string | null): Promise<Shown> {
  const code = newCode(parts.random);
  const id = await idOf(parts, code);
  const now = parts.clock();
  const expires = now + RECOVERY_KEPT_MS;
  const digits = String(Buffer.from(parts.random(6)).readUIntBE(0, 6) % 1_000_000);
  const value: Begun = { login, phc, digits: digits.padStart(6, "0"), began: now, vouched: [] };
  await changeRow<Begun>(parts, rowOf(login, id), () => ({ value, expires }));
  await changeRow<{ login: string }>(parts, pointer(id), () => ({ value: { login }, expires }));
  await dropOldest(parts, login);
  return { digits: value.digits, code };
}

/** The row of a code: keyed, so that who copies the database cannot try codes. */
const idOf = (parts: NodeParts, code: string) => keyed(parts, "recovery-code", codeHash(code));

/** Those nobody vouched for make room; one that somebody vouched for stays. */
async function dropOldest(parts: NodeParts, login: string): Promise<void> {
  const bare: { key: string; began: number }[] = [];
  for await (const { key, value } of rowsUnder<Begun>(parts, `${OF}${login}/`))
    if (value.vouched.length === 0) bare.push({ key, began: value.began });
  bare.sort((a, b) => b.began - a.began);
  for (const { key } of bare.slice(RECOVERIES_OF_NAME)) await parts.records.delete("node", key);
}

/** How far one is, for whoever holds its code; null alike for stopped, over, used and wrong. */
export type HowFar = { vouched: number; digits: string; until: number | null };

/** See {@link HowFar}. */
export async function howFar(parts: NodeParts, code: string): Promise<HowFar | null> {
  const id = await idOf(parts, code.slice(0, 60));
  const to = await readRow<{ login: string }>(parts, pointer(id));
  if (to === null) return null;
  const waits = (await waitingRecoveries(parts)).find((one) => one.id === id);
  if (waits !== undefined) return { vouched: 2, digits: "", until: waits.until };
  const begun = await readRow<Begun>(parts, rowOf(to.login, id));
  if (begun === null) return null;
  return { vouched: begun.vouched.length, digits: begun.digits, until: null };
}

/** What vouching came to: one word is missing, or it holds from a time on. */
export type Word = { until: number | null };

const alreadyWaits = refuse("people.recovery-waits", "state");
const noDigits = refuse("people.recovery-digits", "state", { field: "digits" });

/**
 * Somebody says that the person these digits were read out by is this login. `areTwo` says
 * whether two members' words count as two in their group; `places` is who the login is where.
 */
export async function vouchInPerson(
  parts: NodeParts,
  login: string,
  digits: string,
  by: InPerson,
  at: { areTwo: (other: string) => Promise<boolean>; places: readonly LoginMember[] },
): Promise<Word | Refusal> {
  if (by.login === login) return refuse("people.recovery-own", "who");
  // Whatever was said in another group is not there for this one.
  const isHere = (one: InPerson | undefined) => one?.space === by.space && one.of === by.of;
  const limit = await countTry(parts, {
    ...{ login: await keyed(parts, "recovery-digits", by.login), device: null },
  });
  if (limit !== null) return limit;
  if ((await readRow<object>(parts, spent(by, login))) !== null)
    return refuse("people.recovery-month", "limit", { next: "people.someone-else" });
  const waits = (await waitingRecoveries(parts)).find((one) => one.login === login);
  if (waits !== undefined) return isHere(waits.vouched[0]) ? alreadyWaits : noDigits;
  const found = await withDigits(parts, login, digits);
  if (found === null) return noDigits;
  const [first] = found.value.vouched;
  if (first !== undefined) {
    if (!isHere(first)) return noDigits;
    const two = first.member !== by.member && first.login !== by.login;
    if (!two || !(await at.areTwo(first.member)))
      return refuse("people.recovery-not-two", "who", { next: "people.someone-else" });
  }
  return addWord(parts, found, by, at.places);
}

type Found = { id: string; value: Begun };

async function withDigits(parts: NodeParts, login: string, typed: string): Promise<Found | null> {
  const digits = typed.replaceAll(/\D/g, "");
  for await (const { key, value } of rowsUnder<Begun>(parts, `${OF}${login}/`))
    if (value.digits === digits) return { id: key.slice(key.lastIndexOf("/") + 1), value };
  return null;
}

async function addWord(
  parts: NodeParts,
  { id, value: { login } }: Found,
  by: InPerson,
  places: readonly LoginMember[],
): Promise<Word | Refusal> {
  const now = parts.clock();
  // The month is taken first: of two forms at once, one is in time.
  let mine = false;
  await changeRow<object>(parts, spent(by, login), (before) => {
    mine = before === null;
    return mine ? { value: {}, expires: now + RECOVERY_AGAIN_MS } : null;
  });
  if (!mine) return refuse("people.recovery-month", "limit", { next: "people.someone-else" });
  const expires = now + RECOVERY_KEPT_MS;
  const kept = await changeRow<Begun>(parts, rowOf(login, id), (before) =>
    before === null ? null : { value: { ...before, vouched: [...before.vouched, by] }, expires },
  );
  if (kept === null) return noDigits;
  if (kept.vouched.length < 2) return { until: null };
  const until = now + RECOVERY_WAIT_MS;
  const { phc, vouched } = kept;
  // Where nothing changes elsewhere, nobody elsewhere is told.
  const told = phc === null ? [{ space: by.space, member: by.of }] : [...places];
  const one: Waiting = { id, login, phc, until, vouched: vouched.slice(0, 2), places: told };
  const keep = until + RECOVERY_AGAIN_MS;
  await changeRow<{ login: string }>(parts, pointer(id), () => ({
    ...{ value: { login }, expires: keep },
  }));
  const all = await changeWaiting(parts, (before) =>
    before.length >= RECOVERIES_WAITING ? before : [...before, one],
  );
  return all.some((other) => other.id === id) ? { until } : refuse("house.busy", "again");
}

/** The list as read a moment ago: pages ask for it each time, and mostly it is empty. */
const known = new WeakMap<object, { at: number; all: readonly Waiting[] }>();
/** How old what a page goes by may be where another process changed it, ms. */
const KNOWN_MS = 1_000;

/** Recoveries that wait for their 24 hours, or are over and not yet carried out. */
export async function waitingRecoveries(parts: NodeParts): Promise<readonly Waiting[]> {
  const before = known.get(parts.records);
  if (before !== undefined && performance.now() - before.at < KNOWN_MS) return before.all;
  const all = (await readRow<{ all: Waiting[] }>(parts, WAITING))?.all ?? [];
  known.set(parts.records, { at: performance.now(), all });
  return all;
}

async function changeWaiting(
  parts: NodeParts,
  change: (before: Waiting[]) => Waiting[],
): Promise<readonly Waiting[]> {
  const kept = await changeRow<{ all: Waiting[] }>(parts, WAITING, (before) => ({
    ...{ value: { all: change(before?.all ?? []) }, expires: null },
  }));
  const all = kept?.all ?? [];
  known.set(parts.records, { at: performance.now(), all });
  return all;
}

/** Takes everything of a login's recoveries away; whose words were given stays for their month. */
export async function dropRecoveries(parts: NodeParts, login: string): Promise<void> {
  for await (const { key } of rowsUnder<Begun>(parts, `${OF}${login}/`)) {
    await parts.records.delete("node", key);
    await parts.records.delete("node", pointer(key.slice(key.lastIndexOf("/") + 1)));
  }
  const waits = (await waitingRecoveries(parts)).some((one) => one.login === login);
  if (waits) await changeWaiting(parts, (all) => all.filter((one) => one.login !== login));
}

/**
 * The gate: who may send this command, in what shape, on what it stands, at the moment of use.
 * It stops uses; it never stops recording what happened or an undoing (docs/architecture.md), but
 * for the first by somebody who has yet to accept what the group asks of each person.
 */
import { hash } from "node:crypto";
import type { Leaves } from "./beside.ts";
import {
  CIRCLE,
  type Circles,
  circleNow,
  isBeyond,
  isLendable,
  isShared,
  mayOpen,
  NO_CIRCLES,
  PARTIES,
  PUBLIC,
  type Reader,
  type Role,
} from "./circles.ts";
import type { Author, Clause, CommandRow, Envelope, Needs, Who } from "./command.ts";
import type { NewFact, Thing } from "./facts.ts";
import { notHere, type Refusal, refuse } from "./refusal.ts";
import type { ClauseUse, Plan, Use } from "./room.ts";
import type { Amount } from "./values/index.ts";
import { strangeZone } from "./zones.ts";

/** The command's row and its input in the shape the row asks for. */
export type Shaped = { row: CommandRow; input: unknown };

/** Checks that the command exists and its input has its shape; the first fault is named. */
export function shapeOf(plan: Plan, envelope: Envelope): Shaped | Refusal {
  const row = plan.command(envelope.command);
  if (row === undefined) return refuse("house.no-such-command", "not-found");
  const parsed = row.shape.safeParse(envelope.input);
  if (parsed.success) {
    const field = strangeZone(row.shape, parsed.data);
    if (field === null) return { row, input: parsed.data };
    return refuse("zone.unknown", "shape", { field, vars: { field } });
  }
  const issue = parsed.error.issues[0];
  const field = issue?.path.map(String).join(".") ?? "";
  // A shape may name its own refusal as the message; zod's own words never reach a page.
  const own = /^[a-z-]+\.[a-z0-9-]+$/.test(issue?.message ?? "") ? issue?.message : undefined;
  return refuse(own ?? "house.not-this-shape", "shape", { field, vars: { field } });
}

/** The reader an author is while the gate and the decider look at things. */
export function readerOf(
  author: Author,
  roles: readonly Role[],
  circles: Circles = NO_CIRCLES,
): Reader {
  switch (author.by) {
    case "member":
      // Who has no role yet opens what is about themselves, and what everyone may.
      return roles.length > 0
        ? { by: "member", member: author.member, roles, circles }
        : { by: "receipt", thing: author.member };
    case "founder":
      return { by: "member", member: author.member, roles: [] };
    case "ally":
      return author;
    case "holder":
      return { by: "receipt", thing: author.thing };
    case "clock":
      return { by: "clock", thing: author.thing };
    case "stranger":
      return author.link === undefined ? PUBLIC : { by: "link", until: author.link };
  }
}

/** The id a stamp names: the member, the stranger, or the thing that the code or clock is of. */
export function whoOf(author: Author): string {
  if (author.by === "member" || author.by === "founder") return author.member;
  if (author.by === "ally") return author.ally;
  return author.by === "stranger" ? author.id : author.thing;
}

const NO_ROLES: readonly Role[] = [];

/** The roles that somebody has now, by their own thing; none where there is no such member. */
export function rolesNow({ membership }: Plan, member: Thing | undefined): readonly Role[] {
  const { kind, roles } = membership;
  return member?.kind === kind.kind ? roles(member as never) : NO_ROLES;
}

/**
 * Whether this author may send this row, given the roles they have now. Someone with no role
 * here gets the same answer as for a space that is not there, unless they wait to be vouched in
 * and the row is for those.
 */
export function mayCommand(
  row: CommandRow,
  author: Author,
  roles: readonly Role[],
  waits = false,
): Refusal | null {
  const can = (who: Who) => row.who.includes(who);
  if (author.by === "member") {
    if (roles.some(can) || (waits && can("newcomer"))) return null;
    return roles.length === 0 ? notHere : notYourRole;
  }
  return can(author.by) ? null : signInFirst;
}

const notYourRole = refuse("house.not-your-role", "who", { next: "ask" });
const signInFirst = refuse("house.sign-in-first", "who", { next: "sign-in" });

/** Where nothing has to be permitted: the same one everywhere. */
const NO_PERMISSIONS: readonly string[] = [];

/** What stands in a space: permissions, and clauses of agreements; with what is not durable yet. */
export type Stands = {
  /** The permission for a use now (ms), as a list of it alone; null where there is none. */
  find: (use: Use, now: number, staged: readonly Thing[]) => readonly string[] | null;
  /** Why a clause does not hold now (ms); null where it does. */
  clause: (use: ClauseUse, now: number, staged: readonly Thing[]) => Refusal | null;
};

/**
 * What the row stands on, at the moment of use: the permissions found, one for each thing it names,
 * or the refusal. Testimony and undoings stand on nothing.
 */
export function standsOn(
  { kind, clause, consent, onLapse }: CommandRow,
  input: unknown,
  stands: Stands,
  now: number,
  staged: readonly Thing[],
): readonly string[] | Refusal {
  if (kind !== "act") return NO_PERMISSIONS;
  const said = input as Record<string, unknown>;
  if (typeof clause === "object") {
    const not = stands.clause(clauseUse(clause, said, onLapse), now, staged);
    if (not !== null) return not;
  }
  if (typeof consent !== "object") return NO_PERMISSIONS;
  const named = said[consent.of];
  const use = { consent: consent.consent, of: "", channel: channelOf(consent, said) };
  if (typeof named !== "string") return allOf(named, use, stands, now, staged);
  use.of = named;
  return stands.find(use, now, staged) ?? noPermission;
}

/** The same for an input that names several. */
function allOf(
  named: unknown,
  use: Use,
  stands: Stands,
  now: number,
  staged: readonly Thing[],
): readonly string[] | Refusal {
  if (!Array.isArray(named) || named.length === 0) return noPermission;
  const found = named.map((one) => stands.find({ ...use, of: String(one) }, now, staged));
  return found.every((one) => one !== null) ? found.flat() : noPermission;
}

/** What of a clause an act uses, as its row and its input say. A lapse stops it, unless said. */
function clauseUse(
  { clause, of, amount }: Clause,
  input: Record<string, unknown>,
  onLapse: CommandRow["onLapse"],
): ClauseUse {
  const drawn = amount === undefined ? null : ((input[amount] ?? null) as Amount | null);
  const lapse = onLapse === "warn" ? "warn" : "stop";
  return { clause, of: String(input[of]), amount: drawn, onLapse: lapse };
}

/** One answer for all that is wrong with it: what is over and what never was are not told apart. */
const noPermission = refuse("house.no-permission", "consent", { next: "house.ask-permission" });

function channelOf({ channel, on }: Needs, input: Record<string, unknown>): string | null {
  const typed = channel === undefined ? undefined : input[channel];
  return typeof typed === "string" ? typed : (on ?? null);
}

// Acts wait at three times, and what goes on meanwhile is said here alone, by what a row says of
// itself: while everything is closed, while somebody has yet to accept what the group asks of each
// person, and while the group counts as silent. What falls due waits for none of them.

/** Why a row is stopped while everything is closed, if it is: to its author nothing is here. */
export function mayWhileShut(row: CommandRow, { by }: Author): Refusal | null {
  return row.whileShut || by === "clock" ? null : notHere;
}

const acceptFirst = refuse("house.accept-first", "who", { next: "accept-first" });

/**
 * Why a row is stopped for somebody who has yet to accept what the group asks of each person, if it
 * is: not what undoes, what goes on in a closed group, or what those who are not in yet may send.
 */
export function mayWhileHeldBack(row: CommandRow): Refusal | null {
  const { kind, who, whileShut, whileHeldBack } = row;
  const may = whileShut || whileHeldBack || kind === "undoing" || who.includes("newcomer");
  return may ? null : acceptFirst;
}

/** What the gate asks while the group counts as silent; `about`: the circle a command names. */
type Dark = {
  waits: boolean;
  leaves: Leaves;
  isIn: (circle: string) => boolean;
  about: string | null;
};

/**
 * {@link mayCommand} while the group counts as silent. Acts wait, but for what it left to a circle
 * (`leaves`, `isIn`); what happened is recorded and what is undone is undone, by whom it always is.
 * The circle that may act stays as the silence found it: of it (`about`) nobody is put out.
 */
export function mayWhileDark(
  row: CommandRow,
  author: Author,
  roles: readonly Role[],
  { waits, leaves, isIn, about }: Dark,
): Refusal | null {
  const own = mayCommand(row, author, roles, waits);
  const { by } = author;
  if (by === "clock" || by === "founder") return own;
  const { whileDark } = row;
  const goesOn = row.kind !== "act" || whileDark === true || by === "holder";
  const stops = whileDark === "never" || (whileDark === "elsewhere" && about === leaves.circle);
  if (own === null && goesOn && !stops) return null;
  if (by !== "member") return notHere;
  const left = leaves.acts.some((act) => act === whileDark);
  if (roles.length > 0 && left && isIn(leaves.circle)) return null;
  return own ?? refuse("house.dark", "state", { next: "house.speak" });
}

/** What lets things be open beyond the group at the moment somebody looks. */
export type Lets = {
  /** Whether somebody's permission lets a thing be open to others than the host. */
  mayShow: (thing: string, now: number) => boolean;
  /** Whether a thing of the host's alone is lent to a group that came along. */
  lends: (ally: string, thing: Thing, now: number) => boolean;
};

/** Whether the author may look at the thing now, in a space that protects its people or not. */
export function opens(
  reader: Reader,
  thing: Thing,
  { now, protects, dark }: { now: number; protects: boolean; dark: boolean },
  { mayShow, lends }: Lets = NOBODY_ASKED,
): boolean {
  const circle = circleNow(thing.circle, protects, dark);
  const shown = !isBeyond(circle) || mayShow(thing.id, now);
  if (mayOpen(reader, shown ? circle : "host", thing, now)) return true;
  return isLendable(reader, thing, dark) && lends(reader.ally, thing, now);
}

const NOBODY_ASKED: Lets = { mayShow: () => true, lends: () => false };

/**
 * Refuses to begin something in a circle that its author is not in, or that takes nothing new. A
 * circle that is made in the same step, before it, is the author's. `takes` is asked of the others,
 * and of what is shared with an allied group: that is its own, and the members' of the host.
 */
export function circleFault(
  reader: Reader,
  facts: readonly NewFact[],
  takes: (circle: string) => boolean,
): Refusal | null {
  const made = new Set<string>();
  for (const { circle, thing } of facts) {
    if (circle === undefined) continue;
    if (isShared(circle)) {
      const ally = circle.slice(PARTIES.length);
      const own = reader.by === "ally" ? reader.ally === ally : reader.by === "member";
      if (own && takes(ally)) continue;
      return refuse("house.no-such-circle", "not-found", { next: "go-back" });
    }
    const id = circle.slice(CIRCLE.length);
    if (id === thing) made.add(id);
    if (made.has(id)) continue;
    const isIn = reader.by === "member" && reader.circles?.has(id);
    if (!isIn || !takes(id))
      return refuse("house.no-such-circle", "not-found", { next: "go-back" });
  }
  return null;
}

/** SHA-256 of a code as typed (case, spaces and hyphens do not count), in hex: all that is kept. */
export function codeHash(code: string): string {
  const plain = code.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0");
  return hash("sha256", plain.replaceAll(/[IL]/g, "1"), "hex");
}

/** Nothing that is written down here happened before 1900. */
export const HAPPENED_MIN = Date.UTC(1900);

/** Why something cannot have happened then (ms since 1970), or null where it can. */
export function happenedFault(happened: number, now: number): Refusal | null {
  if (happened > now) return refuse("house.not-yet-happened", "shape");
  return happened >= HAPPENED_MIN ? null : refuse("house.too-long-ago", "shape");
}

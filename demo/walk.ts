/**
 * Walks a house through a few weeks: the same store and keys as the node's, under a clock that is
 * moved by hand and never passes the node's own. Everything goes through ordinary commands.
 */
import type { Role } from "../house/circles.ts";
import type { Author, Done, Envelope } from "../house/command.ts";
import { House } from "../house/house.ts";
import { newId } from "../house/ids.ts";
import { isRefusal, type Refusal } from "../house/refusal.ts";
import { type Day, dayOf, laterDay } from "../house/values/index.ts";
import { addMembership, makeLogin, nodeOf, offerPassphrase } from "../rooms/people/index.ts";
import { type Founding, foundSpace } from "../rooms/spaces/index.ts";

/** How long the made-up weeks are, in days. */
export const DAYS = 24;
const DAY_MS = 24 * 3_600_000;
/** A little time goes by with everything that is done. */
const STEP_MS = 47_000;

/** Somebody to sign in as; `space` is the address under `/s/`. */
export type SignIn = { name: string; passphrase: string; space: string; role: Role };

/** More about how a command came. */
export type How = Partial<Pick<Envelope, "arrived" | "readBack" | "happened">>;

/** Sends a command as somebody; throws where it is refused: a made-up world makes no faults. */
export type Does = (command: string, input: unknown, how?: How) => Promise<Done>;

/** A group as the walk left it: its space, and what its people do. */
export type Group = {
  space: string;
  slug: string;
  zone: string;
  founder: string;
  lead: Does;
  /** Who vouches beside the founder, once somebody is there who may. */
  second?: Does;
};

/** A house, its moving clock, and who can be signed in as. */
export class Walk {
  readonly house: House;
  readonly signIns: SignIn[] = [];
  /** Who came in by an invitation, by the name they use: their id in their group. */
  readonly members = new Map<string, string>();
  readonly #end: number;
  #now: number;

  /** Begins {@link DAYS} days before the node's own now. */
  constructor(on: House) {
    this.#end = on.now;
    this.#now = on.now - DAYS * DAY_MS;
    this.house = new House({ ...on.parts, clock: () => this.#now });
  }

  /** Goes on to so many days (a fraction is hours) before the end; never back. */
  to(daysAgo: number): void {
    this.#now = Math.min(this.#end, Math.max(this.#now, this.#end - daysAgo * DAY_MS));
  }

  /** The walk's own now, ms. */
  get at(): number {
    return this.#now;
  }

  /** The day so many days after the one the walk is on; before it where negative. */
  day(days: number, { zone }: Pick<Group, "zone">): Day {
    return laterDay(dayOf(this.#now, zone), { days });
  }

  /** Noon of a day in the month before the walk's own, ms: over wherever one is. */
  lastMonth(day: number): number {
    const now = new Date(this.#now);
    return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, day, 12);
  }

  /** Founds a group; its founder can be signed in as. */
  async found(founding: Omit<Founding, "login"> & { zone: string }): Promise<Group> {
    const passphrase = offerPassphrase(this.house.parts.random, "en");
    const made = await foundSpace(this.house, { ...founding, login: { passphrase } });
    const { space, slug, member } = unrefused(made);
    const role = "coordination" as const;
    this.signIns.push({ name: founding.handle, passphrase, space: slug, role });
    const lead = this.as(space, { by: "member", member });
    return { space, slug, zone: founding.zone, founder: member, lead };
  }

  /**
   * Someone comes in by an invitation, under a login of their own; where nobody but who invites
   * knows them, they wait to be vouched in.
   */
  async joins(group: Group, name: string, role: Role, known: boolean = true): Promise<Does> {
    const { space, slug, lead } = group;
    const parts = nodeOf(this.house);
    const passphrase = offerPassphrase(parts.random, "en");
    const made = await lead("people.invite", { roles: [role], days: 7, uses: 1 });
    const { invitation, code } = made.answer as { invitation: string; code: string };
    const holder = this.as(space, { by: "holder", thing: invitation, code });
    if (known) await group.second?.("people.cosign-invitation", { invitation });
    const joined = await holder("people.join", { handle: name });
    const member = String(joined.answer["member"]);
    this.members.set(name, member);
    const login = unrefused(await makeLogin(parts, { name, passphrase }));
    await addMembership(parts, login, { space, member });
    this.signIns.push({ name, passphrase, space: slug, role });
    const does = this.as(space, { by: "member", member });
    if (role !== "observer") group.second ??= does;
    return does;
  }

  /** A stranger, fresh for what they do; `link` is when the link they came by ends (ms). */
  stranger({ space }: Pick<Group, "space">, link?: number): Does {
    const id = newId(this.house.parts.random);
    return this.as(space, { by: "stranger", id, ...(link === undefined ? {} : { link }) });
  }

  /** Whoever holds the code of a thing. */
  holder({ space }: Pick<Group, "space">, thing: string, code: string): Does {
    return this.as(space, { by: "holder", thing, code });
  }

  /** What an author does in a space. */
  as(space: string, author: Author): Does {
    return async (command, input, how = {}) => {
      this.#now = Math.min(this.#end, this.#now + STEP_MS);
      const key = newId(this.house.parts.random);
      const done = await this.house.dispatch({ space, command, input, author, key, ...how });
      return unrefused(done, command);
    };
  }
}

function unrefused<T>(value: T | Refusal, what = "founding"): T {
  if (isRefusal(value)) throw new Error(`${what} was refused: ${value.refused} ${value.field}`);
  return value;
}

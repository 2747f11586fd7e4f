/**
 * Uses that are permitted, found by what is used. Of each a few numbers lie side by side, so that
 * a question reads one place in memory, however many there are; the rest of a permission is looked
 * at where these leave it open.
 */
import { ById } from "../../house/by-id.ts";
import { CHANNELS } from "./terms.ts";

/** A permission, as a use of it is asked about. */
export type Permitted = {
  /** From when on and until when it holds, ms. */
  from: number;
  until: number;
  /** Where, as {@link bitsOf} them. */
  where: number;
  /** Whether more is to be asked: of its uses, of a person who was away, of what it stands on. */
  more: boolean;
};

/** Wherever it is: every permission has this bit. */
export const ANYWHERE = 1;
const BITS: ReadonlyMap<string, number> = new Map(CHANNELS.map((one, i) => [one, 2 << i]));

/** Channels as the bits of one number; what is no channel has none. */
export function bitsOf(channels: readonly string[]): number {
  return channels.reduce((bits, one) => bits | bitOf(one), ANYWHERE);
}

/** The bit of one channel. */
export function bitOf(channel: string): number {
  return BITS.get(channel) ?? 0;
}

/** Beside the places, where there is more to ask. */
const MORE = 1 << 30;

/** Of each use: its permission's days, where it holds, and the next use of the same thing. */
const FROM = 0;
const UNTIL = 1;
const WHERE = 2;
const NEXT = 3;
const WIDTH = 4;
const NONE = -1;
const AT_FIRST = 64;

/** Of one activity, by what is used: the permissions that allow it, the oldest first. */
export class Uses<P extends Permitted> {
  readonly #first = new ById<number>();
  #numbers = new Float64Array(AT_FIRST * WIDTH);
  readonly #permissions: (P | undefined)[] = [];
  /** Places that stand empty. */
  readonly #empty: number[] = [];
  /** What has to be asked beyond the numbers. */
  readonly #allows: (permission: P, now: number) => boolean;

  constructor(allows: (permission: P, now: number) => boolean) {
    this.#allows = allows;
  }

  /** The first permission that allows it there now (ms), `where` a bit; null: none does. */
  find(used: string, where: number, now: number): P | null {
    const numbers = this.#numbers;
    let place = this.#first.get(used) ?? NONE;
    for (; place !== NONE; place = numbers[place * WIDTH + NEXT] as number) {
      const at = place * WIDTH;
      if (now < (numbers[at + FROM] as number) || now >= (numbers[at + UNTIL] as number)) continue;
      const bits = numbers[at + WHERE] as number;
      if ((bits & where) === 0) continue;
      const permission = this.#permissions[place] as P;
      if ((bits & MORE) === 0 || this.#allows(permission, now)) return permission;
    }
    return null;
  }

  /** All that allow it at some time, somewhere. */
  all(used: string): P[] {
    return this.#places(used).map((place) => this.#permissions[place] as P);
  }

  /** Adds a permission to what is used. */
  add(used: string, permission: P): void {
    const place = this.#empty.pop() ?? this.#permissions.length;
    this.#permissions[place] = permission;
    if (this.#numbers.length < (place + 1) * WIDTH) {
      const wider = new Float64Array(this.#numbers.length * 2);
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    this.#write(place, permission);
    const before = this.#places(used).at(-1);
    if (before === undefined) this.#first.set(used, place);
    else this.#numbers[before * WIDTH + NEXT] = place;
    this.#numbers[place * WIDTH + NEXT] = NONE;
  }

  /** Its numbers again, after they changed. */
  renew(used: string, permission: P): void {
    for (const place of this.#places(used))
      if (this.#permissions[place] === permission) this.#write(place, permission);
  }

  /** Takes a permission away from what is used. */
  drop(used: string, permission: P): void {
    const left: number[] = [];
    for (const place of this.#places(used))
      if (this.#permissions[place] !== permission) left.push(place);
      else {
        this.#permissions[place] = undefined;
        this.#empty.push(place);
      }
    const [first] = left;
    if (first === undefined) this.#first.delete(used);
    else this.#first.set(used, first);
    for (const [i, place] of left.entries())
      this.#numbers[place * WIDTH + NEXT] = left[i + 1] ?? NONE;
  }

  #write(place: number, { from, until, where, more }: P): void {
    this.#numbers.set([from, until, more ? where | MORE : where], place * WIDTH);
  }

  #places(used: string): number[] {
    const all: number[] = [];
    let place = this.#first.get(used) ?? NONE;
    for (; place !== NONE; place = this.#numbers[place * WIDTH + NEXT] as number) all.push(place);
    return all;
  }
}

/**
 * Room for what is large: so many at once, so many of each name, and whoever comes then waits for
 * their turn with nothing of theirs read yet.
 */

/** Forms with files that are read and answered at once; of one login at a time. */
export const LARGE_MAX = 8;
/** See {@link LARGE_MAX}. */
export const LARGE_EACH = 2;

/** Turns of one process. */
export class Turns {
  readonly #max: number;
  #free: number;
  readonly #waiting: (() => void)[] = [];

  constructor(max: number) {
    this.#max = max;
    this.#free = max;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Whether nobody is in it. */
  get isEmpty(): boolean {
    return this.#free === this.#max;
  }

  /** Resolves when there is room, in the order asked; what it answers gives the place back. */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free--;
    else await new Promise<void>((go) => this.#waiting.push(go));
    let given = false;
    return () => {
      if (given) return;
      given = true;
      const next = this.#waiting.shift();
      if (next === undefined) this.#free++;
      else next();
    };
  }
}

const all = new Turns(LARGE_MAX);
const each = new Map<string, Turns>();

/** Room for one large form of a login; call what it answers once it was answered. */
export async function roomFor(login: string): Promise<() => void> {
  const own = each.get(login) ?? new Turns(LARGE_EACH);
  each.set(login, own);
  const leave = await own.take();
  const release = await all.take();
  return () => {
    release();
    leave();
    if (own.isEmpty && own.waiting === 0) each.delete(login);
  };
}

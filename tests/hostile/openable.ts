/**
 * The pages of a space that open for somebody, without asking every address with every id there is:
 * an address that takes a thing opens for things of some kinds only.
 */
import assert from "node:assert/strict";
import { entriesOf } from "../../web/app.ts";
import type { Entry } from "../../web/enter.ts";
import type { Got, TestNode } from "../../web/testing.ts";

/** Of addresses that begin alike: kinds they opened for, and whether every id was tried. */
type Known = { kinds: Set<string>; whole: boolean };

/** Asks for a page; what came back. */
export type Asks = (path: string) => Promise<Got>;

/** The addresses of one space, and what was learnt of them so far. */
export class Openable {
  readonly #made: TestNode;
  readonly #open: { space: string; slug: string };
  readonly #known = new Map<string, Known>();
  /** The kind of every thing there is. */
  #kinds: ReadonlyMap<string, string> = new Map();

  constructor(made: TestNode, open: { space: string; slug: string }) {
    this.#made = made;
    this.#open = open;
  }

  /** Looks which things there are by now; answers their ids. */
  async look(): Promise<string[]> {
    const space = await this.#made.house.space(this.#open.space);
    assert.ok(space);
    const { plan } = this.#made.house.parts;
    const kinds = new Map<string, string>();
    const indexes = Array.from({ length: space.size }, (_, index) => index);
    for await (const { header } of space.entries(indexes)) {
      // The house's own facts (of what was erased) are of no kind.
      const kind = plan.fact(header.type)?.kind.kind;
      if (kind !== undefined) kinds.set(header.thing, kind);
    }
    this.#kinds = kinds;
    return [...kinds.keys()];
  }

  /** Every route that is read. */
  entries(): Entry[] {
    return entriesOf(this.#made.node).filter(({ route }) => route.method === "GET");
  }

  /**
   * The pages of a route that open, with these ids. The first route with a parameter (a thing's own
   * page) is asked for with all of them; those below it with all of the kinds that it opened for,
   * where there are any, else with one of each kind.
   */
  async *of({ route, inSpace }: Entry, ids: readonly string[], asks: Asks): AsyncGenerator<Got> {
    const path = `${inSpace ? `/s/${this.#open.slug}` : ""}${route.path}` || "/";
    if (!path.includes(":")) {
      const got = await asks(path);
      if (got.status === 200) yield got;
      return;
    }
    const [prefix = path] = /^.*?\/:\w+/.exec(path) ?? [];
    const before = this.#known.get(prefix);
    const known = before ?? { kinds: new Set(), whole: false };
    this.#known.set(prefix, known);
    const tried = new Set<string>();
    for (const id of ids) {
      // What is no thing (a word, a number) is of a kind of its own.
      const kind = this.#kinds.get(id) ?? id;
      const sure = known.whole && known.kinds.size > 0;
      if (before !== undefined && !known.kinds.has(kind) && (sure || tried.has(kind))) continue;
      tried.add(kind);
      const got = await asks(path.replace(/:\w+/, id).replaceAll(/:\w+/g, "1"));
      assert.notEqual(got.status, 429, `${got.path} was asked for too fast`);
      if (got.status !== 200) continue;
      known.kinds.add(kind);
      yield got;
    }
    if (before === undefined) known.whole = true;
  }
}

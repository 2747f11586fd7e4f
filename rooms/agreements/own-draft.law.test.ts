/**
 * The law of drafts: two histories that differ only in what one side wrote and struck before it
 * proposed give the other side the same pages, byte for byte, the same answers and the same log.
 */
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { entriesAt } from "../../house/read-entries.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import {
  begun,
  group,
  type Made,
  MONEY,
  main,
  SUPPORT,
  type sends,
  type Typed,
} from "./testing-pages.ts";

type Step = { does: "write" | "reword" | "strike" | "drop" | "look"; which: number };
const step: fc.Arbitrary<Step> = fc.record({
  does: fc.constantFrom("write", "reword", "strike", "write", "drop", "look"),
  which: fc.nat(5),
});

/** What is written only in one of two histories, and struck again: another kind, other figures. */
const SECRET: readonly { kind: string; typed: Typed }[] = [
  { kind: "support", typed: { ...SUPPORT, most: "8123", "said-es": "cumbredal" } },
  { kind: "money", typed: { ...MONEY, most: "41", "said-ar": "قولمردان" } },
];

/** One side at its own draft, by its pages. */
class Drafting {
  readonly made: Made;
  readonly deal: string;
  readonly by: Made["browser"];
  readonly secret: (typeof SECRET)[number];
  /** How many clauses of its own the draft has. */
  own = 0;

  constructor(made: Made, deal: string, by: Made["browser"], secret: 0 | 1) {
    [this.made, this.deal, this.by] = [made, deal, by];
    this.secret = SECRET[secret] as (typeof SECRET)[number];
  }

  get at(): string {
    return `${this.made.at}/${this.deal}`;
  }

  async done({ does, which }: Step): Promise<void> {
    if (does === "write") await this.write(this.secret.kind, this.secret.typed);
    else if (does === "look") await this.by.get(`${this.at}/proposal`);
    else if (does === "drop") await this.drop();
    else if (this.own > 0) await this.change(does, which % this.own);
  }

  async write(kind: string, typed: Typed): Promise<void> {
    const form = `${this.at}/clauses/new`;
    const got = await this.by.submit(`${form}?kind=${kind}`, typed, form);
    assert.equal(got.status, 303, main(got));
    this.own += 1;
  }

  async drop(): Promise<void> {
    const page = await this.by.get(`${this.at}/draft`);
    if (this.own > 0) assert.equal((await this.removes(page, "draft")).status, 303);
    this.own = 0;
  }

  async change(does: Step["does"], which: number): Promise<void> {
    const page = await this.by.get(`${this.at}/draft`);
    const keys = [...main(page).matchAll(/clauses\/([0-9a-f]{32})\/removal/g)].map(
      ([, key]) => key,
    );
    const key = keys.at(-1 - which);
    const to = `clauses/${key}`;
    if (does === "strike") {
      assert.equal((await this.removes(page, to)).status, 303);
      this.own -= 1;
    } else {
      const typed = { "said-es": `nivaldor ${which}` };
      assert.equal(
        (await this.by.submit(`${this.at}/${to}`, typed, `${this.at}/${to}`)).status,
        303,
      );
    }
  }

  removes(page: Parameters<typeof sends>[1], what: string) {
    return this.by.submitOn(page, {}, `${this.at}/${what}/removal`);
  }

  /** Nothing of it is left; then both histories propose the same. */
  async propose(): Promise<void> {
    await this.drop();
    await this.write("support", { ...SUPPORT, most: "100" });
    const preview = await this.by.get(`${this.at}/proposal`);
    const got = await this.by.submitOn(preview, {}, `${this.at}/proposal`);
    assert.equal(got.status, 303, main(got));
  }
}

/** All that the other side can come by: its pages, and for the host its whole log besides. */
async function seen(made: Made, deal: string, reads: Made["browser"], isHost: boolean) {
  const { at, base, space, house, view, ally, person } = made;
  const pages = [];
  const inside = isHost ? [`${base}/timeline`, `${base}/today`] : [`${base}/ally`];
  for (const path of ["", "/draft", "/changes", "/proposal", "/sheet", "/clauses/new", "/end"])
    pages.push(`${at}/${deal}${path}`);
  const got = [];
  for (const path of [at, ...pages, ...inside]) {
    const { status, text } = await reads.get(path);
    got.push([path, status, text]);
  }
  const found = got.filter(([, status]) => status === 200).length;
  assert.ok(found > 5, JSON.stringify(got.map(([path, status]) => [path, status])));
  const opened = await house.space(space);
  assert.ok(opened);
  const all = isHost ? Array.from({ length: opened.size }, (_, index) => index) : [];
  const log = (await Array.fromAsync(entriesAt(opened, all))).flat().map((one) => one.header);
  const eyes = await view(space, { by: "ally", ally, person });
  const { entries } = await eyes.latest(50, null);
  return { got, log, size: opened.size, entries: entries.map(({ entry }) => entry.record) };
}

async function play(steps: readonly Step[], secret: 0 | 1, hides: "us" | "them") {
  const made = await group();
  const deal = await begun(made);
  const [by, reads] = hides === "us" ? [made.browser, made.theirs] : [made.theirs, made.browser];
  const drafting = new Drafting(made, deal, by, secret);
  const all: unknown[] = [];
  for (const one of steps) {
    await drafting.done(one);
    made.clock.pass(60_000);
  }
  await drafting.write(drafting.secret.kind, drafting.secret.typed);
  all.push(await seen(made, deal, reads, hides === "them"));
  await drafting.propose();
  all.push(await seen(made, deal, reads, hides === "them"));
  const no = await reads.submit(`${made.at}/${deal}`, {}, `${made.at}/${deal}/refusal`);
  all.push(no.status, await seen(made, deal, reads, hides === "them"));
  return all;
}

describe("what one side writes and strikes before it proposes", () => {
  for (const hides of ["us", "them"] as const)
    it(`is nothing that the other can tell, of ${hides}`, async () => {
      const steps = fc.array(step, { minLength: 3, maxLength: 7 });
      const law = fc.asyncProperty(steps, async (some) => {
        assert.deepEqual(await play(some, 0, hides), await play(some, 1, hides));
      });
      for (const seed of seeds()) await fc.assert(law, { seed, numRuns: runs(2) });
    });
});

/**
 * The law of limits, lapses and stops: whatever was taken, accepted, sent, counted, lost, paused
 * and agreed anew, in whatever order, and however the clock moved, with no job run, the gate lets
 * through exactly what the agreement of that moment does. Worked out again from what was done.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { isRefusal } from "../../house/refusal.ts";
import { DAY } from "../../house/testing.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { agreement } from "./facts.ts";
import type { Said } from "./terms.ts";
import { agreedSpace, day, SAID } from "./testing.ts";

const below = (max: number) => fc.integer({ min: 0, max: max - 1 });
type Step = { what: number; which: number; many: number };
const step: fc.Arbitrary<Step> = fc.record({
  ...{ what: below(17), which: below(5), many: below(60) },
});

/** A line as the test remembers it. */
type Line = {
  offer: string;
  drawing: string;
  amount: number;
  month: string;
  stands: "waiting" | "accepted" | "sent" | "here" | "closed";
  delivery: string;
  counted: number;
  released: boolean;
};

const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);

class Play {
  readonly made: Awaited<ReturnType<typeof agreedSpace>>;
  readonly lines: Line[] = [];
  deal = "";
  need = "";
  limit = 100;
  /** The first instant at which it has lapsed. */
  lapse = 0;
  paused = false;

  constructor(made: Awaited<ReturnType<typeof agreedSpace>>) {
    this.made = made;
  }

  async begin(): Promise<void> {
    const { made } = this;
    this.deal = await made.draft([]);
    this.need = await made.need({ of: "100000", unit: "box" });
    await this.anew(40, 100);
  }

  /** A new version: another limit, another day to look again; signed by both, the rest waived. */
  async anew(days: number, limit: number): Promise<void> {
    const { made, deal } = this;
    const state = (await (await made.view()).thing(agreement, deal))?.state;
    const idOf = (kind: string) => state?.drafts.find((one) => one.kind === kind)?.clause;
    const on = dateOf(made.clock.now + days * DAY);
    const terms = { ...SAID.support.terms, most: { of: String(limit), unit: "box" } };
    const wanted = (says: Said) => {
      const clause = idOf(says.kind);
      return clause === undefined ? { says } : { says, clause };
    };
    const again = wanted({ kind: "look-again", terms: { on: day(on) } });
    const support = { kind: "support", terms } as const;
    const { version } = await made.sign(deal, { clauses: [wanted(support), again] });
    assert.ok(version > 0);
    // What is ticked lapses with the version it was ticked for.
    const until = day(dateOf(made.clock.now + 100 * DAY));
    await made.ask("tick", { agreement: deal, kinds: ["goods"], until });
    Object.assign(this, { limit, lapse: Date.parse(`${on}T00:00:00Z`) + DAY });
  }

  get inForce(): boolean {
    return !this.paused && this.made.clock.now < this.lapse;
  }

  get goesOn(): boolean {
    return !this.paused && this.made.clock.now < this.lapse + 30 * DAY;
  }

  used(month: string, without?: Line): number {
    const drawn = ({ stands, amount, counted }: Line) => {
      if (stands === "here") return counted;
      return stands === "accepted" || stands === "sent" ? amount : 0;
    };
    const some = this.lines.filter((line) => line.month === month && line !== without);
    return some.reduce((sum, line) => sum + drawn(line), 0);
  }

  async play({ what, which, many }: Step): Promise<void> {
    const { made } = this;
    /** One that something can be done with, where there is such a line. */
    const one = async (stands: Line["stands"][], act: (line: Line) => Promise<void>) => {
      const some = this.lines.filter((line) => stands.includes(line.stands));
      const line = some[which % Math.max(1, some.length)];
      if (line !== undefined) await act(line);
    };
    if (what < 3) await this.take(1 + many);
    else if (what < 6) await one(["waiting", "closed"], (line) => this.accept(line));
    else if (what === 6) await one(["waiting", "accepted"], (line) => this.close(line));
    else if (what < 9) await one(["accepted"], (line) => this.send(line));
    else if (what === 9) await one(["sent"], (line) => this.count(line, many));
    else if (what === 10) await one(["sent"], (line) => this.lose(line));
    else if (what === 11) await one(["closed", "accepted"], (line) => this.release(line, many));
    else if (what < 14) made.clock.pass((many % 20) * DAY);
    else if (what < 16) await this.stop(many % 2 === 0);
    else await this.anewOr(many);
  }

  async release(line: Line, many: number): Promise<void> {
    if (many % 3 > 0) return;
    await this.made.ask("let-come", { drawing: line.drawing });
    // What nothing holds is let come by no word.
    if (line.stands === "accepted" && !this.goesOn) line.released = true;
  }

  async anewOr(many: number): Promise<void> {
    const limit = 60 + many;
    if (limit !== this.limit) await this.anew(5 + (many % 30), limit);
  }

  async take(amount: number): Promise<void> {
    const { made, deal, need } = this;
    const month = dateOf(made.clock.now).slice(0, 7);
    const done = await made.take(deal, need, String(amount));
    const could = this.inForce && this.used(month) + amount <= this.limit;
    assert.equal(!isRefusal(done), could, JSON.stringify(done));
    if (isRefusal(done)) return;
    this.lines.push({
      ...{ offer: String(done.answer["id"]), drawing: String(done.answer["drawing"]) },
      ...{ amount, month, stands: "waiting", delivery: "", counted: 0, released: false },
    });
  }

  async accept(line: Line): Promise<void> {
    const answers = [{ id: line.offer, answer: "accept" }];
    const done = await this.made.send("offers.answer-many", { answers });
    const fits = this.used(line.month, line) + line.amount <= this.limit;
    const could = this.inForce && fits;
    assert.equal(!isRefusal(done), could, JSON.stringify(done));
    if (could) line.stands = "accepted";
  }

  async close(line: Line): Promise<void> {
    const answers = [{ id: line.offer, answer: "decline" }];
    await this.made.ask("offers.answer-many", { answers });
    line.stands = "closed";
  }

  async send(line: Line): Promise<void> {
    const sent = { of: String(line.amount), unit: "box" };
    const lines = [{ offer: line.offer, need: this.need, sent }];
    const done = await this.made.send("deliveries.announce", { lines });
    assert.equal(!isRefusal(done), line.released || this.goesOn, JSON.stringify(done));
    if (!isRefusal(done))
      Object.assign(line, { stands: "sent", delivery: String(done.answer["id"]) });
  }

  /** Never refused, whatever stands. */
  async count(line: Line, many: number): Promise<void> {
    const counted = Math.min(line.amount, many);
    const lines = [{ line: 1, counted: { of: String(counted), unit: "box" } }];
    await this.made.ask("ledger.count-delivery", { id: line.delivery, lines });
    Object.assign(line, { stands: "here", counted });
  }

  async lose(line: Line): Promise<void> {
    await this.made.ask("deliveries.lose", { id: line.delivery });
    line.stands = "closed";
    // What was lost is not offered again.
    this.lines.splice(this.lines.indexOf(line), 1);
  }

  /** A pause closes what waits; going on takes a word of both. */
  async stop(theirs: boolean): Promise<void> {
    const { made, deal } = this;
    const one = { agreement: deal };
    if (!this.paused) {
      await made.ask("pause", one, theirs ? made.other.author : made.us);
      for (const line of this.lines) if (line.stands === "waiting") line.stands = "closed";
      this.paused = true;
    } else {
      await made.ask("go-on", one, theirs ? made.other.author : made.us);
      await made.ask("go-on", one, theirs ? made.us : made.other.author);
      this.paused = false;
    }
  }
}

it("lets through what the agreement of that moment does, and nothing else", async () => {
  const law = fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
    const play = new Play(await agreedSpace());
    await play.begin();
    for (const one of steps) await play.play(one);
  });
  for (const seed of seeds()) await fc.assert(law, { seed, numRuns: runs(40) });
});

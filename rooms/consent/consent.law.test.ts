/**
 * The law of permissions: whatever was said and done, in whatever order, and however the clock
 * moved, with no job run, words are open to everyone exactly while the permission they were shown
 * under holds. Worked out again from what was done alone.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { PUBLIC } from "../../house/circles.ts";
import { isRefusal } from "../../house/refusal.ts";
import { DAY, HOUR } from "../../house/testing.ts";
import { dayOf, endOf, laterDay, startOf } from "../../house/values/index.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { saying } from "./facts-subject.ts";
import { mayUse } from "./questions.ts";
import { BY_VOICE, consentSpace, heardYes, termsOf } from "./testing.ts";

const below = (max: number) => fc.integer({ min: 0, max: max - 1 });
type Step = { what: number; which: number; days: number; hours: number };
const step: fc.Arbitrary<Step> = fc.record({
  ...{ what: below(18), which: below(6), days: below(40), hours: below(30) },
});

/** A permission as the test remembers it: numbers and a word, by nothing of the room. */
type Known = {
  id: string;
  holder: Parameters<Awaited<ReturnType<typeof consentSpace>>["ask"]>[2];
  who: number;
  from: number;
  until: number;
  ended: boolean;
  /** The step at which a yes last counted; -1 never. */
  yes: number;
  press: boolean;
};
/** Somebody: since which step their earlier yes counts no more, and whether they are away. */
type Somebody = { id: string; saying: string; from: number; away: boolean };

class Play {
  readonly made: Awaited<ReturnType<typeof consentSpace>>;
  readonly people: Somebody[] = [];
  readonly all: Known[] = [];
  /** By somebody: the permission that their words were shown under last. */
  readonly shown = new Map<number, Known>();
  at = 0;
  other: Known["holder"];

  constructor(made: Awaited<ReturnType<typeof consentSpace>>) {
    this.made = made;
  }

  async begin(): Promise<void> {
    this.other = await this.made.another();
    for (let n = 0; n < 2; n++) {
      const one = await this.made.somebody();
      this.people.push({ id: one.subject, saying: one.saying, from: -1, away: false });
      this.remember(one.consent, one.holder, n, { from: 0, until: Date.UTC(2027, 0, 1) }, false);
    }
  }

  remember(
    id: string,
    holder: Known["holder"],
    who: number,
    { from, until }: Pick<Known, "from" | "until">,
    press: boolean,
  ): void {
    this.all.push({ ...{ id, holder, who, from, until, press }, ended: false, yes: -1 });
  }

  /** Whether it holds, worked out from what this test did. */
  holds({ who, from, until, ended, yes }: Known): boolean {
    const { now } = this.made.clock;
    const person = this.people[who] as Somebody;
    return !ended && yes > person.from && !person.away && now >= from && now < until;
  }

  /** Whether it can still be said yes to, or ended. */
  isOpen({ ended, until }: Known): boolean {
    return !ended && this.made.clock.now < until;
  }

  async play({ what, which, days, hours }: Step): Promise<void> {
    this.at += 1;
    const { made } = this;
    const one = this.all[which % this.all.length] as Known;
    const who = which % this.people.length;
    const person = this.people[who] as Somebody;
    if (what === 0 || what > 15) made.clock.pass((days % 8) * DAY);
    else if (what === 1) made.clock.pass(hours * HOUR);
    else if (what < 4) await this.ask(who, days, hours % 2 === 0);
    else if (what < 7) await this.yes(one, hours % 2 === 0);
    else if (what < 9) await this.show(who);
    else if (what === 9) await this.end(one, "withdraw", hours % 2 === 0 ? one.holder : made.host);
    else if (what === 10) await this.end(one, "revoke", made.host, { because: "danger" });
    else if (what === 11) await this.renew(one, days);
    else if (what === 12) await this.stopAll(who);
    else if (what === 13 && !person.away) {
      await made.ask("say-absent", { subject: person.id, what: "missing" });
      Object.assign(person, { away: true, from: this.at });
    } else if (what === 14 && person.away) {
      await made.ask("say-back", { subject: person.id });
      Object.assign(person, { away: false, from: this.at });
    } else if (what === 15) {
      await made.ask("take-words-down", { saying: person.saying });
      this.shown.delete(who);
    }
  }

  async ask(who: number, days: number, press: boolean): Promise<void> {
    const { made, people } = this;
    const person = people[who] as Somebody;
    const today = dayOf(made.clock.now, "UTC");
    const from = laterDay(today, { days: days % 3 });
    const ends = laterDay(from, { days: 1 + (days % 9) });
    const text = { lang: "en", text: "Do you?" };
    const channels = press ? (["group-page", "press"] as const) : (["group-page"] as const);
    const terms = termsOf({ scope: [person.saying], channels: [...channels], from, ends });
    const sent = { ...terms, review: ends, notice: text, purpose: text, lang: "en" };
    const done = await made.ask("ask", { subject: person.id, ...sent });
    const { consent = "", code = "" } = done;
    const holder = { by: "holder", thing: consent, code } as const;
    this.remember(consent, holder, who, { from: startOf(from), until: endOf(ends) }, press);
  }

  async yes(one: Known, own: boolean): Promise<void> {
    const { made, people } = this;
    // By own hand it counts when somebody who made no code heard it.
    if (own) await made.send("give", { consent: one.id, as: "self" }, one.holder);
    const done = own
      ? await made.send("confirm-yes", { consent: one.id }, this.other)
      : await made.send("hear-yes", heardYes(one.id), made.host, BY_VOICE);
    const could = this.isOpen(one) && one.yes < 0 && !(people[one.who] as Somebody).away;
    assert.equal(!isRefusal(done), could, JSON.stringify(done));
    if (could) one.yes = this.at;
  }

  async show(who: number): Promise<void> {
    const { made, people } = this;
    const done = await made.send("show-words", { saying: people[who]?.saying });
    const able = this.all.filter((one) => one.who === who && this.holds(one));
    assert.equal(!isRefusal(done), able.length > 0, JSON.stringify(done));
    if (isRefusal(done)) return;
    const space = await made.house.space(made.at);
    const thing = await space?.thing(people[who]?.saying ?? "");
    const under = (thing?.state as { shown: { consent: string } } | undefined)?.shown.consent;
    this.shown.set(who, able.find(({ id }) => id === under) as Known);
    assert.ok(this.shown.get(who), "it is shown under one that holds");
  }

  async end(one: Known, command: string, author: Known["holder"], more = {}): Promise<void> {
    const open = this.isOpen(one);
    await this.made.ask(command, { consent: one.id, ...more }, author);
    if (open) one.ended = true;
  }

  async renew(one: Known, days: number): Promise<void> {
    const { made } = this;
    const ends = laterDay(dayOf(made.clock.now, "UTC"), { days: 2 + (days % 9) });
    const text = { lang: "en", text: "Once more?" };
    const input = { consent: one.id, ends, review: ends, notice: text, lang: "en" };
    const sent = { ...input, retold: true, interpreted: false };
    const done = await made.send("renew", sent, made.host, BY_VOICE);
    const later = endOf(ends) > one.until && startOf(ends) >= one.from;
    // Who is away renews nothing; who is back is asked anew, since what closed stays closed.
    const { away, from } = this.people[one.who] as Somebody;
    const stands = one.yes > from && !away;
    const could = this.isOpen(one) && one.yes >= 0 && stands && later;
    assert.equal(!isRefusal(done), could, JSON.stringify(done));
    if (!isRefusal(done)) Object.assign(one, { until: endOf(ends), yes: this.at });
  }

  async stopAll(who: number): Promise<void> {
    await this.made.ask("stop-person", { subject: this.people[who]?.id });
    for (const one of this.all) if (one.who === who && this.isOpen(one)) one.ended = true;
  }

  /** What everyone reads is what holds; so is what the gate would let through. */
  async check(): Promise<void> {
    const [open, inside] = [await this.made.view(PUBLIC), await this.made.view()];
    const read = new Set((await open.things(saying)).map(({ id }) => id));
    for (const [who, person] of this.people.entries()) {
      const under = this.shown.get(who);
      const expected = under !== undefined && this.holds(under);
      assert.equal(read.has(person.saying), expected, `step ${this.at}: who reads it`);
      assert.equal((await open.thing(saying, person.saying)) !== undefined, expected);
      const press = this.all.some((one) => one.who === who && one.press && this.holds(one));
      const asked = { of: person.saying, activity: "publish", channel: "press" } as const;
      assert.equal(mayUse(inside, asked), press, `step ${this.at}: what may be given on`);
    }
  }
}

const at = (what: number, which: number): Step => ({ what, which, days: 0, hours: 0 });
/** Asked, said yes to, and renewed while they are away and once they are back: neither goes. */
const AWAY = [at(2, 3), at(4, 2), at(13, 1), at(11, 2), at(14, 3), at(11, 2)];

it("nothing is shown that is not permitted now, whatever was done, however time went", async () => {
  const law = fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
    const play = new Play(await consentSpace());
    await play.begin();
    for (const one of steps) {
      await play.play(one);
      await play.check();
    }
  });
  const examples: [Step[]][] = [[AWAY]];
  for (const seed of seeds()) await fc.assert(law, { seed, numRuns: runs(20), examples });
});

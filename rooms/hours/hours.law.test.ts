/**
 * The law of places and hours: whatever is done, in whatever order, by whomever, there is never one
 * more in than there are places, everyone who was said yes to stands in the line once, and the book
 * holds exactly what the ground confirmed, each once. Worked out again from what was done alone.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import type { Context } from "../../house/command.ts";
import type { Thing } from "../../house/facts.ts";
import { isRefusal } from "../../house/refusal.ts";
import { DAY, decide, fold, type Given, HOUR } from "../../house/testing.ts";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { ally } from "../allies/index.ts";
import { book } from "../ledger/index.ts";
import { commands } from "./commands.ts";
import { type OccasionState, occasion, placed, rolesOf } from "./facts.ts";
import { type EffortState, effort, type TurnState, turn, turnsIn } from "./facts-turn.ts";

const kinds = [occasion, turn, effort, book, ally];
const below = (max: number) => fc.integer({ min: 0, max: max - 1 });
const step = fc.record({ what: below(14), which: below(9), who: below(3), figure: below(4) });
type Step = { what: number; which: number; who: number; figure: number };

const START = Date.UTC(2026, 10, 2, 9);
const when = { date: "2026-11-06", zone: "UTC", instant: "2026-11-06T00:00:00Z" };
const ASK = {
  ...{ work: "hours", day: when, from: "18:00", until: "21:00", what: { lang: "es", text: "x" } },
};
const MEMBERS = ["a", "b", "c"].map((one) => one.repeat(32));
const hours = (n: number) => ({ of: String(n + 1), unit: "hour" });

/** A history: its facts, what time it is, and of the test's own what was confirmed. */
class Play {
  given: Given[] = [];
  now = START;
  sent = 0;
  /** Hours by the effort they were confirmed of. */
  readonly confirmed = new Map<string, number>();

  things<S>(kind: string): Thing<S>[] {
    return [...fold(kinds, this.given).values()].filter((one) => one.kind === kind) as Thing<S>[];
  }

  send(name: keyof typeof commands, input: object, who: number, more: Partial<Context> = {}) {
    const member = MEMBERS[who] ?? "";
    this.sent += 1;
    const matches = ({ kind, state }: Thing, mark: string) =>
      kind === "book" || mark === turnsIn((state as TurnState).occasion ?? "");
    const fresh = (n: number) => `${this.sent}`.padStart(16, "0") + `${n}`.padStart(16, "0");
    let drawn = 0;
    const decided = decide(commands[name] as never, kinds, this.given, input as never, {
      ...{ now: this.now, happened: this.now, author: { by: "member", member }, who: member },
      ...{ roles: ["member"], id: () => fresh(++drawn), code: () => fresh(++drawn), matches },
      ...more,
    });
    if (isRefusal(decided)) return;
    const stamp = { who: member, by: "member", at: this.now } as const;
    this.given.push(...decided.facts.map((one) => ({ ...one, stamp }) as Given));
    for (const { type, thing, record } of decided.facts)
      if (type === "effort.confirmed/1") {
        assert.ok(!this.confirmed.has(thing), "nothing is confirmed twice");
        this.confirmed.set(thing, Number((record["of"] as { of: string }).of));
      }
  }

  play({ what, which, who, figure }: Step) {
    const pick = (kind: string) => {
      const all = this.things(kind);
      return all[which % Math.max(1, all.length)]?.id ?? "0".repeat(32);
    };
    const [at, mine] = [pick("occasion"), pick("turn")];
    const places = [{ role: "any", min: 0, most: 1 + (figure % 2) }];
    const stranger = { author: { by: "stranger", id: "9".repeat(32) }, roles: [] } as const;
    const lead = { roles: ["coordination"] } as const;
    const deeds = [
      () => this.send("ask", { ...ASK, joins: figure % 2 ? "first" : "asked", places }, who),
      () => this.send("take", { occasion: at, role: "any", name: "n" }, who),
      () => this.send("take", { occasion: at, role: "any", name: "n", reach: "r" }, who, stranger),
      () => this.send("accept", { turn: mine }, who),
      () => this.send("decline", { turn: mine }, who),
      () => this.send("leave", { turn: mine }, who, lead),
      () => this.send("offerOn", { turn: mine }, who, lead),
      () => this.send("takeOver", { turn: mine, name: "m" }, who),
      () => this.send("setLimits", { occasion: at, places }, who),
      () => this.send("callOff", { occasion: at }, figure === 3 ? who : -1),
      () => this.send("say", { work: "hours", of: hours(figure), turn: mine }, who),
      () => this.send("confirm", { said: [{ effort: pick("effort"), of: hours(figure) }] }, who),
      () => this.send("confirm", { counted: [{ turn: mine, of: hours(figure) }] }, who),
      () => {
        this.now += figure === 0 ? DAY : HOUR;
      },
    ];
    deeds[what % deeds.length]?.();
  }

  hold() {
    const turns = new Map(this.things<TurnState>("turn").map((one) => [one.id, one.state]));
    for (const { id, state } of this.things<OccasionState>("occasion")) {
      const ids = state.line.map((one) => one.turn);
      assert.equal(new Set(ids).size, ids.length, "each stands in the line once");
      const yes = [...turns].filter(([, one]) => one.occasion === id && one.status === "accepted");
      assert.deepEqual(ids.toSorted(), yes.map(([own]) => own).toSorted(), "all who had a yes do");
      const has = placed(state);
      for (const { role, most, taken, waiting } of rolesOf(state)) {
        const in_ = state.line.filter((one) => one.role === role && has.has(one.turn));
        assert.ok(
          in_.length <= most && taken === in_.length,
          "never one more than there are places",
        );
        assert.ok(waiting === 0 || taken === most, "nobody waits beside a free place");
      }
    }
    for (const { id, state } of this.things<EffortState>("effort")) {
      const counted = state.counted === null ? undefined : Number(state.counted.of);
      assert.equal(counted, this.confirmed.get(id), "nothing counts without the ground's word");
    }
    const of = this.things<EffortState>("effort").flatMap(({ state }) => state.turn ?? []);
    assert.equal(new Set(of).size, of.length, "of each turn they are said once");
    const posted = this.given.filter(({ type }) => type === "transfer.posted/1");
    assert.equal(posted.length, this.confirmed.size, "one line in the book for each");
    const sum = posted
      .flatMap(({ record }) => record["lines"] as { of: { of: string } }[])
      .map(({ of }) => Number(of.of));
    const into = sum.filter((of) => of > 0).reduce((a, b) => a + b, 0);
    assert.equal(
      into,
      [...this.confirmed.values()].reduce((a, b) => a + b, 0),
    );
  }
}

it("holds whatever is done, in whatever order", () => {
  const law = fc.property(fc.array(step, { minLength: 20, maxLength: 60 }), (steps) => {
    const history = new Play();
    history.play({ what: 0, which: 0, who: 0, figure: 1 });
    for (const one of steps) history.play(one);
    history.hold();
  });
  for (const seed of seeds()) fc.assert(law, { seed, numRuns: runs(25) });
});

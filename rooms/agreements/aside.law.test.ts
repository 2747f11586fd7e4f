/**
 * The law of private notes: two histories of equal length that differ only in what the local group
 * wrote for itself give the other party the same things, words, entries, answers and refusals.
 */
import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { runs, seeds } from "../../tests/run/seeds.ts";
import { agreement } from "./facts.ts";
import { aside, asideOn, drawing, drawnOn } from "./facts-beside.ts";
import { textsOf } from "./questions.ts";
import type { Said } from "./terms.ts";
import { agreedSpace, day, SAID } from "./testing.ts";

type Step = { what: number; which: number };
const step: fc.Arbitrary<Step> = fc.record({
  what: fc.integer({ min: 0, max: 9 }),
  which: fc.integer({ min: 0, max: 11 }),
});

/** All that the other party can come by after a step. */
async function seen(made: Awaited<ReturnType<typeof agreedSpace>>, deal: string) {
  const view = await made.view(made.other.eyes);
  const thing = await view.thing(agreement, deal);
  const { entries } = await view.latest(50, null);
  return {
    thing,
    listed: (await view.things(agreement)).map(({ id }) => id),
    lines: (await view.find(drawing, drawnOn(deal))).length,
    notes: [...(await view.things(aside)), ...(await view.find(aside, asideOn(deal)))],
    entries: entries.map(({ entry }) => [entry.record, entry.stamp, entry.type]),
    texts: thing?.state.proposed ? await textsOf(view, thing, thing.state.proposed) : null,
  };
}

/** Plays the steps; `told`: whether the group writes notes on this agreement, or on another one. */
async function play(steps: readonly Step[], told: boolean): Promise<unknown[]> {
  const made = await agreedSpace(7);
  const clauses = Object.values(SAID);
  const deal = await made.draft(clauses.slice(0, 3));
  const other = await made.draft(clauses.slice(0, 1));
  const all: unknown[] = [];
  const notes: string[] = [];
  for (const { what, which } of steps) {
    const on = told ? deal : other;
    const said = { lang: "en", text: told ? "we were pressed" : "all went well" };
    const state = (await (await made.view()).thing(agreement, deal))?.state;
    const open = state?.proposed;
    const sign = {
      ...{ agreement: deal, version: open?.version ?? 1, hash: open?.hash ?? "0".repeat(64) },
      ...{ assembly: null, seen: true },
    };
    const wanted = { says: clauses[which % clauses.length] as Said };
    const drafts = state?.drafts ?? [];
    const struck = drafts[which % Math.max(1, drafts.length)]?.clause ?? deal;
    const done = [
      async () => {
        const written = await made.ask("note", { agreement: on, pressed: told, said });
        notes.push(String(written["note"]));
        return null;
      },
      async () => {
        const note = notes.pop();
        if (note !== undefined) await made.ask("take-note-back", { note });
        return null;
      },
      async () => {
        await made.ask("note", { agreement: on, pressed: true });
        return null;
      },
      () => made.send("propose", made.proposal(deal, { clauses: [wanted] }), made.other.author),
      () => made.send("propose", made.proposal(deal), made.other.author),
      () => made.send("sign", sign, made.other.author),
      () => made.send("sign", sign),
      () => made.send("propose", made.proposal(deal, { struck: [struck] }), made.other.author),
      () => made.send("pause", { agreement: deal }, made.other.author),
      () => made.send("tick", { agreement: deal, kinds: ["goods"], until: day("2027-01-01") }),
    ][what]?.();
    const answer = await done;
    all.push(what > 2 ? answer : null, await seen(made, deal));
    made.clock.pass(60_000);
  }
  return all;
}

it("gives the other party the same, whatever the group noted for itself", async () => {
  const law = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
    assert.deepEqual(await play(steps, true), await play(steps, false));
  });
  for (const seed of seeds()) await fc.assert(law, { seed, numRuns: runs(12) });
});

it("shows notes to the group, and to nobody else", async () => {
  const made = await agreedSpace();
  const deal = await made.inForce();
  await made.ask("note", { agreement: deal, pressed: true });
  const [ours, theirs] = [await made.view(), await made.view(made.other.eyes)];
  const [note, ...more] = await ours.things(aside);
  assert.deepEqual([note?.circle, more.length], ["host", 0], "it lies where the other has no part");
  assert.equal((await theirs.things(aside)).length, 0);
  assert.ok(await theirs.thing(agreement, deal));
  assert.equal((await theirs.things(agreement)).length, 1);
});

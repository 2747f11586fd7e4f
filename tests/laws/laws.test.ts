import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { PUBLIC, type Reader } from "../../house/circles.ts";
import { ERASABLE } from "../../house/facts.ts";
import { writeSpaceFile } from "../../house/space-file.ts";
import { takeIn } from "../../house/take-in.ts";
import { seededRandom, testHouse } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { openMemory } from "../../store/memory/open.ts";
import { runs, seeds } from "../run/seeds.ts";
import { alongside } from "./allied.ts";
import { begin, type History, play, STEP, type Step } from "./history.ts";
import { folded, told } from "./told.ts";
import { ofEqualLength, wereEqual } from "./tried.ts";
import { bothWays } from "./views.ts";

const below = (max: number) => fc.integer({ min: 0, max: max - 1 });
const step: fc.Arbitrary<Step> = fc.record({
  ...{ what: below(STEP.what), who: below(STEP.who), which: below(STEP.which) },
  ...{ word: below(STEP.word), figure: below(STEP.figure) },
});
// Without a size of their own histories would be some six steps long and hardly meet a book.
const steps = fc.array(step, { minLength: 1, maxLength: 40, size: "max" });
const insider: Reader = { by: "member", member: "f".repeat(32), roles: ["coordination"] };

const at = (what: number): Step => ({ what, who: 0, which: 0, word: 3, figure: 2 });
/** A circle with someone in it, and what lies there: chance alone might leave them out. */
const circled: readonly Step[] = [19, 20, 21, 22, 23, 24, 25, 26].map(at);

// One that fails is told as it was found: making it smaller outlasts the test, and hides that.
async function law(check: (all: Step[]) => Promise<void>, tries = 25): Promise<void> {
  const found = { endOnFailure: true };
  for (const seed of seeds())
    await fc.assert(fc.asyncProperty(steps, check), { seed, numRuns: runs(tries), ...found });
}

/** The same store and keys, opened with nothing in memory. */
function reopened({ store, keys, clock }: History) {
  return testHouse(plan, "again", { store, keys, clock });
}

it("erasure: a fold before it is the fold after it, byte for byte", async () => {
  await law(async (all) => {
    const history = await begin(1);
    await play(history, [...circled, ...all]);
    const before = await folded(await reopened(history).view(history.space, insider));
    const space = await history.house.space(history.space);
    assert.ok(space);
    const refs = Array.from({ length: space.size }, (_, index) =>
      ERASABLE.map((name) => ({ index, name })),
    ).flat();
    await history.store.erase(history.space, refs);
    const after = await folded(await reopened(history).view(history.space, insider));
    assert.equal(after, before);
  });
});

it("authors: deciding on the author's view is deciding on the full view", async () => {
  await law(async (all) => {
    const history = await begin(2);
    const { author } = await alongside(history);
    // A shipment of the whole group's, and books and shipments that lie in a circle.
    await play(history, [at(1), at(14), ...circled]);
    for (const one of all) {
      await play(history, [one]);
      const last = history.sent.at(-1);
      if (last !== undefined) await bothWays(history, one, author);
    }
  }, 15);
});

it("non-interference: what a reader may not open leaves no trace in what they get", async () => {
  await law(async (all) => {
    const [one, other] = [await begin(3), await begin(3)];
    const [{ author: ally }] = [await alongside(one), await alongside(other)];
    await play(one, [...circled, ...all], 0);
    await play(other, [...circled, ...all], 17);
    ofEqualLength(one, other);
    const outside = async (history: History) => told(await history.view(history.space, PUBLIC));
    assert.equal(await outside(other), await outside(one));
    const beside = async (history: History) => told(await history.view(history.space, ally));
    assert.equal(await beside(other), await beside(one));
  });
});

it("non-interference: what lies in a circle leaves no trace outside it", async () => {
  await law(async (all) => {
    const [one, other] = [await begin(7), await begin(7)];
    await play(one, [...circled, ...all], 0, 0);
    await play(other, [...circled, ...all], 0, 17);
    // Of equal length, says the law: what is met by less writes more, and every id moves with it.
    wereEqual(one, other);
    assert.ok(
      one.within.some(({ kind }) => kind === "need"),
      "something lies in a circle",
    );
    const outsider = one.members.at(-1)?.id ?? "";
    // What somebody outside was answered is the same too, refusals and all.
    const answers = ({ sent }: History) => sent.filter(({ by }) => by === outsider);
    assert.deepEqual(answers(other), answers(one));
    const reader: Reader = { by: "member", member: outsider, roles: ["member"] };
    const outside = async (history: History) => told(await history.view(history.space, reader));
    assert.equal(await outside(other), await outside(one));
  });
});

it("silence: nobody outside is told of what was shown, and two give it all back", async () => {
  await law(async (all) => {
    const history = await begin(8);
    await play(history, [at(1), ...circled, ...all]);
    const { space, send, clock, circles, members } = history;
    const outside = async () => {
      const link: Reader = { by: "link", until: clock.now + 1 };
      const views = [await history.view(space, PUBLIC), await history.view(space, link)];
      return Promise.all(views.map(told));
    };
    const does = async (who: number, command: string, input: object) => {
      const member = members[who]?.id ?? "";
      const done = await send({ space, command, input, author: { by: "member", member } });
      assert.ok("done" in done, JSON.stringify(done));
      return done.answer;
    };
    // Who has not accepted what the group asks may do nothing: here it asks for nothing any more.
    const own = await (await history.house.space(space))?.thing(space);
    const version = plan.charter.asks?.(own as never).at(-1)?.id;
    if (version !== undefined) await does(0, "people.accept-conduct", { version, lang: "es" });
    await does(0, "spaces.drop-conduct", {});
    const name = [{ lang: "es", text: "cocina" }];
    const { circle } = await does(0, "people.make-circle", { name });
    const rule = { days: 9, acts: ["answer"], circle, name };
    const { joint } = await does(0, "spaces.propose-silence", rule);
    await does(1, "spaces.agree-joint", { joint });
    const before = await outside();
    await does(1, "spaces.go-dark", {});
    const closed = await begin(8);
    const by = { by: "member", member: closed.members[0]?.id ?? "" } as const;
    await closed.send({ space: closed.space, command: "spaces.quiet", input: {}, author: by });
    const nothing = await told(await closed.view(closed.space, PUBLIC));
    assert.ok(circles.length > 0 && before.every((one) => one !== nothing));
    for (const one of await outside()) assert.equal(one, nothing);
    const here = (await does(0, "spaces.ask-joint", { what: "here" })).joint;
    await does(1, "spaces.agree-joint", { joint: here });
    assert.deepEqual(await outside(), before);
  }, 10);
});

it("the gate: every entry came by a command that was answered", async () => {
  await law(async (all) => {
    const history = await begin(4);
    const { house } = history;
    let { entries } = history;
    const dispatch = house.dispatch.bind(house);
    // At the gate itself: effects send commands too.
    house.dispatch = async (envelope) => {
      const result = await dispatch(envelope);
      if ("done" in result && !result.again) entries += result.entries;
      return result;
    };
    await play(history, [...circled, ...all]);
    assert.equal(await history.store.size(history.space), entries);
  });
});

it("replay, export and import give the same root, states and pages", async () => {
  await law(async (all) => {
    const history = await begin(5);
    await play(history, [...circled, ...all]);
    const space = await history.house.space(history.space);
    assert.ok(space);
    const replayed = reopened(history);
    const again = await replayed.house.space(history.space);
    assert.deepEqual(again?.tree.root(), space.tree.root());
    const mine = await history.view(history.space, insider);
    assert.equal(await told(await replayed.view(history.space, insider)), await told(mine));
    const file = await Array.fromAsync(
      writeSpaceFile(space, { keys: history.keys, now: history.house.now }),
    );
    const [store, keys] = [openMemory(), memoryKeys()];
    async function* lines() {
      yield* file;
    }
    const taken = await takeIn({
      ...{ store, keys, lines, random: seededRandom("in"), now: 0, receiveSeed: null },
      ...{ plan, foldVersion: () => "test" },
    });
    assert.ok(taken.ok, JSON.stringify(taken));
    const copy = testHouse(plan, "copy", { store, keys, clock: history.clock });
    assert.deepEqual((await copy.house.space(history.space))?.tree.root(), space.tree.root());
    assert.equal(await told(await copy.view(history.space, insider)), await told(mine));
  }, 10);
});

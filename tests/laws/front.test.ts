import assert from "node:assert/strict";
import { it } from "node:test";
import fc from "fast-check";
import { assertDone, HOUR } from "../../house/testing.ts";
import { changeRow, loginOf, nodeOf } from "../../rooms/people/index.ts";
import { giveSlug } from "../../rooms/spaces/directory.ts";
import { createApp } from "../../web/app.ts";
import { createNode } from "../../web/create-node.ts";
import { runs, seeds } from "../run/seeds.ts";
import { begin, FOUNDER, type History, play, STEP, type Step } from "./history.ts";

const below = (max: number) => fc.integer({ min: 0, max: max - 1 });
const step: fc.Arbitrary<Step> = fc.record({
  ...{ what: below(STEP.what), who: below(STEP.who), which: below(STEP.which) },
  ...{ word: below(STEP.word), figure: below(STEP.figure) },
});
const steps = fc.array(step, { minLength: 1, maxLength: 30 });
const settings = {
  ...{ origins: ["https://alongside.example"], hsts: false, onion: null, version: "test" },
  ...{ demo: false, exitTo: "https://elsewhere.example/" },
};

/** A history whose space has an address, on a node where somebody can sign in. */
async function listed(): Promise<History> {
  const history = await begin(6);
  const author = { by: "member", member: FOUNDER } as const;
  const list = { space: history.space, command: "spaces.list", input: {}, author };
  assertDone(await history.house.dispatch({ ...list, key: "list-key-0000000001" }));
  const parts = nodeOf(history.house);
  await giveSlug(parts, history.space, "Ría Viva");
  const login = await loginOf(parts, "lucero");
  const value = { v: 1, phc: "", keeper: false, lang: null, digits: null, memberships: [] };
  await changeRow<object>(parts, `login/${login}`, () => ({ value, expires: null }));
  return history;
}

/** The first page with its headers, in three languages, by an application made anew. */
async function front({ house }: History): Promise<string> {
  await house.cards.renewTouched();
  const app = createApp(await createNode(house, { settings, log: () => undefined, strict: true }));
  const pages: unknown[] = [];
  for (const lang of ["en", "es", "ar"]) {
    const headers = { "accept-language": lang };
    const got = await app.fetch(new Request("https://alongside.example/", { headers }));
    pages.push(got.status, [...got.headers], await got.text());
  }
  return JSON.stringify(pages);
}

it("non-interference: the first page tells nothing of what is not open to everyone", async () => {
  const law = async (all: Step[], later: Step[]) => {
    const [one, other] = [await listed(), await listed()];
    for (const part of [all, later]) {
      await play(one, part, 0);
      await play(other, part, 17);
      const page = await front(one);
      assert.match(page, /\/s\/ria-viva/);
      assert.equal(await front(other), page);
      for (const { clock } of [one, other]) clock.pass(30 * HOUR);
    }
  };
  for (const seed of seeds())
    await fc.assert(fc.asyncProperty(steps, steps, law), { seed, numRuns: runs(10) });
});

it("non-interference: what members did among themselves leaves the first page", async () => {
  const inside: Step[] = [0, 2, 10].map((what) => ({ what, who: 0, which: 0, word: 3, figure: 5 }));
  const law = async (all: Step[], hours: number) => {
    const history = await listed();
    await play(history, all);
    const before = await front(history);
    history.clock.pass(hours * HOUR);
    const entries = history.entries;
    await play(history, inside);
    assert.ok(history.entries > entries, "something was done");
    assert.equal(await front(history), before);
  };
  const hours = fc.integer({ min: 1, max: 500 });
  for (const seed of seeds())
    await fc.assert(fc.asyncProperty(steps, hours, law), { seed, numRuns: runs(10) });
});

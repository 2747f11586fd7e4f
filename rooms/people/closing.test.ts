/** The warning before what lies in a circle closes for good. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { testNode } from "../../web/testing.ts";

const CLOSES = /Nobody could read this any more/;

/** A circle of one with a line in it; another coordinator and a member who are in none. */
async function circled() {
  const node = await testNode();
  const { space, member, slug, browser: own } = await node.found();
  const second = await node.join(space, ["coordination"], "bruma");
  const plain = await node.join(space, ["member"], "sierra");
  const name = [{ lang: "es", text: "la cocina" }];
  const does = (command: string, input: object) => node.does(space, member, command, input);
  const circle = String((await does("people.make-circle", { name })).answer["circle"]);
  await does("needs.open", { title: { lang: "es", text: "ollas" }, circle });
  const base = `/s/${slug}`;
  return {
    ...node,
    own,
    member,
    second,
    plain,
    circle,
    base,
    at: `${base}/circles/${circle}`,
    do: does,
  };
}

it("says before the last one goes what closes, and to let someone in first", async () => {
  const { own, base, at, circle, do: does, second, plain } = await circled();
  for (const path of [at, `${base}/membership/end`]) {
    const { text } = await own.get(path);
    assert.match(text, CLOSES, path);
    assert.match(text, /What is asked for: 1/, path);
    assert.match(text, new RegExp(path === at ? 'href="#let-in"' : `href="${at}#let-in"`), path);
  }
  assert.match((await own.get(at)).text, /id="let-in"/);
  // In without the past: what was there before still closes, what began since does not.
  await does("people.add-to-circle", { circle, member: plain.member, past: false });
  await does("needs.open", { title: { lang: "es", text: "cazos" }, circle });
  assert.match((await own.get(at)).text, /What is asked for: 1/);
  await does("people.add-to-circle", { circle, member: second.member, past: true });
  for (const path of [at, `${base}/membership/end`])
    assert.doesNotMatch((await own.get(path)).text, CLOSES, path);
});

it("is said before somebody is put or seen out, and tells nothing of other circles", async () => {
  const { own, base, at, circle, do: does, second, plain, member } = await circled();
  await does("people.add-to-circle", { circle, member: second.member, past: false });
  const { browser } = second;
  // Who came without the past knows that it closes, and not what it is.
  const page = (await browser.get(at)).text;
  assert.match(page, /Nobody else here reads what began before/);
  assert.doesNotMatch(page, /ollas|What is asked for: /);
  const removal = (await browser.get(`${base}/members/${member}/removal`)).text;
  assert.match(removal, /of circles that you are not in this page can tell nothing/);
  assert.match(removal, CLOSES);
  assert.match(removal, /la cocina/);
  // Where somebody else opens all of it, nothing closes with either of them.
  await does("people.add-to-circle", { circle, member: second.member, past: true });
  assert.doesNotMatch((await own.get(`${base}/members/${second.member}/removal`)).text, CLOSES);
  // Of one who is in none, whoever is in the circle reads the same as whoever is not.
  const other = (await own.get(`${base}/members/${plain.member}/removal`)).text;
  assert.doesNotMatch(other, /la cocina/);
  assert.doesNotMatch((await plain.browser.get(`${base}/membership/end`)).text, CLOSES);
});

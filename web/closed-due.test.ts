/** What a breach's clock asks for while everything is closed: told to who knows, to nobody else. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { HOUR } from "../house/testing.ts";
import type { BreachState } from "../rooms/breaches/index.ts";
import { testNode } from "./testing.ts";

const KNOWN = { what: "device", law: "unsure", risk: "high" };

/** What a page says, without its style and without marks for the direction of names. */
const said = ({ text }: { text: string }) =>
  text.slice(text.indexOf("<main")).replaceAll(/[\u2066-\u2069]/g, "");

/** A group of two who coordinate and one more, of whom one opened a breach; then it was closed. */
async function closed({ drill = false, told = false } = {}) {
  const node = await testNode();
  const ann = await node.found({ safety: "no", handle: "lucero" });
  const bo = await node.join(ann.space, ["coordination"], "bruma");
  const cy = await node.join(ann.space, ["member"], "sierra");
  const base = `/s/${ann.slug}/breaches`;
  const text = "Se llevaron el teléfono en la frontera";
  const as = async ({ login }: { login: string }) => (await node.signIn(login)).browser;
  const path = `${base}/new${drill ? "?drill=yes" : ""}`;
  const got = await ann.browser.submit(path, { ...KNOWN, text });
  const at = (got.location ?? "").replace(/[?].*|\/exposed.*/g, "");
  const typed = { whom: "authority", who: "Quixenda", lang: "es", by: "law" };
  const line = await ann.browser.submit(`${at}/lines`, typed, `${at}/lines`);
  assert.equal(line.status, 303, line.text.slice(0, 300));
  const contact = { name: "zolmira", reach: "+34 600 000 000" };
  await ann.browser.submit(`${at}/known`, contact, `${at}/contact`);
  const breach = at.slice(-32);
  const thing = await (await node.house.space(ann.space))?.thing(breach);
  assert.ok(thing);
  const because = { how: "not-needed", because: "danger" };
  if (told)
    for (const { id } of (thing.state as BreachState).lines)
      await node.does(ann.space, ann.member, "breaches.end-line", { breach, line: id, ...because });
  await node.does(ann.space, ann.member, "spaces.close-shutters", {});
  return { ...node, ann, bo, cy, as, at, breach };
}

it("says what is due to who decides and knows, and prints a letter without words", async () => {
  const made = await closed();
  const { ann, bo, as, clock, breach } = made;
  const one = await as(ann);
  const page = said(await one.get("/closed"));
  assert.match(page, /What is due meanwhile/);
  assert.match(page, /The authority for data protection/);
  assert.match(page, /due in (3 days|72 hours)/);
  assert.doesNotMatch(page, /frontera|Quixenda|zolmira/);
  const [, , href = ""] = page.split(/href="(?=\/closed\/letter\/)/).map((at) => at.split('"')[0]);
  assert.ok(href.includes(breach));
  const letter = await one.get(href);
  assert.equal(letter.status, 200, letter.text.slice(0, 300));
  assert.match(letter.text, /lang="es"/);
  assert.match(letter.text, /Río Abierto/);
  assert.doesNotMatch(letter.text, /frontera|Quixenda|zolmira|600 000/);
  clock.pass(73 * HOUR);
  const late = await as(ann);
  assert.match(said(await late.get("/closed")), /late, due 1 hour ago/);
  assert.equal((await late.get(href)).status, 200);
  clock.pass(HOUR / 3);
  assert.match((await late.get(href)).location ?? "", /^\/confirm\?to=%2Fclosed%2Fletter/);
  // Whoever decides and does not know of it reads what they would read without it.
  const other = await as(bo);
  assert.doesNotMatch(said(await other.get("/closed")), /meanwhile|letter/);
  const never = await other.get(`/closed/letter/${"0".repeat(32)}/${breach}/${breach}`);
  const got = await other.get(href);
  assert.deepEqual([got.status, got.text], [404, never.text]);
});

it("is nothing to who knows of it and decides nothing, nor once all were told", async () => {
  const made = await closed({ drill: true });
  const { ann, cy, as } = made;
  const [mine, plain] = [await as(ann), await as(cy)];
  const page = said(await mine.get("/closed"));
  assert.match(page, /DRILL/);
  const [, href = ""] = /href="(\/closed\/letter\/[^"]+)"/.exec(page) ?? [];
  assert.match(said(await mine.get(href)), /DRILL/);
  const nobody = (await made.signIn()).browser;
  assert.equal((await plain.get("/closed")).text, (await nobody.get("/closed")).text);
  assert.equal((await plain.get(href)).status, 404);
  assert.equal((await made.browser().get(href)).status, 303, "who is not signed in signs in first");
  const { ann: one, as: again } = await closed({ told: true });
  assert.doesNotMatch(said(await (await again(one)).get("/closed")), /meanwhile/);
});

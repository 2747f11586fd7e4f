import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { it } from "node:test";
import type { Refusal } from "../../house/refusal.ts";

const testing = await import("../../web/testing.ts");
const { makeClaims } = await import("../../house/claims.ts");
const { floorPlan } = await import("../../house/room.ts");
const { DAY, seededRandom } = await import("../../house/testing.ts");
const { room: people } = await import("./index.ts");
const { room: spaces } = await import("../spaces/index.ts");
const { CLAIM_MS, claim, dropClaims, keepClaims } = await import("./claims.ts");
const { HASH_WAITING_MAX, HASHING_MAX, hashPassphrase } = await import("./hasher.ts");
const { TRIES_PER_NAME } = await import("./limits.ts");
const { nodeOf } = await import("./records.ts");

const PASSPHRASE = "una cosecha larga de aceitunas";
const NOBODYS = "0123-4567-89AB-CDEF-GHJK-MNPQ";

/** A node that a space with three members came to, each with a code. */
async function taken() {
  const node = await testing.testNode({ plan: floorPlan([people, spaces]) });
  const founder = await node.found();
  const second = await node.join(founder.space, ["member"], "amapola");
  const third = await node.join(founder.space, ["member"], "jara");
  const members = [founder.member, second.member, third.member];
  const claims = makeClaims(members, seededRandom("codes"));
  const parts = nodeOf(node.house);
  await keepClaims(parts, founder.space, claims);
  const codes = claims.map(({ code }) => code) as [string, string, string];
  return { ...node, founder, second, third, parts, codes, claims };
}
const typed = (code: string, name = "amapola", passphrase = PASSPHRASE) => {
  return { code, name, passphrase };
};
/** What a page says, whatever was typed into it and whoever asked. */
const said = (text: string) =>
  text.replaceAll(/value="[^"]*"/g, "").replaceAll(/[\u2066-\u2069]/g, "");

it("a code, a name and a passphrase lead to the member's own place, with no script", async () => {
  const { browser, codes, founder } = await taken();
  const one = browser();
  const signIn = await one.get("/sign-in");
  assert.match(signIn.text, /href="\/claim"/);
  const loose = codes[1].toLowerCase().replaceAll("-", " ");
  const sent = await one.submit("/claim", typed(loose));
  assert.deepEqual([sent.status, sent.location], [303, "/"]);
  const page = await one.get(`/s/${founder.slug}/members`);
  assert.equal(page.status, 200);
  const mine = await one.get(`/s/${founder.slug}/membership`);
  assert.match(mine.text, /value="amapola"/);
  const later = await browser().submit("/sign-in", { name: "amapola", passphrase: PASSPHRASE });
  assert.equal(later.status, 303);
});

it("wrong, used and ended codes, and those of somebody gone, look the same", async () => {
  const { browser, codes, clock, founder, third, does, claims, parts } = await taken();
  const ask = (code: string, name: string) => browser().submit("/claim", typed(code, name));
  assert.equal((await ask(codes[0], "lucero")).status, 303);
  await does(founder.space, founder.member, "people.remove", {
    ...{ member: third.member, forget: false },
  });
  const answers = [
    await ask(NOBODYS, "nadie1"),
    await ask("x", "nadie2"),
    await ask(codes[0], "nadie3"),
    await ask(codes[2], "nadie4"),
    // These names are taken, and a code that lets nobody in does not say so.
    await ask(NOBODYS, "lucero"),
    await ask(codes[0], "somebody-1"),
  ];
  await dropClaims(parts, founder.space, founder.member);
  answers.push(await ask(codes[0], "nadie5"));
  clock.pass(CLAIM_MS - DAY);
  const inTime = await browser().get("/claim");
  clock.pass(DAY);
  answers.push(await ask(codes[1], "nadie6"));
  assert.equal(inTime.status, 200);
  assert.equal(claims.length, 3);
  for (const { status, text } of answers) {
    assert.equal(status, 422);
    assert.equal(said(text), said(answers[0]?.text ?? ""));
    assert.match(said(text), /This code lets nobody in/);
  }
});

it("a code works once: of two at a time one is in; a form sent twice is one", async () => {
  const { browser, codes, house, founder } = await taken();
  const two = await Promise.all(
    ["ana", "bea"].map((name) => browser().submit("/claim", typed(codes[1], name))),
  );
  assert.deepEqual(two.map(({ status }) => status).sort(), [303, 422]);
  const again = await browser().submit("/claim", typed(codes[2], "jara"));
  const twice = await browser().submit("/claim", typed(codes[2], "jara"));
  assert.deepEqual([again.status, twice.status], [303, 303]);
  const wrong = await browser().submit("/claim", typed(codes[2], "jara", `${PASSPHRASE} no`));
  assert.match(said(wrong.text), /This code lets nobody in/);
  const view = await house.view(founder.space, { by: "member", member: founder.member, roles: [] });
  assert.equal((await view?.things(people.kinds[0] as never))?.length, 3, "no member was made");
});

it("who is signed in brings the code alone, and is not a second member too", async () => {
  const { signIn, codes, founder, second } = await taken();
  const { browser: known } = await signIn();
  const page = await known.get("/claim");
  assert.doesNotMatch(page.text, /name="passphrase"/);
  assert.equal((await known.submit("/claim", { code: codes[2] })).status, 303);
  assert.equal((await known.get(`/s/${founder.slug}/members`)).status, 200);
  const other = await second.browser.submit("/claim", { code: codes[0] });
  assert.match(said(other.text), /You are in this group already/);
  const wrong = await second.browser.submit("/claim", { code: NOBODYS });
  assert.match(said(wrong.text), /This code lets nobody in/);
});

it("a code that lets nobody in takes the work of one that does", async () => {
  const { house, codes, parts, founder } = await taken();
  await dropClaims(parts, founder.space, founder.member);
  const claimant = { name: "mar", passphrase: PASSPHRASE, lang: "es", device: null };
  const busy = Array.from({ length: HASHING_MAX + HASH_WAITING_MAX }, () =>
    hashPassphrase(PASSPHRASE, parts.random),
  );
  // No place is left at the door, so whoever would have to work there is turned away.
  for (const code of [codes[1], codes[0], NOBODYS])
    assert.equal(((await claim(house, code, claimant)) as Refusal).refused, "people.door-full");
  await Promise.all(busy);
});

it("tries are limited as at the door, what was typed stays, and faults are said", async () => {
  const { browser, codes, house, founder } = await taken();
  const { login } = founder;
  const short = await browser().submit("/claim", typed(codes[1], "mar", "corta"));
  assert.equal(short.status, 422);
  assert.match(short.text, /value="mar"/);
  assert.match(said(short.text), /at least 15 letters/);
  const over = "people.claim-over";
  for (let i = 0; i < TRIES_PER_NAME; i++)
    assert.equal(((await claim(house, NOBODYS, { login })) as Refusal).refused, over);
  const last = await browser().submit("/claim", typed(NOBODYS, "nadie"));
  assert.match(said(last.text), /tried very often/);
});

import assert from "node:assert/strict";
import { it } from "node:test";
import { assertDone, assertRefused, DAY, HOUR } from "../../house/testing.ts";
import { testNode } from "../../web/testing.ts";
import { alliedBy } from "./testing.ts";

const said = (html: string) => html.replaceAll(/[\u2066-\u2069]/g, "");

/** A local group with a line in its list and an ally; `write` asks its code of everyone. */
async function world({ safety = "no" }: { safety?: "yes" | "no" } = {}) {
  const node = await testNode();
  const local = await node.found({ group: "Ría Viva", lang: "en", safety });
  const second = await node.join(local.space, ["coordination"], "bruma");
  const guest = await node.found({ group: "Norra bron", lang: "en", safety: "yes" });
  const here = `/s/${local.slug}`;
  const own = (command: string, input: unknown) =>
    node.does(local.space, local.member, command, input);
  const title = { lang: "en", text: "thick blanket" };
  const line = { title, quantity: { of: "60", unit: "item" }, publish: true, name: "lucero" };
  const need = String((await own("needs.open", line)).answer["id"]);
  if (safety === "yes") await own("spaces.make-link", { days: 3 });
  const write = async (days: number, text = "Nobody asks for anything in return.") =>
    String(
      (await own("spaces.write-conduct", { texts: [{ lang: "en", text }], days })).answer[
        "version"
      ],
    );
  const allied = () => alliedBy(node, local, guest, { second: second.member });
  return { ...node, local, second, guest, here, own, need, write, allied };
}

it("asks whoever comes in for an ally after it was written, before anything opens", async () => {
  for (const safety of ["no", "yes"] as const) {
    const made = await world({ safety });
    const { guest, here, need, send, local, own } = made;
    const version = await made.write(60);
    const { ally, person } = await made.allied();
    const { browser } = guest;
    for (const path of ["/ally", "/ally?x=1"])
      assert.equal((await browser.get(here + path)).location, `${here}/ally/conduct`, path);
    // What is everyone's stays so, with the way to it; what is the host's own is not there.
    assert.equal((await browser.get(`${here}/members`)).status, 404);
    const listed = await browser.get(here);
    assert.deepEqual([listed.status, listed.location], [200, null]);
    const list = listed.text;
    assert.match(list, new RegExp(`href="${here}/ally/conduct"`));
    assert.doesNotMatch(list, /Our group here/);
    const author = { by: "ally", ally, person } as const;
    const take = { need, quantity: { of: "5", unit: "item" }, terms: null };
    const as = (command: string, input: object) =>
      send({ space: local.space, command, input, author });
    assertRefused(await as("offers.take-as-group", take), "house.accept-first");
    assertRefused(
      await as("allies.rename", { name: { lang: "en", text: "x" } }),
      "house.accept-first",
    );
    // Nobody acts by an id that never came in, either.
    const nobody = { ...author, person: "0".repeat(32) };
    assertRefused(
      await send({
        ...{ space: local.space, command: "offers.take-as-group", input: take, author: nobody },
      }),
      "house.accept-first",
    );
    const page = await browser.get(`${here}/ally/conduct`);
    assert.match(said(page.text), /Read this first[\s\S]*Nobody asks for anything in return/);
    const host = async () => said((await local.browser.get(`${here}/allies/${ally}`)).text);
    await local.browser.submit(`${here}/conduct`, {}, `${here}/conduct`);
    assert.match(await host(), /has yet to accept/);
    const accepted = await browser.submitOn(page, { aloud: "yes" }, `${here}/ally/conduct`);
    assert.equal(accepted.location, `${here}/ally`, accepted.text);
    const home = await browser.get(`${here}/ally`);
    assert.equal(home.status, 200);
    assert.match(home.text, new RegExp(`href="${here}/ally/conduct"`));
    assert.match(await host(), /Accepted your code of conduct, version 1/);
    assert.equal((await browser.get(`${here}/conduct`)).status, 404, "the members' own page");
    assertDone(await as("offers.take-as-group", take));
    assertRefused(
      await as("allies.accept-conduct", { version: "0".repeat(32), lang: "en" }),
      "people.conduct-changed",
    );
    const back = `${here}/ally/conduct/withdrawal`;
    const taken = await browser.submit(`${here}/ally/conduct`, {}, back);
    assert.equal(taken.location, `${here}/ally/conduct`, taken.text);
    assert.equal((await browser.get(`${here}/ally`)).location, `${here}/ally/conduct`);
    assertRefused(await as("offers.take-as-group", take), "house.accept-first");
    await own("spaces.drop-conduct", {});
    assert.equal((await browser.get(`${here}/ally`)).status, 200, "nothing is asked any more");
    assertRefused(await as("allies.accept-conduct", { version, lang: "en" }), "people.no-conduct");
  }
});

it("gives those who were here their time, and then what undoes stays theirs", async () => {
  const made = await world();
  const { guest, here, need, clock } = made;
  await made.allied();
  const at = `${here}/needs/${need}/contributions/new`;
  await guest.browser.submit(at, { quantity: "7" });
  await made.write(2);
  const soon = await guest.browser.get(`${here}/ally`);
  assert.equal(soon.status, 200);
  assert.match(said(soon.text), /asks you to read its code of conduct and accept it\. The time/);
  assert.match(soon.text, new RegExp(`href="${here}/ally/conduct"`));
  clock.pass(2 * DAY + HOUR);
  const { browser } = await made.signIn(guest.login);
  assert.equal((await browser.get(`${here}/ally`)).location, `${here}/ally/conduct`);
  const page = await browser.get(`${here}/ally/conduct`);
  assert.match(page.text, new RegExp(`href="${here}/ally/contributions"`));
  const ours = await browser.get(`${here}/ally/contributions`);
  const withdraw = /action="([^"]+\/withdrawal)"/.exec(ours.text)?.[1] ?? "";
  const gone = await browser.submitOn(ours, {}, withdraw);
  assert.equal(gone.location, `${here}/ally/contributions`, gone.text);
  const out = await browser.submit(`${here}/ally/conduct`, {}, `${here}/ally/leaving`);
  assert.equal(out.location, "/", out.text);
  assert.equal((await browser.get(`${here}/ally`)).status, 404);
});

it("shows what was typed for whoever is asked between a page and its form", async () => {
  const made = await world();
  const { guest, here } = made;
  await made.allied();
  const page = await guest.browser.get(`${here}/ally`);
  await made.write(0);
  made.clock.pass(1);
  const sent = await guest.browser.submitOn(page, { handle: "marisma" }, `${here}/ally/handle`);
  assert.equal(sent.location, null);
  assert.match(sent.text, /marisma/);
  const back = await guest.browser.get(`${here}/ally/conduct`);
  assert.match(back.text, /Act here no more/);
});

it("says who accepted to coordination alone, and to no program", async () => {
  const made = await world();
  const { guest, here, local, app } = made;
  const member = await made.join(local.space, ["member"], "amapola");
  const { ally } = await made.allied();
  await made.write(9);
  const page = await guest.browser.get(`${here}/ally/conduct`);
  await guest.browser.submitOn(page, {}, `${here}/ally/conduct`);
  const at = `${here}/allies/${ally}`;
  assert.match(said((await local.browser.get(at)).text), /Accepted your code of conduct/);
  assert.doesNotMatch((await member.browser.get(at)).text, /code of conduct, version/);
  const token = await local.browser.submit(`${here}/tokens`, { scope: ["read"], days: "3" });
  const authorization = `Bearer ${/alongside_[\w-]{43}/.exec(token.text)?.[0]}`;
  await local.browser.submit(`${here}/conduct`, {}, `${here}/conduct`);
  const address = `https://alongside.example/api${here}/things/ally-person`;
  const got = await app.request(address, { headers: { authorization } });
  const { things } = (await got.json()) as { things: { state: object }[] };
  assert.equal(things.length, 1);
  for (const { state } of things)
    assert.deepEqual(["ally" in state, "accepted" in state], [true, false]);
});

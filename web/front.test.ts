import assert from "node:assert/strict";
import { it } from "node:test";
import { readRing } from "../house/keys.ts";
import { floorPlan } from "../house/room.ts";
import { assertDone, testHouse } from "../house/testing.ts";
import { plan } from "../rooms/index.ts";
import type { Store } from "../store/port.ts";
import { GROUPS_A_PAGE } from "./pages/front.page.tsx";
import { type FoundedSpace, type TestNode, testNode } from "./testing.ts";

const LINKS = /<h2 class="lead" dir="auto"><a href="(\/s\/[^"]+)">.*?<bdi[^>]*>(.*?)<\/bdi>/g;

async function front(node: TestNode, path = "/", lang = "en") {
  const browser = node.browser();
  browser.headers["accept-language"] = lang;
  const got = await browser.get(path);
  assert.equal(got.status, 200);
  const names = [...got.text.matchAll(LINKS)].map(([, , name]) => name);
  return { ...got, names };
}

const open = (node: TestNode, { space, member }: FoundedSpace, title: string, publish = true) =>
  node.does(space, member, "needs.open", {
    ...{ title: { lang: "es", text: title }, quantity: { of: "3", unit: "item" } },
    ...(publish ? { publish } : {}),
  });

it("the first page leads an empty node to its beginning and members to their groups", async () => {
  const node = await testNode();
  assert.equal((await node.browser().get("/")).location, "/first-run");
  const { browser } = await node.found();
  assert.equal((await browser.get("/")).location, "/spaces");
});

it("the first page says so where no group is open, and names none that is not", async () => {
  const node = await testNode();
  await node.found({ group: "Zarza", safety: "yes" });
  await node.found({ group: "Zarza", safety: "unsure" });
  await node.found({ group: "Zarza", published: false });
  // Its page is for everyone who has the address; nobody said yes to being listed.
  await node.found({ group: "Zarza" });
  for (const [lang, text] of Object.entries({ en: "No group", es: "Ningún", ar: "لا مجموعة" })) {
    const { text: html, names } = await front(node, "/", lang);
    assert.ok(html.includes(text), lang);
    assert.deepEqual(names, []);
    assert.ok(!html.includes("Zarza") && !html.includes("/s/"));
  }
});

it("the first page lists who says yes, until they say no or close their page", async () => {
  const node = await testNode();
  const { space, member } = await node.found({ group: "Zarza" });
  const does = (command: string) => node.does(space, member, command, {});
  await does("spaces.list");
  assert.deepEqual((await front(node)).names, ["Zarza"]);
  await does("spaces.unlist");
  assert.deepEqual((await front(node)).names, []);
  await does("spaces.list");
  await does("spaces.quiet");
  await does("spaces.publish");
  assert.deepEqual((await front(node)).names, [], "opening anew is no yes to being listed");
});

it("the first page lists open groups by the alphabet, whatever they ask for", async () => {
  const node = await testNode();
  const names = ["zarza", "Árbol", "Brazos", "10 Puentes", "2 Ríos"];
  for (const [n, group] of names.entries()) {
    const at = await node.found({ group, listed: true });
    for (let lines = 0; lines < n; lines++) await open(node, at, `línea ${lines}`);
  }
  await node.house.cards.renewTouched();
  const sorted = ["2 Ríos", "10 Puentes", "Árbol", "Brazos", "zarza"];
  const { text, names: shown } = await front(node);
  assert.deepEqual(shown, sorted);
  assert.match(text, /4 lines? /);
  assert.match(text, /Goods/);
  assert.match(text, /November 2,? 2026/);
  assert.ok(!text.includes("<form"));
});

it("the first page comes in pages that stand where they stood", async () => {
  const node = await testNode();
  await node.found({ group: "Grupo 000", listed: true });
  const names = Array.from({ length: GROUPS_A_PAGE * 2 + 1 }, (_, n) => `Grupo ${100 + n}`);
  for (const group of names) await node.found({ group, listed: true });
  const one = await front(node);
  assert.deepEqual(one.names, ["Grupo 000", ...names.slice(0, GROUPS_A_PAGE - 1)]);
  const next = /rel="next" href="([^"]+)"/.exec(one.text)?.[1] ?? "";
  const two = await front(node, next);
  assert.deepEqual(two.names, names.slice(GROUPS_A_PAGE - 1, 2 * GROUPS_A_PAGE - 1));
  assert.match(two.text, /rel="prev" href="\/"/);
  const three = await front(node, /rel="next" href="([^"]+)"/.exec(two.text)?.[1] ?? "");
  assert.deepEqual(three.names, names.slice(2 * GROUPS_A_PAGE - 1));
  const back = /rel="prev" href="([^"]+)"/.exec(three.text)?.[1];
  assert.equal(back, next);
  assert.ok(!three.text.includes('rel="next"'));
});

it("the first page loses a group at once that closes, protects itself or is to end", async () => {
  const node = await testNode();
  const acts = [
    ["spaces.quiet", {}],
    ["spaces.set-safety", { safety: "yes" }],
    ["spaces.ask-joint", { what: "end" }],
  ];
  for (const [command, input] of acts as [string, object][]) {
    const at = await node.found({ group: "Zarza", listed: true });
    assert.deepEqual((await front(node)).names, ["Zarza"], command);
    await node.does(at.space, at.member, command, input);
    const { names, text } = await front(node);
    assert.deepEqual(names, [], command);
    assert.ok(!text.includes("Zarza"));
    assert.deepEqual(await node.store.derived.keys(at.space, "card", 9, null), [], command);
    assert.equal(await node.store.records.get("node", `card/${at.space}`, 0), null);
  }
});

it("the first page shows no closed group after a crash either", async () => {
  const { found, store, keys, clock } = await testNode();
  const at = await found({ group: "Zarza", listed: true });
  const begun = () => testHouse(plan, 2, { store, keys, clock }).house.cards;
  assert.equal((await begun().all()).length, 1);
  // A process that dies once the entry is durable: no effect of it comes to be.
  const rooms = plan.rooms.map((room) => ({ ...room, effects: [] }));
  const dying = testHouse(floorPlan(rooms), 3, { store, keys, clock });
  const author = { by: "member", member: at.member } as const;
  const command = { space: at.space, command: "spaces.quiet", input: {}, author };
  assertDone(await dying.send({ ...command, key: "a key of its own" }));
  assert.ok(await store.records.get("node", `card/${at.space}`, 0), "its row is still there");
  assert.deepEqual(await begun().all(), []);
});

it("the first page takes figures anew at a beat, and names at once under another key", async () => {
  const node = await testNode();
  const at = await node.found({ group: "Zarza", listed: true });
  const keyOf = async () => (await readRing(node.keys, at.space))?.card ?? null;
  const old = await node.store.derived.get(at.space, "card");
  const key = await keyOf();
  assert.ok(old !== null && key !== null && !Buffer.from(old).includes("Zarza"));
  await open(node, at, "mantas");
  assert.match((await front(node)).text, /Nothing is asked for/);
  await node.house.cards.renewTouched();
  assert.match((await front(node)).text, /1 line /);
  await node.does(at.space, at.member, "spaces.rename", { name: { lang: "es", text: "Brazos" } });
  assert.deepEqual((await front(node)).names, ["Brazos"]);
  assert.notEqual(await keyOf(), key);
  // Yesterday's bytes under today's keys: shut, so not shown, and written anew by the runner.
  await node.store.derived.put(at.space, [{ key: "card", value: old }]);
  const again = testHouse(plan, 2, node);
  assert.deepEqual(await again.house.cards.all(), []);
  await again.house.cards.renew(at.space);
  assert.equal((await again.house.cards.all()).length, 1);
});

it("the first page loses no figure to a fault of the store", async () => {
  const { found, store, keys, clock } = await testNode();
  const at = await found({ group: "Zarza", listed: true });
  const faulty = { broken: false };
  const derived: Store["derived"] = {
    ...store.derived,
    put: async (...row) => {
      if (faulty.broken) throw new Error("a full disk");
      await store.derived.put(...row);
    },
  };
  const { house } = testHouse(plan, 2, { store: { ...store, derived }, keys, clock });
  const author = { by: "member", member: at.member } as const;
  const input = { title: { lang: "es", text: "mantas" }, publish: true };
  const command = { space: at.space, command: "needs.open", author, key: "a key of its own" };
  assertDone(await house.dispatch({ ...command, input }));
  faulty.broken = true;
  await assert.rejects(house.cards.renewTouched(), /a full disk/);
  faulty.broken = false;
  await house.cards.renewTouched();
  const [card] = await house.cards.all();
  assert.deepEqual(card?.says["needs"], { open: 1, kinds: ["goods"] });
});

it("the first page is not written anew where nothing is new for everyone", async () => {
  const node = await testNode();
  const at = await node.found({ group: "Zarza", listed: true });
  const row = () => node.store.records.get("node", `card/${at.space}`, 0);
  const before = await row();
  await open(node, at, "solo nuestro", false);
  node.clock.pass(100 * 3_600_000);
  await node.house.cards.renewTouched();
  await node.house.cards.renew(at.space);
  assert.deepEqual(await row(), before);
  assert.ok(!(await front(node)).text.includes("November 6"));
});

it("the first page opens no space: it reads cards and nothing else of them", async () => {
  const node = await testNode();
  for (const group of ["Zarza", "Brazos"]) await node.found({ group, listed: true });
  await node.found({ group: "Oculta", safety: "yes" });
  const reads: string[] = [];
  const { store, keys, clock } = node;
  const counted = counting(store, reads);
  const fresh = testHouse(plan, 3, { store: counted, keys, clock });
  const { createApp } = await import("./app.ts");
  const { createNode } = await import("./create-node.ts");
  const { settings } = node.node;
  const app = createApp(await createNode(fresh.house, { settings, log: () => undefined }));
  reads.length = 0;
  const ask = () => app.fetch(new Request("https://alongside.example/"));
  const html = await (await ask()).text();
  assert.match(html, /Zarza/);
  assert.match(html, /Brazos/);
  assert.deepEqual(reads, ["derived card", "derived card"]);
  reads.length = 0;
  await ask();
  assert.deepEqual(reads, [], "and the second time not even those");
});

/** The store with every call noted that reads of a space. */
function counting(store: Store, reads: string[]): Store {
  const noted =
    <A extends unknown[], R>(what: string, call: (...args: A) => R) =>
    (...args: A): R => {
      reads.push(what === "derived" ? `derived ${args[1]}` : what);
      return call(...args);
    };
  return {
    ...store,
    ...{ size: noted("size", store.size), read: noted("read", store.read) },
    ...{ parts: noted("parts", store.parts), spaces: noted("spaces", store.spaces) },
    derived: { ...store.derived, get: noted("derived", store.derived.get) },
    lock: noted("lock", store.lock),
  };
}

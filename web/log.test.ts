import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { HOUR } from "../house/testing.ts";
import { httpReader } from "../log/reader.ts";
import { verifyLog } from "../log/verify.ts";
import { ORIGIN, testNode } from "./testing.ts";

async function withEntries(count: number) {
  const node = await testNode();
  const one = await node.found();
  const add = async (from: number, to: number) => {
    for (let i = from; i < to; i++)
      await node.does(one.space, one.member, "spaces.rename", { name: name(i) });
  };
  await add(0, count);
  const fetch = async (url: string) => node.app.request(url);
  const reader = httpReader(`${ORIGIN}/s/${one.slug}/log`, fetch);
  return { ...node, ...one, add, reader, base: `/s/${one.slug}/log` };
}
const name = (i: number) => ({ lang: "es", text: `Nombre ${i}` });

describe("the log endpoints", () => {
  it("serve a log that verifies, full tiles and partial ones", async () => {
    const { reader, house, space } = await withEntries(300);
    const verdict = await verifyLog(reader);
    assert.ok(verdict.ok, JSON.stringify(verdict));
    const size = (await house.space(space))?.size ?? 0;
    assert.ok(size > 512, "more than two tiles");
    assert.equal(verdict.head.size, size);
    assert.ok(verdict.checked.tiles >= 4);
  });

  it("move their head on the hour and show nothing past it", async () => {
    const { reader, browser: mine, base, clock, add, house, space } = await withEntries(3);
    const before = await verifyLog(reader);
    assert.ok(before.ok);
    await add(3, 6);
    const now = (await house.space(space))?.size ?? 0;
    assert.ok(now > before.head.size);
    const head = async () => (await mine.get(`${base}/checkpoint`)).text;
    const old = await head();
    assert.equal(old.split("\n")[1], String(before.head.size));
    assert.equal((await mine.get(`${base}/tile/0/000.p/${before.head.size}`)).status, 200);
    assert.equal((await mine.get(`${base}/tile/0/000.p/${now}`)).status, 404);
    assert.equal((await mine.get(`${base}/tile/entries/000.p/${now}`)).status, 404);
    clock.pass(HOUR);
    const after = await verifyLog(reader, { older: [old] });
    assert.ok(after.ok, JSON.stringify(after));
    assert.equal(after.head.size, now);
  });

  it("answer nobody who may not open the space, and no other spelling", async () => {
    const { found, browser } = await testNode();
    const { slug, browser: mine } = await found({ safety: "yes" });
    for (const path of ["checkpoint", "key", "tile/0/000.p/1", "tile/entries/000.p/1"]) {
      assert.equal((await browser().get(`/s/${slug}/log/${path}`)).status, 404, path);
      const opened = await mine.get(`/s/${slug}/log/${path}`);
      assert.deepEqual([opened.status, opened.headers.get("cache-control")], [200, "no-store"]);
    }
    for (const path of [
      "tile/0/0",
      "tile/00/000.p/1",
      "tile/0/000.p/0",
      "tile/0/000",
      "tile/9/000",
    ])
      assert.equal((await mine.get(`/s/${slug}/log/${path}`)).status, 404, path);
  });

  it("stand behind a page that says size, day and the command, for those who may", async () => {
    const { base, browser, space, house } = await withEntries(3);
    const size = (await house.space(space))?.size ?? 0;
    const page = await browser.open(base);
    assert.equal(page.status, 200);
    const said = page.text.replaceAll(/[\u2066-\u2069]/g, "");
    assert.match(said, new RegExp(`under the head: ${size}\\.`));
    assert.match(said, /Signed: [A-Z][a-z]+ \d+, \d{4}\./);
    assert.match(said, new RegExp(`alongside verify ${ORIGIN}${base}<`));
    const linked = [...said.matchAll(/href="([^"]+\/log\/[^"]+)"/g)].map(([, href]) => href ?? "");
    assert.equal(linked.length, 3);
    for (const href of linked) assert.equal((await browser.get(href)).status, 200, href);

    const guarded = await (await testNode()).found({ safety: "yes" });
    const month = await guarded.browser.open(`/s/${guarded.slug}/log`);
    assert.match(month.text, /Signed: \u2068?[A-Z][a-z]+ \d{4}/);
    const { found, browser: stranger } = await testNode();
    const hidden = await found({ safety: "yes" });
    assert.equal((await stranger().get(`/s/${hidden.slug}/log`)).status, 404);
  });
});

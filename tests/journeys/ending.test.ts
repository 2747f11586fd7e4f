/** A group of two ends its space, thinks again, and ends it: then its bytes are nowhere on disk. */
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { END_WAIT_MS } from "../../rooms/spaces/index.ts";
import { inFiles } from "../erasure/sites.ts";
import {
  type Lang,
  newPhone,
  open,
  openChromium,
  press,
  read,
  type Served,
  serveEmpty,
} from "./kit.ts";
import { begin, type Day, spaceIn } from "./story.ts";

let browser: Browser;
before(async () => {
  browser = await openChromium();
});
after(() => browser.close());

const GROUP = "Río Abierto";
/** Before the end, within the last day and within what a session lasts. */
const LATE_MS = 20 * 60_000;
const SECOND = { handle: "noor", passphrase: "tres gatos en la azotea" };

/** The second person, by an invitation that the first one makes; on a telephone of their own. */
async function second({ served, host, base, how }: Day): Promise<Page> {
  const { page } = host;
  await open(page, `${base}/invitations/new`);
  await page.check("[name=role][value=coordination]");
  await press(page, `form[action='${base}/invitations/new'] button.main`);
  const told = await page.content();
  const path = /\/s\/[\w-]+\/invitation\/[0-9A-Z-]+/.exec(told)?.[0];
  assert.ok(path, "an invitation is shown");
  const theirs = (await newPhone(browser, served, how)).page;
  await open(theirs, path);
  await theirs.fill("[name=handle]", SECOND.handle);
  await theirs.fill("[name=passphrase]", SECOND.passphrase);
  await press(theirs, `form[action='${path}'] button.main`);
  return theirs;
}

async function signIn(page: Page, base: string, name: string, passphrase: string): Promise<void> {
  await page.goto(`${base}/today`);
  await page.fill("[name=name]", name);
  await page.fill("[name=passphrase]", passphrase);
  await press(page, "form[action^='/sign-in'] button");
  assert.equal(new URL(page.url()).pathname, `${base}/today`);
}

/** One says so, by typing the group's name. */
async function says(page: Page, base: string): Promise<void> {
  await open(page, `${base}/settings/end`);
  await press(page, `main a[href='${base}/settings/end/confirmation']`);
  await page.fill("main [name=name]", GROUP);
  await press(page, `form[action='${base}/settings/end/confirmation'] button`);
  assert.equal(new URL(page.url()).pathname, `${base}/settings/end`);
}

/** What the space is on disk: sealed entries, sealed words, the ring of keys, its own id. */
async function bytesOf({ node }: Served, id: string): Promise<Uint8Array[]> {
  const space = await node.house.space(id);
  assert.ok(space);
  const segments = await Array.fromAsync(node.store.read(id, 0, space.size));
  const refs = Array.from({ length: space.size }, (_, index) =>
    ["words", "people"].map((name) => ({ index, name })),
  ).flat();
  const parts = [...(await space.parts(refs)).values()].map(({ sealed }) => sealed.sealed);
  const { ring } = space;
  const keys = [ring.key, ...Object.values(ring.epochs)].map((one) => Buffer.from(one));
  return [...segments.map(({ sealed }) => sealed), ...parts, ...keys, Buffer.from(id)];
}

async function noneLeft(data: string, bytes: readonly Uint8Array[]): Promise<void> {
  // The store truncates what it deleted in the background.
  for (let n = 0; n < 100 && inFiles(data, bytes).includes(true); n++) await sleep(50);
  assert.deepEqual(
    inFiles(data, bytes)
      .map((is, at) => (is ? at : -1))
      .filter((at) => at >= 0),
    [],
    "nowhere on disk",
  );
}

for (const lang of ["en", "ar"] as const satisfies readonly Lang[])
  test(`a space ends in ${lang}, without script, and its bytes are nowhere on disk`, async () => {
    await using served = await serveEmpty();
    const day = await begin(browser, served, { lang, script: false });
    const { host, base, passphrase } = day;
    const theirs = await second(day);
    await open(host.page, `${base}/needs/new`);
    await host.page.fill("[name=title]", "quixenda blankets");
    await press(host.page, `form[action='${base}/needs'] button`);
    const keep = `form[action='${base}/settings/end/withdrawal']`;

    await says(host.page, base);
    assert.equal(await host.page.locator(keep).count(), 0, "one of two is not enough");
    await says(theirs, base);
    for (const page of [host.page, theirs]) {
      await open(page, `${base}/members`);
      assert.equal(await page.locator(keep).count(), 1, "every page says so, with a way out");
    }
    await press(theirs, `${keep} button`);
    await open(host.page, `${base}/members`);
    assert.equal(await host.page.locator(keep).count(), 0, "one tap, and it stays");

    await says(host.page, base);
    await says(theirs, base);
    served.pass(END_WAIT_MS - LATE_MS);
    await served.node.house.runDue();
    await signIn(theirs, base, SECOND.handle, SECOND.passphrase);
    await signIn(host.page, base, "lucero", passphrase);
    assert.equal(await host.page.locator(`main a[href='${base}/take-along']`).count(), 1);
    await press(host.page, `main a[href='${base}/take-along']`);
    assert.match(await read(host.page), /\p{L}{4}/u);
    for (const path of [`${base}/needs/needs.csv`, `${base}/log`]) {
      const link = await host.page.locator(`main a[href='${path}']`).count();
      assert.equal(link, 1, path);
    }

    const bytes = await bytesOf(served, await spaceIn(served));
    assert.ok(bytes.length > 8);
    assert.ok(inFiles(served.data, bytes).every(Boolean), "all of it lies in the files before");
    served.pass(LATE_MS);
    for (const page of [host.page, theirs]) await open(page, `${base}/today`, 404);
    assert.ok(inFiles(served.data, bytes).includes(true), "no job ran yet");
    await served.node.house.runDue();
    await noneLeft(served.data, bytes);
    await open(host.page, "/");
    for (const one of await Promise.all([host.page, theirs].map((page) => page.content())))
      assert.doesNotMatch(one, /quixenda/);
    assert.deepEqual(host.complaints, []);
  });

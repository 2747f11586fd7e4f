import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, test } from "node:test";
import type { Browser } from "playwright-core";
import { deep } from "../run/seeds.ts";
import { type Lang, openChromium, serveEmpty } from "./kit.ts";
import * as story from "./story.ts";

let browser: Browser;
before(async () => {
  browser = await openChromium();
});
after(() => browser.close());

/** Each language once, at depth each with script and without. */
const ONCE: [Lang, boolean][] = [
  ["es", false],
  ["ar", true],
  ["en", true],
];
const WALKS = ONCE.flatMap(([lang, script]) =>
  (deep() ? [true, false] : [script]).map((one) => [lang, one] as const),
);

for (const [lang, script] of WALKS)
  test(`the first day in ${lang}, ${script ? "with" : "without"} script`, async () => {
    await using served = await serveEmpty();
    const day = await story.begin(browser, served, { lang, script });
    await story.paste(day);
    const code = await story.take(day);
    await story.receive(day);
    await story.see(day);
    await story.print(day);
    await story.bringIn(day);
    await story.verify(day);
    await story.comeBack(day);
    await story.erase(day, code);
    const space = await story.spaceIn(served);
    assert.notDeepEqual(await named(served.data, space), [], "the space has files");
    await story.end(day);
    await served.node.house.idle();
    assert.deepEqual(await named(served.data, space), [], "and none when it has ended");
    assert.deepEqual([...day.host.complaints, ...day.stranger.complaints], []);
    const foreign = [...day.host.requests, ...day.stranger.requests].filter(
      (one) => !one.startsWith(served.address) && !one.startsWith("data:"),
    );
    assert.deepEqual(foreign, [], "nothing from third parties");
    await Promise.all([day.host.context.close(), day.stranger.context.close()]);
  });

/** Files of a folder that have this id in their name. */
async function named(folder: string, id: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile() && one.name.includes(id)).map(({ name }) => name);
}

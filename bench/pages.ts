/**
 * The first visit to every public page of the made-up world: its bytes and requests, and how long
 * until it can be used on an emulated 2G connection, against a bare page of one first flight.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { listening } from "./load.ts";
import { median, type Row } from "./row.ts";
import { type Started, startProduct } from "./start.ts";

/** What a server may send before the first acknowledgement: ten segments (RFC 6928). */
const FLIGHT_BYTES = 14_600;
/** As browsers' own tools emulate 2G: ms there and back, bytes a second. */
const SLOW = { offline: false, latency: 800, downloadThroughput: 35_000, uploadThroughput: 32_000 };
/**
 * Asked inside the page: when its forms and links were there and something was drawn (ms), and how
 * many of its own requests it waited for before that.
 */
const USABLE = `new Promise((done) => {
  const [{ domInteractive }] = performance.getEntriesByType("navigation");
  const stops = ({ src, async, defer, type }) => src && !async && !defer && type !== "module";
  const look = () => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    if (paint === undefined) return setTimeout(look, 20);
    const loaded = performance.getEntriesByType("resource");
    const drawn = loaded.filter((one) => one.renderBlockingStatus === "blocking").length;
    const blocking = drawn + [...document.body.querySelectorAll("script")].filter(stops).length;
    done({ usable: Math.max(domInteractive, paint.startTime), blocking });
  };
  look();
})`;
const LANGS = ["en", "ar"] as const;
const PAGES_MAX = 80;
const TIMED_PAGES = 6;

type Visited = {
  path: string;
  body: number;
  all: number;
  requests: number;
  blocking: number;
  usable: number;
};

/** Bytes and requests of every page, and time to usable of the heaviest. */
export async function pages(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "alongside-pages-"));
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  const browser = await chromium.launch({
    ...{ executablePath, args: ["--no-sandbox", "--disable-gpu"] },
  });
  const started = await startProduct(folder);
  try {
    const visits: Visited[] = [];
    for (const path of await publicPages(started))
      for (const lang of LANGS) visits.push(await visit(browser, started.address, path, lang));
    visits.sort((a, b) => b.body - a.body);
    return [...weights(visits), await times(browser, started.address, visits)];
  } finally {
    await browser.close();
    await started.stop();
    rmSync(folder, { recursive: true });
  }
}

function weights(visits: readonly Visited[]): Row[] {
  const [heaviest] = visits;
  if (heaviest === undefined) throw new Error("no page was found");
  const busiest = visits.reduce((a, b) => (b.blocking > a.blocking ? b : a));
  const over = visits.filter(({ body }) => body > FLIGHT_BYTES).length;
  const against = `${FLIGHT_BYTES} bytes, the first flight of a TCP connection`;
  const headers = heaviest.all - heaviest.body;
  return [
    {
      ...{ what: `first visit to the heaviest of ${visits.length} pages, bytes`, against },
      ...{ ratio: heaviest.body / FLIGHT_BYTES, reach: { most: 1 } },
      note: `${heaviest.path}: ${heaviest.body} and ${headers} of headers; ${over} pages are over`,
    },
    {
      ...{ what: "requests the busiest page waits for", against: "1, the page itself" },
      ...{ ratio: 1 + busiest.blocking, reach: { most: 1 } },
      note: `${busiest.requests} with what is deferred, ${busiest.path}`,
    },
  ];
}

/** Pages a stranger comes to in the local group's space, one of each kind of address. */
async function publicPages({ address, signIns }: Started): Promise<string[]> {
  const waiting = ["/sign-in", `/s/${signIns[0]?.space}`];
  const kinds = new Map<string, string>();
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = path.replaceAll(/[0-9a-f]{32}/g, ":id").replace(/\?.*/, "");
    if (kinds.has(kind) || kinds.size >= PAGES_MAX) continue;
    const answer = await fetch(address + path, { redirect: "manual" });
    const html = answer.headers.get("content-type")?.startsWith("text/html") === true;
    if (answer.status !== 200 || !html) continue;
    kinds.set(kind, path);
    for (const [, href = ""] of (await answer.text()).matchAll(/href="(\/[^"#]*)"/g))
      waiting.push(href.replaceAll("&amp;", "&"));
  }
  return [...kinds.values()];
}

/** One first visit in a browser that was never here; `slow` emulates the connection. */
async function visit(
  browser: Browser,
  address: string,
  path: string,
  lang: string,
  slow = false,
): Promise<Visited> {
  const context = await browser.newContext({ locale: lang, viewport: { width: 360, height: 640 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Network.enable");
  if (slow) await cdp.send("Network.emulateNetworkConditions", SLOW);
  let [all, headers, requests] = [0, 0, 0];
  cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (all += encodedDataLength));
  cdp.on("Network.responseReceived", ({ response }) => (headers += response.encodedDataLength));
  cdp.on("Network.requestWillBeSent", () => (requests += 1));
  const answer = await page.goto(address + path, { waitUntil: "load" });
  if (answer?.status() !== 200) throw new Error(`${path} answers ${answer?.status()}`);
  const told = (await page.evaluate(USABLE)) as { usable: number; blocking: number };
  await context.close();
  return { path: `${path} (${lang})`, body: all - headers, all, requests, ...told };
}

/** The heaviest pages and a bare page in turn. Usable: drawn, and its forms and links there. */
async function times(browser: Browser, address: string, visits: readonly Visited[]): Promise<Row> {
  const filler = "x".repeat(FLIGHT_BYTES - 100);
  const head = '<!doctype html><html lang="en"><title>bare</title>';
  const html = `${head}<body><p>${filler}</p></body></html>`;
  const headers = { "content-type": "text/html; charset=utf-8" };
  const { server, port } = await listening(() => new Response(html, { headers }));
  const ratios: number[] = [];
  let note = "";
  for (const { path } of visits.slice(0, TIMED_PAGES)) {
    const [, at = "/", lang = "en"] = /^(.*) \((\w+)\)$/.exec(path) ?? [];
    const bare = await visit(browser, `http://127.0.0.1:${port}`, "/", lang, true);
    const ours = await visit(browser, address, at, lang, true);
    const seconds = (ms: number) => (ms / 1000).toFixed(2);
    ratios.push(ours.usable / bare.usable);
    note ||= `${seconds(ours.usable)} s against ${seconds(bare.usable)} s on ${at}`;
  }
  server.closeAllConnections();
  server.close();
  return {
    what: `2G until usable, the ${ratios.length} heaviest pages`,
    against: `a bare page of ${FLIGHT_BYTES} bytes on the same connection`,
    ...{ ratio: median(ratios), reach: { most: 1 }, note },
  };
}

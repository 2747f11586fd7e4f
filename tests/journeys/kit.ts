/** A node that listens on a port of this machine, and telephones that look at it. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAdaptorServer } from "@hono/node-server";
import type { Browser, BrowserContext, Page, Response } from "playwright-core";
import { type OpenedNode, openNode } from "../../cli/node.ts";
import { EXIT_TO } from "../../cli/settings.ts";
import { createApp } from "../../web/app.ts";
import { createNode } from "../../web/create-node.ts";
import type { LogLine } from "../../web/node.ts";

export { openChromium } from "./chromium.ts";

/** The languages of the pages. */
export type Lang = "en" | "es" | "ar";

/** A node on a folder of its own, in this process. */
export type Served = {
  node: OpenedNode;
  data: string;
  /** `http://127.0.0.1:<port>`. */
  address: string;
  /** What the node wrote to its own log. */
  lines: LogLine[];
  /** Lets so many ms go by on the node's clock. */
  pass: (ms: number) => void;
  [Symbol.asyncDispose]: () => Promise<void>;
};

/** Serves an empty real node over SQLite. `faults` of ours are in `lines`, as on a real one. */
export async function serveEmpty(): Promise<Served> {
  const data = await mkdtemp(join(tmpdir(), "alongside-journey-"));
  let passed = 0;
  const lines: LogLine[] = [];
  const log = (line: LogLine) => void lines.push(line);
  const node = await openNode({ data, log, clock: () => Date.now() + passed });
  const settings = { origins: [], hsts: false, onion: null, version: "test", demo: false };
  const faults: unknown[] = [];
  const web = await createNode(node.house, {
    settings: { ...settings, exitTo: EXIT_TO },
    ...{ log, strict: true, onFault: (fault: unknown) => void faults.push(fault) },
  });
  const server = createAdaptorServer({ fetch: createApp(web).fetch, createServer }) as Server;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const stop = async () => {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
    await node.close();
    await rm(data, { recursive: true, force: true });
    assert.deepEqual(faults, [], "no fault of ours");
  };
  const pass = (ms: number) => {
    passed += ms;
  };
  const address = `http://127.0.0.1:${port}`;
  return { node, data, address, lines, pass, [Symbol.asyncDispose]: stop };
}

/** How a telephone is set up. */
export type Phone = {
  lang?: Lang;
  /** `blocked`: our own modules never load, while tests may still look into the page. */
  script?: boolean | "blocked";
  width?: number;
};

/** Somebody's telephone: its page, and what it asked for. */
export type Looking = {
  context: BrowserContext;
  page: Page;
  /** Every request so far, by address. */
  requests: string[];
  /** Faults of pages' scripts and refusals of their own policy. */
  complaints: string[];
};

/** A new telephone with nothing in it, 360 px wide unless said otherwise. */
export async function newPhone(
  browser: Browser,
  served: Pick<Served, "address">,
  { lang = "en", script = true, width = 360 }: Phone = {},
): Promise<Looking> {
  const context = await browser.newContext({
    ...{ baseURL: served.address, locale: lang, javaScriptEnabled: script !== false },
    viewport: { width, height: 740 },
  });
  context.setDefaultTimeout(10_000);
  if (script === "blocked") await context.route("**/assets/**", (route) => route.abort());
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    if (message.type() === "error" && /Content Security Policy/i.test(text)) complaints.push(text);
  });
  return { context, page, requests, complaints };
}

/** Opens an address; fails unless it answers well. */
export async function open(page: Page, path: string, status = 200): Promise<Response> {
  const response = await page.goto(path);
  assert.ok(response, `${path} answers`);
  assert.equal(response.status(), status, path);
  const asked = new URL(path, response.url()).pathname;
  if (asked !== "/") assert.equal(new URL(response.url()).pathname, asked, "no other page");
  return response;
}

/** Presses what leads to another page, and waits for that page. */
export async function press(page: Page, selector: string): Promise<void> {
  const one = page.locator(selector).first();
  await one.waitFor();
  await Promise.all([page.waitForEvent("domcontentloaded"), one.click()]);
}

/** The words of `<main>` as they are read, without marks of direction. */
export async function read(page: Page): Promise<string> {
  const said = (await page.locator("main").allInnerTexts()).join("\n");
  return said.replaceAll(/[\u2066-\u2069\u200e\u200f]/g, "");
}

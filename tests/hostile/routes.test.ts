import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { entriesOf } from "../../web/app.ts";
import type { Entry } from "../../web/enter.ts";
import type { Browser, Got } from "../../web/testing.ts";
import { assertSaid } from "./said.ts";
import { town } from "./town.ts";

type Town = Awaited<ReturnType<typeof town>>;

/** What a script of another site would ask with. */
const FROM_ELSEWHERE = { origin: "https://elsewhere.example" };
const ABSENT = "0123456789abcdef".repeat(2);

/** The address of an entry in a space, with what its parameters may be. */
function pathOf({ route, inSpace }: Entry, slug: string, id: string): string {
  const path = route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
    /id|need|offer|member/i.test(name) ? id : "0000-0000-0000-0000-0000-0000",
  );
  return `${inSpace ? `/s/${slug}` : ""}${path}` || "/";
}

/** Whether a page is not there for an insider: members and who waits have pages of their own. */
function isKeptOut({ route: { open } }: Entry, waits: boolean): boolean {
  if (open === "own" || open === "party") return waits;
  const others = ["keeper", "ally", "own-ally", waits ? "member" : "newcomer"];
  return others.includes(open);
}

/** The same for somebody of an allied group: of the space, what everyone finds and their own. */
function isKeptFromAlly({ inSpace, route: { open } }: Entry): boolean {
  const theirs = ["everyone", "signed-in", "ally", "own-ally", "party"];
  return open === "keeper" || (inSpace && !theirs.includes(open));
}

/** An answer as bytes tell it, without what is random or says the address asked for. */
function told(got: Got, ...names: string[]): string {
  const hidden = names.reduce((text, name) => text.replaceAll(name, "*"), got.text);
  const to = names.reduce((text, name) => text.replaceAll(name, "*"), got.location ?? "");
  return JSON.stringify([got.status, to, hidden.replaceAll(/value="[^"]{20,}"/g, "")]);
}

/** How much is written anywhere: in both spaces. */
async function sizes({ store, open, closed }: Town): Promise<number> {
  return (await store.size(open.space)) + (await store.size(closed.space));
}

async function everyone(made: Town): Promise<[string, Browser][]> {
  const ended = (await made.join(made.open.space, ["coordination"])).browser;
  const other = made.closed.browser;
  const link = made.browser();
  const asked = await made.does(made.closed.space, made.closed.member, "spaces.make-link", {
    days: 1,
  });
  link.cookies.set(`__Host-link-${made.closed.space}`, String(asked.answer["code"]));
  const replayed = made.browser();
  for (const [name, value] of ended.cookies) replayed.cookies.set(name, `${value.slice(0, -2)}AA`);
  made.clock.pass(2 * DAY);
  return [
    ["a stranger", made.browser()],
    ["one whose session ended", ended],
    ["a link past its end", link],
    ["a token made up", replayed],
    ["a member of another group, whose session ended", other],
  ];
}

it("no route breaks, serves outsiders or takes what another site sends", async () => {
  const made = await town();
  const entries = entriesOf(made.node);
  assert.ok(entries.length > 60, `${entries.length} routes`);
  const insiders: [string, Browser][] = made.people.map(({ role, browser }) => [role, browser]);
  insiders.push(["one who waits to be vouched in", made.newcomer.browser]);
  insiders.push(["one of an allied group", made.ally.browser]);
  const before = await sizes(made);
  for (const [name, browser] of insiders)
    for (const entry of entries)
      for (const id of [made.hidden, ABSENT]) {
        const path = pathOf(entry, made.open.slug, id);
        const what = `${entry.route.method} ${path} as ${name}`;
        if (entry.route.method === "GET") {
          const got = await browser.get(path, FROM_ELSEWHERE);
          assert.ok(got.status < 500, what);
          assertSaid(got, what);
          const isPage = (got.headers.get("content-type") ?? "").startsWith("text/html");
          if (isPage) assert.match(got.text, /(href|action)="\/sign-out"/, `${what}: the way out`);
        } else {
          // Without a token of this browser, and from another site: nothing may come of either.
          const bare = await browser.post(path, [["title", "x"]]);
          assert.ok(bare.status >= 400 && bare.status < 500, `${what}: ${bare.status}`);
          assertSaid(bare, what);
          const headers = { origin: "https://elsewhere.example", "sec-fetch-site": "cross-site" };
          // Whoever may not come in at all is told so before anything is read of what they send.
          const kept =
            browser === made.ally.browser
              ? isKeptFromAlly(entry)
              : isKeptOut(entry, browser === made.newcomer.browser);
          const foreign = await browser.post(path, [["title", "x"]], headers);
          assert.equal(foreign.status, kept ? 404 : 403, what);
        }
      }
  assert.equal(await sizes(made), before, "nothing came of a post without a token");
  const outsiders = await everyone(made);
  const then = await sizes(made);
  for (const [name, browser] of outsiders)
    for (const entry of entries) {
      const path = pathOf(entry, made.open.slug, made.hidden);
      const got =
        entry.route.method === "GET"
          ? await browser.get(path)
          : await browser.post(path, [["title", "x"]]);
      assert.ok(got.status < 500, `${entry.route.method} ${path} as ${name}`);
      assertSaid(got, `${entry.route.method} ${path} as ${name}`);
    }
  // What an ended session typed is kept as a draft, never as an entry; strangers wrote nothing.
  assert.equal(await sizes(made), then);
});

it("a space that is closed and one that never was answer alike, byte for byte", async () => {
  const made = await town();
  const { slug } = made.closed;
  const never = "x".repeat(slug.length);
  for (const entry of entriesOf(made.node).filter(({ inSpace }) => inSpace))
    for (const browser of [made.browser(), made.open.browser]) {
      if (entry.route.path.includes(":code")) continue;
      const ask = async (name: string) => {
        const path = pathOf(entry, name, made.hidden);
        const got = entry.route.method === "GET" ? await browser.get(path) : null;
        return told(got ?? (await browser.post(path, [["title", "x"]])), name);
      };
      assert.equal(await ask(slug), await ask(never), `${entry.route.method} ${entry.route.path}`);
    }
});

it("a thing that is closed and one that never was answer a stranger alike", async () => {
  const made = await town();
  const browser = made.browser();
  for (const entry of entriesOf(made.node)) {
    if (!entry.inSpace || !entry.route.path.includes(":") || entry.route.method !== "GET") continue;
    const ask = async (id: string) =>
      told(await browser.get(pathOf(entry, made.open.slug, id)), id);
    assert.equal(await ask(made.hidden), await ask(ABSENT), entry.route.path);
  }
});

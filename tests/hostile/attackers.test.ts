/** The group under attack, over HTTP: every address, command, feed, file and search by everyone. */
import assert from "node:assert/strict";
import { before, it } from "node:test";
import { plan } from "../../rooms/index.ts";
import { entriesOf } from "../../web/app.ts";
import { type Got, ORIGIN } from "../../web/testing.ts";
import { ALL, type Attacked, type Attacker, attacked, beyond, CANARIES } from "./attackers.ts";
import { sendAs } from "./drawn-forms.ts";
import { sample } from "./sample.ts";
import { drawsFrom } from "./town.ts";

let made: Attacked;
before(async () => {
  made = await attacked();
});

const commands = plan.rooms.flatMap((room) => room.commands);
/** Read beside the routes of doors: the log's addresses. */
const BESIDE = ["/log/checkpoint", "/log/key", "/log/tile/0/000", "/log/tile/entries/000.p/1"];

/** Every route that is read, with this id in its place. */
function* routesWith(slug: string, id: string): Generator<string> {
  for (const { route, inSpace } of entriesOf(made.node)) {
    if (route.method !== "GET" || LEFT_OUT.test(route.path)) continue;
    const base = inSpace ? `/s/${slug}` : "";
    yield base + route.path.replaceAll(/:n\b/g, "1").replaceAll(/:\w+/g, id) || "/";
  }
  for (const path of BESIDE) yield `/s/${slug}${path}`;
}
const LEFT_OUT = /sign-out|exit/;

/** Everything an answer says: where it leads and its headers count. */
const said = ({ text, headers, location }: Got) =>
  `${text}\n${location ?? ""}\n${[...headers].join("\n")}`.toLowerCase();

/** Fails where an answer holds a word that its reader may not read. */
function assertKept(got: Got, words: readonly string[], what: string): void {
  assert.ok(got.status < 500, `${what}: ${got.status}`);
  const all = said(got);
  for (const word of words) assert.ok(!all.includes(word), `${what} tells ${word}`);
}

/** Who may read nothing here at all. */
const isOutside = ({ read }: Attacker) => read.length === 0;

/** Every address that one who may read all of it comes to by links; filled by the first test. */
const known = new Set<string>();

it("holds every word it is attacked for: those who may read it find it", async () => {
  const found = new Set<string>();
  const [of = ""] = made.lying;
  const waiting = new Set(routesWith(made.ours.slug, of));
  for (const path of waiting) {
    const got = await made.ann.browser.get(path);
    if (got.status !== 200) continue;
    known.add(path);
    const all = said(got);
    for (const word of ALL) if (all.includes(word)) found.add(word);
    for (const [, to = ""] of all.matchAll(/(?:href|action|src)="([^"]*)"/g)) {
      // No name and no word of the group's stands in an address, where logs and histories are.
      for (const word of ALL) assert.ok(!to.includes(word), `${path}: ${to}`);
      const [plain = ""] = to.split(/[?#]/);
      if (plain.startsWith("/") && !LEFT_OUT.test(plain)) waiting.add(plain);
    }
  }
  assert.deepEqual(
    ALL.filter((word) => !found.has(word)),
    [],
  );
});

it("no address, feed or file tells an attacker a word beyond what they may read", async () => {
  assert.ok(known.size > 80, `${known.size}`);
  const all = new Set([...known, ...routesWith(made.ours.slug, made.lying[1] ?? "")]);
  let tried = 0;
  for (const { name, browsers, read, addresses } of made.attackers)
    for (const browser of browsers)
      for (const path of [...addresses, ...all]) {
        assertKept(await browser.get(path), beyond(read), `${path} for ${name}`);
        tried++;
      }
  assert.ok(tried > 1_000, `${tried}`);
});

it("no search tells them that a word is there", async () => {
  const at = `/s/${made.ours.slug}/search`;
  for (const { name, browsers, read } of made.attackers)
    for (const browser of browsers) {
      // What the page before had still to say is said once, on whichever page comes next.
      await browser.get(at);
      for (const word of beyond(read)) {
        const ask = async (typed: string) => {
          made.clock.pass(1_000);
          const { status, text, location } = await browser.get(`${at}?q=${typed}`);
          const all = JSON.stringify([status, location, text]).replaceAll(typed, "*");
          return all.replaceAll(/value="[^"]{20,}"|<style>.*?<\/style>/g, "");
        };
        assert.equal(await ask(word), await ask("z".repeat(word.length)), `${word} for ${name}`);
      }
    }
});

/** A program's request, and what came of it. */
async function call(slug: string, token: string, path: string, body?: object) {
  const headers = { authorization: `Bearer ${token}` };
  const init = body && { method: "POST", body: JSON.stringify(body) };
  const got = await made.app.request(`${ORIGIN}/api/s/${slug}/${path}`, { headers, ...init });
  return { path, status: got.status, text: await got.text() };
}

/** Everything a program may read of a space, naming `ids`. */
function* reads(ids: readonly string[]): Generator<string> {
  for (const { kind } of plan.rooms.flatMap((room) => room.kinds)) {
    yield `things/${kind}`;
    for (const id of ids) yield `things/${kind}/${id}`;
  }
}

it("nothing a program reads or sends tells an outsider more than nothing", async () => {
  const { ours, theirs, lying, ids, store } = made;
  const size = await store.size(ours.space);
  let tried = 0;
  for (const { name, tokens, read } of made.attackers.filter(isOutside))
    for (const token of tokens) {
      const ask = async (path: string, body?: object) => {
        const never = "x".repeat(ours.slug.length);
        const here = await call(ours.slug, token, path, body);
        // The same as where no group ever was: one that moved on is not found again by it.
        assert.deepEqual(here, await call(never, token, path, body), `${path} for ${name}`);
        const own = await call(theirs.slug, token, path, body);
        for (const word of beyond(read))
          assert.ok(!own.text.includes(word), `${path} for ${name} tells ${word}`);
        tried++;
      };
      for (const path of reads([...lying, ...ids])) await ask(path);
      for (const [n, row] of commands.entries())
        for (const id of [lying[1] ?? "", ids[1] ?? ""]) {
          const input = sample(row.shape, drawsFrom(row.name, Array(7).fill(id)));
          await ask(`commands/${row.name}`, { input, key: `attack-${id}-${n}` });
        }
    }
  assert.ok(tried > 500, `${tried}`);
  assert.equal(await store.size(ours.space), size);
});

it("a coordinator's program reads nothing of a circle she is not in", async () => {
  const { attackers, ours, lying, ids } = made;
  const { tokens, read } = attackers.find(({ name }) => name === PHONE) as Attacker;
  const told: string[] = [];
  for (const path of reads([...lying, ...ids])) {
    // Slower than the pace of a program: all of it is answered.
    made.clock.pass(200);
    told.push((await call(ours.slug, tokens[0] ?? "", path)).text);
  }
  for (const word of beyond(read)) assert.ok(!told.join().includes(word), word);
  assert.ok(told.join().includes(CANARIES.link.line), "what she may read is there");
});
const PHONE = "a coordinator's phone";

it("what outsiders post changes nothing and tells nothing, whatever it names", async () => {
  const { ours, store, lying, attackers } = made;
  const outside = attackers.filter(isOutside);
  const posts = entriesOf(made.node).filter(({ route }) => route.method === "POST");
  const size = await store.size(ours.space);
  for (const { name, browsers } of outside)
    for (const browser of browsers.slice(-1))
      for (const { route, inSpace } of posts) {
        if (!inSpace) continue;
        const id = lying[1] ?? "";
        const action = `/s/${ours.slug}${route.path.replaceAll(/:\w+/g, id)}`;
        const names = ["id", "need", "member", "book", "joint", "circle", "title", "what"];
        const fields = names.map((field): [string, string] => [field, id]);
        const got = await sendAs(browser, made as never, { route: route.path, action, fields });
        assertKept(got, ALL, `${route.path} by ${name}`);
      }
  assert.equal(await store.size(ours.space), size);
});

it("what the node writes to its own log names nobody and no group", () => {
  const lines = JSON.stringify(made.lines);
  for (const word of [...ALL, made.ours.slug, "somebody", made.known.token])
    assert.ok(!lines.toLowerCase().includes(word), word);
});

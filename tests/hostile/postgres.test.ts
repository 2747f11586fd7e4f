/** The group under attack on PostgreSQL: what a dump tells; and shutters between two processes. */
import assert from "node:assert/strict";
import { it } from "node:test";
import pg from "pg";
import { assertDone, HOUR, testHouse } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { nodeOf } from "../../rooms/people/index.ts";
import { findSpace } from "../../rooms/spaces/index.ts";
import { memoryKeys } from "../../store/key-folder.ts";
import { openPostgres } from "../../store/postgres/open.ts";
import { startPostgres } from "../../store/postgres/testing.ts";
import { createApp } from "../../web/app.ts";
import { createNode } from "../../web/create-node.ts";
import { Browser, ORIGIN } from "../../web/testing.ts";
import { dump } from "../erasure/dump.ts";
import { inFiles } from "../erasure/sites.ts";
import { ALL, type Attacked, attacked, secretsOf } from "./attackers.ts";

/** Another process on the same database, with the same keys and clock: its application. */
async function beside({ node, clock, keys }: Attacked, url: string) {
  const store = await openPostgres(url);
  const { house } = testHouse(plan, "beside", { store, keys, clock, shared: true });
  const app = createApp(
    await createNode(house, { settings: node.settings, log: () => undefined, strict: true }),
  );
  const browser = (cookies: Iterable<readonly [string, string]>) => {
    const made = new Browser(ORIGIN, async (request) => app.fetch(request));
    for (const [name, value] of cookies) made.cookies.set(name, value);
    return made;
  };
  return { store, house, browser };
}

it("a dump tells nothing, and what one process closes is closed in the other", async (t) => {
  const server = await startPostgres();
  const closing: (() => Promise<unknown>)[] = [() => server.stop()];
  // Whoever is connected goes before the server does.
  t.after(async () => {
    for (const close of closing.reverse()) await close();
  });
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  closing.push(() => client.end());
  const store = await openPostgres(server.url);
  closing.push(() => store.close());
  const made = await attacked({ store, keys: memoryKeys(), shared: true });
  const { ours, theirs, ann, bo, clock, house, does, send } = made;
  const other = await beside(made, server.url);
  closing.push(() => other.store.close());

  const told = [...(await dump(client)).values()].flat().join("\n");
  const words = [...ALL, ...secretsOf(made)];
  // Bytes stand in a dump as hexadecimal digits.
  for (const word of words)
    for (const as of [word, Buffer.from(word).toString("hex")])
      assert.ok(!told.includes(as), `the dump tells ${word}`);
  const stands = inFiles(
    server.folder,
    words.map((word) => Buffer.from(word)),
  );
  assert.deepEqual(
    words.filter((_, n) => stands[n]),
    [],
    "nor do the server's files",
  );
  assert.ok(told.includes(theirs.slug), "what shows is found");

  const at = `/s/${ours.slug}`;
  const hers = other.browser(ann.browser.cookies);
  assert.equal((await hers.get(at)).status, 200, "it is open there, too");
  await does("spaces.close-shutters", {});
  for (const path of ["/needs", "/members", "/search?q=x", "/log/checkpoint"]) {
    const ask = async (slug: string) => {
      const { status, text, location } = await hers.get(`/s/${slug}${path}`);
      return [status, location, text]
        .join()
        .replaceAll(slug, "*")
        .replaceAll(/value="[^"]*"/g, "");
    };
    assert.equal(await ask(ours.slug), await ask("x".repeat(ours.slug.length)), path);
  }
  assert.equal(
    (await hers.get("/spaces")).location?.split("?")[0],
    "/sign-in",
    "she is signed out",
  );
  assert.equal(await findSpace(nodeOf(other.house), ours.slug), null);
  const closed = [...(await dump(client)).values()].flat().join("\n");
  for (const as of [ours.slug, Buffer.from(ours.slug).toString("hex")])
    assert.ok(!closed.includes(as), "its address stands in no row");

  // Asked for in one process, agreed to in the other, opened in the first.
  const act = (on: typeof other.house, member: string, command: string, input: object) =>
    on.dispatch({
      ...{ space: ours.space, command, input, key: `shutters-${command}-${member}` },
      author: { by: "member", member },
    });
  const asked = await act(other.house, bo.member, "spaces.ask-joint", { what: "reopen" });
  assertDone(asked);
  const { joint } = asked.answer;
  assertDone(await act(house, ours.member, "spaces.agree-joint", { joint }));
  const early = await act(other.house, bo.member, "spaces.reopen", { joint });
  assert.ok("refused" in early && early.refused === "spaces.still-shut", JSON.stringify(early));
  clock.pass(25 * HOUR);
  const author = { by: "member", member: bo.member } as const;
  assertDone(await send({ space: ours.space, command: "spaces.reopen", input: { joint }, author }));
  assert.equal(await findSpace(nodeOf(other.house), ours.slug), ours.space);
});

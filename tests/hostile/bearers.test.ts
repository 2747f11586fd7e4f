/** Every command and read of the API, by every bearer who may not; and that no door is left out. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { DAY } from "../../house/testing.ts";
import { plan } from "../../rooms/index.ts";
import { changeLogin, nodeOf } from "../../rooms/people/index.ts";
import { entriesOf } from "../../web/app.ts";
import { ORIGIN } from "../../web/testing.ts";
import { endToken, listTokens, makeToken } from "../../web/tokens.ts";
import { town } from "./town.ts";

type Town = Awaited<ReturnType<typeof town>>;

/** Addresses beside the routes of doors; each is tried by the test its line names. */
const FIXED: readonly string[] = [
  // web/web.test.ts, web/log.test.ts, tests/hostile/attack-web.test.ts
  ...["GET /health", "GET /robots.txt", "GET /assets/:file", "GET /exit", "GET /l/:slug/:code"],
  ...["GET /s/:slug/log/checkpoint", "GET /s/:slug/log/key", "GET /s/:slug/log/tile/*"],
  // web/signed-in.test.ts
  ...["GET /signed-in", "POST /signed-in"],
  // here
  ...["GET /api/openapi.json", "POST /api/s/:slug/commands/:name"],
  ...["GET /api/s/:slug/things/:kind", "GET /api/s/:slug/things/:kind/:id"],
];

/** What a bearer brings, and what every command and read has to answer to it. */
type Bearer = { name: string; headers: Record<string, string>; codes: readonly string[] };

async function tokenFor(made: Town, id: string, of: object, days = 1): Promise<string> {
  const space = await made.house.space(id);
  assert.ok(space);
  const now = made.clock.now;
  const whole = { login: made.open.login, member: made.open.member, scopes: ["*"], ...of };
  const token = await makeToken(space, { ...whole, until: now + days * DAY }, now, made.random);
  assert.ok(token);
  return token;
}

async function bearers(made: Town): Promise<Bearer[]> {
  const { open, closed, gone, people } = made;
  const over = await tokenFor(made, open.space, {}, 1);
  const ended = await tokenFor(made, open.space, { scopes: ["people.join"] }, 9);
  const left = await tokenFor(made, open.space, { login: gone.login, member: gone.member }, 9);
  const elsewhere = await tokenFor(made, closed.space, closed, 9);
  const nothing = await tokenFor(made, open.space, { scopes: ["nothing.at-all"] }, 9);
  const changed = people[0] as (typeof people)[number];
  const before = await tokenFor(made, open.space, changed, 9);
  made.clock.pass(2 * DAY);
  const space = await made.house.space(open.space);
  assert.ok(space);
  const [one] = (await listTokens(space, made.clock.now)).filter(({ scopes }) =>
    scopes.includes("people.join"),
  );
  assert.ok(await endToken(space, one?.id ?? "", () => true, made.clock.now));
  const now = made.clock.now;
  await changeLogin(nodeOf(made.house), changed.login, (kept) => ({ ...kept, changed: now }));
  const { browser } = await made.signIn(open.login);
  const cookie = [...browser.cookies].map((pair) => pair.join("=")).join("; ");
  const bears = (token: string) => ({ authorization: `Bearer ${token}` });
  const none = ["web.no-token"];
  return [
    { name: "nobody", headers: {}, codes: none },
    { name: "a session alone", headers: { cookie }, codes: none },
    { name: "a made-up token", headers: bears(`alongside_${"A".repeat(43)}`), codes: none },
    { name: "a token that is over", headers: bears(over), codes: none },
    { name: "a token that was ended", headers: bears(ended), codes: none },
    { name: "another space's token", headers: bears(elsewhere), codes: none },
    { name: "a token of before the passphrase", headers: bears(before), codes: none },
    { name: "the token of one who left", headers: bears(left), codes: none },
    { name: "a token for nothing here", headers: bears(nothing), codes: ["web.not-in-scope"] },
  ];
}

/** Every command with an input, every kind's list and one of its things. */
function* asks({ ids }: Town): Iterable<{ path: string; body?: string }> {
  let n = 0;
  for (const { name } of plan.rooms.flatMap((room) => room.commands)) {
    const key = `bearer-${String(n++).padStart(20, "0")}`;
    yield { path: `commands/${name}`, body: JSON.stringify({ input: {}, key }) };
  }
  for (const { kind } of plan.rooms.flatMap((room) => room.kinds))
    for (const path of [`things/${kind}`, `things/${kind}/${ids[0]}`]) yield { path };
}

it("no command or read is open to a bearer who may not, or tells a closed space", async () => {
  const made = await town();
  const { open, closed, store, app } = made;
  const all = await bearers(made);
  const sizes = async () => (await store.size(open.space)) + (await store.size(closed.space));
  const before = await sizes();
  let tried = 0;
  for (const { name, headers, codes } of all)
    for (const { path, body } of asks(made)) {
      const ask = async (slug: string) => {
        const init = body === undefined ? { headers } : { method: "POST", headers, body };
        const got = await app.request(`${ORIGIN}/api/s/${slug}/${path}`, init);
        return { status: got.status, text: await got.text() };
      };
      const mine = await ask(open.slug);
      const { code } = JSON.parse(mine.text) as { code?: string };
      assert.ok(codes.includes(code ?? ""), `${path} for ${name}: ${mine.status} ${mine.text}`);
      tried++;
      if (name === "another space's token") continue;
      const never = await ask("x".repeat(closed.slug.length));
      assert.deepEqual(await ask(closed.slug), never, `${path} for ${name}`);
      assert.equal(never.status, 401);
    }
  assert.ok(tried > 400, `${tried}`);
  assert.equal(await sizes(), before);
});

it("every address of the application is in a table that a hostile test walks", async () => {
  const { app, node } = await town();
  const walked = new Set([
    ...FIXED,
    ...entriesOf(node).map(({ route, inSpace }) => {
      return `${route.method} ${`${inSpace ? "/s/:slug" : ""}${route.path}` || "/"}`;
    }),
  ]);
  const there = new Set(app.routes.map(({ method, path }) => `${method} ${path}`));
  assert.deepEqual([...there].sort(), [...walked].sort());
});

it("who keeps the node opens no space by it, nor learns that one is there", async () => {
  const made = await town();
  const { browser } = await made.signIn(undefined, { keeper: true });
  assert.equal((await browser.get("/keeper")).status, 200);
  const routes = entriesOf(made.node).filter(({ inSpace }) => inSpace);
  const never = "x".repeat(made.closed.slug.length);
  for (const { route } of routes)
    for (const open of [made.closed, made.open]) {
      made.clock.pass(20_000);
      const path = route.path.replaceAll(/:\w+/g, made.hidden);
      const ask = async (slug: string) => {
        const to = `/s/${slug}${path}`;
        const { status, text } = await (route.method === "GET"
          ? browser.get(to)
          : browser.post(to, []));
        return `${status} ${text.replaceAll(slug, "*").replaceAll(/value="[^"]{20,}"/g, "")}`;
      };
      const what = `${route.method} ${route.path}`;
      if (open === made.closed) assert.equal(await ask(open.slug), await ask(never), what);
      else if (["member", "party"].includes(route.open))
        assert.match(await ask(open.slug), /^(403|404) /, what);
    }
});

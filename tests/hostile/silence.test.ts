/** A silent group against everyone outside: the same bytes as one that never was. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { codeHash } from "../../house/gate.ts";
import { isRefusal } from "../../house/refusal.ts";
import { entriesOf } from "../../web/app.ts";
import { ORIGIN } from "../../web/testing.ts";
import { town } from "./town.ts";

const CODE = "0000-0000-0000-0000-0000-0000";

/** A town whose open group handed out what it could, has a rule, and is silent. */
async function silentTown() {
  const made = await town();
  const { open, people, does } = made;
  const own = (command: string, input: unknown) => does(open.space, open.member, command, input);
  const link = String((await own("spaces.make-link", { days: 9 })).answer["code"]);
  const invite = { roles: ["member"], days: 9, uses: 9 };
  const invited = String((await own("people.invite", invite)).answer["code"]);
  const name = [{ lang: "es", text: "la cocina" }];
  const circle = String((await own("people.make-circle", { name })).answer["circle"]);
  const rule = { days: 5, circle, acts: ["answer"], name };
  const { joint } = (await own("spaces.propose-silence", rule)).answer;
  const second = people[0]?.member ?? "";
  await does(open.space, second, "spaces.agree-joint", { joint });
  const linked = made.browser();
  linked.cookies.set(`__Host-link-${open.space}`, link);
  assert.equal((await linked.get(`/s/${open.slug}`)).status, 200);
  await does(open.space, second, "spaces.go-dark", {});
  return { ...made, codes: [link, invited, CODE], linked, slug: open.slug };
}
type Silent = Awaited<ReturnType<typeof silentTown>>;

/** Every address under a space's that can be asked for, with what its parameters could be. */
function* addresses(made: Silent, slug: string): Generator<string> {
  const { codes, hidden, house, node } = made;
  for (const { route, inSpace } of entriesOf(node)) {
    if (!inSpace || route.method !== "GET") continue;
    for (const code of route.path.includes(":code") ? codes : [CODE])
      yield `/s/${slug}${route.path.replaceAll(/:(\w+)/g, (_, name: string) =>
        /code|block/.test(name) ? code : hidden,
      )}`;
  }
  for (const path of ["checkpoint", "key", "tile/0/000"]) yield `/s/${slug}/log/${path}`;
  for (const code of codes) yield `/l/${slug}/${code}`;
  for (const { kind } of house.parts.plan.rooms.flatMap(({ kinds }) => kinds))
    yield `/api/s/${slug}/things/${kind}`;
}

it("answers everyone outside as a group that never was, on every address", async () => {
  const made = await silentTown();
  const { slug, app } = made;
  const never = "x".repeat(slug.length);
  const cookie = (cookies: Map<string, string>) =>
    [...cookies].map((pair) => pair.join("=")).join("; ");
  const other = (await made.signIn(made.closed.login)).browser;
  const everyone = {
    stranger: "",
    link: cookie(made.linked.cookies),
    other: cookie(other.cookies),
  };
  const told = async (path: string, mine: string, name: string) => {
    const got = await app.request(`${ORIGIN}${path}`, { headers: { cookie: mine } });
    const all = [got.status, [...got.headers].join("\n"), await got.text()].join("\n");
    const same = all.replaceAll(/(__Host-\w+)=[\w.~-]+/g, "$1").replaceAll(name, "*");
    return same.replaceAll(/value="[^"]{20,}"/g, "");
  };
  let tried = 0;
  for (const [who, mine] of Object.entries(everyone)) {
    const pairs = addresses(made, never);
    for (const path of addresses(made, slug)) {
      made.clock.pass(2_000);
      const theirs = await told(pairs.next().value as string, mine, never);
      assert.equal(await told(path, mine, slug), theirs, `${path} as ${who}`);
      tried++;
    }
  }
  assert.ok(tried > 250, `${tried}`);
});

it("lets nobody in, and takes nothing from outside", async () => {
  const made = await silentTown();
  const { open, codes, house, send } = made;
  const { space } = open;
  const size = await made.store.size(space);
  const opened = await house.space(space);
  const [entry] = (await opened?.marked(`invitation:${codeHash(codes[1] ?? "")}`, 1)) ?? [];
  const holder = { by: "holder", thing: entry?.header.thing ?? "", code: codes[1] ?? "" } as const;
  const joined = await send({
    space,
    command: "people.join",
    input: { handle: "x" },
    author: holder,
  });
  assert.equal(isRefusal(joined) && joined.refused, "house.not-here");
  const rows = house.parts.plan.rooms.flatMap(({ commands }) => commands);
  for (const row of rows)
    for (const { author } of made.knockers.filter(({ author: one }) => one.by === "stranger")) {
      const said = await send({ space, command: row.name, input: {}, author });
      assert.ok(isRefusal(said), row.name);
    }
  assert.equal(await made.store.size(space), size);
});

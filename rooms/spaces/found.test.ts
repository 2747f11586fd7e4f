import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { PUBLIC, type Reader } from "../../house/circles.ts";
import { NODE_KEY } from "../../house/node-key.ts";
import { isRefusal } from "../../house/refusal.ts";
import { floorPlan } from "../../house/room.ts";
import { assertDone, assertRefused, DAY, seededRandom, testHouse } from "../../house/testing.ts";
import {
  changeRow,
  nodeOf,
  room as people,
  readLogin,
  recognise,
  rowsUnder,
} from "../people/index.ts";
import {
  drawnSlug,
  findSpace,
  giveSlug,
  hideSlug,
  SLUG_MAX,
  slugFrom,
  slugOf,
} from "./directory.ts";
import { END_WAIT_MS } from "./ending.ts";
import { endSpace, type Founding, foundSpace } from "./found.ts";
import { room as spaces } from "./index.ts";
import { linkUntil, nameOf, profileFor, standingTerms, terms, termTexts } from "./questions.ts";

const plan = floorPlan([people, spaces]);
const PASSPHRASE = "una cosecha larga de aceitunas";
const CANARY = "acequia";

async function founded(more: Partial<Founding> = {}) {
  const made = testHouse(plan, 3);
  const founding: Founding = {
    ...{ group: `Red ${CANARY}`, lang: "es", handle: "lucero", safety: "no" },
    ...{ login: { passphrase: PASSPHRASE, keeper: true }, ...more },
  };
  const result = await foundSpace(made.house, founding);
  assert.ok(!isRefusal(result), JSON.stringify(result));
  const { space, member } = result;
  const send = (command: string, input: unknown, by = member) =>
    made.send({ space, command, input, author: { by: "member", member: by } });
  const inside: Reader = { by: "member", member, roles: ["coordination"] };
  return { ...made, ...result, parts: nodeOf(made.house), send, inside };
}
const text = (words: string, lang = "es") => ({ lang, text: words });

describe("founding a space", () => {
  it("makes its address, its first member and a login that keeps the node", async () => {
    const { parts, space, slug, member, login, view, inside } = await founded();
    assert.equal(slug, "red-acequia");
    assert.equal(await findSpace(parts, slug), space);
    assert.equal(await slugOf(parts, space), slug);
    assert.equal(await recognise(parts, "lucero", PASSPHRASE), login);
    const kept = await readLogin(parts, login);
    assert.deepEqual([kept?.keeper, kept?.memberships], [true, [{ space, member }]]);
    assert.equal(await nameOf(await view(space, inside)), "Red acequia");
  });

  it("tells nothing in the address or the origin of a protected space", async () => {
    for (const safety of ["yes", "unsure"] as const) {
      const { slug, space, house, view } = await founded({ safety, origin: "red.example" });
      assert.match(slug, /^[2-9a-z]{10}$/);
      const opened = await house.space(space);
      assert.equal(opened?.ring.origin, `alongside.invalid/${space}`);
      assert.equal(await nameOf(await view(space, PUBLIC)), "");
      assert.equal(await profileFor(await view(space, PUBLIC), "es"), null);
    }
  });

  it("leaves nothing behind where it is refused", async () => {
    const { house, store, keys } = testHouse(plan, 4);
    const founding = { group: "x".repeat(81), lang: "es", handle: "h", safety: "no" } as const;
    const login = { passphrase: PASSPHRASE };
    assertRefused((await foundSpace(house, { ...founding, login })) as never, "text.too-long");
    assert.deepEqual(await keys.list(), [NODE_KEY]);
    assert.deepEqual(await store.records.list("node", "", 10, null, 0), []);
    const short = { ...founding, group: "Red", login: { passphrase: "corta" } };
    assertRefused((await foundSpace(house, short)) as never, "people.passphrase-short");
    assert.deepEqual(await keys.list(), [NODE_KEY]);
  });

  it("takes the address away when the space becomes protected", async () => {
    const { parts, space, slug, send } = await founded();
    assertDone(await send("spaces.publish", {}));
    assertDone(await send("spaces.set-safety", { safety: "yes" }));
    const next = await slugOf(parts, space);
    assert.ok(next !== null && next !== slug);
    assert.equal(await findSpace(parts, slug), null);
    assert.equal(await findSpace(parts, String(next)), space);
    assertDone(await send("spaces.set-safety", { safety: "unsure" }));
    assert.equal(await slugOf(parts, space), next, "it said nothing already");
    assertDone(await send("spaces.set-safety", { safety: "no" }));
    assertDone(await send("spaces.set-safety", { safety: "yes" }));
    assert.notEqual(await slugOf(parts, space), next, "it was known while the space was open");
  });
});

describe("an address that is hidden", () => {
  it("is one that leads there, however many hide it at once, and nothing else does", async () => {
    const { parts, space, slug } = await founded();
    await Promise.all([1, 2, 3].map(() => hideSlug(parts, space, 7)));
    const next = await slugOf(parts, space);
    assert.ok(next !== null && next !== slug);
    await hideSlug(parts, space, 7);
    assert.equal(await slugOf(parts, space), next);
    const left: string[] = [];
    for await (const { key } of rowsUnder(parts, "slug/")) left.push(key);
    assert.deepEqual(left, [`slug/${next}`]);
  });
});

describe("addresses", () => {
  it("are made of plain letters whatever the name holds", () => {
    const cases: [string, string][] = [
      ["Río Abierto — Ñuñoa", "rio-abierto-nunoa"],
      ["../../etc/passwd\0", "etc-passwd"],
      ["شبكة التضامن", ""],
      ["ＦＵＬＬ width", "full-width"],
      ["<script>", "script"],
      ["-".repeat(90), ""],
    ];
    for (const [name, slug] of cases) assert.equal(slugFrom(name), slug, name);
    const options = { seed: 20261102, numRuns: 500 };
    const names = fc.string({ unit: "binary", maxLength: 300 });
    fc.assert(
      fc.property(names, (name) => {
        assert.match(slugFrom(name), /^([a-z0-9]([a-z0-9-]*[a-z0-9])?)?$/);
        assert.ok(slugFrom(name).length <= SLUG_MAX);
      }),
      options,
    );
  });

  it("are each one space's, the same name gets a number", async () => {
    const { house } = testHouse(plan, 5);
    const parts = nodeOf(house);
    const ids = ["1", "2", "3"].map((digit) => digit.repeat(32)) as [string, string, string];
    const slugs: string[] = [];
    for (const id of ids) slugs.push(await giveSlug(parts, id, "Red"));
    assert.deepEqual(slugs, ["red", "red-2", "red-3"]);
    assert.equal(await giveSlug(parts, ids[0], "Red"), "red", "its own again");
    assert.match(await giveSlug(parts, ids[1], "شبكة"), /^[2-9a-z]{10}$/);
    assert.equal(await giveSlug(parts, ids[2], "Red"), "red-2", "what was let go is free");
    for (const wrong of ["", "A", "-a", "a/b", "a".repeat(41), "__proto__"])
      assert.equal(await findSpace(parts, wrong), null, wrong);
  });

  it("are drawn without signs that look alike", () => {
    const random = seededRandom(9);
    const drawn = Array.from({ length: 400 }, () => drawnSlug(random));
    assert.equal(new Set(drawn).size, 400);
    assert.ok(drawn.every((slug) => /^[2-9a-hjkmnp-z]{10}$/.test(slug)));
  });
});

describe("what a space tells", () => {
  it("says its profile in the reader's language, to those who may open it", async () => {
    const { space, send, view, inside } = await founded();
    const texts = [text("Somos vecinas"), text("We are neighbours", "en")];
    assertDone(await send("spaces.describe", { block: "about", texts }));
    const done = await send("spaces.describe", { block: "terms", texts: [text("Sin logos")] });
    assertDone(done);
    const lines = [{ texts: [text("ropa usada")], category: "clothing" }];
    assertDone(await send("spaces.do-not-send", { lines }));
    assert.equal(await profileFor(await view(space, PUBLIC), "en"), null);
    assertDone(await send("spaces.publish", {}));
    const profile = await profileFor(await view(space, PUBLIC), "en");
    assert.deepEqual(
      profile?.blocks.map(({ block, chosen }) => [block, chosen.text]),
      [
        ["about", "We are neighbours"],
        ["terms", "Sin logos"],
      ],
    );
    assert.deepEqual(
      profile?.notWanted.map(({ category, chosen }) => [category, chosen.text]),
      [["clothing", "ropa usada"]],
    );
    const standing = await standingTerms(await view(space, inside));
    assert.deepEqual([standing?.version, profile?.terms], Array(2).fill(done.answer["version"]));
  });

  it("opens by a link's code until it ends or is withdrawn", async () => {
    const { house, space, send, view, clock } = await founded({ safety: "yes" });
    const made = await send("spaces.make-link", { days: 2 });
    assertDone(made);
    const code = String(made.answer["code"]);
    const until = await linkUntil(house, space, code.toLowerCase());
    assert.equal(until, clock.now + 2 * DAY);
    const reader: Reader = { by: "link", until: Number(until) };
    assert.equal(await nameOf(await view(space, reader)), "Red acequia");
    assert.equal(await nameOf(await view(space, PUBLIC)), "");
    assert.equal(await linkUntil(house, space, `${code.slice(0, -1)}!`), null);
    assert.equal(await linkUntil(house, space, "x".repeat(9_999)), null);
    assertDone(await send("spaces.withdraw-link", { link: made.answer["link"] }));
    assert.equal(await linkUntil(house, space, code), null);
    const short = await send("spaces.make-link", { days: 1 });
    assertDone(short);
    clock.pass(DAY);
    assert.equal(await linkUntil(house, space, String(short.answer["code"])), null);
  });

  it("gives a term's words to readers of what uses it, and the list to members", async () => {
    const { space, send, view, inside } = await founded();
    const named = { use: "item", measures: null, level: null, within: null };
    const done = await send("spaces.name-term", { ...named, texts: [text("Frazada")] });
    assertDone(done);
    const id = String(done.answer["term"]);
    const same = await send("spaces.name-term", { ...named, texts: [text("FRAZADA")] });
    assertRefused(same, "spaces.term-there");
    const outside = await view(space, PUBLIC);
    assert.deepEqual(await terms(outside), []);
    assert.equal((await termTexts(outside, [id])).get(id)?.[0]?.text, "Frazada");
    assert.equal((await terms(await view(space, inside), "item"))[0]?.id, id);
    assert.deepEqual(await terms(await view(space, inside), "unit"), []);
  });
});

describe("ending a space", () => {
  it("leaves nothing: keys, bytes, address, membership", async () => {
    const all = await founded();
    const { house, keys, store, parts, space, slug, login, send, clock, inside } = all;
    assert.equal(await endSpace(house, space), false, "nobody said so");
    assert.ok((await store.size(space)) > 0 && (await keys.list()).includes(space));
    await changeRow(parts, "slug/broken-off", () => ({ value: { space }, expires: null }));
    const done = await send("spaces.ask-joint", { what: "end" });
    assertDone(done);
    assert.equal(done.answer["agreed"], true, "one alone has nobody to ask");
    clock.pass(END_WAIT_MS - 1);
    await house.runDue();
    assert.ok((await store.size(space)) > 0 && (await house.view(space, inside)), "it stays");
    clock.pass(1);
    assert.equal(await house.view(space, inside), null, "with no job run, it is for nobody");
    assertRefused(await send("spaces.keep", {}), "house.not-here");
    await house.runDue();
    assert.equal(await store.size(space), 0);
    assert.deepEqual(await keys.list(), [NODE_KEY]);
    assert.equal(await findSpace(parts, slug), null);
    assert.equal(await slugOf(parts, space), null);
    assert.equal(await findSpace(parts, "broken-off"), null);
    assert.deepEqual((await readLogin(parts, login))?.memberships, []);
    const rows = await store.records.list("node", "", 100, null, 0);
    const kept = rows.map(({ key, value }) => key + Buffer.from(value).toString()).join("\n");
    assert.ok(!kept.includes(space) && !kept.includes(CANARY));
    assert.equal(await endSpace(house, space), false);
  });
});

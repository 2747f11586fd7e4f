/** Small things that would grow large, and bytes in the wrong script: bounded or refused. */
import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { it } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { alongside, folder, found, IN } from "../../cli/test-kit.ts";
import { ORIGIN, testNode } from "../../web/testing.ts";

const MIB = 1_048_576;
/** What one of these may add to the process, in bytes. */
const GROWTH_MAX = 300 * MIB;

async function inside() {
  const node = await testNode({ faults: "answer" });
  const group = await node.found();
  const typed = { scope: ["*"], days: "2" };
  const page = await group.browser.submit(`/s/${group.slug}/tokens`, typed);
  const token = /<code dir="ltr">(alongside_[\w-]+)<\/code>/.exec(page.text)?.[1] ?? "";
  assert.notEqual(token, "");
  const post = (body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string>) => {
    const address = `${ORIGIN}/api/s/${group.slug}/commands/needs.open`;
    const own = { authorization: `Bearer ${token}`, ...headers };
    return node.app.request(address, { method: "POST", headers: own, body });
  };
  const bring = (room: string, bytes: Uint8Array<ArrayBuffer> | string, name = "list.csv") => {
    node.clock.pass(10_000);
    const at = `/s/${group.slug}/${room}/import`;
    return group.browser.submit(at, { file: new File([bytes], name) });
  };
  return { ...node, ...group, post, bring };
}

/** Fails where what is done makes the process grow by more than is allowed. */
async function small<T>(what: string, act: () => Promise<T>): Promise<T> {
  const before = process.memoryUsage().rss;
  const done = await act();
  const grown = process.memoryUsage().rss - before;
  assert.ok(grown < GROWTH_MAX, `${what}: ${Math.round(grown / MIB)} MiB more`);
  return done;
}

const zeros = Buffer.alloc(64 * MIB);

it("packed bodies are never unpacked", async () => {
  const { post, store, space } = await inside();
  const size = await store.size(space);
  const json = { "content-type": "application/json" };
  for (const [encoding, bytes] of [
    ["gzip", gzipSync(zeros)],
    ["br", brotliCompressSync(zeros)],
    ["gzip, gzip", gzipSync(gzipSync(zeros))],
  ] as const) {
    const sent = { ...json, "content-encoding": encoding };
    const got = await small(encoding, async () => post(Uint8Array.from(bytes), sent));
    assert.ok([413, 415, 422, 429].includes(got.status), `${encoding}: ${got.status}`);
  }
  assert.equal(await store.size(space), size);
});

it("deep, wide and endless JSON is refused in a bound", async () => {
  const { post, store, space } = await inside();
  const size = await store.size(space);
  const key = `"key":"${"k".repeat(20)}"`;
  let wanted = true;
  const endless = new ReadableStream({
    pull: (controller) => void (wanted && controller.enqueue(Buffer.alloc(65_536, "["))),
    cancel: () => {
      wanted = false;
    },
  });
  for (const body of [
    `{${key},"input":${"[".repeat(100_000)}${"]".repeat(100_000)}}`,
    `{${key},"input":{${'"a":{'.repeat(30_000)}${"}".repeat(30_000)}}}`,
    `{${key},"input":[${"0,".repeat(120_000)}0]}`,
    `{${key},"input":{"title":{"lang":"es","text":"${"a".repeat(200_000)}"}}}`,
    `{${key},"input":${"9".repeat(200_000)}}`,
    `{${key},"input":{"__proto__":{"a":1},"constructor":1}}`,
    "[".repeat(20 * MIB),
  ]) {
    const got = await small(body.slice(0, 60), async () => post(body, {}));
    assert.ok(got.status >= 400 && got.status < 500, `${body.slice(0, 60)}: ${got.status}`);
  }
  const init = { method: "POST", body: endless, duplex: "half" } as RequestInit;
  const { app, browser, slug } = await inside();
  const cookie = [...browser.cookies].map((one) => one.join("=")).join("; ");
  const type = "multipart/form-data; boundary=b";
  const headers = { cookie, "content-type": type, "sec-fetch-site": "same-origin" };
  const got = await small("a body without an end", async () =>
    app.request(`${ORIGIN}/s/${slug}/needs/import`, { ...init, headers }),
  );
  assert.equal(got.status, 413);
  assert.equal(await store.size(space), size);
});

it("a form of very many or very large parts is refused", async () => {
  const { browser, slug } = await inside();
  const path = `/s/${slug}/needs`;
  const many = Array.from({ length: 60_000 }, (_, n) => [`f${n}`, ""] as [string, string]);
  const large = new File([new Uint8Array(9 * MIB)], "x.csv");
  assert.equal((await small("many", () => browser.post(path, many))).status, 413);
  // As a browser announces it; a body that says nothing of its length is cut off above.
  const headers = { "content-length": String(large.size) };
  const sent = () => browser.post(path, [["file", large]], headers);
  assert.equal((await small("large", sent)).status, 413);
});

const ROW = "need,product,category,item,unit,quantity\n";
const utf16 = (text: string, big: boolean) => {
  const bytes = Buffer.from(`\ufeff${text}`, "utf16le");
  return Uint8Array.from(big ? bytes.swap16() : bytes);
};

/** Whether nothing in it turns the reading around, is half a character or no sign at all. */
const isPlain = (text: string) =>
  text.isWellFormed() && !text.includes("\0") && !/[\u202a-\u202e]/.test(text);

/** The longest file a form may bring. */
const FILE_MAX = 8 * MIB;
/** So many of these as fill such a file. */
const fill = (piece: string, before = "", after = "") =>
  before + piece.repeat((FILE_MAX - before.length - after.length) / piece.length) + after;

/** Lists made to be slow, as long as a form may bring them, and what is said of them. */
const SLOW: [string, string, string][] = [
  ["a million columns", fill(",item", "item"), "too-many-columns"],
  ["a million columns in a row", fill(",", ROW), "too-many-columns"],
  ["wide headers, short rows", fill("x\n", `${"item,".repeat(10_000)}\n`), "too-many-columns"],
  ["only line ends", fill("\n"), "too-many-empty-lines"],
  ["empty lines", fill("\n", ROW), "too-many-empty-lines"],
  ["one cell", fill("x"), "too-long"],
  ["an open quote", fill("a\n", `${ROW}"`), "unreadable"],
  ["deep JSON", fill("["), "too-deep"],
  ["a million keys", `[{${Array.from({ length: 600_000 }, (_, n) => `"k${n}":0`)}}]`, "too-long"],
  ["JSON of nothing", fill("{},", "[", "{}]"), "too-many-rows"],
  ["rows of nothing", fill(",\n", ROW), "too-many-rows"],
];

/** What somebody may bring instead of a list. */
const BROUGHT: [string, Uint8Array<ArrayBuffer> | string][] = [
  ["gzip", Uint8Array.from(gzipSync(zeros))],
  ["zip", Uint8Array.from([0x50, 0x4b, 3, 4, ...new Uint8Array(4_000)])],
  ["xz", Uint8Array.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0, ...new Uint8Array(4_000)])],
  ["age", `age-encryption.org/v1\n-> scrypt AAAAAAAAAAAAAAAAAAAAAA 30\n${"A".repeat(4_000)}`],
  ["UTF-16", utf16(`item,quantity\nmanta,4\n`, false)],
  ["UTF-16, other end first", utf16(`item,quantity\nmanta,4\n`, true)],
  ["Latin-1", Uint8Array.from(Buffer.from("item,quantity\nñandú,4\n", "latin1"))],
  ["a mark at its start", "\ufeffitem,quantity\nmanta,4\n"],
  ["half characters", Uint8Array.from(Buffer.from([0xed, 0xa0, 0x80, 0x2c, 0x34, 0x0a]))],
  ["signs that turn", "item,quantity\n\u202emanta\u2066,4\nx\u0000y,5\n"],
];

for (const room of ["needs", "deliveries"])
  it(`${room}: whatever is brought as a list is read in a bound, or said to be none`, async () => {
    const { bring, browser, slug } = await inside();
    for (const [name, bytes] of BROUGHT) {
      const got = await small(name, () => bring(room, bytes));
      assert.ok(got.status === 413 || (got.status >= 200 && got.status < 500), name);
      // What turns or ends a line elsewhere stands on no page, shown as it would come in.
      assert.ok(isPlain(got.text), name);
      const rows = /action="([^"]*import\/rows)"/.exec(got.text)?.[1];
      if (rows === undefined || got.status !== 200) continue;
      const done = await browser.submitOn({ ...got, path: rows }, {}, rows);
      assert.ok(done.status < 500, `${name}: ${done.status}`);
      assert.ok(isPlain(done.text), name);
    }
    const list = await browser.get(`/s/${slug}/needs/needs.csv`);
    assert.ok(isPlain(list.text));
  });

/** What a page says of a row that was left out, up to its first figure. */
async function saidOf(room: string, key: string, lang: string): Promise<string> {
  const file = new URL(`../../rooms/${room}/words/${lang}.json`, import.meta.url);
  const words = JSON.parse(await readFile(file, "utf8")) as Record<string, string>;
  const [said = ""] = (words[key] ?? "").split("{");
  assert.notEqual(said, "", key);
  return said;
}

for (const [room, owner, key] of [
  ["needs", "needs", "needs.row"],
  ["deliveries", "offers", "offers.import"],
] as const)
  it(`${room}: a list made to be slow is read in a bound, and told why`, async () => {
    const { bring, store, space } = await inside();
    const size = await store.size(space);
    for (const [name, text, reason] of SLOW) {
      const got = await small(name, () => bring(room, text));
      assert.equal(got.status, 200, name);
      const lang = /<html[^>]* lang="(\w+)/.exec(got.text)?.[1] ?? "";
      const said = await saidOf(owner, `${key}.${reason}`, lang);
      assert.ok(got.text.includes(said), `${name}: ${said}`);
    }
    assert.equal(await store.size(space), size);
  });

it("the command line says the same of them", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  for (const [name, text, reason] of SLOW) {
    await writeFile(join(dir.at, "list"), text);
    const what = name.includes("row") ? "manifests" : "needs";
    const ran = await alongside(dir.at, "import", what, "list", "--data", "d", ...IN, "--json");
    assert.equal(ran.code, 1, `${name}: ${ran.err}`);
    const { accepted, skipped } = JSON.parse(ran.out);
    assert.deepEqual([accepted, skipped.at(-1).reason], [0, reason], name);
  }
});

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { openNode } from "./node.ts";
import { alongside, assertSays, folder, found, IN, json } from "./test-kit.ts";

const take = (...more: string[]) => ["export", "ledger", "--data", "d", ...IN, ...more];
const ID = ["--org-id", "KE-NCB-218-051"];

test("a file for the public says what is missing: an identifier, something to tell", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const no = await alongside(dir.at, ...take("--format", "iati"));
  assertSays(no, 1, /org-id\.guide says which register.*Or say it: --org-id/);
  for (const [words, code, says] of [
    ["--org-id noor", 2, /a register's code, a hyphen/],
    ["--org-id KE-NCB-218-051 --org-type 99", 2, /--org-type is one of 24, 22, 21, 90/],
    ["--org-id KE-NCB-218-051 --grants-prefix river", 2, /begins with 360G-/],
    ["--org-id KE-NCB-218-051 --words", 2, /--words is for no file for the public/],
    ["--org-id KE-NCB-218-051 --leaves", 2, /--leaves is for no file for the public/],
    ["--org-id KE-NCB-218-051 --from 2026-02 --to 2026-01", 2, /--from is after --to/],
    ["--org-id KE-NCB-218-051", 1, /no agreement that both sides signed, and no book/],
  ] as const)
    assertSays(
      await alongside(dir.at, ...take("--format", "iati", ...words.split(" "))),
      code,
      says,
    );
  assertSays(await alongside(dir.at, ...take("--format", "csv", ...ID)), 2, /--org-id is for iati/);
});

test("a group that protects itself tells the public nothing, whoever says its name", async () => {
  await using dir = await folder();
  const { id } = await found(dir.at, "d", "--safety", "yes");
  for (const format of ["iati", "iati-organisation", "360giving"]) {
    const asked = ["export", "ledger", "--data", "d", "--space", id, "--format", format, ...ID];
    assertSays(await alongside(dir.at, ...asked), 1, /would single out a group that protects/);
  }
});

/** A group that opened a book of money to everyone, and says what a register calls it. */
async function opened(dir: string) {
  const { id: space } = await found(dir, "d");
  const node = await openNode({ data: join(dir, "d"), log: () => undefined });
  try {
    const [id = ""] = (await (await node.house.space(space))?.idsOfKind("member", 9)) ?? [];
    let nth = 0;
    const ask = async (command: string, input: object) => {
      const author = { by: "member", member: id } as const;
      const key = `public-${nth++}`.padEnd(24, "-");
      const done = await node.house.dispatch({ space, command, input, author, key });
      assert.ok("answer" in done, JSON.stringify(done));
      return done.answer;
    };
    const { book } = await ask("ledger.open-book", { purpose: "money" });
    const eur = (account: string, of: string) => ({ account, of: { of, unit: "EUR" } });
    const lines = [eur("elsewhere", "-40.05"), eur("money", "40.05")];
    await ask("ledger.post", { book, lines, party: { lang: "en", text: "noor" } });
    const { joint } = await ask("ledger.ask-public-book", { book });
    await ask("ledger.make-book-public", { book, joint });
    const kept = { organisation: "GB-CHC-1234567", type: "21", grants: null };
    await ask("spaces.set-publisher", kept);
    return String(book);
  } finally {
    await node.close();
  }
}

test("what is open to everyone leaves under the identifier that is kept, or said", async () => {
  await using dir = await folder();
  const book = await opened(dir.at);
  const plain = await alongside(dir.at, ...take("--format", "iati"));
  assert.deepEqual([plain.code, plain.err], [0, ""]);
  assert.match(plain.out, new RegExp(`<iati-identifier>GB-CHC-1234567-${book}<`));
  assert.match(plain.out, /<reporting-org ref="GB-CHC-1234567" type="21"/);
  assert.match(plain.out, />40\.05</);
  assert.doesNotMatch(plain.out, /noor|lucero/);
  const put = ["--format", "iati", ...ID, "--org-type", "22", "--out", "a.xml"];
  const told = await json(dir.at, ...take(...put));
  const mine = { out: "a.xml", format: "iati", from: null, to: null, words: false };
  const { totals, books, ...more } = told;
  const activities = [{ id: book, what: "book", books: [book] }];
  assert.deepEqual(more, { ...mine, organisation: "KE-NCB-218-051", activities });
  assert.deepEqual(
    [totals.came, totals.closing, books.length],
    [{ EUR: "40.05" }, { EUR: "40.05" }, 1],
  );
  const xml = await readFile(join(dir.at, "a.xml"), "utf8");
  const renamed = plain.out.replaceAll("GB-CHC-1234567", "KE-NCB-218-051");
  assert.equal(xml, renamed.replaceAll('type="21"', 'type="22"'));
  const bare = await json(dir.at, ...take("--format", "iati-organisation"));
  assert.deepEqual([bare.out, bare.organisation], [null, "GB-CHC-1234567"]);
  const alone = ["--format", "iati", "--book", "0".repeat(32)];
  assertSays(await alongside(dir.at, ...take(...alone)), 1, /no book that is open to everyone/);
  const grants = ["--format", "360giving"];
  assertSays(await alongside(dir.at, ...take(...grants)), 1, /needs a prefix/);
  const named = [...grants, "--grants-prefix", "360G-river"];
  assertSays(await alongside(dir.at, ...take(...named)), 1, /no grant to tell yet/);
});

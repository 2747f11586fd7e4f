import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { alongside, assertSays, folder, found, IN, json, MANIFESTS, NEEDS } from "./test-kit.ts";

const NEEDS_TOTALS = {
  ...{ Hygiene: "1783821", Clothing: "378814", Baby: "98101", Shelter: "22041" },
  ...{ Food: "9127", Education: "6936", all: "2298840" },
};

test("real needs come in once, with exactly their totals", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const bring = ["import", "needs", NEEDS, "--data", "d", ...IN];
  const planned = await json(dir.at, ...bring, "--dry-run");
  const first = await json(dir.at, ...bring);
  assert.deepEqual(first, planned);
  assert.deepEqual([first.read, first.accepted, first.skipped], [677, 677, []]);
  assert.deepEqual(first.totals, NEEDS_TOTALS);
  assert.equal(first.warnings.length, 42);
  for (const more of [["--dry-run"], ["--as", "LUCERO"]]) {
    const again = await json(dir.at, ...bring, ...more);
    assert.deepEqual([again.read, again.accepted, again.skipped.length], [677, 0, 677]);
  }
  assertSays(await alongside(dir.at, ...bring, "--as", "nobody"), 1, /nobody here is called/);
});

test("real manifests come in once, with exactly their totals", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const bring = ["import", "manifests", MANIFESTS, "--data", "d", ...IN];
  const planned = await json(dir.at, ...bring, "--dry-run");
  const first = await json(dir.at, ...bring);
  assert.deepEqual(first, planned);
  assert.deepEqual([first.read, first.accepted, first.skipped.length], [198, 177, 21]);
  const { all, ...shipments } = first.totals;
  assert.equal(all, "1996537");
  const sum = Object.values(shipments).reduce(
    (total: bigint, of) => total + BigInt(of as string),
    0n,
  );
  assert.deepEqual([Object.keys(shipments).length, sum], [20, 1_996_537n]);
  for (const more of [["--dry-run"], []]) {
    const again = await json(dir.at, ...bring, ...more);
    assert.deepEqual([again.accepted, again.skipped.length], [0, 198]);
  }
});

test("a file without rows is said to have none, and is no success", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const files = { empty: "", blank: "\n\n", "list.json": "[]", "head.csv": "item,quantity\n" };
  for (const [file, text] of Object.entries(files)) {
    await writeFile(join(dir.at, file), text);
    for (const kind of ["needs", "manifests"])
      for (const more of [[], ["--dry-run"]]) {
        const bring = ["import", kind, file, "--data", "d", ...IN, ...more];
        const { code, out, err } = await alongside(dir.at, ...bring, "--json");
        const { ok, read, accepted } = JSON.parse(out);
        assert.deepEqual([code, ok, read, accepted], [1, false, 0, 0], `${kind} ${file}`);
        assert.match(err, /^alongside import: this file has no rows\n$/, `${kind} ${file}`);
      }
  }
});

test("the exported log holds for us and for a program we did not write", async () => {
  await using dir = await folder();
  await found(dir.at, "d", "--origin", "kitchen.example");
  await json(dir.at, "import", "needs", NEEDS, "--data", "d", ...IN);
  const { origin, size } = await json(
    dir.at,
    "export",
    "log",
    "--data",
    "d",
    ...IN,
    "--out",
    "log",
  );
  assert.match(origin, /^kitchen\.example\/[0-9a-f]{32}$/);
  const ours = await json(dir.at, "verify", "log");
  assert.deepEqual([ours.ok, ours.origin, ours.size, ours.trusted], [true, origin, size, false]);
  const program = fileURLToPath(new URL("../tests/independent/verify.go", import.meta.url));
  const env = { ...process.env, GO111MODULE: "off", GOPATH: "/usr/share/gocode", GOFLAGS: "" };
  const { stdout } = await promisify(execFile)("go", ["run", program, join(dir.at, "log")], {
    env,
  });
  const theirs = JSON.parse(stdout);
  assert.deepEqual([theirs.size, theirs.root], [size, ours.root]);
  const [vkey] = ours.vkeys;
  assert.equal((await json(dir.at, "verify", "log", "--vkey", vkey)).trusted, true);
  const older = join(dir.at, "log/checkpoint");
  await writeFile(join(dir.at, "older"), await readFile(older));
  assert.equal((await json(dir.at, "verify", "log", "--older", "older")).checked.olderHeads, 1);
});

test("a log is verified where it is published", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  await json(dir.at, "export", "log", "--data", "d", ...IN, "--out", "log");
  const server = createServer(({ url = "" }, response) => {
    readFile(join(dir.at, "log", url.replace(/^\/group\/log/, ""))).then(
      (bytes) => response.end(bytes),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    assert.equal((await json(dir.at, "verify", address)).size, 2);
    assert.equal((await json(dir.at, "verify", `${address}/group`)).size, 2, "the page above it");
    const elsewhere = await alongside(dir.at, "verify", `${address}/nothing`);
    assert.equal(elsewhere.code, 1);
    assert.match(elsewhere.err, /key: missing/);
  } finally {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

test("a changed log is refused, and the fault named", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  await json(dir.at, "export", "log", "--data", "d", ...IN, "--out", "log");
  const bundle = join(dir.at, "log/tile/entries/000.p/2");
  const bytes = await readFile(bundle);
  bytes[9] = (bytes[9] ?? 0) ^ 1;
  await writeFile(bundle, bytes);
  const bad = await alongside(dir.at, "verify", "log");
  assert.equal(bad.code, 1);
  assert.match(bad.out, /does not hold/);
  assert.match(bad.err, /tile\/0\/000\.p\/2: does not match the entries/);
  const told = await alongside(dir.at, "verify", "log", "--json");
  assert.deepEqual([told.code, JSON.parse(told.out).ok], [1, false]);
});

test("a proof says of which entry it is, and of no other", async () => {
  await using dir = await folder();
  await found(dir.at, "d");
  const put = ["export", "proof", "--data", "d", ...IN, "--out", "p"];
  await json(dir.at, ...put, "--entry", "1");
  const holds = await json(dir.at, "verify", "p");
  assert.deepEqual([holds.index, holds.size, holds.trusted], [1, 2, false]);
  const other = await alongside(dir.at, "verify", "p", "--entry", "ab".repeat(32));
  assert.equal(other.code, 1);
  assert.match(other.err, /not included/);
  assertSays(await alongside(dir.at, ...put, "--entry", "2"), 2, /from 0 to 1/);
});

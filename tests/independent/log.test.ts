import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { folderReader } from "../../log/reader.ts";
import { commitmentOf, entryAt, filesOf, flipped } from "../../log/test-kit.ts";
import { verifyLog } from "../../log/verify.ts";

const run = promisify(execFile);
const program = fileURLToPath(new URL("./verify.go", import.meta.url));
const install = "apt-get install -y golang-go golang-golang-x-mod-dev";
const size = 66_000;

let folder = "";
let checker = "";
let log = "";

before(async () => {
  folder = await mkdtemp(join(tmpdir(), "alongside-log-check-"));
  checker = join(folder, "verify");
  log = join(folder, "log");
  const env = { ...process.env, GO111MODULE: "off", GOPATH: "/usr/share/gocode" };
  const cache = { GOCACHE: join(folder, "cache"), GOFLAGS: "" };
  try {
    await run("go", ["build", "-o", checker, program], { env: { ...env, ...cache } });
  } catch (cause) {
    throw new Error(`the independent check needs Go and its log library: ${install}`, { cause });
  }
  await writeLog(log, size);
});
after(() => rm(folder, { recursive: true, force: true }));

async function writeLog(target: string, count: number): Promise<void> {
  const commitments = Array.from({ length: count }, (_, i) => commitmentOf(entryAt(i)));
  for (const [path, bytes] of await filesOf(commitments)) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), bytes);
  }
}

test("a program we did not write accepts our log", async () => {
  const { stdout } = await run(checker, [log]);
  const report = JSON.parse(stdout);
  const ours = await verifyLog(folderReader(log));
  assert.ok(ours.ok);
  assert.deepEqual(report, {
    size,
    root: Buffer.from(ours.head.root).toString("base64"),
    included: [0, 1, 255, 256, 22_000, 33_000, 65_999],
    older: [1, 2, 256, 257, 33_000, 65_999, size],
  });
});

test("and small logs, at every kind of edge", async () => {
  for (const count of [1, 2, 255, 256, 257]) {
    const target = join(folder, `log-${count}`);
    await writeLog(target, count);
    const { stdout } = await run(checker, [target]);
    assert.equal(JSON.parse(stdout).size, count);
  }
});

test("and refuses a tampered copy, as we do", async () => {
  const rows: readonly [string, number][] = [
    ["checkpoint", 200],
    ["key", 400],
    ["tile/0/000", 9],
    ["tile/0/257.p/208", 207 * 256],
    ["tile/1/000", 8],
    ["tile/2/000.p/1", 3],
    ["tile/entries/000", 20],
    ["tile/entries/257.p/208", 207 * 34 * 8 + 24],
  ];
  for (const [path, bit] of rows) {
    const copy = join(folder, "tampered");
    await cp(log, copy, { recursive: true });
    await writeFile(join(copy, path), flipped(await readFile(join(log, path)), bit));
    await assert.rejects(run(checker, [copy]), path);
    assert.ok(!(await verifyLog(folderReader(copy))).ok, path);
    await rm(copy, { recursive: true });
  }
});

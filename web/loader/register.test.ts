import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const register = join(import.meta.dirname, "register.ts");
const folder = mkdtempSync(join(tmpdir(), "alongside-loader-"));
const cache = join(folder, "cache");
symlinkSync(join(import.meta.dirname, "../../node_modules"), join(folder, "node_modules"));
after(() => rmSync(folder, { recursive: true }));

function run(file: string, source: string, env: Record<string, string> = {}) {
  writeFileSync(join(folder, file), source);
  const done = spawnSync(process.execPath, ["--import", register, join(folder, file)], {
    encoding: "utf8",
    timeout: 20_000,
    env: { ...process.env, ALONGSIDE_CACHE: cache, ...env },
  });
  return { out: done.stdout.trim(), err: done.stderr, code: done.status };
}

const page = (name: string) => `
interface Props { name: string }
const Hello = (props: Props) => <p dir="auto">{props.name}</p>;
console.log(String(<Hello name="${name}" />));
`;

test("zod is read without its words in sixty languages, and checks as ever", () => {
  const source = `import { z } from "zod";
console.log(Object.keys(z.locales).length, z.string().safeParse(7).success);`;
  assert.deepEqual(run("zod.ts", source), { out: "0 false", err: "", code: 0 });
});

test("a page with types and JSX runs, and what people typed is escaped", () => {
  const { out, err } = run("hello.mts.tsx", page("<b>"));
  assert.equal(out, '<p dir="auto">&lt;b&gt;</p>', err);
});

test("a second start reads the kept result, a changed source makes a new one", () => {
  rmSync(cache, { recursive: true, force: true });
  run("kept.tsx", page("one"));
  const [kept, ...others] = readdirSync(join(cache, "pages"));
  assert.ok(kept && others.length === 0);
  writeFileSync(join(cache, "pages", kept), 'console.log("from the cache");');
  assert.equal(run("kept.tsx", page("one")).out, "from the cache");
  assert.equal(run("kept.tsx", page("two")).out, '<p dir="auto">two</p>');
  assert.equal(readdirSync(join(cache, "pages")).length, 2);
});

test("without a folder it may write to, pages still load", () => {
  const { out, err } = run("nowhere.tsx", page("x"), { ALONGSIDE_CACHE: "/dev/null/no" });
  assert.equal(out, '<p dir="auto">x</p>', err);
});

test("a fault is traced to its line in the page as written", () => {
  const { err, code } = run("fault.tsx", "type A = 1;\ntype B = 2;\n\nthrow new Error('no');\n");
  assert.equal(code, 1);
  assert.match(err, /fault\.tsx:4/);
});

test("a source that is not valid is an error that names the file", () => {
  const { err, code } = run("broken.tsx", "const a = <p>;\n");
  assert.equal(code, 1);
  assert.match(err, /broken\.tsx:/);
});

test("a worker thread given the loader loads pages too", () => {
  writeFileSync(join(folder, "in-worker.tsx"), page("worker"));
  const { out, err } = run(
    "main.mts",
    `import { Worker } from "node:worker_threads";
     new Worker(new URL("./in-worker.tsx", import.meta.url));`,
  );
  assert.equal(out, '<p dir="auto">worker</p>', err);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { unlike, unlocked } from "./dependencies.ts";
import { tree } from "./tree.ts";

const installed = {
  dependencies: { hono: "4.1.0", zod: "4.6.7" },
  devDependencies: { "csv-parse": "7.0.3" },
};
const list = (...rows: [string, string][]) =>
  rows.map(([name, version]) => `| \`${name}\` | ${version} | why | MIT |`).join("\n");

test("a package without its line, another version and a range are found", () => {
  const all = list(["hono", "4.1.0"], ["zod", "4.6.7"], ["csv-parse", "7.0.3"]);
  assert.deepEqual(unlike(all, installed), []);
  assert.deepEqual(unlike(list(["hono", "4.0.9"], ["left", "1.0.0"]), installed), [
    "zod: no line",
    "hono: 4.0.9, but 4.1.0 installed",
    "left: 1.0.0, but not installed",
  ]);
  const ranged = { dependencies: { hono: "^4.1.0" }, devDependencies: {} };
  assert.deepEqual(unlike(list(["hono", "^4.1.0"]), ranged), ["hono: ^4.1.0 is not exact"]);
});

test("a package without its hash, or from elsewhere, is found", () => {
  const packages = {
    "": {},
    "node_modules/a": { integrity: "sha512-AAAA" },
    "node_modules/b": { resolved: "git+ssh://a/b.git", integrity: "sha512-AAAA" },
    "node_modules/c": { integrity: "sha1-AAAA" },
    "node_modules/d": { link: true },
  };
  assert.deepEqual(unlocked({ packages }), ["node_modules/b", "node_modules/c", "node_modules/d"]);
});

test("every package at runtime has its line, exactly, and every one its hash", () => {
  const [text, own, lock] = ["docs/dependencies.md", "package.json", "package-lock.json"].map(
    (path) => tree(path)[0]?.text ?? "",
  );
  assert.deepEqual(unlike(text ?? "", JSON.parse(own ?? "")), []);
  assert.deepEqual(unlocked(JSON.parse(lock ?? "")), []);
});

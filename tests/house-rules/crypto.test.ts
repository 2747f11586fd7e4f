import assert from "node:assert/strict";
import { test } from "node:test";
import { unlisted } from "./crypto.ts";
import { source, tree } from "./tree.ts";

test("a file that hashes and is not in the inventory is found, and one that is gone", () => {
  const files = [
    source("a/seal.ts", 'import { hash } from "node:crypto";'),
    source("a/age.ts", 'import { Encrypter } from "age-encryption";'),
    source("a/a.test.ts", 'import { hash } from "node:crypto";'),
    source("a/plain.ts", '// from "node:crypto"'),
  ];
  assert.deepEqual(unlisted(files, "`a/seal.ts` and `a/gone.ts`"), [
    "a/age.ts is not in it",
    "a/gone.ts is not there",
  ]);
  assert.deepEqual(unlisted(files, "`a/seal.ts`, `a/age.ts`"), []);
});

test("every file that hashes, seals or signs is in docs/cryptography.md", () => {
  const [inventory] = tree("docs/cryptography.md");
  assert.ok(inventory);
  assert.deepEqual(unlisted(tree(["**/*.{ts,tsx}"]), inventory.text), []);
});

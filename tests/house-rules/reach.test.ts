import assert from "node:assert/strict";
import { test } from "node:test";
import { reaching } from "./reach.ts";
import { source, tree } from "./tree.ts";

const no: [string, string][] = [
  ["rooms/needs/pages/a.page.tsx", "await fetch(address);"],
  ["rooms/needs/effects.ts", "globalThis.fetch;"],
  ["cli/a.ts", 'import { request } from "node:https";'],
  ["web/a.ts", 'import { connect } from "node:net";'],
  ["house/a.ts", 'import { exec } from "node:child_process";'],
  ["ui/a.ts", "eval(text);"],
  ["ui/b.ts", "new Function(text);"],
  ["ui/a.tsx", "<p>{raw(words)}</p>"],
  ["ui/browser/a.js", "element.innerHTML = text;"],
  ["rooms/needs/browser/a.ts", "localStorage.setItem(a, b);"],
  ["rooms/needs/browser/b.ts", 'addEventListener("message", f);'],
  ["web/b.ts", 'headers.get("x-forwarded-for")'],
  ["web/c.ts", "incoming.socket.remoteAddress"],
];
for (const [path, text] of no)
  test(`reaches too far: ${text}`, () => {
    assert.equal(reaching([source(path, text)]).length, 1);
  });

test("a method of that name, a type, a comment and a file whose job it is are free", () => {
  const files = [
    source("web/a.ts", 'import type { Socket } from "node:net";\napp.fetch(a); withdraw(b);'),
    source("web/b.ts", "// eval(text) never"),
    source("cli/listen.ts", 'import { createServer } from "node:http";'),
    source("ui/browser/a.js", "element.textContent = text;"),
    source("cli/a.test.ts", "await fetch(address);"),
  ];
  assert.deepEqual(reaching(files), []);
});

test("nothing reaches further than its job", () => {
  const files = tree(["**/*.{ts,tsx,js,cjs}"]);
  assert.ok(files.some(({ path }) => /\/browser\//.test(path)));
  assert.deepEqual(reaching(files), []);
});

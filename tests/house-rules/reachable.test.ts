import assert from "node:assert/strict";
import { test } from "node:test";
import { unreachable } from "./reachable.ts";
import { source, typescript } from "./tree.ts";

test("what nothing leads to is found, rings included", () => {
  const files = [
    source("cli/main.ts", 'await import("./a.ts");'),
    source("cli/a.ts", 'new Worker(new URL("./b.ts", import.meta.url));'),
    source("cli/b.ts", ""),
    source("cli/c.ts", 'import "./d.ts";'),
    source("cli/d.ts", 'import "./c.ts";'),
  ];
  assert.deepEqual(unreachable(files), ["cli/c.ts", "cli/d.ts"]);
});

test("something leads to every file", () => assert.deepEqual(unreachable(typescript()), []));

import assert from "node:assert/strict";
import { test } from "node:test";
import { imports, source } from "./tree.ts";

const squeeze = (text: string) => text.replace(/ +/g, " ");

test("comments and strings are told from code, and code keeps its place", () => {
  const file = source("a.ts", 'const a = "// no"; // yes\nconst b = /["/]/; /* c */ d(`//`);\n');
  assert.equal(squeeze(file.uncommented), 'const a = "// no"; \nconst b = /["/]/; d(`//`);\n');
  assert.equal(squeeze(file.code), "const a = ; \nconst b = ; d( );\n");
  assert.equal(file.code.length, file.text.length);
});

test("what a file imports is found however it is written", () => {
  const text = `import { a,\n b } from "./b.ts";\nimport type { C } from "../c/d.ts";
    // import "./not.ts";
    import z from "zod"; import "./e.ts"; await import("./f.tsx");
    export { g } from "./g.ts"; new Worker(new URL("./h.ts", import.meta.url));`;
  const found = imports(source("x/y/a.ts", text));
  assert.deepEqual(
    found.map(({ path }) => path),
    ["x/y/b.ts", "x/c/d.ts", "x/y/e.ts", "x/y/f.tsx", "x/y/g.ts", "x/y/h.ts"],
  );
  assert.deepEqual(
    found.filter((one) => one.typesOnly).map((one) => one.path),
    ["x/c/d.ts"],
  );
});

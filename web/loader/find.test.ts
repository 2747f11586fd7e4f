import assert from "node:assert/strict";
import type { ResolveFnOutput, ResolveHookContext } from "node:module";
import { test } from "node:test";
import { finderIn } from "./find.ts";

const ROOT = "file:///srv/al%20ongside/";
const FROM = `${ROOT}rooms/needs/index.ts`;

/** A finder and what it asked Node for. */
function finder() {
  const asked: string[] = [];
  const find = finderIn(ROOT);
  const next = (specifier: string): ResolveFnOutput => {
    asked.push(specifier);
    return { url: `node found ${specifier}`, format: "commonjs" };
  };
  const from = (specifier: string, parentURL: string | undefined = FROM, how = "import") => {
    const conditions = ["node", how, "module-sync", "node-addons"];
    const context = { parentURL, conditions, importAttributes: {} } as ResolveHookContext;
    return find(specifier, context, next);
  };
  return { asked, from };
}

test("a source beside is where its name says, without asking", () => {
  const { asked, from } = finder();
  const ours = { format: "module-typescript", shortCircuit: true };
  assert.deepEqual(from("./facts.ts"), { ...ours, url: `${ROOT}rooms/needs/facts.ts` });
  assert.deepEqual(from("../../house/room.ts"), { ...ours, url: `${ROOT}house/room.ts` });
  const page = from("./pages/list.page.tsx");
  assert.equal(page.url, `${ROOT}rooms/needs/pages/list.page.tsx`);
  assert.equal(page.format, "module");
  assert.deepEqual(asked, []);
});

test("a package is looked for once, whoever of us asks", () => {
  const { asked, from } = finder();
  assert.equal(from("zod").url, "node found zod");
  assert.equal(from("zod", `${ROOT}web/app.ts`).url, "node found zod");
  assert.equal(from("hono/jsx/jsx-runtime").url, "node found hono/jsx/jsx-runtime");
  assert.equal(from("@hono/node-server").url, "node found @hono/node-server");
  assert.equal(from("@hono/node-server").format, "commonjs");
  assert.deepEqual(asked, ["zod", "hono/jsx/jsx-runtime", "@hono/node-server"]);
});

test("whatever else is found by Node, every time", () => {
  const { asked, from } = finder();
  const odd = [
    "./data.json",
    "./compiled.js",
    "./page.ts?again",
    "./data.json?v.ts",
    "./a%2Fb.ts",
    "node:fs",
    "#inside",
  ];
  odd.push("file:///srv/other.ts", "/srv/other.ts", "data:text/javascript,1", ".", "..");
  for (const specifier of [...odd, ...odd]) from(specifier);
  assert.deepEqual(asked, [...odd, ...odd]);
});

test("packages find their own, and nobody outside finds anything here", () => {
  const { asked, from } = finder();
  const others = [`${ROOT}node_modules/zod/index.js`, "file:///srv/elsewhere/a.ts"];
  for (const parent of [...others, `${ROOT.slice(0, -1)}-else/a.ts`]) {
    from("./a.ts", parent);
    from("zod", parent);
    from("zod", parent);
  }
  assert.equal(asked.length, 9);
});

test("what is required is another thing than what is imported", () => {
  const { asked, from } = finder();
  from("zod");
  from("zod", FROM, "require");
  from("./a.ts", FROM, "require");
  assert.deepEqual(asked, ["zod", "zod", "./a.ts"]);
});

test("what was not found is looked for again", () => {
  const find = finderIn(ROOT);
  const context = { parentURL: FROM, conditions: ["import"], importAttributes: {} };
  const missing = () => {
    throw new Error("no such package");
  };
  assert.throws(() => find("late", context as ResolveHookContext, missing), /no such package/);
  const there = () => ({ url: "here" });
  assert.equal(find("late", context as ResolveHookContext, there).url, "here");
});

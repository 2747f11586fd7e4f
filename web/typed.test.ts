import assert from "node:assert/strict";
import { test } from "node:test";
import { draw, echo } from "../ui/test-kit.ts";

const { Typed } = await import("./pages/typed.tsx");

test("what was typed is read back without our codes, and all of it is sent again", () => {
  const own = [
    ["title", "botas de agua"],
    ["of", "40"],
    ["details", "leche"],
  ] as const;
  const codes = [
    ["lang", "es"],
    ["of-unit", "kilogram"],
    ["urgency", "weeks"],
    ["arrived", "own-hand"],
    ["still-3", "0c65734fd836d057e6976a7139d44e64"],
  ] as const;
  const fields = [...own, ...codes, ["form-key", "k"], ["passphrase", "p"]] as const;
  const html = draw(Typed, { t: echo, action: "/x", keys: { key: "a", token: "b" }, fields });
  const read = [...html.matchAll(/<li><bdi>([^<]*)/g)].map(([, words]) => words);
  assert.deepEqual(
    read,
    own.map(([, words]) => words),
  );
  for (const [name, value] of [...own, ...codes])
    assert.ok(html.includes(`name="${name}" value="${value}"`), name);
});

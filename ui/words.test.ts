import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { wordsFaults, wordsFromFiles } from "../house/words/index.ts";

const HERE = new URL("./", import.meta.url);
const load = wordsFromFiles(new URL("../", HERE));

test("the interface's words are whole in every language and say nothing we never say", () => {
  assert.deepEqual(wordsFaults("ui", load), []);
});

test("every key is used, and every key used is there", () => {
  const files = globSync("*.tsx", { cwd: HERE.pathname });
  const source = files.map((file) => readFileSync(new URL(file, HERE), "utf8")).join("\n");
  const keys = Object.keys(load("ui", "en") ?? {});
  const used = [...source.matchAll(/"(ui\.[a-z.-]+)"/g)].map(([, key]) => key ?? "");
  assert.deepEqual(
    used.filter((key) => !keys.includes(key)),
    [],
  );
  // Kinds of notices and shares of a meter are put together from their name.
  const composed = /^ui\.(?:notice|meter)\./;
  assert.deepEqual(
    keys.filter((key) => !composed.test(key) && !used.includes(key)),
    [],
  );
});

test("a date among right-to-left words keeps its order: it stands isolated", () => {
  const rooms = [
    "ui",
    "ledger",
    "needs",
    "offers",
    "people",
    "spaces",
    "today",
    "web",
    "breaches",
    "listening",
    "expenses",
    "stock",
  ];
  const bare = rooms.flatMap((room) =>
    Object.values(load(room, "ar") ?? {}).filter((words) =>
      /(?<!\u2066)\b\d{4}\u2060?-/.test(words),
    ),
  );
  assert.deepEqual(bare, []);
});

test("a date to type after is not broken at the end of a line", () => {
  const hints = (["en", "es", "ar"] as const).flatMap((lang) => {
    const words = load("ui", lang) ?? {};
    return ["ui.field.day-hint", "ui.field.month-hint"].map((key) => words[key] ?? "");
  });
  for (const hint of hints) {
    assert.match(hint, /\d{4}\u2060-\u2060\d\d/);
    assert.doesNotMatch(hint, /\d-|-\d/);
  }
});

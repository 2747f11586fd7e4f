import assert from "node:assert/strict";
import { dirname } from "node:path";
import { test } from "node:test";
import { tree } from "./tree.ts";
import { forbidden, incomplete, type Words } from "./words.ts";

const says = (language: string, message: string): Words => ({ [language]: { a: message } });
const no: [string, string][] = [
  ["en", "Our beneficiaries"],
  ["en", "Empowering groups"],
  ["en", "The Target"],
  ["es", "Las víctimas"],
  ["es", "los beneficiarios"],
  ["ar", "المستفيدين"],
  ["ar", "ضحايا"],
];
for (const [language, message] of no) {
  test(`no page says: ${message}`, () => {
    assert.equal(forbidden(says(language, message)).length, 1);
  });
}

test("words that only look alike are free", () => {
  assert.deepEqual(forbidden(says("en", "cellar, cancelled, the field below")), []);
});

test("a missing key, a missing language and other variables are found", () => {
  const words: Words = {
    en: { a: "{$n} of {$m}", b: "yes", c: ".local $x = {$n} {{{$x}}}" },
    es: { a: "{$n}", b: "sí", c: "{$n}" },
    ar: { a: "{$m} {$n}", c: "{$n}" },
  };
  assert.deepEqual(incomplete(words), ["es a: takes n, English m n", "ar b: missing"]);
  assert.deepEqual(incomplete({ en: { a: "x" } }), ["es a: missing", "ar a: missing"]);
});

const folders = new Map<string, Words>();
for (const { path, text } of tree(["rooms/*/words/*.json", "{ui,web,house}/words/*.json"])) {
  const words = folders.get(dirname(path)) ?? {};
  words[path.slice(dirname(path).length + 1, -".json".length)] = JSON.parse(text);
  folders.set(dirname(path), words);
}
test("there are words to look at", () => assert.ok(folders.size > 0));
for (const [folder, words] of folders) {
  test(`${folder} is complete in three languages`, () => assert.deepEqual(incomplete(words), []));
  test(`${folder} says nothing we never say`, () => assert.deepEqual(forbidden(words), []));
}

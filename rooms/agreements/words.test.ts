import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { it } from "node:test";
import { wordsFaults, wordsFromFiles } from "../../house/words/index.ts";
import { APPROVES, CLAUSES } from "./terms.ts";
import { ALL, approvedBy } from "./testing.ts";
import { clauseLines, wordsIn } from "./text.ts";

const load = wordsFromFiles(new URL("../../", import.meta.url));

it("says everything in all languages", () => {
  assert.deepEqual(wordsFaults("agreements", load), []);
});

it("says every refusal, next step and word that the room names", () => {
  const folder = new URL("./", import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const code = files
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .map((file) => readFileSync(new URL(file, folder), "utf8"))
    .join("\n");
  const words = load("agreements", "en") ?? {};
  const refused = [...code.matchAll(/refuse\(\s*"(agreements\.[\w-]+)"/g)];
  const shapes = [...code.matchAll(/(?:min|refine)\([^()]*?"(agreements\.[\w-]+)"/g)];
  assert.ok(refused.length > 20);
  for (const [, name] of [...refused, ...shapes])
    assert.ok(`refusal.${name}` in words, `refusal.${name}`);
  for (const [, next] of code.matchAll(/next(?:: | = )"(agreements\.[\w-]+)"/g))
    assert.ok(`next.${next}` in words, `next.${next}`);
  for (const [, key = ""] of code.matchAll(/t\(\s*"(agreements\.[\w.-]+)"/g))
    assert.ok(key in words, key);
});

it("makes sentences of every kind of clause in each language, and leaves no code in them", () => {
  assert.equal(ALL.length, CLAUSES.length);
  const approved = APPROVES.flatMap((who) => [approvedBy(who, null), approvedBy(who, "50", "20")]);
  for (const lang of ["en", "es", "ar"])
    for (const clause of [...ALL, ...approved])
      for (const line of clauseLines(wordsIn(lang), clause)) {
        assert.doesNotMatch(line, /agreements\.|[{}$]|undefined/, `${lang}: ${line}`);
        assert.ok(line.length > 8, line);
      }
});

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { wordsFaults, wordsFromFiles } from "../../house/words/index.ts";

const load = wordsFromFiles(new URL("../../", import.meta.url));

for (const room of ["people", "spaces"])
  describe(`words of ${room}`, () => {
    it("are complete in all languages", () => {
      assert.deepEqual(wordsFaults(room, load), []);
    });

    it("say every refusal and next step the room names", () => {
      const folder = new URL(`../${room}/`, import.meta.url);
      const files = readdirSync(folder, { recursive: true, encoding: "utf8" });
      const sources = files.filter((file) => /(?<!\.test)\.tsx?$/.test(file));
      const code = sources.map((file) => readFileSync(new URL(file, folder), "utf8")).join("\n");
      const words = load(room, "en") ?? {};
      const named = new RegExp(`refuse\\(\\s*"(${room}\\.[\\w-]+)"`, "g");
      const shapes = new RegExp(`(?:min|max|string|refine)\\([^()]*?"(${room}\\.[\\w-]+)"`, "g");
      const refusals = [...code.matchAll(named), ...code.matchAll(shapes)];
      assert.ok(refusals.length > 3);
      for (const [, refused] of refusals)
        assert.ok(`refusal.${refused}` in words, `refusal.${refused}`);
      for (const [, next] of code.matchAll(new RegExp(`next: "(${room}\\.[\\w-]+)"`, "g")))
        assert.ok(`next.${next}` in words, `next.${next}`);
      for (const [, key = ""] of code.matchAll(new RegExp(`[( ]"(${room}(?:\\.[\\w-]+){2})"`, "g")))
        assert.ok(key in words, key);
    });
  });

import assert from "node:assert/strict";
import { it } from "node:test";
import { wordsFaults, wordsFromFiles } from "../../house/words/index.ts";

it("says everything in all languages", () => {
  assert.deepEqual(wordsFaults("reports", wordsFromFiles(new URL("../../", import.meta.url))), []);
});

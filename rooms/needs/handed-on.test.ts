/** The table of needs that is made for handing on: figures of all, words where everyone reads. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { createLibrary, wordsFromFiles } from "../../house/words/index.ts";
import { testNode } from "../../web/testing.ts";
import { needsTables } from "./index.ts";

const ROOT = new URL("../../", import.meta.url);

it("tells inside lines by their figures alone, and a circle's not at all", async () => {
  const node = await testNode();
  const at = await node.found({ safety: "no", lang: "en" });
  const does = async (command: string, input: object) =>
    (await node.does(at.space, at.member, command, input)).answer;
  const text = (of: string) => ({ lang: "en", text: of });
  const asks = (title: string, of: string, more: object) => {
    const line = { title: text(title), details: [text(`${title} at noor's`)], category: "shelter" };
    return does("needs.open", { ...line, quantity: { of, unit: "item" }, ...more });
  };
  await asks("Blankets", "11", { publish: true });
  await asks("Inside line", "22", {});
  const { circle } = await does("people.make-circle", { name: [text("Few")] });
  await asks("Of few", "33", { circle });
  const circles = new Map([[String(circle), 0]]);
  const who = { by: "member", member: at.member, roles: ["coordination"], circles } as const;
  const view = await node.view(at.space, who);
  const { needsTable } = await needsTables();
  const words = createLibrary({ load: wordsFromFiles(ROOT) })("en");
  const table = (more: object) => {
    const how = { hxl: true, protects: false, figures: true, query: { status: "all" }, ...more };
    return needsTable(view, words, how as never);
  };
  const inside = await table({});
  for (const title of ["Blankets", "Inside line", "Of few"]) assert.ok(inside.includes(title));
  const told = await table({ open: true });
  assert.match(told, /Blankets,.*,11,/);
  assert.match(told, /,22,/);
  assert.match(told, /Blankets at noor's/, "what everyone reads is everyone's");
  assert.doesNotMatch(told, /Inside|Of few|,33,/);
});

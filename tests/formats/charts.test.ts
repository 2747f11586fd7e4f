import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { it } from "node:test";
import { testNode } from "../../web/testing.ts";

/** The pictures of a page, as files of their own. */
function pictures(html: string): string[] {
  return [...html.matchAll(/<svg\b[\s\S]*?<\/svg>/g)].map(([svg]) =>
    svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"'),
  );
}

const check = (svg: string) =>
  execFileSync("xmllint", ["--noout", "--nonet", "-"], { input: svg, stdio: "pipe" });

it("xmllint reads every picture that a book's page draws", async () => {
  const node = await testNode();
  const at = await node.found({ lang: "en", group: "Kitchen & <friends>" });
  const rows = ["Coats", "<Tents> & poles"].map((what, i) => ({
    ...{ row: i + 1, reference: "21-001", category: { name: "Shelter" }, of: "165" },
    what: { lang: "en", text: what },
  }));
  const input = { file: "f".repeat(64), lang: "en", rows };
  const done = await node.does(at.space, at.member, "ledger.import-counted", input);
  const page = await at.browser.get(`/s/${at.slug}/books/${done.answer["book"]}`);
  const found = pictures(page.text);
  assert.ok(found.length >= 3, `${found.length} pictures`);
  for (const svg of found) check(svg);
  assert.throws(() => check((found[0] as string).replace("</svg>", "")));
});

/** A file without a row is said to be that, with what to do, on both pages that take files. */
import assert from "node:assert/strict";
import { it } from "node:test";
import { testNode } from "../../../web/testing.ts";

const CASES = [
  ["heading.csv", "item,quantity,unit,shipment,category,count\n"],
  ["bare.csv", "item,quantity"],
  ["empty.json", "[]"],
] as const;

it("a heading alone is refused with what to do, and what holds rows is read", async () => {
  const { found } = await testNode();
  const { slug, browser } = await found();
  for (const at of [`/s/${slug}/needs/import`, `/s/${slug}/deliveries/import`]) {
    for (const [name, text] of CASES) {
      const sent = await browser.submit(at, { file: new File([text], name) });
      assert.equal(sent.status, 422, `${at} ${name}`);
      assert.match(sent.text, /There are no rows in this file/);
      assert.match(sent.text, /<input type="file"/, "the form is there again");
      assert.ok(!/Rows read: 0|of 0 rows/.test(sent.text));
    }
    const rows = "item,quantity,shipment,category,count\nRice,3,A1,food,3\n";
    const sent = await browser.submit(at, { file: new File([rows], "rows.csv") });
    assert.equal(sent.status, 200, at);
    assert.ok(!sent.text.includes("There are no rows"));
  }
});

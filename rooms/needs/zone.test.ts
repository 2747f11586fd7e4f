import assert from "node:assert/strict";
import { it } from "node:test";
import { isRefusal } from "../../house/refusal.ts";
import { testNode } from "../../web/testing.ts";

it("takes no day of a zone that nobody reckons in: its name would stay for good", async () => {
  const node = await testNode();
  const at = await node.found({ safety: "no", lang: "en" });
  const opens = (zone: string) => {
    const by = { date: "2026-12-01", zone, instant: "2026-12-01T00:00:00Z" };
    const quantity = { of: "5", unit: "item" };
    const input = { title: { lang: "en", text: "Blankets" }, quantity, category: "shelter", by };
    const author = { by: "member", member: at.member } as const;
    return node.send({ space: at.space, command: "needs.open", input, author });
  };
  for (const zone of ["Noor/Lives_Here/Third_Floor", "a".repeat(64), "Not/A-Zone"]) {
    const done = await opens(zone);
    assert.ok(isRefusal(done), zone);
    assert.deepEqual([done.refused, done.field], ["zone.unknown", "by.zone"]);
  }
  for (const zone of ["Africa/Nairobi", "UTC", "Europe/Kyiv"])
    assert.ok(!isRefusal(await opens(zone)), zone);
});

import "../../web/loader/register.ts";
import assert from "node:assert/strict";
import { it } from "node:test";
import { parseZone } from "../../house/values/index.ts";
import type { SpaceState } from "./facts.ts";
import { zoneLines } from "./zones.ts";

const { testNode } = await import("../../web/testing.ts");
const first = { group: "Río Abierto", handle: "lucero", safety: "no" };

it("has a line for each country in every language, and each is a zone of this machine", () => {
  for (const lang of ["en", "es", "ar"] as const) {
    const lines = zoneLines(lang);
    const values = lines.map(({ value }) => value);
    assert.ok(lines.length > 300 && lines.length < 500, String(lines.length));
    assert.deepEqual(
      values.filter((value) => !parseZone(value).ok),
      [],
    );
    assert.deepEqual(
      lines.filter(({ label }) => label === ""),
      [],
    );
    assert.equal(new Set(lines.map(({ label }) => label)).size, lines.length, "no line twice");
  }
  const of = (lang: "en" | "es" | "ar", zone: string) =>
    zoneLines(lang).find(({ value }) => value === zone)?.label;
  assert.equal(of("en", "America/Bogota"), "Colombia");
  assert.equal(of("es", "Europe/Madrid"), "España: \u2068Madrid\u2069");
  assert.equal(of("ar", "Africa/Tunis"), "تونس");
  assert.equal(of("en", "Europe/Kyiv"), "Ukraine: \u2068Kyiv\u2069");
});

it("unsaid is world time; what was chosen stays, and the settings say it", async () => {
  for (const [typed, kept] of [
    [{}, "UTC"],
    [{ zone: "America/Bogota" }, "America/Bogota"],
  ] as const) {
    const { browser, store, house } = await testNode();
    const one = browser();
    const wrong = await one.submit("/first-run", { ...first, ...typed, group: "" });
    assert.equal(wrong.status, 422);
    assert.match(wrong.text, new RegExp(`value="${kept}" selected`), "what was chosen stays");
    const sent = await one.submitOn({ ...wrong, path: "/first-run" }, { group: first.group });
    assert.equal(sent.status, 303);
    const [id = ""] = await store.spaces(10, null);
    const state = (await (await house.space(id))?.thing(id))?.state as SpaceState;
    assert.equal(state.zone, kept);
    const settings = await one.get(`${sent.location}/settings/group`);
    assert.match(settings.text, new RegExp(`value="${kept}" selected`));
  }
});

it("refuses a clock nobody goes by, beside the field", async () => {
  const { browser } = await testNode();
  const one = browser();
  const page = await one.get("/first-run");
  const sent = await one.submitOn(page, { ...first, zone: "Mars/Olympus" });
  assert.equal(sent.status, 422);
  assert.match(sent.text, /href="#f-zone"/);
});

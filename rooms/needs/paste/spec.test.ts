import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { readMessage } from "./read.ts";
import type { Lang, PastedLine } from "./types.ts";

type Case = { name: string; lang: Lang; message: string; rows: string[] };

const page = readFileSync(new URL("../../../specs/paste.md", import.meta.url), "utf8");

function casesOf(markdown: string): Case[] {
  const pattern =
    /^### ((en|es|ar)-\d\d)[^\n]*\n\n```message\n([\s\S]*?)\n```\n\n```rows\n([\s\S]*?)\n```/gm;
  return [...markdown.matchAll(pattern)].map((match) => ({
    name: match[1] ?? "",
    lang: (match[2] ?? "en") as Lang,
    message: match[3] ?? "",
    rows: (match[4] ?? "").split("\n"),
  }));
}

function quantityText(row: PastedLine): string {
  const [first, second] = row.readings;
  if (!first) return "-";
  const words = first.unitWords === undefined ? "" : ` (${first.unitWords})`;
  const unit = first.unit === "item" && words === "" ? "" : ` ${first.unit}`;
  return `${first.of}${second ? ` / ${second.of}` : ""}${unit}${words}`;
}

/** A row as the page writes it; details in the page's order do not matter. */
function written(row: PastedLine, lang: Lang): { head: string[]; details: string[] } {
  const tick = row.ticked ? "[x]" : "[ ]";
  const details: string[] = [...row.warnings];
  if (row.size !== undefined) details.push(`size=${row.size}`);
  if (row.urgency) details.push(`urgency=${row.urgency}`);
  if (row.needKind && row.needKind !== "goods") details.push(`kind=${row.needKind}`);
  if (row.lang !== lang && row.kind !== "note" && row.kind !== "contact") {
    details.push(`lang=${row.lang}`);
  }
  const head = [`${tick} ${row.kind}`, quantityText(row), row.item, row.category ?? "-"];
  return { head, details: details.sort() };
}

function expected(line: string, item: string): { head: string[]; details: string[] } {
  const [kind = "", quantity = "", words = "", category = "-", rest = ""] = line.split(" | ");
  const open = words.endsWith("…") && item.startsWith(words.slice(0, -1));
  // A size may hold a space ("3-6 meses"), so details part where the next one begins.
  const details = rest.split(/ (?=[a-z-]+=|[a-z]+-|range)/).filter((detail) => detail !== "");
  return { head: [kind, quantity, open ? item : words, category], details: details.sort() };
}

const cases = casesOf(page);

test("the page holds twenty-five messages in each language", () => {
  for (const lang of ["en", "es", "ar"]) {
    assert.equal(cases.filter((one) => one.lang === lang).length, 25, lang);
  }
});

for (const one of cases) {
  test(`${one.name} becomes the rows a person expects`, () => {
    const rows = readMessage(one.message);
    const got = rows.map((row) => written(row, one.lang));
    const want = one.rows.map((line, index) => expected(line, rows[index]?.item ?? ""));
    assert.deepEqual(got, want);
    assert.equal(rows.map((row) => row.source).join(""), one.message);
  });
}

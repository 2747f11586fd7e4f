import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { minify } from "./minify.ts";
import { readStyles } from "./styles.ts";

const CASES: readonly [name: string, css: string, least: string][] = [
  ["spaces and last semicolon", "a {\n  color : red ;\n}\n", "a{color :red}"],
  ["comment alone", "/* x */", ""],
  ["comment parts words", "a/**/b{}", "a b{}"],
  ["comment with stars", "a{/***/b:c}/* ; } */", "a{b:c}"],
  ["descendant before pseudo", ".a :hover{}", ".a :hover{}"],
  ["pseudo on the element", ".a:hover{}", ".a:hover{}"],
  ["child", "a > b , c{}", "a>b,c{}"],
  ["calc keeps its spaces", "a{b:calc(1rem + 2px - 3%)}", "a{b:calc(1rem + 2px - 3%)}"],
  ["slash keeps its spaces", "a{font:1rem / 1.5 x}", "a{font:1rem / 1.5 x}"],
  ["string untouched", 'a{content:" ;}  /* no */ "}', 'a{content:" ;}  /* no */ "}'],
  ["string with escape", "a{content:'\\'  ;}'}", "a{content:'\\'  ;}'}"],
  ["string with the other quote", `a::before{content:"it's"  }`, `a::before{content:"it's"}`],
  ["and before a bracket", "@media (a) and (b) {c{}}", "@media (a) and (b){c{}}"],
  ["nought before a point", "a{b:0.5rem calc(0.25em + 0)}", "a{b:.5rem calc(.25em + 0)}"],
  ["nought that counts", 'a0.5b{c:10.5px;d:"0.5"}', 'a0.5b{c:10.5px;d:"0.5"}'],
  ["value list", "a{margin: 0  auto}", "a{margin:0 auto}"],
];

for (const [name, css, least] of CASES) {
  test(`minify: ${name}`, () => assert.equal(minify(css), least));
}

test("minify: doing it twice changes nothing, whatever comes in", () => {
  const pieces = fc.constantFrom(..."a :;{}>,/*+\"'\\\n".split(""), "/*", "*/", "a b", ";}");
  const css = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(""));
  const twice = fc.property(css, (text) => minify(minify(text)) === minify(text));
  fc.assert(twice, { seed: 7, numRuns: 3000 });
});

test("styles: the hash is that of the bytes, and all of it is at most 5 kB over the wire", () => {
  const { css, source } = readStyles();
  const hash = createHash("sha256").update(css).digest("base64");
  assert.equal(source, `'sha256-${hash}'`);
  const bytes = gzipSync(css).length;
  assert.ok(bytes <= 5 * 1024, `${bytes} bytes`);
  assert.ok(!css.includes("url("), "nothing is fetched");
  assert.ok(!css.includes("</"), "cannot close the style element");
});

test("styles: only logical sides, so that right-to-left needs no second sheet", () => {
  const { css } = readStyles();
  const physical =
    /[{;](?:margin|padding|border)-(?:left|right|top|bottom)|[{;](?:left|right|top|bottom|width|height|float):|text-align:(?:left|right)/;
  assert.equal(css.match(physical)?.[0], undefined);
});

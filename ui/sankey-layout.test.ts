import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Flow, type FlowNode, layOut } from "./sankey-layout.ts";
import { attributes, draw, echo } from "./test-kit.ts";

const { Sankey } = await import("./sankey.tsx");
const { twoLines } = await import("./sankey-drawing.tsx");

const NODES: FlowNode[] = [
  { id: "a", label: "A", side: "source" },
  { id: "b", label: "B", side: "source", local: true },
  { id: "k", label: "K", side: "use" },
  { id: "c", label: "C", side: "use" },
  { id: "h", label: "Here", side: "here" },
];
const board = { width: 340, margin: 1, rtl: false };
const flows = fc.array(
  fc.record({
    from: fc.constantFrom("a", "b"),
    to: fc.constantFrom("k", "c", "h"),
    of: fc.integer({ min: 0, max: 1_000_000 }).map(String),
  }),
  { maxLength: 8 },
);

test("boxes stay on the board and leave room for three lines of words between them", () => {
  const law = fc.property(flows, (some: Flow[]) => {
    const { boxes, height } = layOut(NODES, some, board);
    for (const box of boxes) {
      assert.ok(box.x >= 0 && box.x + box.width <= board.width, `${box.id} across`);
      assert.ok(box.y >= 0 && box.y + box.height <= height, `${box.id} down`);
    }
    for (const x of new Set(boxes.map((box) => box.x))) {
      const middles = boxes.filter((box) => box.x === x).map((box) => box.y + box.height / 2);
      middles.sort((one, other) => one - other);
      const gaps = middles.slice(1).map((y, at) => y - (middles[at] ?? 0));
      assert.ok(
        gaps.every((gap) => gap >= 48),
        gaps.join(),
      );
    }
  });
  fc.assert(law, { seed: 11, numRuns: 200 });
});

test("a page from the right is the mirror image", () => {
  const some = [
    { from: "a", to: "k", of: "3" },
    { from: "b", to: "h", of: "1.5" },
  ];
  const left = layOut(NODES, some, board).boxes;
  const right = layOut(NODES, some, { ...board, rtl: true }).boxes;
  left.forEach((box, at) => {
    const mirrored = board.width - box.x - box.width;
    assert.ok(Math.abs((right[at]?.x ?? -1) - mirrored) < 1e-9);
    assert.equal(right[at]?.y, box.y);
  });
});

test("bands are as thick as what flowed, and nought is not drawn", () => {
  const some = [
    { from: "a", to: "k", of: "300" },
    { from: "b", to: "c", of: "100" },
    { from: "b", to: "h", of: "0" },
  ];
  const { bands, boxes } = layOut(NODES, some, board);
  assert.equal(bands.length, 2);
  const [thick = 0, thin = 0] = bands.map((band) => band.width);
  assert.ok(Math.abs(thick / thin - 3) < 0.05, `${thick} to ${thin}`);
  assert.ok(!boxes.some((box) => box.id === "h"));
});

test("a flow backwards or to nowhere is our bug", () => {
  assert.throws(() => layOut(NODES, [{ from: "k", to: "a", of: "1" }], board));
  assert.throws(() => layOut(NODES, [{ from: "a", to: "nowhere", of: "1" }], board));
});

test("the picture has every flow in its table, exact, and nothing to draw draws nothing", () => {
  const say = ({ of, unit }: { of: string; unit: string }) => `${of} ${unit}`;
  const base = { t: echo, lang: "en", say, caption: "Money", unit: "EUR", nodes: NODES };
  const some = [
    { from: "a", to: "k", of: "0.00000001" },
    { from: "b", to: "c", of: "0" },
  ];
  const html = draw(Sankey, { ...base, flows: some, totals: { a: "0.00000001" } });
  assert.ok(html.includes("<bdi>0.00000001 EUR</bdi>") && html.includes("<bdi>0 EUR</bdi>"));
  assert.equal(attributes(html, "svg")["aria-label"], "Money");
  assert.ok(!draw(Sankey, { ...base, flows: [], totals: {} }).includes("<svg"));
});

test("a long name stands in two lines, and words on top have their room", () => {
  const name = "Aquí con nosotras y nosotros";
  assert.deepEqual(twoLines(name, 19), ["Aquí con nosotras y", "nosotros"]);
  assert.deepEqual(twoLines("Agua", 19), ["Agua"]);
  assert.deepEqual(twoLines("x".repeat(30), 5), ["xxxx…"]);
  const some = [{ from: "a", to: "k", of: "3" }];
  const [plain, headed] = [board, { ...board, head: 30 }].map((on) => layOut(NODES, some, on));
  assert.equal(headed?.height, (plain?.height ?? 0) + 30);
  assert.ok(headed?.boxes.every(({ y }) => y >= 48));
});

test("on a phone, words that are higher than their band stand below it and on the picture", () => {
  const say = ({ of }: { of: string }) => of;
  const flows = [
    { from: "a", to: "k", of: "97" },
    { from: "a", to: "c", of: "3" },
  ];
  const base = { t: echo, lang: "es", say, caption: "Money", unit: "EUR", nodes: NODES };
  const [narrow = ""] = draw(Sankey, { ...base, flows, totals: {} }).split("</svg>");
  const foot = Number(/viewBox="0 0 340 (\d+)"/.exec(narrow)?.[1]);
  const thin = /<rect[^>]* y="([\d.]+)"[^>]* height="([\d.]+)"><\/rect>(?:(?!<rect)[\s\S])*>C</;
  const [, top, height] = thin.exec(narrow.replaceAll("/>", "></rect>")) ?? [];
  const words = [...narrow.slice(narrow.search(/>C</) - 200).matchAll(/<text[^>]* y="([\d.]+)"/g)];
  const last = words.slice(-2).map(([, y]) => Number(y));
  assert.ok((last[0] ?? 0) - 12 >= Number(top) + Number(height), `${last} ${top} ${height}`);
  assert.ok((last[1] ?? foot) + 4 <= foot, `${last} ${foot}`);
});

test("on a phone, words end before the next box, and before what stands in the middle", () => {
  const label = "Community kitchens in town";
  const middle = { id: "p", label: "Here with us", side: "pot" } as const;
  const uses = ["k", "c", "h"].map((id) => ({ id, label, side: "use" }) as const);
  const nodes = [{ id: "a", label, side: "source" } as const, middle, ...uses];
  const flows = [
    { from: "a", to: "p", of: "9000" },
    ...uses.map(({ id }) => ({ from: "p", to: id, of: id === "c" ? "8000" : "3" })),
  ];
  const base = { t: echo, lang: "en", say: ({ of }: { of: string }) => of, unit: "EUR" };
  const props = { ...base, caption: "Money", nodes, flows, totals: {} };
  const [narrow = ""] = draw(Sankey, props).split("</svg>");
  const said = [...narrow.matchAll(/<text[^>]*class="halo strong"[^>]*>([^<]+)</g)];
  assert.equal(said.length, 2 * 4 + 1, "two lines each, and one above the middle");
  assert.ok(said.every(([, line = ""]) => line.length <= 16));
  const column = layOut(nodes, flows, { ...board, width: 340, margin: 1 }).boxes;
  const last = column.filter(({ side }) => side === "use").sort((a, b) => a.y - b.y);
  for (const [at, { y, height }] of last.slice(0, -1).entries()) {
    const beneath = y + height + 15 + 2 * 16 + 4;
    assert.ok(beneath <= (last[at + 1]?.y ?? 0), `${beneath} and ${last[at + 1]?.y}`);
  }
});

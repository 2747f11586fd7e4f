/** For tests: the life of a place and of what lies in it, over the JSON API. */
import type { Step } from "./testing-steps.ts";

const text = (said: string) => ({ lang: "es", text: said });
const soap = (of: string) => ({ unit: "item", of });

/** The legs of a shipment that is on its way; see {@link STOCK}. */
export const LEGS: readonly Step[] = [
  [
    "stock.plan-leg",
    ({ way: delivery }) => ({ delivery, way: text("Puerto a frontera"), by: null, papers: [] }),
    ["leg", "answer.leg"],
  ],
  ["stock.move-leg", ({ leg }) => ({ leg, to: "under-way", papers: ["customs"] })],
  ["stock.drop-leg", ({ leg }) => ({ leg })],
];

/** Each command once, in an order in which each can be done. */
export const STOCK: readonly Step[] = [
  ["stock.open-place", () => ({ name: text("Bodega") }), ["shelf", "answer.shelf"]],
  ["stock.rename-place", ({ shelf }) => ({ shelf, name: text("Cuarto") })],
  ["stock.prefer-place", ({ shelf }) => ({ shelf })],
  [
    "stock.name-item",
    () => ({ name: text("Jabón"), unit: "item", category: "hygiene" }),
    ["soap", "answer.item"],
  ],
  ["stock.rename-item", ({ soap: item }) => ({ item, name: text("Jabones") })],
  ["stock.set-levels", ({ soap: item }) => ({ item, minimum: "5", wanted: "50", days: 14 })],
  ["stock.set-packs", ({ soap: item }) => ({ item, packs: [{ unit: "pack", holds: "12" }] })],
  ["stock.set-kit", ({ soap: item }) => ({ item, parts: [] })],
  ["stock.note-item", ({ soap: item }) => ({ item, about: "route", text: text("Por el puerto") })],
  ["stock.unnote-item", ({ soap: item }) => ({ item, about: "route" })],
  [
    "stock.take-in",
    ({ shelf, soap: item }) => ({ shelf, came: "bought", lines: [{ item, ...soap("60") }] }),
  ],
  ["stock.move", ({ shelf, soap: item }) => ({ shelf, item, ...soap("3"), to: null })],
  ["stock.put-away", ({ shelf, soap: item }) => ({ shelf, lines: [{ item, ...soap("3") }] })],
  ["stock.pack", ({ shelf, soap: item }) => ({ shelf, item, unit: "pack", times: 2 })],
  ["stock.unpack", ({ shelf, soap: item }) => ({ shelf, item, unit: "pack", times: 2 })],
  ["stock.adjust", ({ shelf, soap: item }) => ({ shelf, item, ...soap("1"), why: "damaged" })],
  [
    "stock.count",
    ({ shelf, soap: item }) => {
      return { shelf, lines: [{ item, ...soap("50"), until: null, lot: null }] };
    },
    ["seen", "answer.seen"],
  ],
  ["stock.confirm-count", ({ shelf, seen }) => ({ shelf, seen: Number(seen) })],
  ["stock.drop-count", ({ shelf }) => ({ shelf })],
  ["stock.give-out", ({ shelf, soap: item }) => ({ shelf, item, ...soap("50"), band: "5-9" })],
  ["stock.retire-item", ({ soap: item }) => ({ item })],
  ["stock.close-place", ({ shelf }) => ({ shelf })],
  ["stock.answer-nearby", ({ need }) => ({ need, who: "sells", where: text("El mercado") })],
  ["stock.write-turn", () => ({ how: "assembly", text: text("Primero quien llega a pie") })],
  ["stock.show-turn", () => ({})],
  ["stock.quiet-turn", () => ({})],
  ["stock.switch-swaps", () => ({ on: false })],
];

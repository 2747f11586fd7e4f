/** For tests: what a program says of breaches, each command once and in this order. */
import type { Step } from "./testing-steps.ts";

const text = (said: string) => ({ lang: "es", text: said });
const KNOWN = { what: "device", aware: 1, happened: null, law: "no", risk: "low" };
const DRILL = { drill: true, lang: "es", name: [text("Simulacro")] };
const COUNTED = { of: "all", id: null, from: null, rows: [], names: 0 };
const CONTACT = { name: "lucero", reach: "jueves" };
const TOLD = { whom: "allies", lang: "ar", by: "soon" };
const MEASURE: Step[2] = ["measure", "answer.measure"];

/** The steps: one breach, from the drill it is to its closing. */
export const BREACHES: readonly Step[] = [
  ["breaches.open", () => ({ ...KNOWN, ...DRILL }), ["breach", "answer.breach"]],
  ["breaches.correct", ({ breach }) => ({ breach, ...KNOWN, what: "link" })],
  ["breaches.write", ({ breach }) => ({ breach, block: "happened", text: text("Un enlace") })],
  ["breaches.name-contact", ({ breach }) => ({ breach, contact: CONTACT })],
  ["breaches.count", ({ breach }) => ({ breach, ...COUNTED })],
  ["breaches.set-line", ({ breach }) => ({ breach, ...TOLD }), ["line", "answer.line"]],
  ["breaches.end-line", ({ breach, line: one }) => ({ breach, line: one, how: "told" })],
  ["breaches.reopen-line", ({ breach, line: one }) => ({ breach, line: one })],
  ["breaches.take-measure", ({ breach }) => ({ breach, what: "links" }), MEASURE],
  ["breaches.take-measure-back", ({ breach, measure }) => ({ breach, measure })],
  ["breaches.close-as-mistake", ({ breach }) => ({ breach })],
  // Closed already: closing it is done, and writes nothing.
  ["breaches.close", ({ breach }) => ({ breach })],
  ["breaches.reopen", ({ breach }) => ({ breach })],
];

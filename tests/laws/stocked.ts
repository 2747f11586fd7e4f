/** What lies where, as deeds of a history: places, items, what moves. All of it is the host's. */
import type { ShelfState } from "../../rooms/stock/index.ts";
import type { Does, History, Step } from "./history.ts";
import { pick, title } from "./said.ts";
import type { Author } from "./sent.ts";

const founderOf = ({ members }: History): Author => {
  return { by: "member", member: members[0]?.id ?? "" };
};

async function oneOf(history: History, kind: string, which: number) {
  const space = await history.house.space(history.space);
  const id = pick((await space?.idsOfKind(kind, 20)) ?? [], which);
  return id === undefined ? undefined : space?.thing(id);
}

/** A line that lies in one of the places. */
async function lineOf(history: History, { which }: Step) {
  const shelf = await oneOf(history, "shelf", which);
  const state = shelf?.state as ShelfState | undefined;
  const [key] = Object.keys(state?.lots ?? {});
  const [item = "", unit = ""] = key?.split(" ") ?? [];
  return shelf && key ? { shelf: shelf.id, item, unit } : undefined;
}

/** See the file's words. */
export const STOCKED: readonly Does[] = [
  (history, { word }, secret) => [
    ...(["stock.open-place", { name: title(word + secret) }, founderOf(history)] as const),
  ],
  async (history, { which, word, figure }, secret) => {
    const shelf = (await oneOf(history, "shelf", which))?.id;
    if (shelf === undefined) return null;
    // The same word is the same item, so the word is left out of what is secret.
    const line = { name: title(word % 3), unit: "item", of: String(1 + figure + secret) };
    const more = { until: "2027-01-31", code: title(word + secret) };
    const input = { shelf, came: "given", lines: [{ ...line, ...more }] };
    return ["stock.take-in", input, founderOf(history)];
  },
  async (history, step, secret) => {
    const line = await lineOf(history, step);
    if (line === undefined) return null;
    const input = { ...line, of: step.figure % 4 === 0 ? "1000000000" : "1" };
    const author = founderOf(history);
    if (step.figure % 3 === 0) return ["stock.give-out", { ...input, band: "5-9" }, author];
    if (step.figure % 3 === 1) return ["stock.move", { ...input, to: null }, author];
    const note = { item: line.item, about: "route", text: title(step.word + secret) };
    return ["stock.note-item", note, author];
  },
];

/** What groups of the made-up world do again and again: ask, take a line, answer, send, count. */
import type { Amount, Text } from "../house/values/index.ts";
import { need } from "../rooms/needs/index.ts";
import type { Does, Group, Walk } from "./walk.ts";

/** A figure with its unit. */
export const amount = (of: number, unit = "item"): Amount => ({ of: String(of), unit });

/** A line in Spanish, English or Arabic, shown to others. */
export function asked(
  lang: string,
  text: string,
  quantity: Amount | null,
  more: Record<string, unknown> = {},
) {
  const figure = quantity === null ? {} : { quantity };
  return { title: { lang, text }, ...figure, publish: true, ...more };
}

/** Opens lines that were pasted from one message; answers their ids in order. */
export async function paste(walk: Walk, group: Group, lines: readonly object[]): Promise<string[]> {
  await group.lead("needs.open-many", { lines, from: "pasted" });
  const reader = { by: "member", member: group.founder, roles: ["coordination"] } as const;
  const view = await walk.house.view(group.space, reader);
  const things = (await view?.things(need)) ?? [];
  return things.slice(-lines.length).map(({ id }) => id);
}

/** Opens one line. */
export async function ask(does: Does, line: object, how = {}): Promise<string> {
  return String((await does("needs.open", line, how)).answer["id"]);
}

/** Writes a profile and the please-do-not-send list; answers the version of the standing terms. */
export async function describe(
  { lead }: Group,
  blocks: Readonly<Record<string, readonly Text[]>>,
  notWanted: readonly (readonly Text[])[] = [],
): Promise<string | null> {
  let terms: string | null = null;
  for (const [block, texts] of Object.entries(blocks)) {
    const done = await lead("spaces.describe", { block, texts });
    if (block === "terms") terms = String(done.answer["version"]);
  }
  const lines = notWanted.map((texts) => ({ texts, category: null }));
  if (lines.length > 0) await lead("spaces.do-not-send", { lines });
  return terms;
}

/** A contribution as its taker keeps it. */
export type Taken = { id: string; code: string };

/** Someone takes a line. */
export async function take(
  stranger: Does,
  line: { need: string; quantity: Amount; terms: string | null; name: string },
  more: object = {},
): Promise<Taken> {
  const reach = `${line.name}@lista.example`;
  return (await stranger("offers.take", { ...line, reach, ...more })).answer as Taken;
}

/** The group answers contributions; with an amount it accepts that much. */
export function accept(does: Does, id: string, quantity?: Amount) {
  const one = { id, answer: "accept", ...(quantity === undefined ? {} : { quantity }) };
  return does("offers.answer-many", { answers: [one] });
}

/** Announces a shipment and answers its id. */
export async function send(does: Does, lines: readonly object[], more: object): Promise<string> {
  return String((await does("deliveries.announce", { lines, ...more })).answer["id"]);
}

/** Moves a shipment on, place by place. */
export async function move(does: Does, id: string, ...places: readonly string[]): Promise<void> {
  for (const to of places) await does("deliveries.move", { id, to });
}

/** Counts a shipment's lines, from the first on; answers the goods book. */
export async function count(does: Does, id: string, counts: readonly Amount[]): Promise<string> {
  const lines = counts.map((counted, i) => ({ line: i + 1, counted }));
  return String((await does("ledger.count-delivery", { id, lines })).answer["book"]);
}

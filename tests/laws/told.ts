/** All that a reader is told by a view: every thing, every word, every search, in order. */
import { type EntryRef, ERASABLE, type Thing } from "../../house/facts.ts";
import type { View } from "../../house/view.ts";
import { plan } from "../../rooms/index.ts";

function refs(value: unknown): EntryRef[] {
  if (typeof value !== "object" || value === null) return [];
  if ("index" in value && "n" in value && "type" in value) return [value as EntryRef];
  return Object.values(value).flatMap(refs);
}

/** The things of every kind as the reader gets them, with their words and people. */
export async function told(view: View): Promise<string> {
  const lines: unknown[] = [];
  for (const room of plan.rooms)
    for (const kind of room.kinds) {
      const things: Thing[] = await view.things(kind);
      lines.push([kind.kind, things.length]);
      for (const thing of things) {
        const { id, circle, n, state, first, last } = thing;
        lines.push({ id, circle, n, state, first: first.day, last: last.day });
        for (const at of refs(state))
          for (const part of ERASABLE) lines.push(await view.part(thing, at, part));
      }
      for (const word of ["manta", "filtro", "arroz"]) {
        const found = await view.findByWords(kind, `word:${word}`);
        lines.push([word, found.map(({ id }) => id)]);
      }
    }
  const { entries } = await view.latest(500, null);
  const asked = entries.map(({ entry: { index, type, record }, thing }) => {
    return { thing, at: { index, n: record.n, type } };
  });
  const words = await view.parts(asked);
  entries.forEach(({ entry: { type, record } }, i) => void lines.push([type, record, words[i]]));
  return lines.map((line) => JSON.stringify(line)).join("\n");
}

/** Every state in the space, whoever may open it: what a fold comes to. */
export async function folded(view: View): Promise<string> {
  const lines: unknown[] = [];
  for (const room of plan.rooms)
    for (const kind of room.kinds)
      for (const id of await view.space.idsOfKind(kind.kind, 10_000))
        lines.push(await view.space.thing(id));
  return lines.map((line) => JSON.stringify(line)).join("\n");
}

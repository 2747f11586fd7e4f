/**
 * What steps do with agreements. The other party has no hand in these histories: rooms/agreements
 * has laws of its own for that. `secret` changes free words and private notes alone.
 */
import { dayOf, laterDay } from "../../house/values/index.ts";
import type { Does, History } from "./history.ts";
import { pick, title } from "./said.ts";

/** The allied group of every history. */
const OTHER = "e".repeat(32);

type Held = {
  drafts: { clause: string }[];
  proposed: { version: number; hash: string } | null;
};

async function all<S>(
  { house, space }: History,
  kind: string,
): Promise<{ id: string; state: S }[]> {
  const here = await house.space(space);
  const ids = (await here?.idsOfKind(kind, 50)) ?? [];
  return ((await here?.things(ids)) ?? []) as unknown as { id: string; state: S }[];
}

const SUPPORT = { gives: "them", kinds: ["goods"], per: "month" };

/** See the file's words. */
export const AGREED: readonly Does[] = [
  () => ["agreements.begin", { with: OTHER, langs: ["es"] }],
  async (history, { which, figure }) => {
    const one = pick(await all(history, "agreement"), which);
    if (one === undefined) return null;
    const on = laterDay(dayOf(history.clock.now, "Europe/Madrid"), { days: 1 + (figure % 90) });
    const most = { of: String(1 + figure), unit: "box" };
    const said =
      figure % 3 === 0
        ? { kind: "look-again", terms: { on } }
        : { kind: "support", terms: { ...SUPPORT, most } };
    return ["agreements.write-clause", { agreement: one.id, says: said }];
  },
  async (history, { which, figure, word }, secret) => {
    const one = pick(await all<Held>(history, "agreement"), which);
    const clause = pick(one?.state.drafts ?? [], figure)?.clause;
    if (one === undefined || clause === undefined) return null;
    const input = { agreement: one.id, clause };
    if (figure % 4 === 0) return ["agreements.strike-clause", input];
    return ["agreements.write-words", { ...input, lang: "es", said: title(word + secret) }];
  },
  async (history, { which, word, figure }, secret) => {
    const one = pick(await all(history, "agreement"), which);
    if (one === undefined) return null;
    const input = { agreement: one.id, pressed: figure % 2 === 0, said: title(word + secret) };
    return ["agreements.note", input];
  },
  async (history, { which, word }) => {
    const one = pick(await all(history, "agreement"), which);
    if (one === undefined) return null;
    return ["agreements.propose", { agreement: one.id, texts: [title(word)], differing: [] }];
  },
  async (history, { which, figure }) => {
    const one = pick(await all<Held>(history, "agreement"), which);
    const open = one?.state.proposed;
    if (one === undefined || open == null) return null;
    const { version, hash } = open;
    const input = { agreement: one.id, version };
    if (figure % 4 === 0) return ["agreements.decline", input];
    if (figure % 4 === 1) return ["agreements.waive-rest", input];
    return ["agreements.sign", { ...input, hash, assembly: null, seen: true }];
  },
  async (history, { which, figure }) => {
    const one = pick(await all(history, "agreement"), which);
    const note = pick(await all(history, "agreement-note"), which);
    if (figure % 3 === 0 && note !== undefined)
      return ["agreements.take-note-back", { note: note.id }];
    if (one === undefined) return null;
    return [figure % 5 === 0 ? "agreements.end" : "agreements.pause", { agreement: one.id }];
  },
];

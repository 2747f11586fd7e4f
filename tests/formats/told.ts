/** For tests: a group with an agreement's books, open books and a closed one, and what it tells. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { assertDone } from "../../house/testing.ts";
import type { View } from "../../house/view.ts";
import { agreedSpace, SAID } from "../../rooms/agreements/testing.ts";
import {
  type AskedPublic,
  type Publication,
  publish,
} from "../../rooms/ledger/exports/published.ts";

/** Who publishes in tests. */
export const PUBLISHER = {
  organisation: "GB-CHC-1234567",
  type: "24",
  grants: "360G-riverkitchen",
} as const;

/** The books: an agreement's money, an open one of money, one that is closed, goods of both. */
export const BOOKS = ["own", "open", "closed", "own-goods", "open-goods"] as const;
const ACCOUNTS = ["elsewhere", "money", "given-out", "fees", "uses:food", "held", "mine"] as const;

/** A line, perhaps put right, or a transfer to another book of its purpose. */
export type Deed = {
  book: (typeof BOOKS)[number];
  from: number;
  to: number;
  of: string;
  unit: string;
  month: number;
  fate: "stays" | "undone" | "halved" | "refunded" | "moved" | "changed";
};

/** Any of them. */
export const deed: fc.Arbitrary<Deed> = fc.record({
  book: fc.constantFrom(...BOOKS),
  from: fc.nat(6),
  to: fc.nat(6),
  of: fc.constantFrom("1", "0.01", "12.34", "99999999.99999999", "1000000", "0.00000001"),
  unit: fc.constantFrom("EUR", "KES", "USD", "kg"),
  month: fc.nat(14),
  fate: fc.constantFrom("stays", "stays", "undone", "halved", "refunded", "moved", "changed"),
});

/** Words that break what is careless. */
export const HOSTILE = `]]> <!-- & "x" 'y' --> \u200fبطانية ${"long ".repeat(18)}`
  .slice(0, 118)
  .trim();

/** What {@link told} made. */
export type Told = {
  view: View;
  ids: Readonly<Record<(typeof BOOKS)[number], string>>;
  deal: string;
  say: (more?: Partial<AskedPublic>) => Promise<Publication>;
};

/** A group after these deeds; its open books, and headings of its own, carry hostile words. */
export async function told(deeds: readonly Deed[]): Promise<Told> {
  const made = await agreedSpace(11);
  const { ask, send, at } = made;
  const { aims, support, money, timeline } = SAID;
  const whole = { ...money, terms: { ...money.terms, per: "whole" as const } };
  const deal = await made.inForce([aims, support, whole, timeline]);
  const own = async (purpose: string) =>
    String((await ask("ledger.open-own-book", { agreement: deal, purpose }))["book"]);
  const text = (of: string) => [{ lang: "en", text: of }];
  const plain = async (purpose: string) =>
    String((await ask("ledger.open-book", { purpose, title: text(`inside ${purpose}`) }))["book"]);
  const ids = {
    ...{ own: await own("money"), "own-goods": await own("goods") },
    ...{ open: await plain("money"), "open-goods": await plain("goods") },
    closed: await plain("money"),
  };
  const mine: Record<string, string> = {};
  for (const [name, book] of Object.entries(ids)) {
    const named = { book, side: "use", name: text(HOSTILE.slice(0, 60).trim()) };
    mine[name] = String((await ask("ledger.add-account", named))["account"]);
  }
  for (const book of [ids.open, ids["open-goods"]]) {
    const { joint } = await ask("ledger.ask-public-book", { book });
    await ask("ledger.make-book-public", { book, joint, title: text(HOSTILE) });
  }
  for (const one of deeds) await doing({ send, ids, mine }, one);
  const view = await made.view();
  const say = async (more: Partial<AskedPublic> = {}) => {
    const asked = { book: null, from: null, to: null, lang: "en" as const, ...more };
    const of = await publish(view, PUBLISHER, asked);
    assert.ok(!("refused" in of), JSON.stringify(of));
    return of;
  };
  assert.equal(view.space.id, at);
  return { view, ids, deal, say };
}

type On = {
  send: (command: string, input: object, author?: undefined, more?: object) => Promise<object>;
  ids: Told["ids"];
  mine: Readonly<Record<string, string>>;
};

async function doing(
  { send, ids, mine }: On,
  { book: name, from, to, of, unit, month, fate }: Deed,
) {
  const book = ids[name];
  const account = (nth: number) => (ACCOUNTS[nth] === "mine" ? mine[name] : ACCOUNTS[nth]);
  if (from === to) return;
  const happened = { happened: Date.UTC(2025, 7 + month, 9) };
  if (fate === "changed") return changed({ send, ids, mine }, { name, of, happened });
  const line = (nth: number, size: string) => ({ account: account(nth), of: { of: size, unit } });
  const lines = [line(from, `-${of}`), line(to, of)];
  const both = fate === "refunded" ? [...lines, line(from, of), line(to, `-${of}`)] : lines;
  const party = { lang: "en", text: "noor" };
  const done = await send("ledger.post", { book, lines: both, party }, undefined, happened);
  assertDone(done as never);
  const entry = (done as { answer: { entry?: number } }).answer.entry;
  if (fate === "undone" || fate === "halved") {
    const right = fate === "undone" ? [] : [line(from, "-0.005"), line(to, "0.005")];
    const input = { book, entry: entry ?? assert.fail(), seen: 0, was: both, right };
    assertDone((await send("ledger.correct", input, undefined, happened)) as never);
  }
  if (fate !== "moved" || name.endsWith("goods")) return;
  const other = name === "open" ? ids.own : ids.open;
  const end = (id: string) => ({ book: id, account: "money" });
  const input = { from: end(book), to: end(other), amount: { of, unit } };
  assertDone((await send("ledger.move", input, undefined, happened)) as never);
}

/** So much in EUR was changed into KES: it neither came nor went. */
async function changed(
  { send, ids }: On,
  { name, of, happened }: { name: Deed["book"]; of: string; happened: object },
) {
  if (name.endsWith("goods")) return;
  const input = {
    ...{ book: ids[name], from: "money", to: "held", rate: { source: "bank" } },
    ...{ gave: { of, unit: "EUR" }, got: { of, unit: "KES" } },
  };
  assertDone((await send("ledger.exchange", input, undefined, happened)) as never);
}

/** Links with an end to one book, for one funder. */
import { isWithin } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import { codeHash } from "../../house/gate.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { noBook } from "./decider.ts";
import { sharedNow } from "./decider-own.ts";
import { book } from "./facts.ts";
import { bookLink, bookLinksMark, holds, isLinkable, LINKS_MAX } from "./link-facts.ts";
import type { EndBookLink, MakeBookLink, MakeFunderLink } from "./shapes.ts";

const DAY_MS = 24 * 3_600_000;

/** Makes one; its code is told once. In a protected space totals are told by statements alone. */
export function makeBookLink(
  world: World,
  { book: id, days }: MakeBookLink,
  context: Context,
): Decided | Refusal {
  const thing = world.thing(book, id);
  if (thing === undefined) return noBook;
  if (context.protects)
    return refuse("ledger.link-protected", "state", { next: "ledger.make-statement" });
  if (isWithin(thing.circle)) return refuse("ledger.link-within", "state", { next: "go-back" });
  const { now } = context;
  const live = world.find(bookLink, bookLinksMark(id)).filter(({ state }) => holds(state, now));
  if (live.length >= LINKS_MAX) return refuse("ledger.enough-links", "limit", { next: "go-back" });
  const [link, code] = [context.id(), context.code()];
  const record = { book: id, hash: codeHash(code), until: now + days * DAY_MS };
  const made = { kind: "book-link", thing: link, type: "book-link.made/1", record };
  const circle = sharedNow(world, thing);
  return { facts: [{ ...made, ...(circle !== null && { circle }) }], answer: { link, code } };
}

/** Makes one over several books of the host's own, for one funder; its code is told once. */
export function makeFunderLink(
  world: World,
  { books, days }: MakeFunderLink,
  context: Context,
): Decided | Refusal {
  const things = books.map((id) => world.thing(book, id));
  if (things.some((thing) => thing === undefined)) return { ...noBook, field: "books" };
  if (context.protects)
    return refuse("ledger.link-protected", "state", { next: "ledger.make-statement" });
  if (things.some((thing) => thing === undefined || !isLinkable(thing)))
    return refuse("ledger.link-own-books", "state", { field: "books", next: "go-back" });
  const { now } = context;
  const full = books.some((id) => {
    const live = world.find(bookLink, bookLinksMark(id)).filter(({ state }) => holds(state, now));
    return live.length >= LINKS_MAX;
  });
  if (full) return refuse("ledger.enough-links", "limit", { field: "books", next: "go-back" });
  const [link, code] = [context.id(), context.code()];
  const record = { books, hash: codeHash(code), until: now + days * DAY_MS };
  const made = { kind: "book-link", thing: link, type: "book-link.made/2", record };
  return { facts: [made], answer: { link, code } };
}

/** Ends one: whoever holds it reads no more. One that is over stays so. */
export function endBookLink(
  world: World,
  { link: id }: EndBookLink,
  { now }: Context,
): Decided | Refusal {
  const thing = world.thing(bookLink, id);
  if (thing === undefined) return refuse("ledger.no-such-link", "not-found", { next: "go-back" });
  if (!holds(thing.state, now)) return { facts: [] };
  return { facts: [{ kind: "book-link", thing: id, type: "book-link.ended/1", record: {} }] };
}

/** A book for everyone: two say yes to it, and anyone who keeps the books closes it again. */
import { isOutside } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { OpenEntry } from "../../house/entry.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import type { House } from "../../house/house.ts";
import { isRefusal, type Refusal, refuse } from "../../house/refusal.ts";
import type { Effect } from "../../house/room.ts";
import { askFor, standOnJoint, used } from "../spaces/index.ts";
import { noBook } from "./decider.ts";
import { type BookState, book } from "./facts.ts";
import type { AskPublic, ClosePublic, MakePublic } from "./shapes.ts";

type Answer = Decided | Refusal;

/** Why a book cannot be for everyone; null where it can. */
export function publicFault(
  { circle, state }: Thing<BookState>,
  { protects }: Pick<Context, "protects">,
): Refusal | null {
  if (protects)
    return refuse("ledger.public-protected", "state", { next: "ledger.make-statement" });
  if (state.agreement !== null || (circle !== "host" && !isOutside(circle)))
    return refuse("ledger.public-not-alone", "state", { next: "go-back" });
  return isOutside(circle) ? refuse("ledger.public-already", "state") : null;
}

/** Asks for it: it takes two of the named set. */
export function askPublic(world: World, { book: id }: AskPublic, context: Context): Answer {
  const thing = world.thing(book, id);
  if (thing === undefined) return noBook;
  return publicFault(thing, context) ?? askFor(world, { what: "book", of: [id] }, context);
}

/** Opens it to everyone, on what two agreed to about this very book, as it was looked at. */
export function makePublic(world: World, input: MakePublic, context: Context): Answer {
  const thing = world.thing(book, input.book);
  if (thing === undefined) return noBook;
  const no = publicFault(thing, context);
  if (no !== null) return no;
  const stands = standOnJoint(world, context, { id: input.joint, what: "book" });
  if (isRefusal(stands)) return stands;
  if (stands.state.of[0] !== thing.id) return noBook;
  const { title } = input;
  const opened: NewFact = {
    ...{ kind: "book", thing: thing.id, type: "book.made-public/1", record: {} },
    ...(title && { words: { title } }),
  };
  return { facts: [used(stands.id), opened], answer: { book: thing.id } };
}

/** Closes it: nobody outside reads it from now on. One that is closed stays so. */
export function closePublic(world: World, { book: id }: ClosePublic): Answer {
  const thing = world.thing(book, id);
  if (thing === undefined) return noBook;
  if (!isOutside(thing.circle)) return { facts: [] };
  return { facts: [{ kind: "book", thing: id, type: "book.closed-again/1", record: {} }] };
}

/** A group that comes to protect its people tells figures by statements alone. */
export const closeBooks: Effect = {
  name: "ledger.close-public-books",
  on: ["space.protected/1"],
  act: (house, space, entry) => closeAll(house, space, entry),
  keyless: async () => undefined,
};

/** Books that are looked at. */
const BOOKS_MAX = 10_000;

async function closeAll(house: House, space: string, { index }: OpenEntry): Promise<void> {
  const opened = await house.space(space);
  const ids = (await opened?.idsOfKind(book.kind, BOOKS_MAX)) ?? [];
  for (const { id, circle } of (await opened?.things(ids)) ?? []) {
    if (!isOutside(circle)) continue;
    const done = await house.dispatch({
      ...{ space, command: "ledger.close-public-book", input: { book: id } },
      ...{ author: { by: "clock", thing: id }, key: `close-public-${index}-${id}` },
    });
    if (isRefusal(done) && done.because === "again") throw new Error("a book stays open");
  }
}

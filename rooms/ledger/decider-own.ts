/** The book of an agreement: its own, open to both parties, one of each purpose. */
import { isShared, PARTIES } from "../../house/circles.ts";
import type { Context, Decided, World } from "../../house/command.ts";
import type { NewFact, Thing } from "../../house/facts.ts";
import { type Refusal, refuse } from "../../house/refusal.ts";
import { type AgreementState, agreement, wasSigned } from "../agreements/index.ts";
import { ally, isHere } from "../allies/index.ts";
import { type BookState, book, ownBookMark, ownBookOpened, type Purpose } from "./facts.ts";
import type { OpenOwn } from "./shapes.ts";

/** The book of an agreement of this purpose; undefined where there is none yet. */
export function ownBook(
  world: World,
  deal: string,
  purpose: Purpose,
): Thing<BookState> | undefined {
  return world.find(book, ownBookMark(deal)).find(({ state }) => state.purpose === purpose);
}

/**
 * The circle of what is begun beside a thing that two parties read; null where it is not shared,
 * and where the other group is gone: what is begun then is the host's alone.
 */
export function sharedNow(world: World, { circle }: Thing): `parties:${string}` | null {
  if (!isShared(circle)) return null;
  const other = world.thing(ally, circle.slice(PARTIES.length));
  return other !== undefined && isHere(other.state) ? circle : null;
}

/** Why an agreement gets no book now; null where it may have one. */
function mayHave(world: World, { state }: Thing<AgreementState>): Refusal | null {
  if (!wasSigned(state)) return refuse("ledger.unsigned", "state", { next: "go-back" });
  const other = world.thing(ally, state.with);
  if (other === undefined || !isHere(other.state)) return refuse("ledger.party-gone", "state");
  return null;
}

/** Opens one. */
export function openOwnBook(world: World, input: OpenOwn, context: Context): Decided | Refusal {
  const { agreement: deal, purpose, title } = input;
  const thing = world.thing(agreement, deal);
  if (thing === undefined)
    return refuse("ledger.no-such-agreement", "not-found", { next: "go-back" });
  const no = mayHave(world, thing);
  if (no !== null) return no;
  if (ownBook(world, deal, purpose) !== undefined)
    return refuse("ledger.has-own-book", "state", { field: "purpose" });
  const id = context.id();
  const opened = ownBookOpened(id, { purpose, agreement: deal, ally: thing.state.with }, title);
  return { facts: [opened], answer: { book: id } };
}

/**
 * The book of an agreement for something that is written under it: the one there is, or with the
 * first money one that opens with it; null where it goes into the host's. `shared` is its circle.
 */
export function ownBookFor(
  world: World,
  deal: string,
  purpose: Purpose,
  context: Context,
): { id: string; facts: NewFact[]; shared: `parties:${string}` } | null {
  const thing = world.thing(agreement, deal);
  if (thing === undefined) return null;
  const shared = `${PARTIES}${thing.state.with}` as const;
  const own = ownBook(world, deal, purpose);
  if (own !== undefined) return { id: own.id, facts: [], shared };
  if (purpose !== "money" || mayHave(world, thing) !== null) return null;
  const id = context.id();
  const opened = ownBookOpened(id, { purpose, agreement: deal, ally: thing.state.with });
  return { id, facts: [opened], shared };
}

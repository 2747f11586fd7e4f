/** What things are called, for lists of many kinds: read through the reader's view alone. */
import type { EntryRef, Thing } from "../../house/facts.ts";
import { chooseText, type Lang, type Text } from "../../house/values/index.ts";
import type { View } from "../../house/view.ts";
import { type SayingState, saying } from "../consent/index.ts";
import { type BudgetState, budget, type ExpenseState, expense } from "../expenses/index.ts";
import { type OccasionState, occasion } from "../hours/index.ts";
import { type BookState, book, type StatementState, statement } from "../ledger/index.ts";
import { type ListeningState, listening, type NormState, norm } from "../listening/index.ts";
import { type NeedState, need } from "../needs/index.ts";
import { type DeliveryState, delivery, type OfferState, offer } from "../offers/index.ts";
import { type CircleState, circle, type DutyState, duty } from "../people/index.ts";
import { type TermState, term } from "../spaces/index.ts";
import { type GoodsState, goods, type ShelfState, shelf } from "../stock/index.ts";

/** Words parts say what something is under one of these names. */
type Said = {
  title?: Text | Text[];
  what?: Text;
  from?: Text;
  texts?: Text[];
  narration?: Text;
  /** What a session was about; what to know first, in short. */
  text?: Text;
  short?: Text;
  /** What a circle, a place or an item is called. */
  name?: Text | Text[];
  /** What somebody said. */
  quoted?: Text;
};

/** The words of a part that say what it is about, in the reader's language where there are such. */
export function titleIn(said: object, lang: Lang): Text | null {
  const { title, what, from, texts, narration, name, text, short, quoted } = said as Said;
  const called = typeof name === "object" ? name : null;
  const own = title ?? what ?? narration ?? quoted ?? from ?? texts;
  const one = own ?? text ?? short ?? called;
  return (Array.isArray(one) ? chooseText(one, [lang]) : one) ?? null;
}

/** Where a text that has an entry for each language says it: the reader's, or the original. */
function saidIn(said: readonly { lang: Lang; at: EntryRef }[], lang: Lang): EntryRef | null {
  return (said.find((one) => one.lang === lang) ?? said[0])?.at ?? null;
}

/** The entry that holds a thing's own title, or the need that it is about. */
function titleRef(thing: Thing, lang: Lang): EntryRef | { need: string } | null {
  const { kind, state } = thing;
  if (kind === listening.kind) return saidIn((state as ListeningState).blocks.title, lang);
  if (kind === occasion.kind) return (state as OccasionState).what;
  if (kind === norm.kind) return saidIn((state as NormState).said, lang);
  if (kind === need.kind) return (state as NeedState).words;
  if (kind === shelf.kind) return (state as ShelfState).name;
  if (kind === goods.kind) return (state as GoodsState).name;
  if (kind === circle.kind) return (state as CircleState).name;
  if (kind === duty.kind) return (state as DutyState).name;
  if (kind === term.kind) return (state as TermState).name;
  if (kind === book.kind) return (state as BookState).title;
  if (kind === statement.kind) return (state as StatementState).words;
  if (kind === budget.kind) return (state as BudgetState).title;
  if (kind === expense.kind) return (state as ExpenseState).words;
  if (kind === saying.kind) return (state as SayingState).words;
  if (kind === delivery.kind) return (state as DeliveryState).words;
  if (kind === "note") return { need: String((state as { need: string }).need) };
  if (kind !== offer.kind) return null;
  const { what, need: about } = state as OfferState;
  return about === null ? what : { need: about };
}

/** Titles by thing id; without those whose words this reader may not read, or nobody any more. */
export async function titlesOf(
  view: View,
  things: readonly Thing[],
  lang: Lang,
): Promise<ReadonlyMap<string, Text>> {
  const asked: { id: string; thing: Thing; at: EntryRef }[] = [];
  for (const thing of new Map(things.map((one) => [one.id, one])).values()) {
    if (thing.parked) continue;
    const ref = titleRef(thing, lang);
    if (ref === null) continue;
    if (!("need" in ref)) asked.push({ id: thing.id, thing, at: ref });
    else {
      const about = await view.thing(need, ref.need);
      if (about?.state.words) asked.push({ id: thing.id, thing: about, at: about.state.words });
    }
  }
  const parts = await view.parts(asked);
  const titles = new Map<string, Text>();
  parts.forEach((part, i) => {
    const title = typeof part === "string" ? null : titleIn(part, lang);
    const id = asked[i]?.id;
    if (title !== null && id !== undefined) titles.set(id, title);
  });
  return titles;
}

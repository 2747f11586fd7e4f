/** What headings, units and books are called in the reader's language, and who may write. */
import { isOutside, isShared, isWithin } from "../../../house/circles.ts";
import type { SpaceVisit, Visit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { notHere, type Refusal } from "../../../house/refusal.ts";
import {
  type Amount,
  chooseText,
  isCurrency,
  isTerm,
  isUnitCode,
  type Text,
} from "../../../house/values/index.ts";
import { readersIn } from "../../people/index.ts";
import { ACCOUNTS, type Account } from "../accounts.ts";
import { EXCHANGED } from "../exchange-facts.ts";
import { type BookState, book } from "../facts.ts";
import { namesOf, titleOf } from "../questions.ts";

/** A book opened for one visit, with its names. */
export type OpenBook = {
  thing: Thing<BookState>;
  title: string;
  /** Its own address. */
  base: string;
  account: (account: Account) => string;
  /** The same in few letters, for a picture that says already on which side it stands. */
  brief: (account: Account) => string;
  unit: (unit: string) => string;
  say: (amount: Amount) => string;
  /** Whether the visitor may write here; the gate asks again. */
  writes: boolean;
};

/** What a book is called: its title in the reader's language, or what it is kept of. */
export function bookTitle(
  visit: SpaceVisit,
  { state }: Thing<BookState>,
  title: readonly Text[] | null,
): string {
  const own = chooseText(title ?? [], [visit.lang])?.text;
  const purpose = visit.t(`ledger.purpose.${state.purpose}`);
  const plain = state.agreement === null ? purpose : visit.t("ledger.own.book", { purpose });
  return own ?? plain;
}

/** Of a page about a book: who can read it, and what is typed there. */
export function readersOf(visit: SpaceVisit, thing: Thing): ReturnType<typeof readersIn> {
  const key = isShared(thing.circle) ? "own" : isOutside(thing.circle) ? "public" : null;
  if (key === null) return readersIn(visit, thing);
  const readers = visit.t(`ledger.${key}.readers`);
  return { readers, typed: readers };
}

/** Of what is written at both ends of a transfer: who reads the book that more people open. */
export function readersOfBoth(visit: SpaceVisit, own: Thing, other: Thing) {
  const both = [own, other];
  const wider =
    both.find(({ circle }) => isShared(circle)) ??
    both.find(({ circle }) => isOutside(circle)) ??
    both.find(({ circle }) => !isWithin(circle));
  return readersOf(visit, wider ?? own);
}

/** Whether the visitor is of the group whose books these are. */
export const isLocal = ({ session }: Pick<SpaceVisit, "session">) => session?.ally == null;

/** Whether the book's lines are the group's by the week: hours, where the space protects. */
export function hoursApart({ space }: SpaceVisit, { thing }: Pick<OpenBook, "thing">): boolean {
  return space.protects && thing.state.purpose === "hours";
}

/** Opens the book of the address, or of another id, or answers as if it were not there. */
export async function openBook(
  visit: SpaceVisit,
  id = visit.params["id"] ?? "",
): Promise<OpenBook | Refusal> {
  const { view, space } = visit;
  const thing = await view.thing(book, id);
  if (thing === undefined) return notHere;
  const names = await namesOf(view, thing);
  const title = bookTitle(visit, thing, await titleOf(view, thing));
  const base = `${space.base}/books/${thing.id}`;
  return { thing, title, base, writes: mayWrite(visit, thing), ...naming(visit, names) };
}

/** Names for terms from `names`, for built-in codes from the room's words. */
export function naming(
  { t, words, lang }: Pick<Visit, "t" | "words" | "lang">,
  names: ReadonlyMap<string, readonly Text[]>,
): Pick<OpenBook, "account" | "brief" | "unit" | "say"> {
  const named = (id: string) =>
    chooseText(names.get(id) ?? [], [lang])?.text ?? t("ledger.account.unnamed");
  const unit = (code: string) => {
    if (isTerm(code)) return named(code);
    return isUnitCode(code) ? t(`house.unit-name.${code}`) : code;
  };
  const account = (code: Account) => {
    if (isTerm(code)) return named(code);
    const [, what] = code.split(":");
    if (what === undefined) return t(`ledger.account.${code}`);
    return t("ledger.account.uses", { what: t(`house.category.${what}`) });
  };
  const brief = (code: Account) => {
    const [, what] = isTerm(code) ? [] : code.split(":");
    return what === undefined ? account(code) : t(`house.category.${what}`);
  };
  const say = (amount: Amount) =>
    words.amount(amount, isCurrency(amount.unit) ? amount.unit : unit(amount.unit));
  return { account, brief, unit, say };
}

function mayWrite({ session }: SpaceVisit, { state }: Thing<BookState>): boolean {
  const roles = session?.roles ?? [];
  if (roles.includes("coordination") || roles.includes("treasurer")) return true;
  return state.purpose !== "money" && roles.includes("member");
}

/** The headings a form offers in a book: built-in ones that fit, then the group's own. */
export function headings({ thing, account }: OpenBook): { value: Account; label: string }[] {
  const { purpose, accounts } = thing.state;
  // Money is changed by a form of its own.
  const fits = (code: string) => code !== EXCHANGED && (purpose === "money" || code !== "money");
  return [...ACCOUNTS.filter(fits), ...Object.keys(accounts)].map((value) => {
    return { value, label: account(value) };
  });
}

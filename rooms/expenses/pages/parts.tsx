/** What pages of expenses share: names of headings and people, days, states, who may. */
import type { SpaceVisit } from "../../../house/door.ts";
import type { Refusal } from "../../../house/refusal.ts";
import {
  type Amount,
  chooseText,
  isTerm,
  negate,
  parseDay,
  signOf,
} from "../../../house/values/index.ts";
import { State, type StateKind } from "../../../ui/state.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { personNames } from "../../allies/index.ts";
import { type Account, bookNames, namesOf } from "../../ledger/index.ts";
import { handles } from "../../people/index.ts";
import { termTexts } from "../../spaces/index.ts";
import type { ExpenseState } from "../facts.ts";
import type { Expense, Opened } from "../questions.ts";

/** Where an expense's own addresses begin. */
export const atOf = ({ space }: SpaceVisit, { id }: Pick<Expense, "id">) =>
  `${space.base}/expenses/${id}`;

/** Whether the visitor hands expenses in. */
export const writes = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => role !== "observer") === true;

/** Whether the visitor keeps the money: pays, approves, agrees to rules. */
export const keepsMoney = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => role === "treasurer" || role === "coordination") === true;

/** A day or a month of a record, as it is said. */
export function dayText(
  { words, space }: Pick<SpaceVisit, "words" | "space">,
  day: string,
): string {
  if (/^\d{4}-\d{2}$/.test(day)) return words.month(day);
  const read = parseDay(day, space.zone);
  return read.ok ? words.day(read.value) : day;
}

/** An amount of money, as it is said. */
export const say =
  ({ words }: Pick<SpaceVisit, "words">) =>
  (amount: Amount): string =>
    words.amount(amount, amount.unit);

/** The same of what may be less than nothing: never by a sign. */
export function sayShort(visit: SpaceVisit, amount: Amount): string {
  if (signOf(amount) >= 0) return say(visit)(amount);
  return visit.t("expenses.short-by", { amount: say(visit)(negate(amount)) });
}

/** Several amounts in one line; nothing is said as nothing. */
export const sayAll = (visit: SpaceVisit, all: readonly Amount[]) =>
  visit.words.list(all.map((one) => sayShort(visit, one)));

/** What headings are called, for these expenses. */
export async function headingNames(
  visit: SpaceVisit,
  all: readonly Expense[],
): Promise<(account: Account) => string> {
  const ids = all.flatMap(({ state }) => state.lines.map(({ account }) => account)).filter(isTerm);
  const names = await termTexts(visit.view, ids);
  return (await bookNames()).naming(visit, names).account;
}

/** The same for a whole book of money. */
export async function bookHeadings(visit: SpaceVisit, thing: Parameters<typeof namesOf>[1]) {
  const names = await namesOf(visit.view, thing);
  return (await bookNames()).naming(visit, names).account;
}

/** What members are called here, for these expenses; who is gone or nameless is said so. */
export async function peopleIn(
  { view, t }: SpaceVisit,
  all: readonly Expense[],
): Promise<(member: string) => string> {
  const ids = all.flatMap(({ state }) => [
    ...[...state.authors, ...state.approvals],
    ...(state.payee === null ? [] : [state.payee]),
  ]);
  const known = await handles(view, ids);
  const theirs = await personNames(
    view,
    all.flatMap(({ state }) => state.theirs),
  );
  const own = t(view.reader.by === "ally" ? "expenses.one-of-them" : "expenses.nameless");
  return (id) => {
    const their = theirs.get(id);
    if (their === undefined) return known.get(id) ?? own;
    return t("expenses.of-the-other", { who: their ?? t("expenses.nameless") });
  };
}

const STATES: Readonly<Record<ExpenseState["status"], StateKind>> = {
  ...({ submitted: "waiting", approved: "live", paid: "met" } as const),
  ...({ refused: "stopped", withdrawn: "quiet" } as const),
};

/** How an expense stands, as icon and word. */
export function Standing({ visit, one }: { visit: SpaceVisit; one: Expense }) {
  const { status, sentBack } = one.state;
  const key = status === "submitted" && sentBack !== null ? "sent-back" : status;
  return <State is={STATES[status]}>{visit.t(`expenses.state.${key}`)}</State>;
}

/** What an expense is called: what it is for, else an expense or an advance. */
export function Called(props: { visit: SpaceVisit; one: Expense; said: Opened["words"] }) {
  const { visit, one, said } = props;
  const what = typeof said === "string" ? undefined : said.what;
  const text = what === undefined ? undefined : chooseText([what], [visit.lang]);
  if (text === undefined) return <>{visit.t(`expenses.as.${one.state.as}`)}</>;
  return <bdi {...voiceOf(text)}>{text.text}</bdi>;
}

/** The field of the form that a command's refusal is about. */
export function fieldOf(refusal: Refusal): Refusal {
  const [head = "", at, part] = (refusal.field ?? "").split(".");
  if (head !== "lines") {
    const field = head === "of" ? "amount" : head;
    return field === "" ? refusal : { ...refusal, field };
  }
  const n = Number(at ?? 0) + 1;
  const name = { account: "account", day: "day", undocumented: "undocumented" }[part ?? ""];
  return { ...refusal, field: `${name ?? "amount"}-${n}` };
}

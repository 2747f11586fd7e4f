/** The fields of the form of an expense. */
import type { SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { CURRENCIES, chooseText, dayOf } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { type Option, SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { agreements } from "../../agreements/index.ts";
import { allyNames } from "../../allies/index.ts";
import {
  ACCOUNTS,
  type BookState,
  balances,
  bookNames,
  moneyBooks,
  sideOf,
  titleOf,
} from "../../ledger/index.ts";
import { members } from "../../people/index.ts";
import { NAME_MAX, UNDOCUMENTED, WHAT_MAX } from "../facts.ts";
import { budgets, titlesOf } from "../questions.ts";
import { bookHeadings } from "./parts.tsx";
import { linesTyped, type Typed } from "./typed.ts";

/** What can be chosen in the form. */
export type Choices = {
  books: Option[];
  accounts: Option[];
  units: Option[];
  people: Option[];
  agreements: Option[];
  budgets: Option[];
};

const USES = ACCOUNTS.filter((code) => sideOf(code, {}) === "use" && code !== "lost");

/** See {@link Choices}; `chosen` is the book it is for, where one is chosen. */
export async function choicesFor(visit: SpaceVisit, chosen: string): Promise<Choices> {
  const { view, t, session } = visit;
  const books = await moneyBooks(view);
  const here = books.find(({ id }) => id === chosen) ?? books[0];
  const { bookTitle, naming } = await bookNames();
  const called =
    here === undefined ? naming(visit, new Map()).account : await bookHeadings(visit, here);
  const own = Object.entries(here?.state.accounts ?? {}).filter(([, side]) => side === "use");
  const accounts = [...own.map(([id]) => id), ...USES].map((value) => {
    return { value, label: called(value) };
  });
  const all = (await members(view)).filter(({ gone }) => !gone);
  const others = all.filter(({ id }) => id !== session?.member);
  const deals = (await agreements(view)).filter(({ status }) => status === "in-force");
  const groups = await allyNames(
    view,
    deals.map(({ thing }) => thing.state.with),
  );
  return {
    books: await Promise.all(
      books.map(async (thing) => ({
        ...{ value: thing.id, label: bookTitle(visit, thing, await titleOf(view, thing)) },
      })),
    ),
    accounts,
    units: unitsFor(here).map((value) => ({ value, label: value })),
    people: [
      { value: session?.member ?? "", label: t("expenses.payee.me") },
      ...others.map(({ id, handle }) => ({ value: id, label: handle ?? t("expenses.nameless") })),
      { value: "other", label: t("expenses.payee.other") },
    ],
    budgets: await budgetChoices(visit, here),
    agreements: deals.map(({ thing }, i) => {
      const group = groups.get(thing.state.with)?.text;
      return { value: thing.id, label: group ?? t("expenses.agreement-n", { n: i + 1 }) };
    }),
  };
}

/** Budgets of the book that go on. */
async function budgetChoices(
  visit: SpaceVisit,
  here: Thing<BookState> | undefined,
): Promise<Option[]> {
  const { view, lang, t } = visit;
  const all = (await budgets(view)).filter(({ state }) => !state.ended && state.book === here?.id);
  const titles = await titlesOf(view, all);
  return all.map(({ id }) => {
    const label = chooseText([...(titles.get(id) ?? [])], [lang])?.text;
    return { value: id, label: label ?? t("expenses.budgets.nameless") };
  });
}

/** Currencies: those the book has, then all others. */
function unitsFor(here: Thing<BookState> | undefined): string[] {
  const own = here === undefined ? [] : balances(here.state).map(({ of }) => of.unit);
  return [...new Set([...own, ...CURRENCIES])];
}

type Props = {
  visit: SpaceVisit;
  choices: Choices;
  typed: Typed;
  error: (field: string) => string | undefined;
};

/** The lines: the first stands there, more are folded away. */
export function Lines(props: Props & { isAdvance: boolean }) {
  const { visit, typed, isAdvance, error } = props;
  const { t } = visit;
  const more = Array.from({ length: linesTyped(typed) - 1 }, (_, i) => i + 2);
  const isUsed = more.some(
    (n) => typed(`amount-${n}`) !== "" || error(`amount-${n}`) || error(`account-${n}`),
  );
  return (
    <>
      <Line {...props} n={1} />
      <TextField
        {...{ t, name: "what", label: t("expenses.field.what"), maxlength: WHAT_MAX }}
        {...{ value: typed("what"), error: error("what") }}
      />
      {!isAdvance && (
        <details open={isUsed ? true : undefined}>
          <summary>{t("expenses.more-lines")}</summary>
          <div class="form">
            {more.map((n) => (
              <fieldset class="field">
                <legend>{t("expenses.line", { n })}</legend>
                <Line {...props} n={n} />
                <TextField
                  {...{ t, name: `what-${n}`, label: t("expenses.field.what-line") }}
                  {...{ maxlength: WHAT_MAX, value: typed(`what-${n}`) }}
                />
              </fieldset>
            ))}
          </div>
        </details>
      )}
    </>
  );
}

function Line({
  visit,
  choices,
  typed,
  error,
  isAdvance,
  n,
}: Props & { isAdvance: boolean; n: number }) {
  const { t, space, now } = visit;
  const today = dayOf(now, space.zone).date.slice(0, space.protects ? 7 : 10);
  const [amount, account, day] = [`amount-${n}`, `account-${n}`, `day-${n}`];
  const bare = `undocumented-${n}`;
  const isBare = typed(bare) !== "" || error(bare) !== undefined;
  return (
    <>
      <AmountField
        {...{ t, name: amount, label: t("expenses.field.amount"), required: n === 1 }}
        units={choices.units}
        value={{ of: typed(amount), unit: typed(`${amount}-unit`) }}
        error={error(amount)}
      />
      {!isAdvance && (
        <SelectField
          {...{ t, name: account, label: t("expenses.field.account"), required: n === 1 }}
          {...{ options: choices.accounts, value: typed(account), error: error(account) }}
        />
      )}
      <details open={isBare || error(day) !== undefined ? true : undefined}>
        <summary>{t(isAdvance ? "expenses.more-advance" : "expenses.more-line")}</summary>
        <div class="form">
          <DateField
            {...{ t, name: day, label: t("expenses.field.day"), month: space.protects }}
            {...{ max: today, value: typed(day, today), error: error(day) }}
          />
          {!isAdvance && (
            <SelectField
              {...{ t, name: bare, label: t("expenses.field.undocumented"), error: error(bare) }}
              hint={t("expenses.field.undocumented-hint")}
              options={[
                { value: "", label: t("expenses.has-receipt") },
                ...UNDOCUMENTED.map((value) => {
                  return { value, label: t(`expenses.undocumented.${value}`) };
                }),
              ]}
              value={typed(bare)}
            />
          )}
        </div>
      </details>
    </>
  );
}

/** Who gets the money: a member, or a name; never a paper that proves who they are. */
export function Payee({ visit, choices, typed, error }: Props) {
  const { t, session } = visit;
  return (
    <>
      <SelectField
        {...{ t, name: "payee", label: t("expenses.field.payee"), error: error("payee") }}
        {...{ options: choices.people, value: typed("payee", session?.member ?? "") }}
      />
      <TextField
        {...{ t, name: "name", label: t("expenses.field.name"), maxlength: NAME_MAX }}
        hint={t("expenses.field.name-hint")}
        value={typed("name")}
        error={error("name")}
      />
    </>
  );
}

/** The agreement it is spent under and the book, where there is something to choose. */
export function Beside(props: Props & { isNew: boolean }) {
  const { visit, choices, typed, error, isNew } = props;
  const { t } = visit;
  const need = typed("need");
  const deals = choices.agreements;
  const plans = choices.budgets;
  const isOpen = ["agreement", "book", "budget"].some((field) => error(field) !== undefined);
  const hasBooks = isNew && choices.books.length > 1;
  return (
    <>
      {need !== "" && <input type="hidden" name="need" value={need} />}
      {(deals.length > 0 || plans.length > 0 || hasBooks) && (
        <details open={isOpen || typed("agreement") + typed("budget") !== "" ? true : undefined}>
          <summary>{t("expenses.beside")}</summary>
          <div class="form">
            {deals.length > 0 && (
              <SelectField
                {...{ t, name: "agreement", label: t("expenses.field.agreement") }}
                hint={t("expenses.field.agreement-hint")}
                options={[{ value: "", label: t("expenses.no-agreement") }, ...deals]}
                {...{ value: typed("agreement"), error: error("agreement") }}
              />
            )}
            {plans.length > 0 && (
              <SelectField
                {...{ t, name: "budget", label: t("expenses.field.budget") }}
                options={[{ value: "", label: t("expenses.no-budget") }, ...plans]}
                {...{ value: typed("budget"), error: error("budget") }}
              />
            )}
            {hasBooks && (
              <SelectField
                {...{ t, name: "book", label: t("expenses.field.book"), error: error("book") }}
                {...{ options: choices.books, value: typed("book", choices.books[0]?.value) }}
              />
            )}
          </div>
        </details>
      )}
    </>
  );
}

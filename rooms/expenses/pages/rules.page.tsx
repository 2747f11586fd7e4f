/** The group's rules of spending: what holds, what somebody proposed, proposing others. */

import { dayIn } from "../../../house/days.ts";
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { sends } from "../../../house/sends.ts";
import { type Amount, CURRENCIES } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { saysOf } from "../../people/index.ts";
import { expense, undocumentedMark } from "../facts.ts";
import { rulesOf } from "../questions.ts";
import { APPROVERS, type Rules, rulesNow } from "../rules.ts";
import { totals, undocumentedOf, without } from "../sums.ts";
import { keepsMoney, sayAll } from "./parts.tsx";
import { moneyIn } from "./typed.ts";

/** Currencies that the form takes a limit in, at once. */
const FIELDS = 2;

/** `GET /expenses/rules`. */
export async function rulesPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<PageReply> {
  const { t, view, space, keys, session } = visit;
  const thing = await rulesOf(view);
  const rules = rulesNow(thing);
  const proposed = thing?.state.proposed ?? null;
  const mine = proposed?.by.includes(session?.member ?? "") === true;
  const title = t("expenses.rules.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}/expenses`}>{t("expenses.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("expenses.rules.text")}</p>
      <section>
        <h2>{t("expenses.rules.now")}</h2>
        <Says {...{ visit, rules }} />
        <Left {...{ visit, rules, gone: await goneIn(visit) }} />
      </section>
      {proposed !== null && (
        <Notice kind="info" t={t} title={t("expenses.rules.proposed")}>
          <Says {...{ visit, rules: proposed }} />
          {keepsMoney(visit) && (
            <Acts>
              {!mine && (
                <Act
                  {...{ keys, action: `${space.base}/expenses/rules/yes`, weight: "main" }}
                  fields={{ seen: String(thing?.n ?? 0) }}
                >
                  {t("expenses.rules.agree")}
                </Act>
              )}
              <Act {...{ keys, action: `${space.base}/expenses/rules/removal` }}>
                {t("expenses.rules.drop")}
              </Act>
            </Acts>
          )}
          {mine && <p class="soft">{t("expenses.rules.another")}</p>}
        </Notice>
      )}
      {keepsMoney(visit) && <Proposing {...{ visit, rules, refusal }} />}
    </>
  );
  return { page, title, status: saysOf(visit, refusal).status };
}

/** What went this month that no paper shows. */
async function goneIn({ view, space, now }: SpaceVisit): Promise<Amount[]> {
  const all = await view.find(expense, undocumentedMark(dayIn(now, space.zone, true)));
  const live = all.filter(({ state }) => state.status === "approved" || state.status === "paid");
  return totals(live.flatMap(({ state }) => undocumentedOf(state)));
}

function Says({ visit, rules }: { visit: SpaceVisit; rules: Rules }) {
  const { t, words } = visit;
  const { approvers, alone, undocumented } = rules;
  const who = words.list(
    approvers.map((role) => t(`expenses.approver.${role}`)),
    "or",
  );
  return (
    <ul>
      <li>{t("expenses.rules.who", { who })}</li>
      <li>
        {alone.length === 0
          ? t("expenses.rules.two-always")
          : t("expenses.rules.alone", { amount: sayAll(visit, alone) })}
      </li>
      <li>
        {undocumented.length === 0
          ? t("expenses.rules.no-bare")
          : t("expenses.rules.bare", { amount: sayAll(visit, undocumented) })}
      </li>
    </ul>
  );
}

function Left({
  visit,
  rules,
  gone,
}: {
  visit: SpaceVisit;
  rules: Rules;
  gone: readonly Amount[];
}) {
  if (rules.undocumented.length === 0) return null;
  const left = without(rules.undocumented, gone);
  return <p>{visit.t("expenses.rules.left", { amount: sayAll(visit, left) })}</p>;
}

function Proposing(props: { visit: SpaceVisit; rules: Rules; refusal: Refusal | null }) {
  const { visit, rules, refusal } = props;
  const { t, keys, posted, space } = visit;
  const { faults, error } = saysOf(visit, refusal, { alone: "alone-1", undocumented: "bare-1" });
  const isSent = refusal !== null;
  const units = CURRENCIES.map((value) => ({ value, label: value }));
  const amount = (name: string, all: readonly Amount[], n: number) => {
    const field = `${name}-${n}`;
    const stood = all[n - 1];
    return (
      <AmountField
        {...{
          t,
          name: field,
          label: t(`expenses.rules.field.${name}`),
          error: error(field),
          units,
        }}
        value={{
          of: isSent ? posted.text(field) : stood?.of,
          unit: isSent ? posted.text(`${field}-unit`) : (stood?.unit ?? rules.alone[0]?.unit),
        }}
      />
    );
  };
  const each = Array.from({ length: FIELDS }, (_, i) => i + 1);
  return (
    <section>
      <h2>{t("expenses.rules.propose")}</h2>
      <p class="soft">{t("expenses.rules.propose-text")}</p>
      <Form {...{ t, keys, faults, action: `${space.base}/expenses/rules` }}>
        <Ticks
          {...{ t, name: "approvers", label: t("expenses.rules.field.approvers") }}
          error={error("approvers")}
          ticks={APPROVERS.map((value) => ({
            ...{ value, label: t(`expenses.approver.${value}`) },
            ticked: isSent
              ? posted.all("approvers").includes(value)
              : rules.approvers.includes(value),
          }))}
        />
        {each.map((n) => amount("alone", rules.alone, n))}
        {each.map((n) => amount("bare", rules.undocumented, n))}
        <Acts>
          <Button>{t("expenses.rules.propose")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

/** Amounts typed into fields of one name; those left empty say nothing. */
function amountsIn(visit: SpaceVisit, name: string): Amount[] | Refusal {
  const all: Amount[] = [];
  for (let n = 1; n <= FIELDS; n++) {
    const field = `${name}-${n}`;
    if (visit.posted.text(field) === "") continue;
    const read = moneyIn(visit, field);
    if (isRefusal(read)) return read;
    all.push(read);
  }
  return all;
}

const gone = (visit: SpaceVisit, notice: string) => ({
  ...{ goto: "/expenses/rules", notice, again: (no: Refusal) => rulesPage(visit, no) },
});

/** `POST /expenses/rules`. */
export async function propose(visit: SpaceVisit): Promise<Reply> {
  const alone = amountsIn(visit, "alone");
  if (isRefusal(alone)) return rulesPage(visit, alone);
  const undocumented = amountsIn(visit, "bare");
  if (isRefusal(undocumented)) return rulesPage(visit, undocumented);
  const input = { approvers: visit.posted.all("approvers"), alone, undocumented };
  return sends(visit, ["expenses.propose-rules", input], gone(visit, "expenses.done.proposed"));
}

/** `POST /expenses/rules/yes`. */
export function agree(visit: SpaceVisit): Promise<Reply> {
  const seen = Number(visit.posted.text("seen"));
  return sends(visit, ["expenses.agree-rules", { seen }], gone(visit, "expenses.done.agreed"));
}

/** `POST /expenses/rules/removal`. */
export function drop(visit: SpaceVisit): Promise<Reply> {
  return sends(visit, ["expenses.drop-rules", {}], gone(visit, "expenses.done.dropped"));
}

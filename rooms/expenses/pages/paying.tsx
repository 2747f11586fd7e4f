/** That it was paid, by a line that stands there or a new one; that money came back. */

import { dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { backMax } from "../decider-pay.ts";
import { asked, leftOf, standing } from "../sums.ts";
import { atOf, dayText, say, sayAll } from "./parts.tsx";
import type { Ready } from "./ready.ts";
import { type Shown, saysIn } from "./shown.ts";

/** For who keeps the money. */
export function Paying({ ready, ...shown }: Shown & { ready: Ready }) {
  const { visit, one } = shown;
  const { t } = visit;
  const { status } = one.state;
  if (status === "paid") return <ComesBack {...shown} ready={ready} />;
  if (status !== "approved") return null;
  return (
    <section>
      <h2>{t("expenses.pay.title")}</h2>
      <p>{t("expenses.pay.text")}</p>
      {ready.lines.length > 0 && <Stands {...shown} ready={ready} />}
      {ready.short && (
        <Notice kind="warn" t={t} title={t("expenses.pay.short")}>
          <p>{t("expenses.pay.short-text")}</p>
        </Notice>
      )}
      <Pays {...shown} ready={ready} />
    </section>
  );
}

function Pays({ ready, ...shown }: Shown & { ready: Ready }) {
  const { visit, one, who } = shown;
  const { t, keys, posted, space, now } = visit;
  const { faults, error } = saysIn(shown, "payment");
  const today = dayOf(now, space.zone).date.slice(0, space.protects ? 7 : 10);
  const out = ready.advances.map(({ id, state }) => {
    const [author = ""] = state.authors;
    const vars = { who: who(state.payee ?? author), amount: sayAll(visit, leftOf(state)) };
    return { value: `advance:${id}`, label: t("expenses.pay.advance", vars) };
  });
  return (
    <Form {...{ t, keys, faults, action: `${atOf(visit, one)}/payment` }}>
      <SelectField
        {...{ t, name: "from", label: t("expenses.pay.from"), required: true }}
        options={[...ready.from, ...out]}
        value={posted.text("from") || "money"}
        error={error("from") ?? error("advance")}
      />
      <DateField
        {...{ t, name: "day", label: t("expenses.pay.day"), month: space.protects, max: today }}
        value={posted.text("day") || today}
        error={error("day")}
      />
      <Acts>
        <Button>{t("expenses.pay.button", { amount: sayAll(visit, asked(one.state)) })}</Button>
      </Acts>
    </Form>
  );
}

/** Lines that took just as much: a bank's file may have brought it in already. */
function Stands({ ready, ...shown }: Shown & { ready: Ready }) {
  const { visit, one } = shown;
  const { t, keys, space } = visit;
  const { faults } = saysIn(shown, "line");
  return (
    <>
      <h3>{t("expenses.pay.stands")}</h3>
      {faults.map(({ text }) => (
        <Notice kind="stop" t={t}>
          <p>{text}</p>
        </Notice>
      ))}
      <Rows>
        {ready.lines.map(({ n, day, party }) => (
          <Row
            title={t("expenses.pay.line", { n })}
            href={`${space.base}/books/${one.state.book}/lines/${n}`}
            level={4}
            say={
              <>
                {dayText(visit, day)} <bdi>{party}</bdi>
              </>
            }
          >
            <Act
              {...{ keys, action: `${atOf(visit, one)}/line`, fields: { entry: String(n) } }}
              about={t("expenses.pay.line", { n })}
            >
              {t("expenses.pay.this")}
            </Act>
          </Row>
        ))}
      </Rows>
      <h3>{t("expenses.pay.new")}</h3>
    </>
  );
}

function ComesBack({ ready, ...shown }: Shown & { ready: Ready }) {
  const { visit, one, heading } = shown;
  const { t, keys, posted } = visit;
  const { faults, error } = saysIn(shown, "return");
  const lines = standing(one.state).filter((line) => backMax(one, line).of !== "0");
  const [first] = lines;
  if (first === undefined) return null;
  const isAdvance = one.state.as === "advance";
  const options = lines.map(({ n, account, of }) => {
    return { value: String(n), label: `${n} · ${heading(account)} · ${say(visit)(of)}` };
  });
  const typed = (name: string, or: string) => (faults.length > 0 ? posted.text(name) : or);
  return (
    <details open={faults.length > 0 ? true : undefined}>
      <summary>{t(isAdvance ? "expenses.back.rest" : "expenses.back.refund")}</summary>
      <Form {...{ t, keys, faults, action: `${atOf(visit, one)}/return` }}>
        {options.length > 1 ? (
          <SelectField
            {...{ t, name: "line", label: t("expenses.field.line"), options, error: error("line") }}
            value={typed("line", String(first.n))}
          />
        ) : (
          <input type="hidden" name="line" value={String(first.n)} />
        )}
        <AmountField
          {...{ t, name: "amount", label: t("expenses.back.amount"), error: error("amount") }}
          units={[{ value: first.of.unit, label: first.of.unit }]}
          value={{ of: typed("amount", isAdvance ? backMax(one, first).of : "") }}
        />
        <SelectField
          {...{ t, name: "to", label: t("expenses.back.to"), options: ready.from }}
          {...{ value: typed("to", "money"), error: error("to") }}
        />
        <Acts>
          <Button weight="quiet">{t("expenses.back.button")}</Button>
        </Acts>
      </Form>
    </details>
  );
}

/** A yes to an expense, one thing that is missing, or a no: for whoever may say it. */

import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { isWithThem, namesThem } from "../agreed.ts";
import { MISSING, REASON_MAX, WHY } from "../facts.ts";
import { mayJudge, maySayYes, mayTheyJudge, waits } from "../judges.ts";
import { isMine } from "../questions.ts";
import { standing } from "../sums.ts";
import { atOf, keepsMoney, say } from "./parts.tsx";
import { type Shown, saysIn } from "./shown.ts";

/** The three forms; who may not say it is told who can. */
export function Judging(shown: Shown) {
  const { visit, one, rules, asks } = shown;
  const { t, session } = visit;
  if (!waits(one)) return null;
  const { reader } = visit.view;
  if (reader.by === "ally") {
    if (!mayTheyJudge(one, asks)) return null;
    return <Forms {...shown} yes={!one.state.theirs.includes(reader.person)} />;
  }
  const member = session?.member ?? "";
  const who = { member, roles: session?.roles ?? [] };
  const unread = namesThem(asks) && !isWithThem(one);
  if (!mayJudge(one, who, rules)) {
    const own = isMine(one, member) && keepsMoney(visit);
    return (
      <>
        {own && <p class="soft">{t("expenses.not-your-own")}</p>}
        <TakeUp {...shown} />
      </>
    );
  }
  return (
    <>
      {unread && <Share {...shown} />}
      <TakeUp {...shown} />
      <Forms {...shown} yes={!unread && maySayYes(one, who, { rules, asks })} />
    </>
  );
}

function Forms({ yes, ...shown }: Shown & { yes: boolean }) {
  return (
    <section>
      <h2>{shown.visit.t("expenses.judge")}</h2>
      {yes && <Yes {...shown} />}
      <Back {...shown} />
      <No {...shown} />
    </section>
  );
}

/** Enough said yes, the last of them of the other group: who keeps the money takes it up. */
function TakeUp(shown: Shown) {
  const { visit, one, enough } = shown;
  const { t, keys } = visit;
  if (!enough || !keepsMoney(visit)) return null;
  const { faults } = saysIn(shown, "approval");
  return (
    <section>
      <h2>{t("expenses.take-up")}</h2>
      <p>{t("expenses.take-up-text")}</p>
      <Form {...{ t, keys, faults, action: `${atOf(visit, one)}/approval` }}>
        <Acts>
          <Button>{t("expenses.take-up-button")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

/** The agreement came to name the other group since: nothing is shown to it unasked. */
function Share(shown: Shown) {
  const { visit, one } = shown;
  const { t, keys } = visit;
  const { faults } = saysIn(shown, "sharing");
  return (
    <section>
      <h2>{t("expenses.share")}</h2>
      <p>{t("expenses.share-text")}</p>
      <Form {...{ t, keys, faults, action: `${atOf(visit, one)}/sharing` }}>
        <Acts>
          <Button>{t("expenses.share-button")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

function Yes(shown: Shown) {
  const { visit, one, heading } = shown;
  const { t, keys, posted } = visit;
  const { faults, error } = saysIn(shown, "yes");
  const open = standing(one.state);
  const ticked = (n: number) => faults.length === 0 || posted.all("lines").includes(String(n));
  return (
    <Form {...{ t, keys, faults, action: `${atOf(visit, one)}/yes` }}>
      <input type="hidden" name="revision" value={String(one.state.revision)} />
      {open.length === 1 ? (
        <input type="hidden" name="lines" value={String(open[0]?.n ?? 1)} />
      ) : (
        <>
          <Ticks
            {...{ t, name: "lines", label: t("expenses.yes-lines"), error: error("lines") }}
            hint={t("expenses.yes-lines-hint")}
            ticks={open.map(({ n, account, of }) => {
              const label = `${n} · ${heading(account)} · ${say(visit)(of)}`;
              return { value: String(n), label, ticked: ticked(n) };
            })}
          />
          <AreaField
            {...{ t, name: "reason", id: "f-yes-reason", rows: 2, maxlength: REASON_MAX }}
            {...{ label: t("expenses.left-out-why"), error: error("reason") }}
            value={faults.length > 0 ? posted.text("reason") : ""}
          />
        </>
      )}
      <Acts>
        <Button>{t("expenses.yes")}</Button>
      </Acts>
    </Form>
  );
}

function Back(shown: Shown) {
  const { visit, one } = shown;
  const { t, keys, posted } = visit;
  const { faults, error } = saysIn(shown, "back");
  const isSent = faults.length > 0;
  return (
    <details open={isSent ? true : undefined}>
      <summary>{t("expenses.send-back")}</summary>
      <Form {...{ t, keys, faults, action: `${atOf(visit, one)}/back` }}>
        <SelectField
          {...{ t, name: "missing", label: t("expenses.field.missing"), required: true }}
          options={MISSING.map((value) => ({ value, label: t(`expenses.missing.${value}`) }))}
          value={isSent ? posted.text("missing") : "receipt"}
          error={error("missing")}
        />
        <AreaField
          {...{ t, name: "reason", id: "f-back-reason", rows: 2, maxlength: REASON_MAX }}
          {...{ label: t("expenses.field.note"), error: error("reason") }}
          value={isSent ? posted.text("reason") : ""}
        />
        <Acts>
          <Button weight="quiet">{t("expenses.send-back")}</Button>
        </Acts>
      </Form>
    </details>
  );
}

function No(shown: Shown) {
  const { visit, one } = shown;
  const { t, keys, posted } = visit;
  const { faults, error } = saysIn(shown, "no");
  const isSent = faults.length > 0;
  const typed = (name: string) => (isSent ? posted.text(name) : "");
  return (
    <details open={isSent ? true : undefined}>
      <summary>{t("expenses.no")}</summary>
      <Form {...{ t, keys, faults, action: `${atOf(visit, one)}/no` }}>
        <SelectField
          {...{ t, name: "why", label: t("expenses.field.why"), required: true }}
          options={WHY.map((value) => ({ value, label: t(`expenses.why.${value}`) }))}
          {...{ value: typed("why"), error: error("why") }}
        />
        <AreaField
          {...{ t, name: "reason", id: "f-no-reason", rows: 2, maxlength: REASON_MAX }}
          {...{ label: t("expenses.field.reason"), required: true, error: error("reason") }}
          value={typed("reason")}
        />
        <AreaField
          {...{ t, name: "next", rows: 2, maxlength: REASON_MAX, error: error("next") }}
          {...{ label: t("expenses.next-step"), value: typed("next") }}
        />
        <Acts>
          <Button weight="quiet">{t("expenses.no")}</Button>
        </Acts>
      </Form>
    </details>
  );
}

/** One expense: what it says, its receipts, how it stands, what the reader can do; and on paper. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { readersIn, saysOf } from "../../people/index.ts";
import { openExpense, rulesOf } from "../questions.ts";
import { rulesNow } from "../rules.ts";
import { asked, needed, standing } from "../sums.ts";
import { Judging } from "./judging.tsx";
import { Brought, LinesOf, Reasons, ReceiptForm } from "./lines.tsx";
import { Own } from "./own.tsx";
import {
  atOf,
  Called,
  dayText,
  fieldOf,
  headingNames,
  keepsMoney,
  peopleIn,
  Standing,
  sayAll,
} from "./parts.tsx";
import { Paying } from "./paying.tsx";
import { type Ready, readyToPay } from "./ready.ts";
import { oneOf, type Shown } from "./shown.ts";
import { warnings } from "./warn.ts";

async function opened(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
  form = "",
): Promise<Shown | Refusal> {
  const one = await oneOf(visit);
  if (isRefusal(one)) return one;
  const said = await openExpense(visit.view, one);
  const rules = rulesNow(await rulesOf(visit.view));
  const heading = await headingNames(visit, [one]);
  const who = await peopleIn(visit, [one]);
  return { visit, one, said, rules, heading, who, form, refusal: refusal && fieldOf(refusal) };
}

/** `GET /expenses/:id`. */
export async function expensePage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
  form = "",
): Promise<Reply> {
  const shown = await opened(visit, refusal, form);
  if (isRefusal(shown)) return shown;
  const { t, space } = visit;
  const { one, said } = shown;
  const ready = await readyToPay(shown);
  const told = await warnings(shown);
  const page = (
    <>
      <p>
        <a href={`${space.base}/expenses`}>{t("expenses.title")}</a>
      </p>
      <h1>
        <Called {...{ visit, one, said: said.words }} />
      </h1>
      <Head {...shown} />
      <Reasons {...shown} />
      <LinesOf {...shown} />
      <ReceiptForm {...shown} />
      {told.map((text) => (
        <Notice kind="warn" t={t}>
          <p>{text}</p>
        </Notice>
      ))}
      <Judging {...shown} />
      <Acting {...shown} ready={ready} />
      <Own {...shown} />
      <Acts>
        <Go href={`${atOf(visit, one)}/sheet`} weight="quiet">
          {t("expenses.print")}
        </Go>
      </Acts>
    </>
  );
  const { status } = saysOf(visit, refusal);
  const title = t(`expenses.as.${one.state.as}`);
  return { page, title, status, ...readersIn(visit, one), keeps: ["expenses"] };
}

function Acting({ ready, ...shown }: Shown & { ready: Ready }) {
  const { visit, one } = shown;
  const { status } = one.state;
  return (
    <>
      {status === "paid" && <Brought {...shown} />}
      {keepsMoney(visit) && <Paying {...shown} ready={ready} />}
    </>
  );
}

/** How much, how it stands, who said what so far. */
function Head({ visit, one, said, rules, who }: Shown) {
  const { t, words } = visit;
  const { state } = one;
  const [author = ""] = state.authors;
  const payee = state.payee === null ? said.name : who(state.payee);
  const people = needed(standing(state), rules);
  const yes = state.approvals.map(who);
  return (
    <>
      <p>
        <bdi class="figure large">{sayAll(visit, asked(state))}</bdi>{" "}
        <Standing {...{ visit, one }} />
      </p>
      <p class="soft">
        {t("expenses.handed-in", { who: who(author), day: dayText(visit, one.first.day) })}{" "}
        {t("expenses.paid-to", { who: payee ?? t("ui.words.withheld") })}
      </p>
      {yes.length > 0 && <p>{t("expenses.said-yes", { who: words.list(yes) })}</p>}
      {state.status === "submitted" && state.sentBack === null && (
        <p class="soft">{t(`expenses.needs.${people === 1 ? "one" : "two"}`)}</p>
      )}
      {state.agreement !== null && (
        <Notice kind="info" t={t} title={t("expenses.under-agreement")}>
          <p>{t("expenses.under-agreement-text")}</p>
        </Notice>
      )}
    </>
  );
}

/** `GET /expenses/:id/sheet`. */
export async function sheetPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const shown = await opened(visit);
  if (isRefusal(shown)) return shown;
  const { t, now, space, words } = visit;
  const { one, said } = shown;
  const today = dayOf(now, space.zone);
  const day = space.protects ? words.month(today.date.slice(0, 7)) : words.day(today);
  const page = (
    <PrintSheet
      title={<Called {...{ visit, one, said: said.words }} />}
      say={t("expenses.sheet.say", { day })}
    >
      <Head {...shown} />
      <Reasons {...shown} />
      <LinesOf {...shown} paper />
    </PrintSheet>
  );
  return { page, title: t(`expenses.as.${one.state.as}`), shape: "sheet" };
}

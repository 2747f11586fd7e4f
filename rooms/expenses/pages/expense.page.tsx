/** One expense: what it says, its receipts, how it stands, what the reader can do; and on paper. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { approvesText } from "../../agreements/index.ts";
import { readersIn, saysOf } from "../../people/index.ts";
import { isEnough, isWithThem, namesThem } from "../agreed.ts";
import { asksIn, isReady } from "../judges.ts";
import { openExpense, rulesOf } from "../questions.ts";
import { rulesNow } from "../rules.ts";
import { asked, standing } from "../sums.ts";
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
import { isTheirs, oneOf, type Shown } from "./shown.ts";
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
  const asks = await asksIn(visit.view, one);
  const enough = await isReady(visit.view, one, rules);
  const shown = { visit, one, said, rules, asks, enough, heading, who, form };
  return { ...shown, refusal: refusal && fieldOf(refusal) };
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
        {isTheirs(visit) ? (
          <a href={`${space.base}/agreements/${one.state.agreement}/expenses`}>
            {t("expenses.under.title")}
          </a>
        ) : (
          <a href={`${space.base}/expenses`}>{t("expenses.title")}</a>
        )}
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
      {!isTheirs(visit) && (
        <Acts>
          <Go href={`${atOf(visit, one)}/sheet`} weight="quiet">
            {t("expenses.print")}
          </Go>
        </Acts>
      )}
    </>
  );
  const { status } = saysOf(visit, refusal);
  const title = t(`expenses.as.${one.state.as}`);
  const both = t("expenses.readers-both");
  const read = isWithThem(one) ? { readers: both, typed: both } : readersIn(visit, one);
  return { page, title, status, ...read, keeps: ["expenses"] };
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
function Head(shown: Shown) {
  const { visit, one, said, who } = shown;
  const { t, words } = visit;
  const { state } = one;
  const [author = ""] = state.authors;
  const payee = state.payee === null ? said.name : who(state.payee);
  const yes = [...state.approvals, ...state.theirs].map(who);
  return (
    <>
      <p>
        <bdi class="figure large">{sayAll(visit, asked(state))}</bdi>{" "}
        <Standing {...{ visit, one }} />
      </p>
      <p class="soft">
        {t("expenses.handed-in", { who: who(author), day: dayText(visit, one.first.day) })}{" "}
        {!isTheirs(visit) && t("expenses.paid-to", { who: payee ?? t("ui.words.withheld") })}
      </p>
      {yes.length > 0 && <p>{t("expenses.said-yes", { who: words.list(yes) })}</p>}
      {state.status === "submitted" && state.sentBack === null && (
        <p class="soft">{t(needs(shown))}</p>
      )}
      {state.agreement !== null && (
        <Notice kind="info" t={t} title={t("expenses.under-agreement")}>
          {isWithThem(one) && <p>{t("expenses.under.both-read")}</p>}
          {shown.asks.map((ask) => (
            <p>{approvesText(words, ask)}</p>
          ))}
          <p>{t(`expenses.under-agreement-text${shown.asks.length === 0 ? "" : "-named"}`)}</p>
        </Notice>
      )}
    </>
  );
}

/** How many say yes by the group's own rules; what an agreement says of it stands beside. */
function needs({ one, rules, asks }: Shown): string {
  if (namesThem(asks)) return "expenses.needs.agreed";
  const many = [1, 2].find((us) => isEnough({ us, them: 0 }, standing(one.state), asks, rules));
  return `expenses.needs.${many === 1 ? "one" : "two"}`;
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

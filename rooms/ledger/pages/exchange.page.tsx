/** Writing down that money was changed into another currency, and at which rate. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import {
  asciiDigits,
  CURRENCIES,
  dayOf,
  isCurrency,
  parseDay,
} from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { sideOf } from "../accounts.ts";
import { RATE_SOURCES, type Rate } from "../exchange-facts.ts";
import { NARRATION_MAX } from "../facts.ts";
import { unitsOf } from "../totals.ts";
import { headings, type OpenBook, openBook, readersOf } from "./naming.ts";
import { OfBook } from "./parts.tsx";
import { amountIn, errorIn, faultsOf, momentIn, textIn } from "./typed.ts";

type Props = { visit: SpaceVisit; open: OpenBook; fault: Refusal | null };

const FIELDS = [
  ...["from", "gave", "to", "got", "fee", "rate", "rate-day", "source", "day", "narration"],
];

/** `GET /s/<slug>/books/:id/exchange`. */
export async function exchangePage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  return open.thing.state.purpose === "money"
    ? exchangeForm({ visit, open, fault: null })
    : notHere;
}

/** Currencies that the book has first, then the others. */
function currencies({ thing }: OpenBook) {
  const all = new Set([...unitsOf(thing.state), ...CURRENCIES]);
  return [...all].filter(isCurrency).map((value) => ({ value, label: value }));
}

function exchangeForm({ visit, open, fault }: Props): PageReply {
  const { t, keys, posted, method, space, now } = visit;
  const title = t("ledger.exchange.title");
  const error = (name: string) => errorIn(t, fault, name);
  const month = space.protects;
  const today = dayOf(now, space.zone).date.slice(0, month ? 7 : 10);
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{t("ledger.exchange.text")}</p>
      <Form {...{ t, keys, action: `${open.base}/exchanges` }} faults={faultsOf(t, fault, FIELDS)}>
        <Money {...{ visit, open, fault, name: "gave", nth: 0 }} />
        <Place {...{ visit, open, fault, name: "from" }} />
        <Money {...{ visit, open, fault, name: "got", nth: 1 }} />
        <Place {...{ visit, open, fault, name: "to" }} />
        <DateField
          {...{ t, name: "day", label: t("ledger.post.day"), month, max: today }}
          value={method === "POST" ? posted.text("day") : today}
          error={error("day")}
        />
        <Money {...{ visit, open, fault, name: "fee", nth: 0, optional: true }} />
        <SelectField
          {...{ t, name: "source", label: t("ledger.exchange.source"), required: true }}
          options={RATE_SOURCES.map((value) => ({ value, label: t(`ledger.rate.${value}`) }))}
          value={posted.text("source")}
          error={error("source")}
        />
        <Money {...{ visit, open, fault, name: "rate", nth: 1, optional: true }} />
        <DateField
          {...{ t, name: "rate-day", label: t("ledger.exchange.rate-day"), month, max: today }}
          value={posted.text("rate-day")}
          error={error("rate-day")}
        />
        <AreaField
          {...{ t, name: "narration", label: t("ledger.post.narration"), rows: 2 }}
          maxlength={NARRATION_MAX}
          value={posted.text("narration")}
          error={error("narration")}
        />
        <Button>{t("ledger.exchange.button")}</Button>
      </Form>
    </>
  );
  const status = fault === null ? 200 : 422;
  return { page, title, status, ...readersOf(visit, open.thing), keeps: ["lines"] };
}

/** A figure and its currency; unsaid, the `nth` that the book has. */
function Money({
  visit: { t, posted },
  open,
  fault,
  name,
  nth,
  optional = false,
}: Props & { name: "gave" | "got" | "fee" | "rate"; nth: number; optional?: boolean }) {
  const units = currencies(open);
  const hint = name === "fee" || name === "rate" ? t(`ledger.exchange.${name}-hint`) : undefined;
  return (
    <AmountField
      {...{ t, name, label: t(`ledger.exchange.${name}`), units, required: !optional }}
      {...(hint === undefined ? {} : { hint })}
      value={{
        of: posted.text(name),
        unit: posted.text(`${name}-unit`) || units[nth]?.value,
      }}
      error={errorIn(t, fault, name)}
    />
  );
}

/** Which of the headings that hold what is ours. */
function Place({ visit: { t, posted }, open, fault, name }: Props & { name: "from" | "to" }) {
  const { accounts } = open.thing.state;
  const ours = headings(open).filter(({ value }) => sideOf(value, accounts) === "stock");
  return (
    <SelectField
      {...{ t, name, label: t(`ledger.exchange.${name}`), required: true }}
      options={ours.filter(({ value }) => value !== "here")}
      value={posted.text(name) || "money"}
      error={errorIn(t, fault, name)}
    />
  );
}

/** `POST /s/<slug>/books/:id/exchanges`. */
export async function exchangeIt(visit: SpaceVisit): Promise<Reply> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  if (open.thing.state.purpose !== "money") return notHere;
  const again = (fault: Refusal) => exchangeForm({ visit, open, fault });
  const { posted } = visit;
  const [gave, got] = [amountIn(visit, "gave"), amountIn(visit, "got")];
  if (isRefusal(gave)) return again(gave);
  if (isRefusal(got)) return again(got);
  const fee = posted.text("fee") === "" ? null : amountIn(visit, "fee");
  if (isRefusal(fee)) return again(fee);
  const worth = posted.text("rate") === "" ? null : amountIn(visit, "rate");
  if (isRefusal(worth)) return again(worth);
  const happened = momentIn(visit);
  if (isRefusal(happened)) return again(happened);
  const narration = textIn(visit, "narration");
  if (isRefusal(narration)) return again(narration);
  const day = asciiDigits(posted.text("rate-day"));
  // The field says what the other currency is: one of the two is worth so much of that.
  const per = worth?.unit === gave.unit ? got.unit : gave.unit;
  const rate = {
    source: posted.text("source"),
    ...(worth !== null && {
      of: worth.of,
      per: isEither(worth.unit, gave, got) ? per : worth.unit,
    }),
    ...(day !== "" && { day }),
  };
  const input = {
    ...{ book: open.thing.id, from: posted.text("from"), to: posted.text("to"), gave, got, rate },
    ...(fee !== null && { fee }),
    ...(narration !== null && { narration }),
  };
  const done = await visit.send("ledger.exchange", input, happened === null ? {} : { happened });
  if (isRefusal(done)) return again(fieldOf(visit, done));
  return { goto: `${open.base}/lines/${done.answer["entry"]}`, notice: "ledger.post.done" };
}

type Unit = { unit: string };
const isEither = (unit: string, one: Unit, other: Unit) => unit === one.unit || unit === other.unit;

/** The field of the form that a command's refusal is about. */
function fieldOf({ words }: SpaceVisit, refusal: Refusal): Refusal {
  if (refusal.refused === "house.not-yet-happened") return { ...refusal, field: "day" };
  const { field = "", vars } = refusal;
  if (vars?.["rate"] !== undefined)
    return { ...refusal, vars: { rate: words.number(String(vars["rate"])) } };
  if (field.startsWith("lines")) return { ...refusal, field: "gave" };
  const own: Record<string, string> = {
    ...{ "rate.day": "rate-day", "rate.source": "source" },
    ...{ "rate.of": "rate", "rate.per": "rate" },
  };
  return { ...refusal, field: own[field] ?? field.split(".")[0] ?? field };
}

/** A rate in one sentence: what one was worth, on which day, and who said so. */
export function rateSaid({ t, words, space }: SpaceVisit, { say }: OpenBook, rate: Rate): string {
  const { of, in: unit, per, day, source } = rate;
  const read = parseDay(day, space.zone);
  return t("ledger.rate.said", {
    ...{ one: say({ of: "1", unit: per }), worth: say({ of, unit }) },
    day: read.ok ? words.day(read.value) : words.month(day),
    source: t(`ledger.rate.${source}`),
  });
}

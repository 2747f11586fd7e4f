/** Taking a line without an account, and offering what nobody asked for. */
import { isOutside } from "../../../house/circles.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { chooseText, type Text } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/cards.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { FORM_TOKEN } from "../../../ui/hidden-key.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { voiceOf, Words } from "../../../ui/words.tsx";
import { SORTS } from "../../allies/index.ts";
import { figuresOf, type NeedState, need } from "../../needs/index.ts";
import { standingTerms } from "../../spaces/index.ts";
import { NAME_MAX, REACH_MAX, WHAT_MAX } from "../facts.ts";
import { needTitles } from "../questions.ts";
import { formId, sayCodes, saysOf, timeKept, typedAmount, typedDay, typedText } from "../says.ts";
import { receiptReply } from "./receipt-code.tsx";
import { toldFirst } from "./told-first.tsx";

/** The form for one line. */
export function takePage(visit: SpaceVisit): Promise<Reply> {
  return drawTake(visit, null);
}

/** The form for what nobody asked for. */
export function unaskedPage(visit: SpaceVisit): Promise<Reply> {
  return drawUnasked(visit, null);
}

/** Takes the line; the receipt code stands on this very answer and never again. */
export async function take(visit: SpaceVisit): Promise<Reply> {
  const thing = await lineAsked(visit);
  if (thing === undefined) return notHere;
  const input = typedInput(visit, thing.state.asked?.unit ?? "item");
  if (isRefusal(input)) return drawTake(visit, input);
  if (isGroup(visit)) {
    const asGroup = { need: thing.id, ...withoutReach(input) };
    const taken = await visit.send("offers.take-as-group", asGroup);
    return isRefusal(taken) ? drawTake(visit, taken) : ours(visit);
  }
  const done = await visit.send("offers.take", { need: thing.id, ...input }, arrivedBy(visit));
  if (isRefusal(done)) return drawTake(visit, done);
  return receiptReply(visit, String(done.answer["code"]));
}

/** Puts something into the quiet box. */
export async function offerUnasked(visit: SpaceVisit): Promise<Reply> {
  const { posted, lang } = visit;
  const input = typedInput(visit, posted.text("quantity-unit") || "item");
  if (isRefusal(input)) return drawUnasked(visit, input);
  const what = typedText(posted.text("what"), lang, WHAT_MAX, "what");
  if (what === null)
    return drawUnasked(visit, refuse("offers.what-missing", "shape", { field: "what" }));
  if (isRefusal(what)) return drawUnasked(visit, what);
  if (isGroup(visit)) {
    const sort = posted.text("sort") || undefined;
    const asGroup = { what, sort, ...withoutReach(input) };
    const offered = await visit.send("offers.offer-as-group", asGroup);
    return isRefusal(offered) ? drawUnasked(visit, offered) : ours(visit);
  }
  const done = await visit.send("offers.offer-unasked", { what, ...input }, arrivedBy(visit));
  if (isRefusal(done)) return drawUnasked(visit, done);
  return receiptReply(visit, String(done.answer["code"]));
}

/** Somebody of an allied group gives for it: by its name, and without a code. */
const isGroup = ({ session }: SpaceVisit) => session?.ally != null;

function withoutReach({ quantity, by, terms }: Exclude<ReturnType<typeof typedInput>, Refusal>) {
  return { quantity, by, terms };
}

const ours = ({ space }: SpaceVisit) => ({
  ...{ goto: `${space.base}/ally/contributions`, notice: "offers.receipt.made" },
});

const readersOf = (visit: SpaceVisit) =>
  visit.t(isGroup(visit) ? "offers.ours.take-readers" : "offers.take.readers");

/** A member here types for someone who told them. */
const isTold = ({ session }: SpaceVisit) => session?.member != null;

/** By phone, where nothing else is said. */
function arrivedBy(visit: SpaceVisit) {
  return isTold(visit) ? ({ arrived: "phone" } as const) : {};
}

function typedInput({ posted, space }: SpaceVisit, unit: string) {
  const quantity = typedAmount(posted.text("quantity"), unit, "quantity");
  if (isRefusal(quantity)) return quantity;
  const by = typedDay(posted.text("by"), space.zone, "by");
  if (isRefusal(by)) return by;
  return {
    ...{ quantity, by, name: posted.text("name"), reach: posted.text("reach") },
    terms: posted.text("terms") || null,
    form: formId(posted.text(FORM_TOKEN), space.id),
  };
}

/** The line that is asked about; what an agreement lends a group is given under that alone. */
async function lineAsked({ view, params }: SpaceVisit): Promise<Thing<NeedState> | undefined> {
  const thing = await view.thing(need, params["id"] ?? "");
  const isLent = thing !== undefined && view.reader.by === "ally" && !isOutside(thing.circle);
  return isLent ? undefined : thing;
}

async function drawTake(visit: SpaceVisit, refusal: Refusal | null): Promise<Reply> {
  const { t, view, space, words } = visit;
  const thing = await lineAsked(visit);
  if (thing === undefined) return notHere;
  const title = (await needTitles(view, [thing.id])).get(thing.id)?.title ?? null;
  const { asked } = thing.state;
  const say = await sayCodes(view, words, [asked?.unit]);
  const still = space.protects ? null : (figuresOf(thing.state)?.still ?? null);
  const unit = asked === null ? null : { value: asked.unit, label: say.unit(asked.unit) };
  const named = title ?? { lang: words.lang, text: t("offers.take.this-line") };
  const page = (
    <>
      <h1>{t("offers.take.title")}</h1>
      <Card title={<span {...voiceOf(named)}>{named.text}</span>} level={2}>
        {still !== null && <p>{t("offers.take.still", { amount: say.amount(still) })}</p>}
      </Card>
      {await toldFirst(visit)}
      <GiveForm {...{ visit, refusal, ...(await saidOf(visit)) }}>
        {unit && (
          <AmountField
            {...{ t, name: "quantity", label: t("offers.field.quantity"), units: [unit] }}
            {...{ required: true, error: saysOf(visit, refusal).error("quantity") }}
            value={{ of: visit.posted.text("quantity") }}
          />
        )}
      </GiveForm>
    </>
  );
  const { status } = saysOf(visit, refusal);
  return { page, title: t("offers.take.title"), readers: readersOf(visit), status };
}

const UNITS = ["item", "box", "kg", "l", "hour"] as const;

async function drawUnasked(visit: SpaceVisit, refusal: Refusal | null): Promise<Reply> {
  const { t, posted } = visit;
  const { error, status } = saysOf(visit, refusal, { what: "what" });
  const units = UNITS.map((value) => ({ value, label: t(`house.unit-name.${value}`) }));
  const title = t("offers.unasked.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("offers.unasked.lead")}</p>
      {await toldFirst(visit)}
      <GiveForm {...{ visit, refusal, ...(await saidOf(visit)) }} undated>
        <TextField
          {...{ t, name: "what", label: t("offers.field.what"), required: true }}
          {...{ maxlength: WHAT_MAX, value: posted.text("what"), error: error("what") }}
        />
        {isGroup(visit) && (
          <SelectField
            {...{ t, name: "sort", label: t("offers.field.sort"), required: true }}
            options={SORTS.map((value) => ({ value, label: t(`offers.sort.${value}`) }))}
            {...{ value: posted.text("sort"), error: error("sort") }}
          />
        )}
        <AmountField
          {...{ t, name: "quantity", label: t("offers.field.quantity"), units }}
          {...{ error: error("quantity") }}
          value={{ of: posted.text("quantity"), unit: posted.text("quantity-unit") }}
        />
      </GiveForm>
    </>
  );
  return { page, title, readers: readersOf(visit), status, keeps: ["offered"] };
}

type Shown = { version: string; text: Text | undefined } | null;

async function termsShown({ view, lang }: SpaceVisit): Promise<Shown> {
  const terms = await standingTerms(view);
  return terms && { version: terms.version, text: chooseText(terms.texts, [lang]) };
}

/** What the form says: the terms that hold, and how long names and reaches are kept. */
async function saidOf(visit: SpaceVisit) {
  return { terms: await termsShown(visit), time: await timeKept(visit.view, visit) };
}

/** What every giver is asked: at most four fields, with the terms above the button. */
function GiveForm(props: {
  visit: SpaceVisit;
  refusal: Refusal | null;
  terms: Shown;
  time: string;
  /** Without the day: what nobody asked for has none. */
  undated?: boolean;
  children?: unknown;
}) {
  const { visit, refusal, terms, time, undated } = props;
  const { t, posted, keys, path, space } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const told = isTold(visit) ? "-told" : "";
  const field = (name: string, max: number) => ({
    ...{
      t,
      name,
      label: t(`offers.field.${name}${told}`),
      hint: t(`offers.hint.${name}`, { time }),
    },
    ...{ required: true, maxlength: max, value: posted.text(name), error: error(name) },
  });
  return (
    <Form t={t} action={path} keys={keys} faults={faults}>
      {told !== "" && <p class="soft">{t("offers.take.told")}</p>}
      {props.children as never}
      {undated !== true && (
        <DateField
          {...{ t, name: "by", label: t("offers.field.by"), month: space.protects }}
          {...{ value: posted.text("by"), error: error("by") }}
        />
      )}
      {isGroup(visit) ? (
        <p class="soft">{t("offers.ours.named")}</p>
      ) : (
        <>
          <TextField {...field("name", NAME_MAX)} />
          <TextField {...field("reach", REACH_MAX)} />
        </>
      )}
      {terms !== null && (
        <Card title={t("offers.terms.title")} thread="local" level={2}>
          <Words t={t} text={terms.text} />
          <input type="hidden" name="terms" value={terms.version} />
        </Card>
      )}
      <p class="soft">{t(terms === null ? "offers.terms.none" : `offers.terms.accepted${told}`)}</p>
      <Acts>
        <Button>{t("offers.act.give")}</Button>
      </Acts>
    </Form>
  );
}

/** Lines taken under an agreement: what of a limit is left, one more, and what may still come. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { type Amount, isCurrency, parseAmount, readAmount } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { isAsked, need, withWords } from "../../needs/index.ts";
import { saysOf } from "../../people/index.ts";
import { isUnsent } from "../decider-stop.ts";
import { type Listed, linesUnder, type TakenLine } from "../questions.ts";
import { goesOn, goesOnUntil, heldVersion } from "../status.ts";
import { isTicked, kindOf, ticksNow } from "../ticked.ts";
import { atOf, dayText, does, forAgreement, Head, idOf, isLocal, ours, writes } from "./parts.tsx";
import { saysOfTicks } from "./ticks.page.tsx";

type Drawn = { visit: SpaceVisit; one: Listed };

/** On the agreement's own page: what may be offered, what was taken, and one more. */
export async function Lines({ visit, one, left }: Drawn & { left: boolean }) {
  const { t, view, now } = visit;
  const { thing, status } = one;
  const lines = await linesUnder(view, thing.id);
  if (heldVersion(thing.state, now) === null && lines.length === 0) return null;
  const reads = (ticksNow(thing.state, now)?.reads.length ?? 0) > 0;
  return (
    <section>
      <h2>{t("agreements.lines.title")}</h2>
      <p>{saysOfTicks(visit, thing.state)}</p>
      <Acts>
        {status === "in-force" && writes(visit) && !left && (
          <Go href={`${atOf(visit, thing.id)}/lines`} weight="quiet">
            {t("agreements.lines.take")}
          </Go>
        )}
        {status === "in-force" && !isLocal(visit) && reads && (
          <Go href={`${atOf(visit, thing.id)}/kept`} weight="quiet">
            {t("agreements.tick.see-kept")}
          </Go>
        )}
        {status === "in-force" && isLocal(visit) && writes(visit) && !left && (
          <Go href={`${atOf(visit, thing.id)}/ticks`} weight="quiet">
            {t("agreements.tick.page")}
          </Go>
        )}
      </Acts>
      <Rows>
        {lines.map((line) => (
          <OneLine {...{ visit, one, line }} />
        ))}
      </Rows>
    </section>
  );
}

/** Whether it was accepted, did not leave, and waits for the local group to let it come. */
export const isHeld = ({ thing, status }: Listed, { offer, drawing }: TakenLine, now: number) =>
  isUnsent(offer.state) &&
  !drawing.state.released &&
  (status === "parted" || drawing.state.held || !goesOn(thing.state, now));

/** What of it was taken, in words. */
const titleOf = ({ t, words }: SpaceVisit, { offer: { state } }: TakenLine) =>
  state.quantity === null ? t("agreements.lines.one") : words.amount(state.quantity);

type OfLine = Drawn & { line: TakenLine };

/** The local group's tap that lets a held one come. */
export function LetCome({ visit, one, line }: OfLine) {
  const { t, keys } = visit;
  if (!isLocal(visit) || !writes(visit)) return null;
  const action = `${atOf(visit, one.thing.id)}/lines/${line.drawing.id}/arrival`;
  return (
    <Act {...{ action, keys }} about={titleOf(visit, line)}>
      {t("agreements.lines.let-come")}
    </Act>
  );
}

function OneLine({ visit, one, line }: OfLine) {
  const { t, space, now } = visit;
  const held = isHeld(one, line, now);
  const lapsed = heldVersion(one.thing.state, now);
  return (
    <Row
      title={titleOf(visit, line)}
      {...(line.need === undefined ? {} : { href: `${space.base}/needs/${line.need.id}` })}
      say={t(`offers.status.${line.offer.state.status}`)}
    >
      {held && <p>{t("agreements.lines.held")}</p>}
      {held && <LetCome {...{ visit, one, line }} />}
      {!held && isUnsent(line.offer.state) && one.status === "lapsed" && lapsed !== null && (
        <p>{t("agreements.lines.warn", { day: dayText(visit, goesOnUntil(lapsed) - 1) })}</p>
      )}
    </Row>
  );
}

/** `POST /agreements/:id/lines/:line/arrival`: the group lets a held one come. */
export function letCome(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["let-come", { drawing: visit.params["line"] ?? "" }], {
    ...{ goto: `/agreements/${idOf(visit)}`, notice: "agreements.lines.comes" },
    again: async (refusal) => refusal,
  });
}

/** Lines asked for that the other may take by itself, with what they are called. */
async function canTake({ view, now, t }: SpaceVisit, { thing }: Listed) {
  const all = (await view.things(need)).filter(({ state }) => isAsked(state));
  const open = all.filter(({ state }) => {
    const unit = state.asked?.unit ?? "item";
    return isTicked(thing.state, kindOf(state, { unit }), now);
  });
  const named = await withWords(view, open);
  return named.map(({ thing: line, words }) => {
    const title = words?.title;
    return {
      id: line.id,
      unit: line.state.asked?.unit ?? "item",
      title: title?.text ?? t("agreements.lines.line"),
    };
  });
}

/** `GET /agreements/:id/lines`. */
export function takePage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forAgreement(visit, async (one) => {
    const { t, keys, posted } = visit;
    if (!writes(visit)) return notHere;
    const { faults, error, status } = saysOf(visit, refusal);
    const lines = await canTake(visit, one);
    const units = [...new Set(lines.map(({ unit }) => unit))];
    const title = t("agreements.lines.take");
    const page = (
      <>
        <Head {...{ visit, title, id: one.thing.id }} />
        <p>{ours(visit, "agreements.lines.text")}</p>
        <NextStep {...{ visit, one, refusal }} />
        {lines.length === 0 ? (
          <p>{ours(visit, "agreements.lines.none")}</p>
        ) : (
          <Form {...{ t, action: `${atOf(visit, one.thing.id)}/lines`, keys, faults }}>
            <SelectField
              {...{ t, name: "need", label: t("agreements.lines.which"), required: true }}
              options={lines.map(({ id, title: label }) => ({ value: id, label }))}
              value={posted.text("need") || (lines.length === 1 ? lines[0]?.id : "")}
              error={error("need")}
            />
            <AmountField
              {...{ t, name: "quantity", label: t("offers.field.quantity"), required: true }}
              units={units.map((value) => ({ value, label: unitLabel(visit, value) }))}
              value={{ of: posted.text("quantity"), unit: posted.text("quantity-unit") }}
              error={error("quantity")}
            />
            {(isLocal(visit) ? (["name", "reach"] as const) : []).map((name) => (
              <TextField
                {...{ t, name, label: t(`offers.field.${name}-told`), required: true }}
                {...{ value: posted.text(name), error: error(name) }}
              />
            ))}
            <Acts>
              <Button>{ours(visit, "agreements.lines.go")}</Button>
            </Acts>
          </Form>
        )}
      </>
    );
    return { title, page, status };
  });
}

/** Where what a refusal says to do next is done. */
function NextStep({ visit, one, refusal }: Drawn & { refusal: Refusal | null }) {
  const at = atOf(visit, one.thing.id);
  const steps: Readonly<Record<string, readonly [string, string]>> = {
    "agreements.agree-more": [`${at}/draft`, "agreements.draft.change"],
    "agreements.less-or-later": [`${at}/draft`, "agreements.draft.change"],
    "agreements.see-it": [at, "agreements.one"],
    ...(isLocal(visit)
      ? { "agreements.ask-to-tick": [`${at}/ticks`, "agreements.tick.page"] }
      : {}),
  };
  const [href, words] = steps[refusal?.next ?? ""] ?? [];
  if (href === undefined || words === undefined) return null;
  return (
    <Acts>
      <Go href={href} weight="quiet">
        {visit.t(words)}
      </Go>
    </Acts>
  );
}

const unitLabel = ({ t }: SpaceVisit, unit: string) =>
  isCurrency(unit) || unit.length > 20 ? unit : t(`house.unit-name.${unit}`);

function typedQuantity({ posted }: SpaceVisit): Amount | Refusal {
  const read = readAmount(posted.text("quantity"));
  if (!read.ok) return refuse(read.reason, "shape", { field: "quantity" });
  const amount = parseAmount(read.value[0], posted.text("quantity-unit"));
  return amount.ok ? amount.value : refuse(amount.reason, "shape", { field: "quantity" });
}

/** `POST /agreements/:id/lines`: told by phone and typed by a member, or by the other itself. */
export async function take(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const again = (refusal: Refusal) => takePage(visit, refusal);
  if (posted.text("need") === "")
    return again(refuse("agreements.say-which", "shape", { field: "need" }));
  const quantity = typedQuantity(visit);
  if (isRefusal(quantity)) return again(quantity);
  const line = { agreement: idOf(visit), need: posted.text("need"), quantity };
  const goto = `/agreements/${idOf(visit)}`;
  if (!isLocal(visit))
    return does(visit, ["take-line-as-party", line], {
      ...{ goto, notice: "agreements.lines.taken-theirs", again },
    });
  const input = { ...line, name: posted.text("name"), reach: posted.text("reach") };
  return does(visit, ["take-line", input, { arrived: "phone" }], {
    ...{ goto, notice: "agreements.lines.taken", again },
  });
}

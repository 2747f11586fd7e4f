/**
 * Lines of a shipment that no accepted contribution stands behind: of what is asked for, each in
 * its own unit, and of anything else, in whatever words. Arriving and counting share them.
 */
import type { SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import type { Amount, Text } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts } from "../../../ui/button.tsx";
import { fieldId } from "../../../ui/field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { findNeeds, isAsked, statusOf, withWords } from "../../needs/index.ts";
import { WHAT_MAX } from "../facts.ts";
import { DELIVERY_LINES_MAX } from "../facts-delivery.ts";
import { halfLine, sayCodes, saysOf, typedAmount, typedText } from "../says.ts";

/** Lines of what is asked for that are offered at once; where there are more, they are searched. */
const ASKED_MAX = 40;
const FIND_MAX = 100;
/** Lines that are met too: what came late for one still belongs to it. */
const ALL = { status: "all" } as const;
const MORE = 4;
const UNITS = ["item", "box", "pack", "pair", "pallet", "kg", "l"] as const;

/** One such line: for a need, or called something. */
export type OtherLine = { amount: Amount } & ({ need: string } | { what: Text });

/** How many lines to write freely in the page shows: some more each time it is asked for. */
function freeLines({ posted }: SpaceVisit, first: number): number {
  const shown = Number(/^[0-9]{1,2}$/.exec(posted.text("free"))?.[0] ?? first);
  const asked = shown + (posted.text("more") === "lines" ? MORE : 0);
  return Math.min(Math.max(first, asked), DELIVERY_LINES_MAX);
}

/** Whether the form was sent only to have more lines to type into, or others of what is asked. */
export const wantsMore = ({ posted }: Pick<SpaceVisit, "posted">) => posted.has("more");

/** What was typed; half a line, or a figure that can be read two ways, is refused. */
export async function readOther(visit: SpaceVisit, first: number): Promise<OtherLine[] | Refusal> {
  const { posted, lang, view } = visit;
  const lines: OtherLine[] = [];
  for (const { id, state } of await findNeeds(view, ALL)) {
    const field = `need-${id}`;
    const amount = typedAmount(posted.text(field), state.asked?.unit ?? "item", field);
    if (isRefusal(amount)) return amount;
    if (amount !== null) lines.push({ need: id, amount });
  }
  for (let at = 1; at <= freeLines(visit, first); at++) {
    const what = typedText(posted.text(`what-${at}`), lang, WHAT_MAX, `what-${at}`);
    if (isRefusal(what)) return what;
    const unit = posted.text(`of-${at}-unit`) || "item";
    const amount = typedAmount(posted.text(`of-${at}`), unit, `of-${at}`);
    if (isRefusal(amount)) return amount;
    const half = halfLine(what, amount, at);
    if (half !== null) return half;
    if (what !== null && amount !== null) lines.push({ what, amount });
  }
  return lines;
}

/** What a form with other lines hands on: where it posts to, and its free lines at first. */
type Others = {
  visit: SpaceVisit;
  refusal: Refusal | null;
  action: string;
  first: number;
  /** Whether the form has other lines to fill in: then these stay folded while they are empty. */
  folded: boolean;
};

/** The fields: what is asked for in a fold, then lines to write freely in, in another. */
export async function otherFields(others: Others) {
  const asked = await askedFields(others.visit, others.refusal);
  return (
    <>
      {asked}
      <FreeFields {...others} folded={others.folded || asked !== null} />
    </>
  );
}

function FreeFields({ visit, refusal, action, first, folded }: Others) {
  const { t, posted } = visit;
  const { error } = saysOf(visit, refusal);
  const units = UNITS.map((value) => ({ value, label: t(`house.unit-name.${value}`) }));
  const lines = Array.from({ length: freeLines(visit, first) }, (_, i) => i + 1);
  const typed = lines.some((at) => [`what-${at}`, `of-${at}`].some((one) => posted.text(one)));
  const open = !folded || typed || posted.text("more") === "lines";
  return (
    <details id="free" open={open ? true : undefined}>
      <summary>{t("offers.other.free")}</summary>
      <div class="form">
        <input type="hidden" name="free" value={String(lines.length)} />
        {lines.map((at) => (
          <fieldset class="field">
            <legend>{t("offers.other.line", { n: at })}</legend>
            <TextField
              {...{ t, name: `what-${at}`, label: t("offers.field.what"), maxlength: WHAT_MAX }}
              {...{ value: posted.text(`what-${at}`), error: error(`what-${at}`) }}
            />
            <AmountField
              {...{ t, name: `of-${at}`, label: t("offers.field.quantity"), units }}
              error={error(`of-${at}`)}
              value={{ of: posted.text(`of-${at}`), unit: posted.text(`of-${at}-unit`) }}
            />
          </fieldset>
        ))}
        <Acts>
          <MoreLines visit={visit} action={action} first={first} />
        </Acts>
      </div>
    </details>
  );
}

/**
 * What the Enter key presses in any field: the first button of a form, so it stands at its head,
 * hidden. It saves where nothing is left to say, and otherwise is told what is left.
 */
export function EnterSaves({ says }: { says: string }) {
  return (
    <button type="submit" hidden>
      {says}
    </button>
  );
}

/** What was searched for in a field of the form. */
export const soughtIn = ({ posted }: Pick<SpaceVisit, "posted">, name: string) =>
  posted.text(name).slice(0, FIND_MAX);

/**
 * The lines to type into: those with a figure, then those that were searched for, or the first
 * that are still asked for. A search finds what is met or withdrawn as well.
 */
async function askedLines(visit: SpaceVisit) {
  const { view, posted } = visit;
  const all = await findNeeds(view, ALL);
  const text = soughtIn(visit, "find");
  const found = await findNeeds(view, text === "" ? {} : { ...ALL, text });
  const isTyped = ({ id }: { id: string }) => posted.text(`need-${id}`) !== "";
  const rest = found.filter((one) => !isTyped(one)).slice(0, ASKED_MAX);
  const lines = await withWords(view, [...all.filter(isTyped), ...rest]);
  return { lines, text, none: text !== "" && rest.length === 0, many: all.length };
}

async function askedFields(visit: SpaceVisit, refusal: Refusal | null) {
  const { t, view, words, posted } = visit;
  const { lines, text, none, many } = await askedLines(visit);
  const most = lines.length;
  if (many === 0) return null;
  const { error } = saysOf(visit, refusal);
  const say = await sayCodes(
    view,
    words,
    lines.map(({ thing }) => thing.state.asked?.unit),
  );
  const typed = lines.some(({ thing }) => posted.text(`need-${thing.id}`) !== "");
  const searched = text !== "" || posted.text("more") === "find";
  return (
    <details id="asked" open={typed || searched ? true : undefined}>
      <summary>{t("offers.other.asked")}</summary>
      <div class="form">
        <p class="soft">{t("offers.other.asked-how")}</p>
        {(many > most || text !== "") && (
          <Find {...{ visit, name: "find", at: "asked", text, none }}>
            {[t("offers.other.find"), t("offers.other.find-how", { most, many })]}
          </Find>
        )}
        {lines.map(({ thing: { id, state }, words: said }) => {
          const [name, unit] = [`need-${id}`, state.asked?.unit ?? "item"];
          const title = said?.title.text ?? t("offers.words-gone");
          const label = isAsked(state)
            ? title
            : `${title} · ${t(`needs.status.${statusOf(state)}`)}`;
          return (
            <AmountField
              {...{ t, name, label, error: error(name), value: { of: posted.text(name) } }}
              units={[{ value: unit, label: say.unit(unit) }]}
            />
          );
        })}
      </div>
    </details>
  );
}

/** Searching what the page has no room for: what it is called, and how, as its children. */
export function Find(props: {
  visit: SpaceVisit;
  name: string;
  /** Where on the page it stands. */
  at: string;
  text: string;
  none: boolean;
  children: [string, string];
}) {
  const { visit, name, at, text, none, children } = props;
  const { t, path } = visit;
  const [label, hint] = children;
  return (
    <>
      <TextField
        {...{ t, name, type: "search", label, hint, value: text, maxlength: FIND_MAX }}
        required="unsaid"
      />
      <Acts>
        <button
          {...{ type: "submit", class: "button quiet", name: "more", value: name }}
          formaction={`${path.replace(/\/new$/, "")}#${at}`}
        >
          {t("offers.other.search")}
        </button>
      </Acts>
      {none && <p>{t("offers.other.none-found")}</p>}
    </>
  );
}

/** Asks for more lines to type into; what was typed is kept and the new ones are shown. */
function MoreLines({ visit, action, first }: Pick<Others, "visit" | "action" | "first">) {
  const many = freeLines(visit, first);
  if (many >= DELIVERY_LINES_MAX) return null;
  const next = fieldId({ name: `what-${many + 1}` });
  return (
    <button
      {...{ type: "submit", class: "button quiet", name: "more", value: "lines" }}
      formaction={`${action}#${next}`}
    >
      {visit.t("offers.other.more")}
    </button>
  );
}

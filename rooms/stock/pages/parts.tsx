/** What the pages of stock share: names, amounts, how lines are said, what forms read. */
import type { SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import {
  type Amount,
  asciiDigits,
  dayOf,
  parseDay,
  readAmount,
  readText,
  startOf,
  type Text,
  UNITS,
} from "../../../house/values/index.ts";
import { Links } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import type { Option } from "../../../ui/select-field.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { State, type StateKind } from "../../../ui/state.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { type Say, sayCodes } from "../../offers/index.ts";
import { terms } from "../../spaces/index.ts";
import { NAME_MAX, shelf } from "../facts.ts";
import { goods } from "../goods.ts";
import type { Levels } from "../levels.ts";
import { soonBefore } from "../levels.ts";
import { isOver, type LotLine } from "../lots.ts";
import { type Item, type Lying, type Place, type Stock, stockOf } from "../questions.ts";

/** What a page is drawn from. */
export type Opened = Stock & { say: Say; base: string };

/** Loads what lies where, with its units said in the reader's words. */
export async function openStock(visit: SpaceVisit): Promise<Opened> {
  const { view, words, space } = visit;
  const stock = await stockOf(view, space.zone);
  const units = stock.items.flatMap(({ thing, lies }) => [
    thing.state.unit,
    ...thing.state.packs.map(({ unit }) => unit),
    ...thing.state.parts.map(({ unit }) => unit),
    ...lies.map(({ unit }) => unit),
  ]);
  return { ...stock, say: await sayCodes(view, words, units), base: `${space.base}/stock` };
}

/** A name, or that there is none any more. */
export function nameOf({ t, lang }: SpaceVisit, name: Text | null | undefined): Text {
  return name ?? { lang, text: t("stock.unnamed") };
}

/** A name in its own language. */
export function Named({ visit, name }: { visit: SpaceVisit; name: Text | null | undefined }) {
  const text = nameOf(visit, name);
  return <span {...voiceOf(text)}>{text.text}</span>;
}

/** Whether the address names a place or an item at all: looked up before anything else is. */
export const isPlace = async ({ view, params }: SpaceVisit) =>
  (await view.thing(shelf, params["id"] ?? "")) !== undefined;
/** See {@link isPlace}. */
export const isItem = async ({ view, params }: SpaceVisit) =>
  (await view.thing(goods, params["id"] ?? "")) !== undefined;

/** The item, place of the address; undefined alike where there is none or it is closed. */
export const itemIn = ({ items }: Stock, id: string) => items.find(({ thing }) => thing.id === id);
/** See {@link itemIn}. */
export const placeIn = ({ places }: Stock, id: string) =>
  places.find(({ thing }) => thing.id === id);

/** A printed day as readers write days. */
export function printed({ words, space }: SpaceVisit, until: string): string {
  return words.day({ date: until, zone: space.zone, instant: `${until}T12:00:00Z` });
}

/** What is printed on a line: until when it is good, and its number. */
export function printedOn(visit: SpaceVisit, stock: Stock, line: LotLine): string {
  const { t } = visit;
  const { until, lot } = line;
  const over = isOver(line, stock.today);
  const code = stock.codes.get(lot ?? "") ?? "";
  return [
    until === null
      ? ""
      : t(over ? "stock.was-until" : "stock.until", { day: printed(visit, until) }),
    lot === null ? "" : t("stock.lot-is", { code: code === "" ? t("stock.unnamed") : code }),
  ]
    .filter((one) => one !== "")
    .join(" · ");
}

/** Whether a line is over, or soon will be, as a state; nothing where it is neither. */
export function Good({ visit, stock, item, line }: OfLine) {
  const { t } = visit;
  if (line.until === null) return null;
  if (isOver(line, stock.today)) return <State is="stopped">{t("stock.over")}</State>;
  const soon = line.until < soonBefore(stock.today, item.thing.state.days);
  return soon ? <State is="lapsing">{t("stock.soon")}</State> : null;
}
type OfLine = { visit: SpaceVisit; stock: Stock; item: Item; line: LotLine };

const HOW: Readonly<Record<Exclude<Levels["how"], "unsaid">, StateKind>> = {
  ...{ out: "lost", low: "warn", short: "partly", enough: "met" },
};

/** Whether there is enough of it, as a state; nothing where nobody said how much that is. */
export function Enough({ visit, levels }: { visit: SpaceVisit; levels: Levels }) {
  const { how } = levels;
  return how === "unsaid" ? null : <State is={HOW[how]}>{visit.t(`stock.how.${how}`)}</State>;
}

/** What there is of an item in its own unit, all packs counted as what they hold. */
export const allOf = ({ say }: Opened, { thing, levels }: Item): string =>
  say.amount({ of: levels.there, unit: thing.state.unit });

/** What lies in which place, in one soft line. */
export function whereLies(visit: SpaceVisit, stock: Opened, lies: readonly Lying[]): string {
  const { t } = visit;
  return stock.places
    .flatMap(({ thing, name }) => {
      const own = lies.filter(({ at }) => at === thing.id);
      if (own.length === 0) return [];
      const amounts = Map.groupBy(own, ({ unit }) => unit);
      const said = [...amounts].map(([unit, lines]) => stock.say.amount(sumOf(unit, lines)));
      return t("stock.in-place", {
        ...{ place: nameOf(visit, name).text, amount: said.join(" + ") },
      });
    })
    .join(" · ");
}

/** Lines of one unit together. */
export function sumOf(unit: string, lines: readonly LotLine[]): Amount {
  let size = 0n;
  const one = 1_000_000_000n;
  for (const { of } of lines) {
    const [whole = "0", part = ""] = of.split(".");
    size += BigInt(whole) * one + BigInt(part.padEnd(9, "0"));
  }
  const rest = (size % one).toString().padStart(9, "0").replace(/0+$/, "");
  return { of: `${size / one}${rest === "" ? "" : `.${rest}`}`, unit };
}

/** Units something can be kept in: ours, and the group's own words. */
export async function unitsFor({ t, view, lang }: SpaceVisit): Promise<Option[]> {
  const own = await terms(view, "unit");
  return [
    ...Object.keys(UNITS).map((value) => ({ value, label: t(`house.unit-name.${value}`) })),
    ...own.map(({ id, texts }) => ({
      value: id,
      label: (texts.find((text) => text.lang === lang) ?? texts[0])?.text ?? id,
    })),
  ];
}

/** The units of one item, its own first. */
export const unitsOf = ({ say }: Opened, { thing }: Item): Option[] =>
  [thing.state.unit, ...thing.state.packs.map(({ unit }) => unit)].map((value) => ({
    ...{ value, label: say.unit(value) },
  }));

/** Places to choose from. */
export const placeOptions = (visit: SpaceVisit, places: readonly Place[]): Option[] =>
  places.map(({ thing, name }) => ({ value: thing.id, label: nameOf(visit, name).text }));

/** The place where what arrives goes unless somebody says otherwise. */
export function PlaceField(props: {
  visit: SpaceVisit;
  places: readonly Place[];
  label: string;
  name?: string;
  error?: string | undefined;
}) {
  const { visit, places, label, name = "shelf", error } = props;
  const { t, posted } = visit;
  const typed = posted.text(name);
  return (
    <SelectField
      {...{ t, name, label, error, required: true }}
      options={placeOptions(visit, places)}
      value={typed === "" ? places[0]?.thing.id : typed}
    />
  );
}

/** When it happened: today, unless it was written on paper before. */
export function WhenField({ visit, error }: { visit: SpaceVisit; error?: string | undefined }) {
  const { t, posted, now, space } = visit;
  const month = space.protects;
  const today = dayOf(now, space.zone).date.slice(0, month ? 7 : 10);
  const typed = posted.text("day");
  return (
    <details open={error === undefined && (typed === "" || typed === today) ? undefined : true}>
      <summary>{t("stock.when.other")}</summary>
      <DateField
        {...{ t, name: "day", label: t("stock.when"), month, max: today, error }}
        value={typed === "" ? today : typed}
      />
    </details>
  );
}

/** When it happened (ms), for a command; none where it is today. */
export function momentIn({ posted, space, now }: SpaceVisit): { happened?: number } | Refusal {
  const typed = asciiDigits(posted.text("day"));
  const today = dayOf(now, space.zone).date.slice(0, space.protects ? 7 : 10);
  if (typed === "" || typed === today) return {};
  const day = parseDay(/^\d{4}-\d{2}$/.test(typed) ? `${typed}-01` : typed, space.zone);
  return day.ok ? { happened: startOf(day.value) } : refuse(day.reason, "shape", { field: "day" });
}

/** A figure as typed; null where none was. One that can be read two ways is asked again. */
export function figureIn({ posted }: SpaceVisit, name: string): string | null | Refusal {
  const typed = posted.text(name);
  if (typed === "") return null;
  const read = readAmount(typed);
  if (!read.ok) return refuse(read.reason, "shape", { field: name });
  const [of, other] = read.value;
  return other === undefined ? of : refuse("offers.two-readings", "shape", { field: name });
}

/** A figure that has to be there. */
export function someIn(visit: SpaceVisit, name: string): string | Refusal {
  return figureIn(visit, name) ?? refuse("amount.empty", "shape", { field: name });
}

/** A text of one line as typed, in the page's language; null where none was. */
export function textIn(
  { posted, lang }: SpaceVisit,
  name: string,
  lengthMax: number = NAME_MAX,
  lines: "one" | "many" = "one",
): Text | null | Refusal {
  const typed = posted.text(name);
  if (typed === "") return null;
  const read = readText(lang, typed, { lengthMax, lines });
  return read.ok ? read.value : refuse(read.reason, "shape", { field: name });
}

/** A printed day as typed, or none. */
export function untilIn({ posted, space }: SpaceVisit, name: string): string | null | Refusal {
  const typed = posted.text(name);
  if (typed === "") return null;
  const day = parseDay(typed, space.zone);
  return day.ok ? day.value.date : refuse(day.reason, "shape", { field: name });
}

/** Sends with the time it happened; a refusal names the field of the form. */
export async function sendAt(visit: SpaceVisit, command: string, input: object) {
  const when = momentIn(visit);
  if (isRefusal(when)) return when;
  const done = await visit.send(command, input, when);
  if (isRefusal(done) && done.refused === "house.not-yet-happened")
    return { ...done, field: "day" };
  return done;
}

/** A way back to a page of the room. */
export function Back({ href, children }: { href: string; children: string }) {
  return (
    <p>
      <a href={href}>{children}</a>
    </p>
  );
}

/** The room's other pages. */
export function Ways({ visit }: { visit: SpaceVisit }) {
  const { t, space } = visit;
  const base = `${space.base}/stock`;
  const ways = [
    "arrivals",
    "giving",
    "coming",
    "where",
    "given",
    "sheet",
    "check",
    "nearby",
    "swaps",
  ] as const;
  return (
    <Links>
      {ways.map((way) => (
        <a href={`${base}/${way}`}>{t(`stock.way.${way}`)}</a>
      ))}
    </Links>
  );
}

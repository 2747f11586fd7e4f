/** The fields of one line, on the form, the edit page and the pasted message. */
import type { SpaceVisit } from "../../../house/door.ts";
import { CATEGORIES, KINDS, UNITS, URGENCIES } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { type Option, SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import type { Kids } from "../../../ui/types.ts";
import { terms } from "../../spaces/index.ts";
import type { TypedLine } from "./read-line.ts";

/** Units, categories and the like as lists to choose from, in the reader's words. */
export type Lists = { units: Option[]; categories: Option[]; kinds: Option[]; urgencies: Option[] };

/** Currencies that stand in every list; a group's own unit can be any other. */
const CURRENCIES = ["EUR", "USD", "GBP"];

/** The lists of this space: ours, and the group's own words. */
export async function listsFor(visit: SpaceVisit): Promise<Lists> {
  const { t, view, lang } = visit;
  const own = async (use: "unit" | "category") =>
    (await terms(view, use)).map(({ id, texts }) => ({
      value: id,
      label: (texts.find((text) => text.lang === lang) ?? texts[0])?.text ?? id,
    }));
  const coded = (codes: readonly string[], words: string) =>
    codes.map((value) => ({ value, label: t(`house.${words}.${value}`) }));
  return {
    units: [
      ...coded(Object.keys(UNITS), "unit-name"),
      ...CURRENCIES.map((value) => ({ value, label: value })),
      ...(await own("unit")),
    ],
    categories: [...coded(CATEGORIES, "category"), ...(await own("category"))],
    kinds: coded(KINDS, "kind"),
    urgencies: coded(URGENCIES, "urgency"),
  };
}

type Props = {
  visit: SpaceVisit;
  lists: Lists;
  typed: TypedLine;
  faults: readonly Fault[];
  /** Ends every field's name, where several lines stand on a page. */
  after?: string;
  /** More fields of the fold, which only some pages have. */
  children?: Kids;
};

const errorOf = (faults: readonly Fault[], name: string) =>
  faults.find((fault) => fault.name === name)?.text;

/** What, how much, how soon: the three fields that most lines need. */
export function MainFields({ visit, lists, typed, faults, after = "" }: Props) {
  const { t, words } = visit;
  const error = (name: string) => errorOf(faults, `${name}${after}`);
  return (
    <>
      <TextField
        {...{ t, name: `title${after}`, label: t("needs.form.title"), required: true }}
        {...{ value: typed.title, maxlength: 200, lang: typed.lang, error: error("title") }}
      />
      <AmountField
        {...{ t, name: `of${after}`, label: t("needs.form.quantity"), units: lists.units }}
        value={{ of: typed.of, unit: typed.unit }}
        error={error("of")}
      />
      {typed.readings.length > 1 && (
        <Choice
          {...{ t, name: `reading${after}`, label: t("needs.form.readings"), required: true }}
          cards={typed.readings.map((value) => ({ value, label: words.number(value) }))}
          {...{ value: typed.reading, error: error("reading") }}
        />
      )}
      <SelectField
        {...{ t, name: `urgency${after}`, label: t("needs.form.urgency") }}
        options={lists.urgencies}
        value={typed.urgency}
      />
    </>
  );
}

/** The rest, in a fold: size, kind, category, day, details, whom to call. */
export function MoreFields({ visit, lists, typed, faults, after = "", children }: Props) {
  const { t, space } = visit;
  const error = (name: string) => errorOf(faults, `${name}${after}`);
  const field = (name: string, says = name) => {
    return { t, name: `${name}${after}`, label: t(`needs.form.${says}`) };
  };
  const categories = [{ value: "", label: t("ui.field.choose") }, ...lists.categories];
  const nearby = { value: "yes", label: t("needs.nearby"), ticked: typed.nearby };
  return (
    <details open={faults.length > 0 ? true : undefined}>
      <summary>{t("needs.form.more")}</summary>
      <div class="form">
        <TextField {...field("size")} value={typed.size} maxlength={100} error={error("size")} />
        {children}
        <SelectField {...field("category")} options={categories} value={typed.category} />
        <SelectField {...field("needKind", "kind")} options={lists.kinds} value={typed.needKind} />
        <DateField {...field("by")} value={typed.by} month={space.protects} error={error("by")} />
        <Ticks {...{ ...field("nearby"), ticks: [nearby] }} />
        <AreaField
          {...{ ...field("details"), value: typed.details, error: error("details") }}
          maxlength={2000}
        />
        <TextField {...field("name")} value={typed.name} maxlength={100} />
        <TextField
          {...{ ...field("reach"), value: typed.reach, maxlength: 200, exact: true }}
          hint={t("needs.form.reach-hint")}
        />
      </div>
    </details>
  );
}

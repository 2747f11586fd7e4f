/** The lines of what comes: what, how much, and what is printed on it. */
import type { SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import type { Text } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { type Option, SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { sayCodes } from "../../offers/index.ts";
import { CODE_MAX, NAME_MAX } from "../facts.ts";
import { figureIn, nameOf, type Opened, textIn, unitsFor, untilIn } from "./parts.tsx";

/** What is thought to come: of a counted shipment, or lines to write freely in. */
export type Expected = {
  line: number | null;
  need: string | null;
  unit: string;
  of: string;
  what: string;
};

/** What an item is, so that its name is not read as another. */
const NEW = "new";

type Props = {
  visit: SpaceVisit;
  stock: Opened;
  expected: readonly Expected[];
  error: (field: string) => string | undefined;
};

/** The fields of every line. */
export async function ComingFields({ visit, stock, expected, error }: Props) {
  const { t, view, words } = visit;
  const units = await unitsFor(visit);
  const say = await sayCodes(
    view,
    words,
    expected.map(({ unit }) => unit),
  );
  const items: Option[] = [
    { value: NEW, label: t("stock.coming.new") },
    ...stock.items.map(({ thing, name }) => ({
      ...{ value: thing.id, label: nameOf(visit, name).text },
    })),
  ];
  return (
    <>
      {expected.map((one, i) => {
        const own = [{ value: one.unit, label: say.unit(one.unit) }];
        return (
          <Line
            {...{ visit, one, at: i + 1, error, items, known: knownAs(visit, stock, one) }}
            units={one.line === null ? units : own}
          />
        );
      })}
    </>
  );
}

/** The item that is called like the line, or a new one. */
function knownAs(visit: SpaceVisit, { items }: Opened, { what }: Expected): string {
  const same = (text: string) =>
    text.toLocaleLowerCase(visit.lang) === what.toLocaleLowerCase(visit.lang);
  return items.find(({ name }) => what !== "" && same(name?.text ?? ""))?.thing.id ?? NEW;
}

function Line(props: {
  visit: SpaceVisit;
  one: Expected;
  at: number;
  known: string;
  error: Props["error"];
  items: readonly Option[];
  units: readonly Option[];
}) {
  const { visit, one, at, known, error, items, units } = props;
  const { t, posted, method } = visit;
  const field = (name: string) => `${name}-${at}`;
  const typed = (name: string, first: string) =>
    method === "POST" ? posted.text(field(name)) : first;
  const item = typed("item", known);
  // Of a shipment it is known what it is; of a line to write freely it is said first.
  const called = (
    <TextField
      {...{ t, name: field("what"), label: t("stock.coming.called"), maxlength: NAME_MAX }}
      {...{ value: typed("what", one.what), error: error(field("what")), required: "unsaid" }}
    />
  );
  return (
    <fieldset class="field">
      <legend dir="auto">{one.what === "" ? t("stock.coming.line", { n: at }) : one.what}</legend>
      {one.line === null && called}
      <AmountField
        {...{ t, name: field("of"), label: t("stock.how-much"), required: "unsaid", units }}
        value={{ of: typed("of", one.of), unit: posted.text(field("of-unit")) || one.unit }}
        error={error(field("of"))}
      />
      {items.length > 1 && (
        <SelectField
          {...{ t, name: field("item"), label: t("stock.item"), options: items }}
          {...{ value: item, error: error(field("item")), required: "unsaid" }}
        />
      )}
      <details open={item === NEW || typed("until", "") !== "" ? true : undefined}>
        <summary>{t("stock.coming.more")}</summary>
        {one.line !== null && called}
        <DateField
          {...{ t, name: field("until"), label: t("stock.coming.until") }}
          {...{ value: typed("until", ""), error: error(field("until")) }}
        />
        <TextField
          {...{ t, name: field("code"), label: t("stock.coming.code"), maxlength: CODE_MAX }}
          {...{ value: typed("code", ""), error: error(field("code")) }}
        />
      </details>
    </fieldset>
  );
}

type Read = {
  item?: string;
  name?: Text;
  unit: string;
  of: string;
  until: string | null;
  code?: Text;
  line?: number;
};

/** What was typed; lines without a figure are left out, and one without a name is refused. */
export function readComing(
  visit: SpaceVisit,
  stock: Opened,
  expected: readonly Expected[],
): Read[] | Refusal {
  const lines: Read[] = [];
  for (const [i, one] of expected.entries()) {
    const read = readLine(visit, stock, one, i + 1);
    if (isRefusal(read)) return read;
    if (read !== null) lines.push(read);
  }
  return lines.length > 0 ? lines : refuse("stock.nothing", "shape", { field: "of-1" });
}

function readLine(
  visit: SpaceVisit,
  stock: Opened,
  one: Expected,
  at: number,
): Read | null | Refusal {
  const { posted } = visit;
  const of = figureIn(visit, `of-${at}`);
  if (of === null || of === "0" || isRefusal(of)) return of === "0" ? null : of;
  const [until, code] = [untilIn(visit, `until-${at}`), textIn(visit, `code-${at}`, CODE_MAX)];
  if (isRefusal(until)) return until;
  if (isRefusal(code)) return code;
  const name = textIn(visit, `what-${at}`);
  if (isRefusal(name)) return name;
  const item = stock.items.find(({ thing }) => thing.id === posted.text(`item-${at}`))?.thing.id;
  if (item === undefined && name === null)
    return refuse("text.empty", "shape", { field: `what-${at}` });
  return {
    ...(item === undefined ? { name: name as Text } : { item }),
    ...{ unit: one.line === null ? posted.text(`of-${at}-unit`) || one.unit : one.unit, of, until },
    ...(code === null ? {} : { code }),
    ...(one.line === null ? {} : { line: one.line }),
  };
}

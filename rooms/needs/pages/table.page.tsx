/** Many lines at once, as in a table: what, how much, how soon. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal } from "../../../house/refusal.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import type { LineInput } from "../shapes.ts";
import { faultOf } from "./form.page.tsx";
import { type Lists, listsFor } from "./line-fields.tsx";
import { emptyLine, readLine, type TypedLine, typedLine } from "./read-line.ts";

/** Lines on the page. */
const ROWS = 12;

/** `GET /needs/table`. */
export async function tablePage(visit: SpaceVisit): Promise<PageReply> {
  return draw(
    visit,
    Array.from({ length: ROWS }, () => emptyLine(visit.lang)),
    [],
  );
}

/** `POST /needs/table`: lines without a title and without a figure are empty. */
export async function openTable(visit: SpaceVisit): Promise<Reply> {
  const { posted, space, t } = visit;
  // One "how soon" for the table: what is written in one go is mostly for the same days.
  const urgency = posted.text("urgency") || "weeks";
  const typed = Array.from({ length: ROWS }, (_, at) => {
    return { ...typedLine(visit, `-${at}`), urgency };
  });
  const faults: Fault[] = [];
  const publish = posted.has("publish");
  const lines: LineInput[] = typed.flatMap((line, at) => {
    if (line.title === "" && line.of === "") return [];
    const read = readLine(visit, line, `-${at}`);
    faults.push(...read.faults);
    return read.line === null ? [] : [{ ...read.line, publish }];
  });
  if (lines.length === 0 && faults.length === 0)
    faults.push({ name: "title-0", text: t("refusal.text.empty") });
  if (faults.length > 0) return { ...(await draw(visit, typed, faults)), status: 422 };
  const done = await visit.send("needs.open-many", { lines });
  if (isRefusal(done))
    return { ...(await draw(visit, typed, [faultOf(visit, done)])), status: 422 };
  const vars = { n: lines.length };
  return { goto: `${space.base}/needs`, notice: "needs.done.lines", vars };
}

async function draw(
  visit: SpaceVisit,
  typed: readonly TypedLine[],
  faults: readonly Fault[],
): Promise<PageReply> {
  const lists = await listsFor(visit);
  const title = visit.t("needs.table.title");
  return { page: <TablePage {...{ visit, typed, faults, lists, title }} />, title };
}

function TablePage(props: {
  visit: SpaceVisit;
  typed: readonly TypedLine[];
  faults: readonly Fault[];
  lists: Lists;
  title: string;
}) {
  const { visit, typed, faults, lists, title } = props;
  const { t, keys, space, posted } = visit;
  const share = t(space.protects ? "needs.form.publish-link" : "needs.form.publish");
  const tick = { value: "yes", label: share, ticked: posted.has("publish") };
  return (
    <>
      <h1>{title}</h1>
      <p>{t("needs.table.lead")}</p>
      <Form {...{ t, action: `${space.base}/needs/table`, keys, faults }}>
        {typed.map((line, at) => (
          <Line {...{ visit, line, at, lists, faults }} />
        ))}
        <SelectField
          {...{ t, name: "urgency", label: t("needs.form.urgency"), options: lists.urgencies }}
          value={typed[0]?.urgency ?? "weeks"}
        />
        <Ticks {...{ t, name: "publish", label: t("needs.form.who"), ticks: [tick] }} />
        <Button>{t("needs.form.save")}</Button>
      </Form>
    </>
  );
}

function Line(props: {
  visit: SpaceVisit;
  line: TypedLine;
  at: number;
  lists: Lists;
  faults: readonly Fault[];
}) {
  const { visit, line, at, lists, faults } = props;
  const { t, words } = visit;
  const error = (name: string) => faults.find((fault) => fault.name === `${name}-${at}`)?.text;
  return (
    <fieldset class="field">
      <legend>{t("needs.table.line", { n: at + 1 })}</legend>
      <div class="two">
        <TextField
          {...{ t, name: `title-${at}`, label: t("needs.form.title"), value: line.title }}
          {...{ maxlength: 200, error: error("title") }}
        />
        <AmountField
          {...{ t, name: `of-${at}`, label: t("needs.form.quantity"), units: lists.units }}
          {...{ value: { of: line.of, unit: line.unit }, error: error("of") }}
        />
      </div>
      <details open={line.size !== "" || line.category !== "" || error("size") ? true : undefined}>
        <summary>{t("needs.table.more")}</summary>
        <div class="two">
          <TextField
            {...{ t, name: `size-${at}`, label: t("needs.form.size"), value: line.size }}
            {...{ maxlength: 100, error: error("size") }}
          />
          <SelectField
            {...{ t, name: `category-${at}`, label: t("needs.form.category") }}
            options={lists.categories}
            value={line.category}
          />
        </div>
      </details>
      {line.readings.length > 1 && (
        <Choice
          {...{ t, name: `reading-${at}`, label: t("needs.form.readings"), value: line.reading }}
          error={error("reading")}
          cards={line.readings.map((value) => ({ value, label: words.number(value) }))}
        />
      )}
    </fieldset>
  );
}

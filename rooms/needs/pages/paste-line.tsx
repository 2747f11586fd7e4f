/** One line of a pasted message: as it was read, as it was put right, and as fields. */
import type { SpaceVisit } from "../../../house/door.ts";
import { dirOf, readAmount } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Choice } from "../../../ui/choice.tsx";
import type { Fault } from "../../../ui/error-summary.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import type { PastedLine } from "../paste/types.ts";
import { saySize } from "../say.ts";
import type { Lists } from "./line-fields.tsx";
import { emptyLine, type TypedLine, typedLine } from "./read-line.ts";

/** What a line is to become. */
export type PasteAs = "need" | "not-wanted";

/** A line on the checking page. `source` is what stood in the message. */
export type PasteLine = {
  source: string;
  as: PasteAs;
  ticked: boolean;
  warnings: string[];
  typed: TypedLine;
};

/** Most lines read from one posted form. */
const LINES_READ_MAX = 400;

/** A line as the reader understood it. Codes are the house's words for what the reader found. */
export function seenLine(line: PastedLine, lang: string): PasteLine {
  const [reading] = line.readings;
  const two = line.readings.length > 1;
  const unitWords = reading?.unitWords;
  const title = [line.item || line.source.trim(), unitWords && `(${unitWords})`];
  const written = line.lang === "und" ? lang : line.lang;
  const typed: TypedLine = {
    ...emptyLine(written),
    title: title.filter(Boolean).join(" ").replaceAll(/\s+/g, " ").slice(0, 200),
    ...{ of: reading?.of ?? "", unit: reading?.unit ?? "item", size: line.size ?? "" },
    readings: two ? line.readings.map(({ of }) => of) : [],
    category: line.category ?? "",
    needKind: line.needKind === "place" ? "stay" : (line.needKind ?? "goods"),
    urgency: line.urgency === "now" ? "hours" : (line.urgency ?? "weeks"),
  };
  const as = line.kind === "not-wanted" ? "not-wanted" : "need";
  const { source, ticked, warnings } = line;
  return { source, as, ticked, warnings, typed };
}

/** The lines of the checking page as they were put right. */
export function postedLines(visit: SpaceVisit): PasteLine[] {
  const { posted } = visit;
  const count = Math.min(Number(posted.text("count")) || 0, LINES_READ_MAX);
  return Array.from({ length: count }, (_, at) => {
    const readings = posted.all(`readings-${at}`);
    const typed = typedLine(visit, `-${at}`);
    const reading = readings.includes(typed.reading) ? typed.reading : "";
    // A figure that could be read two ways stands as its two readings, not as it was typed.
    const same = readings[0] === typed.of;
    return {
      ...{ source: posted.text(`source-${at}`), ticked: posted.has(`tick-${at}`) },
      as: posted.text(`as-${at}`) === "not-wanted" ? "not-wanted" : "need",
      warnings: posted.all(`warning-${at}`).filter((code) => /^[a-z-]{1,40}$/.test(code)),
      typed: same && readings.length > 1 ? { ...typed, readings, reading } : typed,
    };
  });
}

/** Labels whose message has another name than the field. */
const LABELS: Readonly<Record<string, string>> = { of: "quantity", reading: "readings" };

/** The fields of one line, in a box of its own. */
export function PasteLineFields(props: {
  visit: SpaceVisit;
  lists: Lists;
  line: PasteLine;
  at: number;
  faults: readonly Fault[];
}) {
  const { visit, lists, line, at, faults } = props;
  const { t, words } = visit;
  const { typed, source, ticked, warnings } = line;
  const named = (name: string) => ({
    ...{ t, name: `${name}-${at}`, label: t(`needs.form.${LABELS[name] ?? name}`) },
    error: faults.find((fault) => fault.name === `${name}-${at}`)?.text,
  });
  // What is sure stays folded, so that twenty lines can be checked on a phone.
  const faulty = faults.some(({ name }) => name?.endsWith(`-${at}`));
  const unsure = faulty || (ticked && (warnings.length > 0 || typed.readings.length > 1));
  const as = ["need", "not-wanted"].map((value) => ({
    value,
    label: t(`needs.paste.as-${value}`),
  }));
  return (
    <fieldset class="card plain">
      <legend class="unseen">{source.trim()}</legend>
      <label class="choice" for={`f-tick-${at}`}>
        <input
          type="checkbox"
          id={`f-tick-${at}`}
          name={`tick-${at}`}
          value="yes"
          checked={ticked ? true : undefined}
        />
        <span dir={dirOf(typed.lang)}>{source.trim()}</span>
      </label>
      <Hidden {...{ line, at }} />
      {warnings.length > 0 && (
        <div class="states">
          {warnings.map((code) => (
            <State is="warn">{t(`needs.warning.${code}`)}</State>
          ))}
        </div>
      )}
      <details open={unsure ? true : undefined}>
        <summary>
          {ticked || unsure
            ? t("needs.paste.read-as", { line: readAs(visit, lists, line) })
            : t("needs.paste.change")}
        </summary>
        <div class="form">
          <SelectField {...{ ...named("as"), options: as, value: line.as }} />
          <TextField
            {...{ ...named("title"), value: typed.title, maxlength: 200, lang: typed.lang }}
          />
          {typed.readings.length > 1 ? (
            <Choice
              {...{ ...named("reading"), required: true }}
              cards={typed.readings.map((value) => ({ value, label: words.number(value) }))}
              value={typed.reading}
            />
          ) : (
            <AmountField
              {...{ ...named("of"), units: lists.units }}
              value={{ of: typed.of, unit: typed.unit }}
            />
          )}
          <TextField {...{ ...named("size"), value: typed.size, maxlength: 100 }} />
          <SelectField
            {...{ ...named("urgency"), options: lists.urgencies, value: typed.urgency }}
          />
        </div>
      </details>
    </fieldset>
  );
}

/** A line in one breath, as it would be kept. */
function readAs({ t, words }: SpaceVisit, lists: Lists, { as, typed }: PasteLine): string {
  if (as === "not-wanted") return `${t("needs.profile.not-wanted")}: ${typed.title}`;
  const unit = lists.units.find(({ value }) => value === typed.unit)?.label ?? typed.unit;
  const figures = typed.readings.length > 1 ? typed.readings : [typed.of].filter((of) => of !== "");
  // What was typed may be no figure at all: it is said as it stands.
  const said = figures.map((typed) => {
    const read = readAmount(typed);
    return read.ok ? { of: read.value[0], text: words.number(read.value[0]) } : { text: typed };
  });
  const [first] = said;
  const one = said.length === 1 && first?.of !== undefined;
  const several = `${words.list(
    said.map(({ text }) => text),
    "or",
  )} ${unit}`;
  const much = one ? words.amount({ of: first.of, unit: typed.unit }, unit) : several;
  return [typed.title, said.length === 0 ? "" : much, saySize(words.t, typed.size)]
    .filter((part) => part !== "")
    .join(" · ");
}

/** What the page keeps of a line and does not ask. */
function Hidden({ line, at }: { line: PasteLine; at: number }) {
  const { typed, source, warnings } = line;
  const { lang, category, needKind, readings } = typed;
  const two = readings.length > 1;
  const kept = { source, lang, category, needKind, ...(two && { of: readings[0] ?? "" }) };
  return (
    <>
      {Object.entries(kept).map(([name, value]) => (
        <input type="hidden" name={`${name}-${at}`} value={value} />
      ))}
      {two && <input type="hidden" name={`of-${at}-unit`} value={typed.unit} />}
      {readings.map((value) => (
        <input type="hidden" name={`readings-${at}`} value={value} />
      ))}
      {warnings.map((value) => (
        <input type="hidden" name={`warning-${at}`} value={value} />
      ))}
    </>
  );
}

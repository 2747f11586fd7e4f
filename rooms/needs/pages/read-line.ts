/** Reads one line of a form into what a command takes, or says what to put right. */
import type { SpaceVisit } from "../../../house/door.ts";
import {
  CATEGORIES,
  type Day,
  isCurrency,
  isTerm,
  isUnitCode,
  KINDS,
  parseDay,
  readAmount,
  readText,
  type Text,
  URGENCIES,
} from "../../../house/values/index.ts";
import type { Fault } from "../../../ui/error-summary.tsx";
import { DETAILS_MAX, TITLE_MAX } from "../facts.ts";
import type { LineInput } from "../shapes.ts";

/** A line exactly as typed; `of` and `reading` are figures, the rest what the field says. */
export type TypedLine = {
  lang: string;
  title: string;
  of: string;
  unit: string;
  /** Which of two readings of the figure was chosen; empty where none was. */
  reading: string;
  /** The two readings, where the figure can be read two ways. */
  readings: string[];
  size: string;
  details: string;
  needKind: string;
  category: string;
  urgency: string;
  by: string;
  /** A place's code as the form's list names it; empty where none was chosen. */
  place: string;
  name: string;
  reach: string;
  nearby: boolean;
};

/** A line with nothing typed. */
export function emptyLine(lang: string): TypedLine {
  return {
    ...{ lang, title: "", of: "", unit: "item", reading: "", readings: [], size: "" },
    ...{ details: "", needKind: "goods", category: "", urgency: "weeks", by: "", name: "" },
    ...{ reach: "", nearby: false, place: "" },
  };
}

/** What was typed under the names `title<after>`, `of<after>`… */
export function typedLine(visit: SpaceVisit, after = ""): TypedLine {
  const { posted, lang } = visit;
  const text = (name: string) => posted.text(`${name}${after}`);
  const of = text("of");
  const readings = readAmount(of);
  return {
    ...{
      lang: text("lang") || lang,
      title: text("title"),
      of,
      unit: posted.text(`of${after}-unit`) || "item",
    },
    ...{ reading: text("reading"), size: text("size"), details: text("details") },
    readings: readings.ok && readings.value.length > 1 ? [...readings.value] : [],
    ...{ needKind: text("needKind") || "goods", category: text("category") },
    ...{ urgency: text("urgency") || "weeks", by: text("by") },
    ...{ name: text("name"), reach: text("reach"), nearby: posted.has(`nearby${after}`) },
    place: text("place"),
  };
}

/** The command's line, with every fault found; `line` is there where nothing is wrong. */
export type ReadLine = { line: LineInput | null; faults: Fault[] };

/** Reads a typed line. `after` ends the names of its fields on the page. */
export function readLine(visit: SpaceVisit, typed: TypedLine, after = ""): ReadLine {
  const { t } = visit;
  const faults: Fault[] = [];
  const fault = (name: string, reason: string) =>
    faults.push({ name: `${name}${after}`, text: t(`refusal.${reason}`) });
  const said = (
    name: "title" | "size" | "details" | "name" | "reach",
    lengthMax: number,
  ): Text | undefined => {
    const lines = name === "details" ? "many" : "one";
    const text = readText(typed.lang, typed[name], { lengthMax, lines });
    if (text.ok) return text.value;
    if (name === "title" || text.reason !== "text.empty") fault(name, text.reason);
    return undefined;
  };
  const title = said("title", TITLE_MAX);
  const [size, details] = [said("size", 100), said("details", DETAILS_MAX)];
  const quantity = quantityOf(typed, fault);
  const by = dayOf(visit, typed.by, (reason) => fault("by", reason));
  const category = CATEGORIES.find((code) => code === typed.category) ?? termOf(typed.category);
  const [name, reach] = [said("name", 100)?.text, said("reach", 200)?.text];
  if (title === undefined || faults.length > 0) return { line: null, faults };
  const line: LineInput = {
    title,
    ...(size && { size }),
    ...(details && { details: [details] }),
    ...(quantity && { quantity }),
    ...(category && { category }),
    ...(by && { by }),
    ...(name && { name }),
    ...(reach && { reach }),
    needKind: KINDS.find((kind) => kind === typed.needKind) ?? "other",
    urgency: URGENCIES.find((urgency) => urgency === typed.urgency) ?? "weeks",
    nearby: typed.nearby,
  };
  return { line, faults };
}

const termOf = (code: string) => (isTerm(code) ? code : undefined);

/** The quantity; a figure that can be read two ways waits until one is chosen. */
function quantityOf(typed: TypedLine, fault: (name: string, reason: string) => void) {
  if (typed.of === "") return undefined;
  const { unit } = typed;
  const read = readAmount(typed.of);
  if (!read.ok) return void fault("of", read.reason);
  // A pasted line brings its readings along: its figure is no longer as it was typed.
  const readings = typed.readings.length > 1 ? typed.readings : read.value;
  const chosen = readings.find((reading) => reading === typed.reading);
  if (readings.length > 1 && chosen === undefined)
    return void fault("reading", "needs.two-readings");
  const of = chosen ?? read.value[0];
  if (of === "0" || of.startsWith("-")) return void fault("of", "needs.quantity-of-nothing");
  if (!isUnitCode(unit) && !isCurrency(unit) && !isTerm(unit))
    return void fault("of", "amount.unit");
  return { of, unit };
}

function dayOf(
  { space }: SpaceVisit,
  typed: string,
  fault: (reason: string) => void,
): Day | undefined {
  if (typed === "") return undefined;
  const whole = /^.{4}-.{2}$/u.test(typed) ? `${typed}-01` : typed;
  const day = parseDay(whole, space.zone);
  return day.ok ? day.value : void fault(day.reason);
}

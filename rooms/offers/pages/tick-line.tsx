/** A line of a shipment to tick: all of it came, none, or so much; and what of that is damaged. */
import type { SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { type Amount, add, compare, subtract, type Text } from "../../../house/values/index.ts";
import { AmountField } from "../../../ui/amount-field.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import type { DeliveryLine } from "../facts-delivery.ts";
import { type Say, typedAmount } from "../says.ts";

/** What all of a line is: what was sent, else what was written down as being here. */
export const saidToCome = ({ sent, arrived }: DeliveryLine): Amount | null =>
  sent ?? arrived ?? null;

/** The unit a line is counted in. */
const unitIn = (line: DeliveryLine) => (line.counted ?? saidToCome(line))?.unit ?? "item";

/** What came of a line by its last count, damaged or not. */
function cameOf({ counted, damaged }: DeliveryLine): Amount | null {
  return counted === null || damaged === undefined ? counted : add(counted, damaged);
}

type Props = {
  visit: SpaceVisit;
  line: DeliveryLine;
  called: Text;
  say: Say;
  error: (field: string) => string | undefined;
};

/** The fields of a line. */
export function TickLine({ visit, line, called, say, error }: Props) {
  const { t } = visit;
  const name = `counted-${line.line}`;
  const all = saidToCome(line);
  const wrong = error(name);
  const hint = all === null ? null : hintOf(visit, say, line);
  return (
    <fieldset class={wrong === undefined ? "field" : "field wrong"} id={`f-${name}`} tabindex={-1}>
      <legend {...voiceOf(called)}>{called.text}</legend>
      {hint !== null && <div class="hint">{hint}</div>}
      {wrong !== undefined && (
        <div class="error" id={`f-${name}-error`}>
          {wrong}
        </div>
      )}
      <div class="answers">
        {(all === null ? ["none"] : ["all", "none"]).map((tick) => (
          <Radio {...{ visit, line, tick }} />
        ))}
        <label class="choice" for={`f-of-${line.line}`}>
          <span>{t("offers.count.only")}</span>
          <input
            {...{ id: `f-of-${line.line}`, name, inputmode: "decimal", autocomplete: "off" }}
            {...{ dir: "ltr", value: typedOr(visit, name, cameOf(line)?.of ?? "") }}
            aria-invalid={wrong === undefined ? undefined : "true"}
            aria-describedby={wrong === undefined ? undefined : `f-${name}-error`}
          />
        </label>
      </div>
      <Damaged {...{ visit, line, say, error }} />
    </fieldset>
  );
}

/** What was typed before, or what stands there at first. */
const typedOr = ({ posted, method }: SpaceVisit, name: string, first: string) =>
  method === "POST" ? posted.text(name) : first;

/** What stands beside it: what was sent, or that only what is here was written down. */
function hintOf({ t }: SpaceVisit, say: Say, { sent, arrived }: DeliveryLine) {
  if (sent !== null) return t("offers.count.sent", { amount: say.amount(sent) });
  return arrived === undefined ? null : t("offers.count.arrived", { amount: say.amount(arrived) });
}

function Radio({ visit, line, tick }: { visit: SpaceVisit; line: DeliveryLine; tick: string }) {
  const { t, posted } = visit;
  const [name, id] = [`tick-${line.line}`, `f-${tick}-${line.line}`];
  return (
    <label class="choice" for={id}>
      <input
        {...{ type: "radio", id, name, value: tick }}
        checked={posted.text(name) === tick ? true : undefined}
      />
      <span>{t(`offers.count.${tick}`)}</span>
    </label>
  );
}

function Damaged({ visit, line, say, error }: Omit<Props, "called">) {
  const { t } = visit;
  const name = `damaged-${line.line}`;
  const value = typedOr(visit, name, line.damaged?.of ?? "");
  const unit = unitIn(line);
  return (
    <details open={value === "" && error(name) === undefined ? undefined : true}>
      <summary>{t("offers.count.damaged")}</summary>
      <AmountField
        {...{ t, name, label: t("offers.count.damaged-many"), required: "unsaid" }}
        units={[{ value: unit, label: say.unit(unit) }]}
        value={{ of: value }}
        error={error(name)}
      />
    </details>
  );
}

/** What is of use of a line, and what came of it and is not. */
export type Ticked = { line: number; counted: Amount; damaged?: string };

/**
 * What was ticked or typed of a line; null where it was left out. Two answers to one line are
 * refused, and more damaged than came.
 */
export function readTick({ posted }: SpaceVisit, line: DeliveryLine): Ticked | null | Refusal {
  const field = `counted-${line.line}`;
  const unit = unitIn(line);
  const typed = typedAmount(posted.text(field), unit, field);
  if (isRefusal(typed)) return typed;
  const hurt = typedAmount(posted.text(`damaged-${line.line}`), unit, `damaged-${line.line}`);
  if (isRefusal(hurt)) return hurt;
  const came = cameBy(posted.text(`tick-${line.line}`), typed, line, posted.has("rest"));
  if (came === null)
    return hurt === null ? null : refuse("offers.say-what-came", "shape", { field });
  if (isRefusal(came)) return came;
  if (hurt === null || hurt.of === "0") return { line: line.line, counted: came };
  if (compare(hurt, came) > 0)
    return refuse("offers.more-damaged", "shape", { field: `damaged-${line.line}` });
  return { line: line.line, counted: subtract(came, hurt), damaged: hurt.of };
}

/** What came, damaged or not. */
function cameBy(
  tick: string,
  typed: Amount | null,
  line: DeliveryLine,
  rest: boolean,
): Amount | null | Refusal {
  const all = saidToCome(line);
  const nothing = { of: "0", unit: unitIn(line) };
  const ticked = tick === "all" ? all : tick === "none" ? nothing : null;
  // The last count stands in the field by itself: a tick is the answer then.
  const stood = [ticked, cameOf(line)].some((one) => one && typed && same(one, typed));
  if (ticked !== null && typed !== null && !stood)
    return refuse("offers.two-answers", "shape", { field: `counted-${line.line}` });
  if (ticked !== null || typed !== null) return ticked ?? typed;
  return rest && line.counted === null ? all : null;
}

const same = (a: Amount, b: Amount) => a.unit === b.unit && compare(a, b) === 0;

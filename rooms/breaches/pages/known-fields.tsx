/** The fields of what is known of a breach: what, when, which law, how likely harm is. */
import type { SpaceVisit } from "../../../house/door.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { parseDay } from "../../../house/values/index.ts";
import { Choice } from "../../../ui/choice.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { type Known, LAW, RISK, WHAT } from "../facts.ts";
import { momentFields, typedMoment } from "./parts.tsx";

/** The fields; `known` is what they hold before anybody types. */
export function KnownFields(props: {
  visit: SpaceVisit;
  known: Pick<Known, "aware"> & Partial<Known>;
  refusal: Refusal | null;
}) {
  const { visit, known, refusal } = props;
  const { t, posted, space } = visit;
  const { error } = saysOf(visit, refusal);
  const aware = momentFields(known.aware, space.zone);
  const typed = (name: string, kept: string | undefined) =>
    posted.has(name) ? posted.text(name) : kept;
  return (
    <>
      <Choice
        {...{ t, name: "what", label: t("breaches.what"), required: true, error: error("what") }}
        cards={WHAT.map((value) => ({ value, label: t(`breaches.what.${value}`) }))}
        value={typed("what", known.what)}
      />
      <DateField
        {...{ t, name: "aware", label: t("breaches.aware"), required: true }}
        hint={t("breaches.aware-hint")}
        value={typed("aware", aware.date)}
        error={error("aware")}
      />
      <TextField
        {...{ t, name: "aware-hour", label: t("breaches.hour"), required: true, exact: true }}
        hint={t("breaches.hour-hint", { zone: space.zone })}
        value={typed("aware-hour", aware.hour)}
      />
      <DateField
        {...{ t, name: "happened", label: t("breaches.happened"), error: error("happened") }}
        value={typed("happened", known.happened?.date)}
      />
      <Choice
        {...{ t, name: "law", label: t("breaches.law"), required: true, error: error("law") }}
        hint={t("breaches.law-hint")}
        cards={LAW.map((value) => ({
          ...{ value, label: t(`breaches.law.${value}`), hint: t(`breaches.law.${value}-hint`) },
        }))}
        value={typed("law", known.law)}
      />
      <Choice
        {...{ t, name: "risk", label: t("breaches.risk"), required: true, error: error("risk") }}
        cards={RISK.map((value) => ({
          ...{ value, label: t(`breaches.risk.${value}`), hint: t(`breaches.risk.${value}-hint`) },
        }))}
        value={typed("risk", known.risk)}
      />
    </>
  );
}

/** What was typed into them, or what is missing. */
export function knownFrom(visit: SpaceVisit): Known | Refusal {
  const { posted, space } = visit;
  const one = <T extends string>(all: readonly T[], name: string) =>
    all.find((value) => value === posted.text(name));
  const [what, law, risk] = [one(WHAT, "what"), one(LAW, "law"), one(RISK, "risk")];
  const missing = what === undefined ? "what" : law === undefined ? "law" : "risk";
  if (what === undefined || law === undefined || risk === undefined)
    return refuse(`breaches.say-${missing}`, "shape", { field: missing });
  const aware = typedMoment(visit, "aware");
  if (aware === null) return refuse("breaches.aware-when", "shape", { field: "aware" });
  if (posted.text("happened") === "") return { what, law, risk, aware, happened: null };
  const happened = parseDay(posted.text("happened"), space.zone);
  if (!happened.ok) return refuse(happened.reason, "shape", { field: "happened" });
  return { what, law, risk, aware, happened: happened.value };
}

/** What a group is begun with, on every page that begins one. */
import type { Visit } from "../../../house/door.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { parseZone } from "../../../house/values/index.ts";
import { Choice } from "../../../ui/choice.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { handleSchema, loginFields, originOf, type Says } from "../../people/index.ts";
import type { Safety } from "../facts.ts";
import type { Founding } from "../found.ts";
import { NO_ZONE, ZoneField } from "./zone-field.tsx";

/** The answers to the safety question, the one that protects most first. */
export const SAFETY: readonly Safety[] = ["yes", "unsure", "no"];

/** Fields of the form that a command calls by another name. */
export const FIELD_NAMES = { name: "handle", "name.text": "group" } as const;

/** Where whoever began a group goes, and what they may do first. */
export function begun(slug: string) {
  const next = { href: `/s/${slug}/invitations/new`, says: "people.invite.title" };
  return { goto: `/s/${slug}`, notice: "spaces.first-run.done", next };
}

/** What was typed, or what is wrong with it. */
export function foundingOf(visit: Visit): Omit<Founding, "login"> | Refusal {
  const { posted, lang } = visit;
  const [group, handle] = [posted.text("group"), posted.text("handle")];
  if (group === "") return refuse("spaces.no-name", "shape", { field: "group" });
  const fault = handleSchema.safeParse(handle).error?.issues[0]?.message;
  if (fault !== undefined) return refuse(fault, "shape", { field: "handle" });
  const safety = SAFETY.find((one) => one === posted.text("safety"));
  if (safety === undefined) return refuse("spaces.no-answer", "shape", { field: "safety" });
  const zone = parseZone(posted.text("zone") || NO_ZONE);
  if (!zone.ok) return refuse(zone.reason, "shape", { field: "zone" });
  const address = originOf(visit);
  const origin = address === "" ? undefined : new URL(address).hostname;
  return { group, lang, handle, safety, zone: zone.value, origin };
}

/** Loads the fields: the group, who founds it, its clock, the one question. */
export async function foundingFields() {
  const { LoginFields } = await loginFields();
  return ({ visit, error }: { visit: Visit; error: Says["error"] }) => (
    <>
      <TextField
        t={visit.t}
        name="group"
        label={visit.t("spaces.group")}
        hint={visit.t("spaces.group-hint")}
        autocomplete="organization"
        maxlength={80}
        required
        value={visit.posted.text("group")}
        error={error("group")}
      />
      <LoginFields visit={visit} as="handle" error={error} />
      <ZoneField visit={visit} value={visit.posted.text("zone")} error={error("zone")} />
      <SafetyChoice visit={visit} value={visit.posted.text("safety")} error={error("safety")} />
    </>
  );
}

/** The one question; nothing is chosen beforehand. */
export function SafetyChoice(props: { visit: Visit; value: string; error: string | undefined }) {
  const { visit, value, error } = props;
  const { t } = visit;
  return (
    <Choice
      t={t}
      name="safety"
      label={t("spaces.safety")}
      hint={t("spaces.safety-hint")}
      required
      value={value === "" ? undefined : value}
      error={error}
      cards={SAFETY.map((one) => ({
        ...{ value: one, label: t(`spaces.safety.${one}`), hint: t(`spaces.safety-hint.${one}`) },
      }))}
    />
  );
}

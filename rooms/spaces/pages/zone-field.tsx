/** The clock a group goes by, chosen from a list. */
import type { Visit } from "../../../house/door.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import { zoneLines } from "../zones.ts";

/** What holds until a group says something else. */
export const NO_ZONE = "UTC";

/** The field `zone`. A zone that is in no list of this machine's stands under its own name. */
export function ZoneField(props: { visit: Visit; value: string; error: string | undefined }) {
  const { visit, value, error } = props;
  const { t, lang } = visit;
  const lines = [{ value: NO_ZONE, label: t("spaces.zone.unsaid") }, ...zoneLines(lang)];
  const listed = value === "" || lines.some((line) => line.value === value);
  return (
    <SelectField
      t={t}
      name="zone"
      label={t("spaces.zone")}
      hint={t("spaces.zone-hint")}
      required="unsaid"
      options={listed ? lines : [{ value, label: value }, ...lines]}
      value={value === "" ? NO_ZONE : value}
      error={error}
    />
  );
}

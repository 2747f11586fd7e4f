/** The field of a form that says who will read what is typed, for whoever is in a circle. */
import type { SpaceVisit } from "../../../house/door.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import type { Kids } from "../../../ui/types.ts";
import { openCircles } from "../questions-circles.ts";

/**
 * A choice between the whole group and each circle the visitor is in, under the name `circle`; null
 * where they are in none.
 */
export async function readsField(
  visit: SpaceVisit,
  { error, hint }: { error?: string | undefined; hint?: string } = {},
): Promise<Kids> {
  const { t, view, lang, posted, query } = visit;
  const value = posted.text("circle") || (query.get("circle") ?? "");
  const circles = await openCircles(view, lang);
  if (circles.length === 0) return null;
  const options = circles.map(({ thing, name }) => {
    const called = name?.text ?? t("people.circles.nameless");
    return { value: thing.id, label: t("people.reads.circle", { name: called }) };
  });
  return (
    <SelectField
      {...{ t, name: "circle", label: t("people.reads.label"), value }}
      {...{ error, ...(hint === undefined ? {} : { hint }) }}
      options={[{ value: "", label: t("people.reads.host") }, ...options]}
    />
  );
}

/** The circle that was chosen, as a command takes it. */
export function chosenCircle({ posted }: SpaceVisit): { circle?: string } {
  const circle = posted.text("circle");
  return circle === "" ? {} : { circle };
}

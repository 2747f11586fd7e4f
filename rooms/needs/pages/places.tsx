/** Where a line can be: coarse places of this group, no finer than the space tells. */
import type { SpaceVisit } from "../../../house/door.ts";
import {
  chooseText,
  countryName,
  isTerm,
  type Place,
  type PlaceLevel,
} from "../../../house/values/index.ts";
import { SelectField } from "../../../ui/select-field.tsx";
import { spaceOf, terms, termTexts } from "../../spaces/index.ts";

/** A place to choose, and what it is called. */
export type NamedPlace = { place: Place; label: string };

/** A protected space tells regions, others towns: nothing finer is offered. */
const finest = (protects: boolean): PlaceLevel => (protects ? 2 : 4);

/** The field: the places there are, and for coordination the way to name more of them. */
export function PlaceField(props: {
  visit: SpaceVisit;
  places: readonly NamedPlace[];
  value: string;
}) {
  const { visit, places, value } = props;
  const { t, space, session } = visit;
  const options = places.map(({ place, label }) => ({ value: place.code, label }));
  return (
    <div class="field">
      <SelectField
        {...{ t, name: "place", label: t("needs.form.place"), value }}
        options={[{ value: "", label: t("needs.form.no-place") }, ...options]}
      />
      {session?.roles.includes("coordination") && (
        <a href={`${space.base}/settings/${space.protects ? "group" : "words"}`}>
          {t("needs.form.more-places")}
        </a>
      )}
    </div>
  );
}

/** The group's own country or region first, then what the group itself calls places. */
export async function placesFor(visit: SpaceVisit): Promise<NamedPlace[]> {
  const { view, words, space, lang } = visit;
  const own = (await spaceOf(view))?.state.place ?? null;
  const named: NamedPlace[] = [];
  for (const place of own === null ? [] : [own, ...around(own)])
    named.push({ place, label: await placeName(visit, place) });
  for (const { id, state, texts } of await terms(view, "place")) {
    const level = (state.level ?? 4) as PlaceLevel;
    const label = chooseText([...texts], [lang])?.text;
    if (level <= finest(space.protects) && label !== undefined)
      named.push({ place: { code: id, level } as Place, label });
  }
  const seen = new Set<string>();
  const once = named.filter(({ place: { code } }) => !seen.has(code) && seen.add(code));
  return once.sort((a, b) => a.place.level - b.place.level || order(a, b, words.locale));
}

const order = (a: NamedPlace, b: NamedPlace, locale: string) =>
  a.label.localeCompare(b.label, locale);

/** The country a region of ours lies in. */
function around({ code, level }: Place): Place[] {
  return level === 2 && !isTerm(code) ? [{ code: code.slice(0, 2), level: 1 }] : [];
}

/** What a place is called in the reader's words; empty where its word is gone. */
export async function placeName(
  { view, words, lang }: Pick<SpaceVisit, "view" | "words" | "lang">,
  { code, level }: Place,
) {
  if (isTerm(code)) {
    const texts = (await termTexts(view, [code])).get(code) ?? [];
    return chooseText([...texts], [lang])?.text ?? "";
  }
  return level === 1 ? countryName(code, words.locale) : code;
}

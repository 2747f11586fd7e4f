/** What later rooms tell whoever is about to offer something; nothing where there is nothing. */
import type { SpaceVisit } from "../../../house/door.ts";
import { ToldFirst } from "../../../ui/told-first.tsx";

/** Drawn for a form: no field and no tap of its own. */
export async function toldFirst({ view, t, lang, words, space }: SpaceVisit) {
  for (const { toKnow } of view.space.plan.rooms) {
    const told = (await toKnow?.(view)) ?? null;
    if (told !== null)
      return <ToldFirst {...{ t, told, lang }} locale={words.locale} base={space.base} />;
  }
  return null;
}

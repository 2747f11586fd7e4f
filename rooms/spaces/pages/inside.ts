/** What the pages of the settings share. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import type { Refusal } from "../../../house/refusal.ts";
import { notHere, refuse } from "../../../house/refusal.ts";
import { type Lang, readText, type Text, type TextLimits } from "../../../house/values/index.ts";
import { LANGS } from "../../../house/words/index.ts";
import type { SpaceState } from "../facts.ts";
import { spaceOf } from "../questions.ts";

/** Draws a page for coordination; anyone else hears that it is not theirs. */
export async function forCoordination(
  visit: SpaceVisit,
  draw: (space: Thing<SpaceState>) => Reply | Promise<Reply>,
): Promise<Reply> {
  if (visit.session?.roles.includes("coordination") !== true)
    return refuse("house.not-your-role", "who", { next: "ask" });
  const space = await spaceOf(visit.view);
  return space === undefined ? notHere : draw(space);
}

/** Languages a text of this space can be written in: its own first, then ours. */
export function langsOf(state: SpaceState, texts: readonly Text[] = []): Lang[] {
  return [...new Set([...state.langs, ...texts.map(({ lang }) => lang), ...LANGS])];
}

/** A language by its own name. */
export function ownName(lang: Lang): string {
  return new Intl.DisplayNames(lang, { type: "language" }).of(lang) ?? lang;
}

/** The fields `text-<lang>` that hold something, read; a refusal names its field. */
export function postedTexts(
  { posted }: Pick<SpaceVisit, "posted">,
  langs: readonly Lang[],
  limits: TextLimits,
): Text[] | Refusal {
  const texts: Text[] = [];
  for (const lang of langs) {
    const field = `text-${lang}`;
    const typed = posted.text(field);
    if (typed === "") continue;
    const read = readText(lang, typed, limits);
    if (!read.ok) return refuse(read.reason, "shape", { field });
    texts.push(read.value);
  }
  return texts;
}

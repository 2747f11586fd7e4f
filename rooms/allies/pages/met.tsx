/** Lines that an end meets: before it, what becomes of each; after it, what became of each. */
import type { SpaceVisit } from "../../../house/door.ts";
import { MEETS, type MetLine } from "../../../house/room.ts";
import { chooseText } from "../../../house/values/index.ts";
import type { View } from "../../../house/view.ts";
import { voiceOf } from "../../../ui/words.tsx";
import { MET_MAX, type MetCounts } from "../alliance.ts";

/** What an end meets, or met since a time (ms), of all rooms, as far as a reader may open it. */
export async function metBy(view: View, ally: string, since: number | null): Promise<MetLine[]> {
  const all: MetLine[] = [];
  for (const { meets } of view.space.plan.rooms)
    if (meets !== undefined) all.push(...(await meets(view, ally, since)));
  return all;
}

/** How many of each sort. */
export function countsOf(all: readonly MetLine[]): MetCounts {
  const of = (sort: MetLine["sort"]) =>
    Math.min(all.filter((line) => line.sort === sort).length, MET_MAX);
  return {
    ...{ closed: of("closed"), held: of("held"), "goes-on": of("goes-on"), sent: of("sent") },
  };
}

type Drawn = {
  visit: SpaceVisit;
  all: readonly MetLine[];
  when: "before" | "after";
  /** Where the pages of these lines begin; unsaid, they lie in another group's space. */
  base?: string;
};

/** Each line, under what becomes of it. */
export function MetLines({ visit, all, when, base }: Drawn) {
  const { t, words, lang } = visit;
  if (all.length === 0) return <p>{t("allies.met.none")}</p>;
  return (
    <>
      {MEETS.map((sort) => {
        const some = all.filter((line) => line.sort === sort);
        if (some.length === 0) return null;
        return (
          <>
            <h2>{t(`allies.met.${sort}-${when}`)}</h2>
            <ul>
              {some.map(({ amount, texts, path }) => {
                const text = chooseText(texts, [lang]);
                const title =
                  text === undefined ? (
                    t("allies.met.line")
                  ) : (
                    <bdi {...voiceOf(text)}>{text.text}</bdi>
                  );
                return (
                  <li>
                    {amount !== null && `${words.amount(amount)} · `}
                    {base === undefined || path === null ? (
                      title
                    ) : (
                      <a href={`${base}${path}`}>{title}</a>
                    )}
                  </li>
                );
              })}
            </ul>
          </>
        );
      })}
    </>
  );
}

/** What is left of it where the lines themselves can be read no more. */
export function MetFigures({ visit: { t }, met }: { visit: SpaceVisit; met: MetCounts }) {
  const some = MEETS.filter((sort) => met[sort] > 0);
  if (some.length === 0) return <p>{t("allies.met.none")}</p>;
  return (
    <ul>
      {some.map((sort) => (
        <li>
          {t(`allies.met.${sort}-after`)}: {t("allies.met.lines", { n: met[sort] })}
        </li>
      ))}
    </ul>
  );
}

/**
 * The rota for the wall: each time of a series, each role, and who comes as far as they let paper
 * say so: the first word of the name they gave, and of nobody else a line that is taken.
 */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Blank, PrintSheet } from "../../../ui/print-sheet.tsx";
import { rolesOf } from "../facts.ts";
import { type OneTurn, type Said, seriesOf, turnsHere } from "../questions.ts";
import { whenOf } from "../say.ts";
import { atOf, Called, forOccasion } from "./parts.tsx";

/** Free places of a role that have a line to write on. */
const LINES_MAX = 12;

/** What paper says of somebody: the first word of their name, where they let it. */
export function onPaper({ thing, people }: Pick<OneTurn, "thing" | "people">): string | null {
  if (!thing.state.onPaper || people === null) return null;
  return people.name.split(/\s+/u)[0] ?? null;
}

/** `GET /shifts/:id/rota`. */
export function rotaPage(visit: SpaceVisit): Promise<Reply> {
  return forOccasion(visit, async (said) => {
    const { t, view, words, now, space } = visit;
    const all = await seriesOf(view, said.thing);
    const times = await Promise.all(
      all.map(async (one) => ({ one, turns: await turnsHere(view, one.thing) })),
    );
    const today = dayOf(now, space.zone);
    const day = space.protects ? words.month(today.date.slice(0, 7)) : words.day(today);
    const title = t("hours.rota.title");
    const page = (
      <>
        <p class="no-print">
          <a href={atOf(visit, said)}>
            <Called {...{ visit, said }} />
          </a>
          {" · "}
          {t("hours.rota.text")}
        </p>
        <PrintSheet
          paper="wall"
          title={<Called {...{ visit, said }} />}
          say={t("hours.rota.say", { day })}
        >
          {times.length === 0 && <p>{t("hours.is-over")}</p>}
          {times.map(({ one, turns }) => (
            <Time {...{ visit, one, turns }} />
          ))}
        </PrintSheet>
      </>
    );
    return { page, title, shape: "sheet" };
  });
}

function Time({ visit, one, turns }: { visit: SpaceVisit; one: Said; turns: readonly OneTurn[] }) {
  const { t } = visit;
  return (
    <section>
      <h2>
        <bdi>{whenOf(visit.words, one)}</bdi>
      </h2>
      {rolesOf(one.thing.state).map(({ role, most, taken }) => {
        const here = turns.filter(({ thing, stands }) => {
          return thing.state.role === role && stands === "in";
        });
        const names = here.flatMap((turn) => onPaper(turn) ?? []);
        const others = taken - names.length;
        const free = Math.min(most - taken, LINES_MAX);
        return (
          <>
            <h3>
              {t(`hours.role.${role}`)}: {t("hours.taken", { n: taken, most })}
            </h3>
            <ul>
              {names.map((name) => (
                <li>
                  <bdi class="figure">{name}</bdi>
                </li>
              ))}
              {others > 0 && <li>{t("hours.rota.others", { n: others })}</li>}
              {Array.from({ length: free }, () => (
                <li>
                  <Blank label={t("hours.rota.free")} />
                </li>
              ))}
            </ul>
          </>
        );
      })}
    </section>
  );
}

/** What a stop meets of lines, by sort; whom a person has to call; what is beyond recall. */
import type { SpaceVisit } from "../../../house/door.ts";
import { offerLines } from "../../offers/index.ts";
import type { Met } from "../decider-stop.ts";
import type { Listed, TakenLine } from "../questions.ts";
import { isHeld, LetCome } from "./lines.page.tsx";
import { isLocal, ours } from "./parts.tsx";

type Drawn = {
  visit: SpaceVisit;
  lines: readonly TakenLine[];
  met: Met;
  after: boolean;
  /** The agreement whose held lines can be let come from here. */
  one?: Listed;
};

/** Lines of each sort, with where each stands now; nothing is told to anybody by itself. */
export async function WhatStops({ visit, lines, met, after, one }: Drawn) {
  const { t } = visit;
  const when = after ? "after" : "before";
  return (
    <>
      <Sort
        {...{ visit, lines, ids: met.closed }}
        heading={ours(visit, `agreements.stop.closed-${when}`)}
      />
      <Sort
        {...{ visit, lines, ids: met.held, heading: ours(visit, `agreements.stop.held-${when}`) }}
        held={one}
      />
      <Sort {...{ visit, lines, ids: met.sent, heading: t("agreements.stop.sent") }} />
      <p>{t("agreements.stop.arrivals")}</p>
      <h2>{t("agreements.stop.tell")}</h2>
      <p>{t("agreements.stop.tell-text")}</p>
      {await Tell({ visit, lines, ids: [...met.held, ...met.sent] })}
      <h2>{t("agreements.stop.beyond")}</h2>
      <p>{t("agreements.stop.beyond-text")}</p>
    </>
  );
}

type Some = { visit: SpaceVisit; lines: readonly TakenLine[]; ids: readonly string[] };

/** Who brings what is held or on its way, for those who may read it: these are to be called. */
async function Tell({ visit, lines, ids }: Some) {
  const { view, words } = visit;
  if (!isLocal(visit)) return null;
  const some = lines.filter(({ drawing }) => ids.includes(drawing.id));
  const all = await offerLines(
    view,
    some.map(({ offer }) => offer),
  );
  const known = all.filter(({ people, group }) => people !== null || group !== null);
  if (known.length === 0) return null;
  return (
    <ul>
      {known.map(({ thing, people, group }) => (
        <li>
          <bdi>{people?.name ?? group?.text}</bdi>{" "}
          {people !== null && (
            <>
              · <bdi>{people.reach}</bdi>{" "}
            </>
          )}
          {thing.state.quantity !== null && `· ${words.amount(thing.state.quantity)}`}
        </li>
      ))}
    </ul>
  );
}

type Sorted = Some & { heading: string; held?: Listed | undefined };

function Sort({ visit, lines, ids, heading, held }: Sorted) {
  const { t, words, space } = visit;
  const some = lines.filter(({ drawing }) => ids.includes(drawing.id));
  // What a member typed in for the other group the local group alone reads: it is told how many.
  const more = ids.length - some.length;
  return (
    <>
      <h2>{heading}</h2>
      {more > 0 && <p>{t("agreements.stop.typed", { n: more })}</p>}
      {ids.length === 0 ? (
        <p>{t("agreements.stop.nothing")}</p>
      ) : (
        <ul>
          {some.map(({ offer, need, drawing }) => (
            <li>
              {offer.state.quantity === null ? "" : words.amount(offer.state.quantity)} ·{" "}
              {t(`offers.status.${offer.state.status}`)}{" "}
              {need !== undefined && (
                <a href={`${space.base}/needs/${need.id}`}>{t("agreements.lines.line")}</a>
              )}
              {held !== undefined && isHeld(held, { offer, need, drawing }, visit.now) && (
                <LetCome {...{ visit, one: held, line: { offer, need, drawing } }} />
              )}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

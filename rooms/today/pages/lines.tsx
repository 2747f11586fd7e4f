/** Lines of the timeline, day by day. */
import type { SpaceVisit } from "../../../house/door.ts";
import { Row, Rows } from "../../../ui/rows.tsx";
import { DayText } from "../../../ui/time.tsx";
import { pageOf } from "../paths.ts";
import { type Run, runsOf, type Told } from "../timeline.ts";
import { Sentence, WhoSaid } from "./said.tsx";

/**
 * The lines, newest first, under the days (in a protected space the months) they were written;
 * what says the same again and again stands in a fold. `within` a section of its own, a day is no
 * heading; `most` is how many rows there are at most.
 */
export function Lines(props: {
  visit: SpaceVisit;
  lines: readonly Told[];
  within?: boolean;
  most?: number;
}) {
  const { visit, lines, within, most } = props;
  const Day = within ? "p" : "h2";
  const days = Map.groupBy(runsOf(lines).slice(0, most), ({ first }) => first.day);
  return (
    <>
      {[...days].map(([day, runs]) => (
        <div>
          <Day>
            <DayText date={day} lang={visit.words.locale} />
          </Day>
          <Rows>
            {runs.map((run) => (
              <Line visit={visit} run={run} />
            ))}
          </Rows>
        </div>
      ))}
    </>
  );
}

/** Where a line leads for this visitor, or null. */
function hrefOf({ space, session }: SpaceVisit, { thing: { kind, id } }: Told): string | null {
  const inside = session?.member != null;
  return inside || kind === "need" ? pageOf(space.base, kind, id) : null;
}

function Line({ visit, run: { first, alike } }: { visit: SpaceVisit; run: Run }) {
  const href = hrefOf(visit, first);
  return (
    <Row
      title={<Sentence told={first} visit={visit} />}
      {...(href === null ? {} : { href })}
      {...(first.by === null ? {} : { say: <WhoSaid by={first.by} visit={visit} /> })}
    >
      {alike.length > 0 && (
        <details>
          <summary>{visit.t("today.timeline.alike", { n: alike.length })}</summary>
          <ul>
            {alike.map((told) => {
              const [said, to] = [<Sentence told={told} visit={visit} />, hrefOf(visit, told)];
              return <li>{to === null ? said : <a href={to}>{said}</a>}</li>;
            })}
          </ul>
        </details>
      )}
    </Row>
  );
}

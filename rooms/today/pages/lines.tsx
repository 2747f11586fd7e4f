/** Lines of the timeline, day by day. */
import type { SpaceVisit } from "../../../house/door.ts";
import { Row, Rows } from "../../../ui/rows.tsx";
import { DayText } from "../../../ui/time.tsx";
import { pageOf } from "../paths.ts";
import { type Run, runsOf, type Told } from "../timeline.ts";
import { Pieces, Sentence, WhoSaid } from "./said.tsx";

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
  const days = underDays(runsOf(lines).slice(0, most));
  return (
    <>
      {days.map(({ day, earlier, runs }) => (
        <div>
          <Day>
            <DayHeading {...{ visit, day, earlier }} />
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

/** Lines of a day, or of a month; `earlier` in it than days that stand above. */
type Under = { day: string; earlier: boolean; runs: Run[] };

/** Lines by day. Of a month, days stand by themselves; what has no day is before or after them. */
function underDays(runs: readonly Run[]): Under[] {
  const days: Under[] = [];
  for (const run of runs) {
    const { day } = run.first;
    const earlier = days.some((one) => one.day.length > day.length && one.day.startsWith(day));
    const same = days.find((one) => one.day === day && one.earlier === earlier);
    if (same === undefined) days.push({ day, earlier, runs: [run] });
    else same.runs.push(run);
  }
  return days;
}

function DayHeading({ visit, day, earlier }: Omit<Under, "runs"> & { visit: SpaceVisit }) {
  const month = <DayText date={day} lang={visit.words.locale} />;
  if (!earlier) return month;
  return <Pieces parts={visit.words.parts("today.timeline.earlier-in", { month })} />;
}

/** Where a line leads for this visitor, or null. */
function hrefOf({ space, session }: SpaceVisit, { thing: { kind, id } }: Told): string | null {
  const inside = session?.member != null;
  return inside || kind === "need" ? pageOf(space.base, kind, id) : null;
}

function Line({ visit, run: { first, alike, of } }: { visit: SpaceVisit; run: Run }) {
  const href = hrefOf(visit, first);
  return (
    <Row
      title={<Sentence told={first} visit={visit} />}
      {...(href === null ? {} : { href })}
      {...(first.by === null ? {} : { say: <WhoSaid by={first.by} visit={visit} /> })}
    >
      {alike.length > 0 && (
        <details>
          <summary>
            {visit.t(of === "act" ? "today.timeline.act" : "today.timeline.alike", {
              n: alike.length,
            })}
          </summary>
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

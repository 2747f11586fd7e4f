/** Lines of the timeline, day by day. */
import type { SpaceVisit } from "../../../house/door.ts";
import { Row, Rows } from "../../../ui/rows.tsx";
import { DayText } from "../../../ui/time.tsx";
import { pageOf } from "../paths.ts";
import type { Told } from "../timeline.ts";
import { Sentence, WhoSaid } from "./said.tsx";

/**
 * The lines, newest first, under the days (in a protected space the months) they were written.
 * `within` a section of its own, a day is no heading.
 */
export function Lines(props: { visit: SpaceVisit; lines: readonly Told[]; within?: boolean }) {
  const { visit, lines, within } = props;
  const Day = within ? "p" : "h2";
  const days = Map.groupBy(lines, ({ day }) => day);
  return (
    <>
      {[...days].map(([day, told]) => (
        <div>
          <Day>
            <DayText date={day} lang={visit.words.locale} />
          </Day>
          <Rows>
            {told.map((one) => (
              <Line visit={visit} told={one} />
            ))}
          </Rows>
        </div>
      ))}
    </>
  );
}

function Line({ visit, told }: { visit: SpaceVisit; told: Told }) {
  const { space, session } = visit;
  const inside = session?.member != null;
  const { kind, id } = told.thing;
  const href = inside || kind === "need" ? pageOf(space.base, kind, id) : null;
  return (
    <Row
      title={<Sentence told={told} visit={visit} />}
      {...(href === null ? {} : { href })}
      {...(told.by === null ? {} : { say: <WhoSaid by={told.by} visit={visit} /> })}
    />
  );
}

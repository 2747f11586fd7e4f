/** Lines of the timeline, day by day. */
import type { SpaceVisit } from "../../../house/door.ts";
import { Row, Rows } from "../../../ui/rows.tsx";
import { DayText } from "../../../ui/time.tsx";
import { pageOf } from "../paths.ts";
import type { Told } from "../timeline.ts";
import { Sentence, WhoSaid } from "./said.tsx";

/** The lines, newest first, under the days (in a protected space the months) they were written. */
export function Lines(props: { visit: SpaceVisit; lines: readonly Told[]; level?: 2 | 3 }) {
  const { visit, lines, level = 2 } = props;
  const Heading = `h${level}` as "h2";
  const days = Map.groupBy(lines, ({ day }) => day);
  return (
    <>
      {[...days].map(([day, told]) => (
        <section>
          <Heading>
            <DayText date={day} lang={visit.words.locale} />
          </Heading>
          <Rows>
            {told.map((one) => (
              <Line visit={visit} told={one} level={level === 2 ? 3 : 4} />
            ))}
          </Rows>
        </section>
      ))}
    </>
  );
}

function Line({ visit, told, level }: { visit: SpaceVisit; told: Told; level: 3 | 4 }) {
  const { space, session } = visit;
  const inside = session?.member != null;
  const { kind, id } = told.thing;
  const href = inside || kind === "need" ? pageOf(space.base, kind, id) : null;
  return (
    <Row
      title={<Sentence told={told} visit={visit} />}
      level={level}
      {...(href === null ? {} : { href })}
      {...(told.by === null ? {} : { say: <WhoSaid by={told.by} visit={visit} /> })}
    />
  );
}

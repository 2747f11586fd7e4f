/** What stands in a report: statements, hours, what is missing. The same for page and paper. */
import type { SpaceVisit } from "../../../house/door.ts";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Table } from "../../../ui/table.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { statedNames, statedParts } from "../../ledger/index.ts";
import { figuresOf, sayFor } from "../../needs/index.ts";
import type { Period } from "../decider.ts";
import { BANDS, type HoursRow, type HoursTold } from "../hours.ts";
import { type Content, missing } from "../questions.ts";

type Props = { visit: SpaceVisit; content: Content };

/** Months as words. */
export function periodOf({ t, words }: SpaceVisit, { from, to }: Period): string {
  if (from === to) return words.month(from);
  return t("reports.period", { from: words.month(from), to: words.month(to) });
}

/** The whole of it. */
export async function ReportBody({ visit, content }: Props) {
  return (
    <>
      {await Statements({ visit, content })}
      <Hours visit={visit} hours={content.hours} />
      {await Missing({ visit })}
    </>
  );
}

/** What arrived and what became of it, statement by statement. */
async function Statements({ visit, content: { statements } }: Props) {
  const { t, view } = visit;
  if (statements.length === 0) return <p>{t("reports.no-statements")}</p>;
  const { HowTold, statedNaming, ToldUnits } = await statedParts();
  const [first] = statements;
  const all = await Promise.all(
    statements.map(async (told) => ({
      ...{ told, names: statedNaming(visit, await statedNames(view, told)) },
    })),
  );
  return (
    <>
      {all.map(({ told, names }) => (
        <>
          <h2>
            {t(`ledger.purpose.${told.purpose}`)} · <bdi>{periodOf(visit, told)}</bdi>
          </h2>
          <ToldUnits {...{ visit, names, told }} />
        </>
      ))}
      {first !== undefined && <HowTold {...{ visit, told: first }} />}
    </>
  );
}

/** Hours as bands, or in a protected space what answering took of them. */
function Hours({ visit, hours }: { visit: SpaceVisit; hours: HoursTold }) {
  const { t } = visit;
  const columns = [{ name: t("reports.hours.for") }, { name: t("reports.hours.many") }];
  const rows = hours.rows.map((row) => [t(`reports.hours.${row.of}`), sizeOf(visit, row)]);
  return (
    <section>
      <h2>{t("reports.hours.title")}</h2>
      {rows.length > 0 && <Table {...{ caption: t("reports.hours.caption"), columns, rows }} />}
      {rows.length === 0 && <p>{t("reports.hours.none")}</p>}
      {hours.leftOut && <p class="soft">{t("reports.hours.left-out")}</p>}
    </section>
  );
}

function sizeOf({ t }: SpaceVisit, { band, half }: HoursRow): string {
  if (band === null) return t(`reports.hours.half-${half ?? "less"}`);
  const [from, below] = [BANDS[band] ?? 0, BANDS[band + 1]];
  if (from === 0) return t("reports.hours.below", { n: below ?? 0 });
  return below === undefined
    ? t("reports.hours.from", { n: from })
    : t("reports.hours.between", { from, to: below });
}

/** What is asked for and not covered now, as far as whoever reads this may read it. */
async function Missing({ visit }: { visit: SpaceVisit }) {
  const { t, view, words, space } = visit;
  const { lines, more } = await missing(view);
  const say = await sayFor(view, words, lines);
  return (
    <section>
      <h2>{t("reports.missing.title")}</h2>
      {lines.length === 0 && <p>{t("reports.missing.none")}</p>}
      <Rows>
        {lines.map((line) => {
          const still = space.protects ? undefined : figuresOf(line.thing.state)?.still;
          const title = say.title(line);
          return (
            <Row
              title={<bdi {...voiceOf(title)}>{title.text}</bdi>}
              end={still === undefined ? undefined : <b>{say.amount(still)}</b>}
            />
          );
        })}
      </Rows>
      {more > 0 && <p class="soft">{t("reports.missing.more", { n: more })}</p>}
    </section>
  );
}

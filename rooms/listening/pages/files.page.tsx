/** What leaves on paper and as a table: the sheet to hold a session with, and figures in bands. */
import { isOutside } from "../../../house/circles.ts";
import { type CsvCell, csvFile } from "../../../house/csv.ts";
import type { FileReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { baseLang } from "../../../house/values/index.ts";
import { Blank, PrintSheet } from "../../../ui/print-sheet.tsx";
import { drawings } from "../../needs/index.ts";
import { BANDS, SORTS, USES } from "../facts.ts";
import { LEAST } from "../figures.ts";
import { sessions, type Texts, writtenOf } from "../questions.ts";
import { aboutLine, atOf, calledOf, dayIn, forSession, langName, placeIn, Said } from "./parts.tsx";
import { Photograph } from "./pictures.tsx";

const COLUMNS = [
  ...["day", "place", "for", "called by", "languages", "heard at least", "band"],
  ...["at least five of", "not heard", "read by"],
];

/**
 * `GET /listening/figures.csv`: a line for each session, as codes. A band stands as itself and as
 * its lower end, so that what is added up is at least what was heard, and never an exact figure.
 */
export async function figuresFile(visit: SpaceVisit): Promise<FileReply> {
  const all = await sessions(visit.view);
  const rows = await Promise.all(
    all.map(async ({ state, circle }): Promise<CsvCell[]> => {
      const { band, groups, missed } = state;
      const place = await placeIn(visit, state.place);
      return [
        ...[state.held.date.slice(0, visit.space.protects ? 7 : 10), place],
        ...[state.with, state.convened, state.langs.join(" ")],
        band === null ? "" : band === "100" ? "100" : (band.split("-")[0] ?? String(LEAST)),
        // As words, or a spreadsheet would take a band for a day.
        band === null ? "" : band === "100" ? "100 and more" : band.replace("-", " to "),
        groups.join(" "),
        missed.map(({ who, why }) => `${who}: ${why}`).join("; "),
        isOutside(circle) ? "everyone" : "group",
      ];
    }),
  );
  const file = [...csvFile([COLUMNS, ...rows])].join("");
  return { file, type: "text/csv; charset=utf-8", name: "listening.csv" };
}

/** `GET /listening/:id/sheet`: questions, and lines to write on. No name is asked for. */
export function sheetPage(visit: SpaceVisit): Promise<Reply> {
  return forSession(visit, async (one) => {
    const { t, view, space } = visit;
    const { title, questions } = await writtenOf(view, one);
    const { Picture } = await drawings();
    const asked = questions.filter(({ texts }) => texts.length > 0);
    // A protected group's paper says neither what it is about nor where.
    const called = space.protects ? t("listening.one") : calledOf(visit, one, title);
    const page = (
      <>
        <p class="no-print">
          <a href={atOf(visit, one)}>{t("listening.one")}</a>
        </p>
        <p class="no-print">{t("listening.sheet.how")}</p>
        <PrintSheet
          title={typeof called === "string" ? called : <Said text={called} />}
          say={space.protects ? dayIn(visit, one.state.held) : await aboutLine(visit, one)}
        >
          <p>{t("listening.sheet.first")}</p>
          <p>{t("listening.sheet.use")}</p>
          <Boxes all={USES.map((use) => t(`listening.use.${use}`))} />
          <ol>
            {asked.map(({ question, texts, photo }) => (
              <li>
                {question.picture !== null && photo === null && <Picture code={question.picture} />}
                {photo !== null && <Photograph {...{ visit, photo }} />}
                <InAll visit={visit} texts={texts} />
                <p>
                  <Blank label={t("listening.heard.field")} wide />
                </p>
              </li>
            ))}
          </ol>
          {SORTS.map((sort) => (
            <section>
              <h2>{t(`listening.sort.${sort}`)}</h2>
              <p>
                <Blank label={t(`listening.sort.${sort}`)} wide />
              </p>
              <p>
                <Blank label={t(`listening.sort.${sort}`)} wide />
              </p>
            </section>
          ))}
          <p>{t("listening.sheet.numbers")}</p>
          <Boxes all={BANDS.map((band) => t(`listening.band.${band}`))} />
          <section>
            <h2>{t("listening.missed.title")}</h2>
            <p>
              <Blank label={t("listening.missed.title")} wide />
            </p>
          </section>
        </PrintSheet>
      </>
    );
    return { page, title: t("listening.sheet.title"), shape: "sheet" };
  });
}

/** Boxes to mark with a pen, one under the other: side by side it is unclear which is whose. */
function Boxes({ all }: { all: readonly string[] }) {
  return (
    <p>
      {all.map((one, at) => (
        <>
          {at > 0 && <br />}☐ {one}
        </>
      ))}
    </p>
  );
}

/** Every language it was written in: paper has no button for the next one. */
function InAll({ visit, texts }: { visit: SpaceVisit; texts: Texts }) {
  return (
    <>
      {texts.map((text) => (
        <p>
          <Said text={text} />{" "}
          {baseLang(text.lang) !== visit.lang && (
            <small class="soft">{langName(visit, text.lang)}</small>
          )}
        </p>
      ))}
    </>
  );
}

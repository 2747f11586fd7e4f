/** The weekly sheet for the wall: one A3 page, pictures, large figures, two languages. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { dayOf } from "../../../house/values/index.ts";
import { createWords, type Words, wordsFromFiles } from "../../../house/words/index.ts";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { profileFor } from "../../spaces/index.ts";
import { figuresOf } from "../figures.ts";
import { findNeeds, type NeedLine, withWords } from "../questions.ts";
import { type Say, sayFor } from "../say.ts";
import { Said } from "./parts.tsx";
import { Picture } from "./picture.tsx";

/** What fits one page and can be read from two steps away. */
const LINES_MAX = 16;
const ROOT = new URL("../../../", import.meta.url);
const OTHERS = { en: "ar", es: "en", ar: "en" } as const;

/** `GET /needs/sheet?second=ar`: the second language is the reader's choice. */
export async function sheetPage(visit: SpaceVisit): Promise<PageReply> {
  const { view, words, lang, query, t } = visit;
  const asked = query.get("second") ?? "";
  const second = ["en", "es", "ar"].includes(asked) && asked !== lang ? asked : OTHERS[lang];
  const other = createWords({ lang: second, load: wordsFromFiles(ROOT) });
  const lines = await withWords(view, (await findNeeds(view)).slice(0, LINES_MAX));
  const says: [Say, Say] = [await sayFor(view, words, lines), await sayFor(view, other, lines)];
  const name = (await profileFor(view, lang))?.name?.text ?? "";
  const page = <Sheet {...{ visit, lines, says, other, name }} />;
  return { page, title: t("needs.nav.sheet"), shape: "sheet" };
}

function Sheet(props: {
  visit: SpaceVisit;
  lines: readonly NeedLine[];
  says: [Say, Say];
  other: Words;
  name: string;
}) {
  const { visit, lines, says, other, name } = props;
  const { t, words, now, space } = visit;
  const day = dayOf(now, space.zone);
  const when = space.protects ? words.month(day.date.slice(0, 7)) : words.day(day);
  const title = (
    <>
      {t("needs.page.title")} · <Other words={other}>{other.t("needs.page.title")}</Other>
    </>
  );
  return (
    <PrintSheet
      paper="wall"
      title={title}
      say={[space.protects ? "" : name, when].filter(Boolean).join(" · ")}
    >
      <Rows>
        {lines.map((line) => (
          <SheetRow {...{ line, says, other, visit }} />
        ))}
      </Rows>
    </PrintSheet>
  );
}

function Other({ words, children }: { words: Words; children: unknown }) {
  return (
    <span lang={words.lang} dir={words.dir}>
      {String(children)}
    </span>
  );
}

/** A line: its picture, what, how much still in both languages. */
function SheetRow(props: { line: NeedLine; says: [Say, Say]; other: Words; visit: SpaceVisit }) {
  const { line, says, other, visit } = props;
  const [say, second] = says;
  const { state } = line.thing;
  const figures = figuresOf(state);
  const details = line.words?.details ?? [];
  const own = details.find(({ lang }) => lang === other.lang);
  const category = state.category ?? "other";
  const title = (
    <>
      <Picture code={category} /> <Said text={say.title(line)} />
    </>
  );
  return (
    <Row
      title={title}
      level={2}
      end={figures && <bdi class="figure large">{say.amount(figures.still)}</bdi>}
      say={say.category(category)}
    >
      <p>
        <Other words={other}>
          {[second.category(category), figures && second.amount(figures.still)]
            .filter(Boolean)
            .join(" · ")}
        </Other>{" "}
        {own && <Said text={own} />}
      </p>
      <p class="soft">{visit.t(`house.urgency.${state.urgency}`)}</p>
    </Row>
  );
}

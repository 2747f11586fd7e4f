/** The weekly sheet for the wall: one A3 page, pictures, large figures, two languages. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { dayOf, type Text } from "../../../house/values/index.ts";
import { createWords, type Words, wordsFromFiles } from "../../../house/words/index.ts";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { QR } from "../../../ui/qr.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { profileFor } from "../../spaces/index.ts";
import { figuresOf } from "../figures.ts";
import { findNeeds, type NeedLine, withWords } from "../questions.ts";
import { type Say, sayFor } from "../say.ts";
import { originOf, Said } from "./parts.tsx";
import { Picture } from "./picture.tsx";

/** What fits one page and can be read from two steps away. */
const LINES_MAX = 16;
/** What not to send that fits under the lines. */
const NOT_MAX = 12;
const ROOT = new URL("../../../", import.meta.url);
const OTHERS = { en: "ar", es: "en", ar: "en" } as const;

/**
 * `GET /needs/sheet?second=ar`: the second language is the reader's choice. A wall is read by
 * whoever walks past, so a line that only the group may open is never on it.
 */
export async function sheetPage(visit: SpaceVisit): Promise<PageReply> {
  const { view, words, lang, query, t } = visit;
  const asked = query.get("second") ?? "";
  const second = ["en", "es", "ar"].includes(asked) && asked !== lang ? asked : OTHERS[lang];
  const other = createWords({ lang: second, load: wordsFromFiles(ROOT) });
  const shown = (await findNeeds(view)).filter(
    ({ circle, state }) => circle !== "host" && figuresOf(state)?.still.of !== "0",
  );
  const lines = await withWords(view, shown.slice(0, LINES_MAX));
  const says: [Say, Say] = [await sayFor(view, words, lines), await sayFor(view, other, lines)];
  const profile = await profileFor(view, lang);
  const name = profile?.name?.text ?? "";
  const not = (profile?.notWanted ?? []).slice(0, NOT_MAX).map(({ chosen }) => chosen);
  const page = <Sheet {...{ visit, lines, says, other, name, not }} />;
  return { page, title: t("needs.nav.sheet"), shape: "sheet" };
}

function Sheet(props: {
  visit: SpaceVisit;
  lines: readonly NeedLine[];
  says: [Say, Say];
  other: Words;
  name: string;
  not: readonly Text[];
}) {
  const { visit, lines, says, other, name, not } = props;
  const { t, words, now, space } = visit;
  const day = dayOf(now, space.zone);
  const when = space.protects ? words.month(day.date.slice(0, 7)) : words.day(day);
  const title = (
    <>
      {t("needs.page.title")}
      <br />
      <Other words={other}>{other.t("needs.page.title")}</Other>
    </>
  );
  const address = space.thing.circle === "public" ? `${originOf(visit)}${space.base}` : null;
  return (
    <PrintSheet
      paper="wall"
      title={title}
      say={[space.protects ? "" : name, when].filter(Boolean).join(" · ")}
      {...(address !== null && { corner: <QR t={t} address={address} /> })}
    >
      <Rows>
        {lines.map((line) => (
          <SheetRow {...{ line, says, other, visit }} />
        ))}
      </Rows>
      {not.length > 0 && <NotWanted {...{ t, not, other }} />}
      {address !== null && <p dir="auto">{t("needs.share.look", { link: address })}</p>}
    </PrintSheet>
  );
}

/** What not to send, in one paragraph under a title in both languages. */
function NotWanted(props: { t: SpaceVisit["t"]; not: readonly Text[]; other: Words }) {
  const { t, not, other } = props;
  const key = "needs.profile.not-wanted";
  return (
    <section>
      <h2>
        {t(key)}
        <br />
        <Other words={other}>{other.t(key)}</Other>
      </h2>
      <ul>
        {not.map((text) => (
          <li>
            <Said text={text} />
          </li>
        ))}
      </ul>
    </section>
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
  const named = category !== "other";
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
      say={[
        line.words?.size?.text,
        named && say.category(category),
        visit.t(`house.urgency.${state.urgency}`),
      ]
        .filter(Boolean)
        .join(" · ")}
    >
      <p>
        <Other words={other}>
          {[named && second.category(category), figures && second.amount(figures.still)]
            .filter(Boolean)
            .join(" · ")}
        </Other>{" "}
        {own && <Said text={own} />}
      </p>
    </Row>
  );
}

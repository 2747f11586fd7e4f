/** The weekly sheet for the wall: one A3 page, pictures, large figures, two languages. */
import { isOutside } from "../../../house/circles.ts";
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { dayOf, type Text } from "../../../house/values/index.ts";
import { createWords, type Words, wordsFromFiles } from "../../../house/words/index.ts";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { QR } from "../../../ui/qr.tsx";
import { profileFor } from "../../spaces/index.ts";
import { figuresOf, levelOf } from "../figures.ts";
import { findNeeds, type NeedLine, withWords } from "../questions.ts";
import { type Say, sayFor } from "../say.ts";
import { originOf, Said } from "./parts.tsx";
import { Picture } from "./picture.tsx";
import { fitWall, type WallFit } from "./sheet-fit.ts";

/** Most lines and most things not to send that are looked at: more never fits one page. */
const LINES_MAX = 18;
/** See {@link LINES_MAX}. */
const NOT_MAX = 12;
const ROOT = new URL("../../../", import.meta.url);
const OTHERS = { en: "ar", es: "en", ar: "en" } as const;
const OWN_NAMES = { en: "English", es: "Español", ar: "العربية" } as const;
const LANGS = ["en", "es", "ar"] as const;

/** A line as it hangs on the wall: one amount in both languages, and what is said of it. */
type Poster = {
  line: NeedLine;
  title: Text;
  /** Before the number, the number, behind it; null where no figure is asked or told. */
  figure: readonly [string, string, string] | null;
  about: string;
  other: string;
};

/**
 * `GET /needs/sheet?second=ar`: the second language is the reader's choice. A wall is read by
 * whoever walks past: a line that only the group may open is never on it, nor a figure of a
 * protected group.
 */
export async function sheetPage(visit: SpaceVisit): Promise<PageReply> {
  const { view, words, lang, query, t } = visit;
  const asked = query.get("second") ?? "";
  const second = LANGS.find((one) => one === asked && one !== lang) ?? OTHERS[lang];
  const other = createWords({ lang: second, load: wordsFromFiles(ROOT) });
  const shown = (await findNeeds(view)).filter(
    ({ circle, state }) => isOutside(circle) && figuresOf(state)?.still.of !== "0",
  );
  const lines = await withWords(view, shown.slice(0, LINES_MAX));
  const [say, otherSay] = [await sayFor(view, words, lines), await sayFor(view, other, lines)];
  const posters = lines.map((line) => posterOf(visit, line, [words, say], [other, otherSay]));
  const profile = await profileFor(view, lang);
  const name = profile?.name?.text ?? "";
  const not = (profile?.notWanted ?? []).slice(0, NOT_MAX).map(({ chosen }) => chosen);
  const said = posters.map(({ title, figure, ...rest }) => {
    return { ...rest, title: title.text, figure: figure?.join("") ?? "" };
  });
  const fit = fitWall(
    said,
    not.map(({ text }) => text),
    words.dir === "rtl",
  );
  const page = <Sheet {...{ visit, posters, other, name, not, fit }} many={shown.length} />;
  return { page, title: t("needs.nav.sheet"), shape: "sheet" };
}

type Voice = readonly [Words, Say];

function posterOf(visit: SpaceVisit, line: NeedLine, first: Voice, second: Voice): Poster {
  const { state } = line.thing;
  const still = visit.space.protects ? undefined : figuresOf(state)?.still;
  const reached = levelOf(state);
  const level = reached === "met" ? "covered" : reached;
  const named = state.category !== null && state.category !== "other";
  const soft = ([words, say]: Voice, ...before: (string | undefined)[]) =>
    [
      ...before,
      named && say.category(state.category),
      words.t(`house.urgency.${state.urgency}`),
      visit.space.protects && words.t(`ui.meter.${level}`),
    ]
      .filter(Boolean)
      .join(" · ");
  const own = line.words?.details?.find(({ lang }) => lang === second[0].lang);
  return {
    ...{ line, title: first[1].title(line) },
    figure: still === undefined ? null : parted(first[1].amount(still), first[0].number(still.of)),
    about: soft(first, first[1].size(line)),
    other: soft(second, own?.text, still && second[1].amount(still)),
  };
}

/** An amount with its number apart, so that the number can be large; "two items" may be a word. */
function parted(amount: string, number: string): [string, string, string] {
  const at = amount.indexOf(number);
  if (at < 0) return ["", amount, ""];
  return [amount.slice(0, at), number, amount.slice(at + number.length)];
}

function Sheet(props: {
  visit: SpaceVisit;
  posters: readonly Poster[];
  other: Words;
  name: string;
  not: readonly Text[];
  fit: WallFit;
  many: number;
}) {
  const { visit, posters, other, name, not, fit, many } = props;
  const { t, words, now, space } = visit;
  const day = dayOf(now, space.zone);
  const dateIn = (one: Words) => (space.protects ? one.month(day.date.slice(0, 7)) : one.day(day));
  const address = space.thing.circle === "public" ? `${originOf(visit)}${space.base}` : null;
  const left = many - fit.lines;
  return (
    <>
      <Before {...{ visit, other }} />
      <PrintSheet
        paper="wall"
        title={<Both {...{ t, other }} of="needs.page.title" />}
        say={
          <>
            {[space.protects ? "" : name, dateIn(words)].filter(Boolean).join(" · ")}
            {" · "}
            <Other words={other}>{dateIn(other)}</Other>
          </>
        }
        {...(address !== null && { corner: <QR t={t} address={address} /> })}
      >
        <ul class={fit.large ? "posters large" : "posters"}>
          {posters.slice(0, fit.lines).map((poster) => (
            <PosterItem {...{ poster, other }} />
          ))}
        </ul>
        {left > 0 && (
          <p class="more">
            <Both {...{ t, other }} of="needs.sheet.more" vars={{ n: left }} />
          </p>
        )}
        {not.length > 0 && <NotWanted {...{ t, other }} not={not.slice(0, fit.not)} />}
        {address !== null && (
          <p dir="auto">
            <Both {...{ t, other }} of="needs.share.look" vars={{ link: address }} />
          </p>
        )}
      </PrintSheet>
    </>
  );
}

/** On the screen only: how to print it, and in which second language. */
function Before({ visit, other }: { visit: SpaceVisit; other: Words }) {
  const { t, lang, space } = visit;
  return (
    <div class="no-print">
      <p>{t("needs.sheet.how")}</p>
      <p class="acts">
        {t("needs.sheet.second")}
        {LANGS.filter((one) => one !== lang).map((one) => (
          <a
            href={`${space.base}/needs/sheet?second=${one}`}
            lang={one}
            aria-current={one === other.lang ? "true" : undefined}
          >
            {OWN_NAMES[one]}
          </a>
        ))}
      </p>
    </div>
  );
}

/** What not to send, under a title in both languages. */
function NotWanted(props: { t: SpaceVisit["t"]; not: readonly Text[]; other: Words }) {
  const { t, not, other } = props;
  return (
    <section>
      <h2>
        <Both {...{ t, other }} of="needs.profile.not-wanted" />
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

/** One of our own words in both languages, one below the other. */
function Both(props: {
  t: SpaceVisit["t"];
  other: Words;
  of: string;
  vars?: Record<string, string | number>;
}) {
  const { t, other, of, vars } = props;
  return (
    <>
      {t(of, vars)}
      <br />
      <Other words={other}>{other.t(of, vars)}</Other>
    </>
  );
}

function Other({ words, children }: { words: Words; children: unknown }) {
  return (
    <span lang={words.lang} dir={words.dir}>
      {String(children)}
    </span>
  );
}

/** Picture and figure, what it is, and the same in the other language. */
function PosterItem({ poster, other }: { poster: Poster; other: Words }) {
  const { line, title, figure, about, other: second } = poster;
  const { category, needKind } = line.thing.state;
  return (
    <li>
      <Picture code={category} kind={needKind} />
      {figure && (
        <bdi class="figure">
          {figure[0]}
          <b>{figure[1]}</b>
          {figure[2]}
        </bdi>
      )}
      <h2 dir="auto" class={figure ? undefined : "beside"}>
        <Said text={title} />
      </h2>
      <p class="soft">{about}</p>
      <p>
        <Other words={other}>{second}</Other>
      </p>
    </li>
  );
}

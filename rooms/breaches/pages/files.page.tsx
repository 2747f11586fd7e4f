/** A breach on paper and as files, for those who know of it. */
import { type CsvCell, csvFile } from "../../../house/csv.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { DayText } from "../../../ui/time.tsx";
import { Words as Voiced } from "../../../ui/words.tsx";
import { members, stepUp } from "../../people/index.ts";
import { dueOf, isLate } from "../clock.ts";
import { BLOCKS, type BreachState } from "../facts.ts";
import {
  blockOf,
  contactOf,
  historyOf,
  type Named,
  saidAt,
  type Words,
  whoKnows,
  wordsOf,
} from "../questions.ts";
import { countOf, kindText } from "./exposed.page.tsx";
import { langName } from "./lines.page.tsx";
import { At, Due, forKnowing, titled, under } from "./parts.tsx";

/** `GET /breaches/:id/history`: what was done to it, by whom and when, the newest first. */
export function historyPage(visit: SpaceVisit): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const { t, view } = visit;
    const all = await historyOf(view, one.thing);
    const body = (
      <Rows>
        {all.map(({ type, at, by }) => (
          <Row title={didText(visit, one, type)} say={<At visit={visit} at={at} />} level={2}>
            {by !== null && <p dir="auto">{by}</p>}
          </Row>
        ))}
      </Rows>
    );
    return under(visit, one, { title: t("breaches.history") }, body);
  });
}

/** The sentence the day's page says of such an entry. */
function didText({ t }: SpaceVisit, { thing, name }: Named, type: string): string {
  const [what = "", version = "1"] = type.split("/");
  const key = `today.said.${what}${version === "1" ? "" : `-${version}`}`;
  const called = name?.text ?? t("breaches.nameless");
  return t(key, { what: called, drill: thing.state.drill ? "yes" : "no" });
}

/** `GET /breaches/:id/sheet`: all that is recorded, to print. */
export function sheetPage(visit: SpaceVisit): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const { t, view, now, words } = visit;
    const { state } = one.thing;
    const said = await wordsOf(view, one.thing);
    const contact = await contactOf(view, one.thing);
    const knows = (await whoKnows(view, one.thing)).map(
      ({ handle }) => handle ?? t("people.members.no-name"),
    );
    const title = titled(visit, state.drill, t(`breaches.what.${state.what}`));
    const page = (
      <PrintSheet title={title} say={<At visit={visit} at={now} />}>
        {state.drill && (
          <p>
            <b>{t("breaches.drill.text")}</b>
          </p>
        )}
        <p>
          {t("breaches.learned")} <At visit={visit} at={state.aware} />.{" "}
          {state.happened === null
            ? t("breaches.happened-unknown")
            : t("breaches.happened-on", { day: words.day(state.happened) })}{" "}
          {t(`breaches.law.said-${state.law}`)} {t(`breaches.risk.said-${state.risk}`)}
        </p>
        {BLOCKS.filter((block) => state.blocks[block] !== null).map((block) => (
          <>
            <h2>{t(`breaches.block.${block}`)}</h2>
            <Voiced t={t} text={blockOf(said, state, block) ?? undefined} />
          </>
        ))}
        <h2>{t("breaches.knowing.title")}</h2>
        <p dir="auto">{knows.join(" · ")}</p>
        {await Exposures({ visit, one })}
        <Told {...{ visit, state, said }} />
        <Changed {...{ visit, state, said }} />
        {contact !== null && (
          <>
            <h2>{t("breaches.contact.title")}</h2>
            <p dir="auto">
              {contact.name} · {contact.reach}
            </p>
          </>
        )}
      </PrintSheet>
    );
    return { title, page, shape: "sheet", readers: t("breaches.readers") };
  });
}

async function Exposures({ visit, one }: { visit: SpaceVisit; one: Named }) {
  const { t, view, words, lang } = visit;
  const { counts } = one.thing.state;
  const people = await members(view);
  if (counts.length === 0) return null;
  return (
    <>
      <h2>{t("breaches.exposed.title")}</h2>
      <ul>
        {counts.map(({ of, id, rows, names, day }) => (
          <li>
            <DayText date={day} lang={lang} /> · {countOf(visit, people, of, id)}:{" "}
            {rows
              .map(({ kind, n }) => `${kindText(visit, kind)} ${words.number(String(n))}`)
              .join(" · ")}
            {". "}
            {t("breaches.exposed.names", { n: names })}
          </li>
        ))}
      </ul>
    </>
  );
}

type Said = { visit: SpaceVisit; state: BreachState; said: Words };

function Told({ visit, state, said }: Said) {
  const { t } = visit;
  return (
    <>
      <h2>{t("breaches.lines.title")}</h2>
      <ul>
        {state.lines.map((line) => (
          <li>
            {t(`breaches.whom.${line.whom}`)} · {langName(visit, line.lang)} ·{" "}
            <Due visit={visit} state={state} line={line} />{" "}
            {line.end?.how === "told" && <At visit={visit} at={line.end.at} />}{" "}
            {line.end?.because != null && t(`breaches.because.${line.end.because}`)}{" "}
            <span dir="auto">
              {[saidAt(said, line.who)?.text, saidAt(said, line.end?.why ?? null)?.text]
                .filter(Boolean)
                .join(" · ")}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}

function Changed({ visit, state, said }: Said) {
  const { t, lang } = visit;
  if (state.measures.length === 0) return null;
  return (
    <>
      <h2>{t("breaches.measures.title")}</h2>
      <ul>
        {state.measures.map(({ what, at, day }) => (
          <li>
            <DayText date={day} lang={lang} /> · {t(`breaches.measure.${what}`)}{" "}
            <span dir="auto">{saidAt(said, at)?.text ?? ""}</span>
          </li>
        ))}
      </ul>
    </>
  );
}

/** `GET /breaches/:id/breach.json`: everything recorded of it, words and all. */
export function jsonFile(visit: SpaceVisit): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const asked = stepUp(visit);
    if (asked !== null) return asked;
    const { view, now } = visit;
    const { state, id } = one.thing;
    const said = await wordsOf(view, one.thing);
    const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
    const made = {
      ...{ drill: state.drill, breach: id, what: state.what, learned: iso(state.aware) },
      ...{ happened: state.happened, law: state.law, risk: state.risk, over: state.over },
      words: Object.fromEntries(BLOCKS.map((block) => [block, blockOf(said, state, block)])),
      contact: await contactOf(view, one.thing),
      knows: (await whoKnows(view, one.thing)).map(({ id: member, handle }) => ({
        ...{ member, handle },
      })),
      counts: state.counts,
      lines: state.lines.map((line) => ({
        ...{ id: line.id, whom: line.whom, lang: line.lang, by: line.by },
        ...{ due: iso(dueOf(state, line)), late: isLate(state, line, now) },
        ...{ state: line.end?.how ?? "open", at: iso(line.end?.at ?? null) },
        ...{ because: line.end?.because ?? null, who: saidAt(said, line.who) },
        why: saidAt(said, line.end?.why ?? null),
      })),
      history: (await historyOf(view, one.thing)).map(({ type, at, by }) => ({
        ...{ type, at: iso(at), by },
      })),
      measures: state.measures.map(({ what, day, at }) => ({ what, day, said: saidAt(said, at) })),
    };
    const file = `${JSON.stringify(made, null, 1)}\n`;
    return { file, type: "application/json", name: nameFor(state, "json") };
  });
}

const nameFor = ({ drill }: BreachState, end: string) => `${drill ? "drill" : "breach"}.${end}`;

/** `GET /breaches/:id/breach.csv`: a row for all that is recorded; a drill says so on each. */
export function csvFileOf(visit: SpaceVisit): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const asked = stepUp(visit);
    if (asked !== null) return asked;
    const { words, view } = visit;
    const { state } = one.thing;
    const said = await wordsOf(view, one.thing);
    const mark = words.plain(state.drill ? "breaches.drill.title" : "breaches.one");
    const head = ["mark", "what", "name", "number", "when", "words"].map((name) =>
      words.plain(`breaches.csv.${name}`),
    );
    const rows = rowsOf(visit, state, said).map((row) => [mark, ...row]);
    const file = [...csvFile([head, ...rows])].join("");
    return { file, type: "text/csv; charset=utf-8", name: nameFor(state, "csv") };
  });
}

function rowsOf({ words }: SpaceVisit, state: BreachState, said: Words): CsvCell[][] {
  const { plain } = words;
  const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString());
  const [counted, told] = [plain("breaches.exposed.title"), plain("breaches.lines.title")];
  return [
    [plain("breaches.one"), plain(`breaches.what.${state.what}`), null, iso(state.aware), null],
    ...BLOCKS.flatMap((block): CsvCell[][] => {
      const text = blockOf(said, state, block)?.text ?? null;
      return text === null ? [] : [[plain(`breaches.block.${block}`), null, null, null, text]];
    }),
    ...state.counts.flatMap(({ rows, names, day }): CsvCell[][] => [
      ...rows.map(({ kind, n }) => [
        ...[counted, plain(`people.kind.${kind}`), String(n), day, null],
      ]),
      [counted, plain("breaches.csv.names"), String(names), day, null],
    ]),
    ...state.lines.map((line): CsvCell[] => {
      const how = plain(`breaches.csv.line-${line.end?.how ?? "open"}`);
      const when = iso(line.end?.at ?? dueOf(state, line));
      const texts = [saidAt(said, line.who), saidAt(said, line.end?.why ?? null)];
      const because =
        line.end?.because == null ? [] : [plain(`breaches.because.${line.end.because}`)];
      const more = [how, ...because, ...texts.flatMap((text) => text?.text ?? [])].join(" · ");
      return [told, plain(`breaches.whom.${line.whom}`), null, when, more];
    }),
    ...state.measures.map(({ what, day, at }): CsvCell[] => [
      ...[plain("breaches.measures.title"), plain(`breaches.measure.${what}`), null, day],
      saidAt(said, at)?.text ?? null,
    ]),
  ];
}

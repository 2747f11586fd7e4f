/** What several pages of books share: an entry as a row, its lines, its words. */
import type { SpaceVisit } from "../../../house/door.ts";
import { type Amount, negate, type Text } from "../../../house/values/index.ts";
import { Figure } from "../../../ui/figure.tsx";
import { Row } from "../../../ui/rows.tsx";
import { DayText } from "../../../ui/time.tsx";
import type { Kids } from "../../../ui/types.ts";
import { voiceOf } from "../../../ui/words.tsx";
import type { Line } from "../facts.ts";
import type { BookEntry } from "../questions.ts";
import type { OpenBook } from "./naming.ts";

/** The head of a page about one book: the way back to it, and the page's own title. */
export function OfBook({ open, title }: { open: OpenBook; title: string }) {
  return (
    <>
      <p>
        <a href={open.base}>
          <bdi>{open.title}</bdi>
        </a>
      </p>
      <h1>{title}</h1>
    </>
  );
}

/** People's own words in their language. */
export function Said({ text }: { text: Text }) {
  return <span {...voiceOf(text)}>{text.text}</span>;
}

/** What is known of something: label and value, one below the other; without those not known. */
export function Facts({ facts }: { facts: readonly (readonly [label: string, value: Kids])[] }) {
  return (
    <div>
      {facts.map(
        ([label, value]) =>
          value && (
            <p>
              <span class="soft">{label}</span> <b>{value}</b>
            </p>
          ),
      )}
    </div>
  );
}

/** From and to, where a transfer has just these two sides; else null. */
export function twoSides(lines: readonly Line[]): { from: Line; to: Line } | null {
  const [a, b] = lines;
  if (a === undefined || b === undefined || lines.length !== 2) return null;
  return a.of.of.startsWith("-") ? { from: a, to: b } : { from: b, to: a };
}

/** How much left a heading or came to it, in words instead of a sign. */
export function Moved(props: { visit: SpaceVisit; open: Pick<OpenBook, "say">; of: Amount }) {
  const { visit, open, of } = props;
  const out = of.of.startsWith("-");
  const amount = open.say(out ? { ...of, of: of.of.slice(1) } : of);
  return <bdi class="figure">{visit.t(`ledger.entry.${out ? "out" : "in"}`, { amount })}</bdi>;
}

/** A transfer in one sentence, or side by side where it has more than two. */
function Way(props: { visit: SpaceVisit; open: OpenBook; entry: BookEntry }) {
  const { visit, open, entry } = props;
  const { lines, rate } = entry;
  const [gave, got] = [lines[0]?.of, lines.at(-1)?.of];
  // Money that was changed: what left first, what came for it last.
  if (rate !== null && gave !== undefined && got !== undefined)
    return <>{visit.t("ledger.entry.way", { from: open.say(negate(gave)), to: open.say(got) })}</>;
  const sides = twoSides(lines);
  if (sides === null)
    return (
      <>
        {lines.map(({ account, of }, at) => (
          <>
            {at > 0 && " · "}
            {open.account(account)}: <Moved {...{ visit, open, of }} />
          </>
        ))}
      </>
    );
  const [from, to] = [open.account(sides.from.account), open.account(sides.to.account)];
  return <>{visit.t("ledger.entry.way", { from, to })}</>;
}

/** What an entry was about, in somebody's words, or why they are not shown; null where none. */
function whatOf(visit: SpaceVisit, { said, needTitle, fromWhom }: BookEntry): Kids {
  const own = typeof said === "string" ? {} : said;
  const text = own.narration ?? needTitle ?? own.party ?? fromWhom;
  if (text) return <Said text={text} />;
  return typeof said === "string" ? <span>{visit.t(`ledger.entry.${said}`)}</span> : null;
}

/** An entry in a list. */
export function EntryRow(props: {
  visit: SpaceVisit;
  open: OpenBook;
  entry: BookEntry;
  /** Of its heading; 2 unless said. */
  level?: 2 | 3;
}) {
  const { visit, open, entry } = props;
  const { t, lang } = visit;
  const sides = twoSides(entry.lines);
  const corrected = (open.thing.state.corrections[entry.n]?.length ?? 0) > 0;
  const notes: Kids[] = [
    <DayText date={entry.day} lang={lang} />,
    whatOf(visit, entry),
    entry.corrects === null ? null : t("ledger.entry.corrects", { n: String(entry.corrects) }),
    corrected ? t("ledger.entry.corrected") : null,
    entry.late === null ? null : t("ledger.entry.late", { month: visit.words.month(entry.late) }),
  ];
  return (
    <Row
      title={<Way {...{ visit, open, entry }} />}
      href={`${open.base}/lines/${entry.n}`}
      level={props.level ?? 2}
      end={sides && <Figure amount={sides.to.of} say={open.say} />}
      say={notes.filter(Boolean).map((note, at) => (
        <>
          {at > 0 && " · "}
          <span>{note}</span>
        </>
      ))}
    />
  );
}

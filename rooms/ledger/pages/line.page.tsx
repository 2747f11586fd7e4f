/** One entry with what it was about, its corrections, what stands now, and putting it right. */

import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { AreaField } from "../../../ui/area-field.tsx";
import { Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { Table } from "../../../ui/table.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { DayText } from "../../../ui/time.tsx";
import type { Kids } from "../../../ui/types.ts";
import { type BookState, type Line, NARRATION_MAX } from "../facts.ts";
import { otherEnd } from "../own-questions.ts";
import { type BookEntry, oneEntry, titleOf } from "../questions.ts";
import { rateSaid } from "./exchange.page.tsx";
import { type BothEnds, bothEnds, CorrectBoth, sendsBoth } from "./move.page.tsx";
import {
  bookTitle,
  hoursApart,
  type OpenBook,
  openBook,
  readersOf,
  readersOfBoth,
} from "./naming.ts";
import { EntryRow, Facts, Moved, Said, twoSides } from "./parts.tsx";
import { Sides } from "./sides.tsx";
import { errorIn, faultsOf, sidesIn, textIn } from "./typed.ts";

type Found = { entry: BookEntry; corrections: BookEntry[]; standing: Line[] };
type Props = Found & {
  visit: SpaceVisit;
  open: OpenBook;
  fault: Refusal | null;
  /** The other end of a transfer between books, where the reader may open it; both as they are. */
  other: { thing: Thing<BookState>; n: number } | null;
  ends: BothEnds | null;
};

/** `GET /s/<slug>/books/:id/lines/:n`. */
export async function linePage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  return drawn(visit, null);
}

async function found(visit: SpaceVisit): Promise<{ open: OpenBook; found: Found } | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const one = await oneEntry(visit.view, open.thing, Number(visit.params["n"]));
  return one === null ? notHere : { open, found: one };
}

async function drawn(visit: SpaceVisit, fault: Refusal | null): Promise<PageReply | Refusal> {
  const both = await found(visit);
  if (isRefusal(both)) return both;
  const { open } = both;
  const { link } = both.found.entry;
  const other = link === null ? null : await otherEnd(visit.view, open.thing, link);
  const ends = open.writes ? await bothEnds(visit, open, both.found) : null;
  const props: Props = { visit, open, fault, other, ends, ...both.found };
  const title = visit.t("ledger.entry.title", { n: String(props.entry.n) });
  const page = (
    <>
      <p>
        <a href={props.open.base}>
          <bdi>{props.open.title}</bdi>
        </a>
      </p>
      <h1>{title}</h1>
      <About {...props} />
      {await OtherEnd(props)}
      <Lines {...props} lines={props.entry.lines} caption="ledger.entry.lines" />
      <Corrections {...props} />
      <Correcting {...props} />
    </>
  );
  const readers =
    ends !== null && other !== null
      ? readersOfBoth(visit, open.thing, other.thing)
      : readersOf(visit, open.thing);
  return { page, title, status: fault === null ? 200 : 422, ...readers, keeps: ["lines"] };
}

function About({ visit, open, entry }: Props) {
  const { t, lang, space, words } = visit;
  const { said, needTitle, fromWhom, corrects, for: about } = entry;
  const spoken = typeof said === "string" ? {} : said;
  const link = (path: string, label: Kids) => <a href={`${space.base}/${path}`}>{label}</a>;
  const need = needTitle ? <Said text={needTitle} /> : t("ledger.entry.need");
  const from = fromWhom ? <Said text={fromWhom} /> : t("ledger.entry.delivery");
  const facts: [string, Kids][] = [
    ["day", <DayText date={entry.day} lang={lang} />],
    ["rate", entry.rate !== null && <bdi>{rateSaid(visit, open, entry.rate)}</bdi>],
    ["late-label", entry.late !== null && words.month(entry.late)],
    ["party", spoken.party && <Said text={spoken.party} />],
    ["narration", spoken.narration && <Said text={spoken.narration} />],
    ["narration", typeof said === "string" && t(`ledger.entry.${said}`)],
    ["about", about.need && link(`needs/${about.need}`, need)],
    ["about", about.drawing && t("ledger.entry.drawing")],
    ["about", about.delivery && link(`deliveries/${about.delivery}`, from)],
  ];
  return (
    <>
      {corrects !== null && (
        <p>
          <a href={`${open.base}/lines/${corrects}`}>
            {t("ledger.entry.corrects", { n: String(corrects) })}
          </a>
        </p>
      )}
      <Facts facts={facts.map(([key, value]) => [t(`ledger.entry.${key}`), value])} />
    </>
  );
}

/** Where the other end of a transfer between books is; to who may not open it, another book. */
async function OtherEnd({ visit, entry, other }: Props) {
  const { t, view, space } = visit;
  if (entry.link === null) return null;
  if (other === null) return <p>{t("ledger.move.another")}</p>;
  const { thing, n } = other;
  return (
    <p>
      {t("ledger.move.other-end")}{" "}
      <a href={`${space.base}/books/${thing.id}/lines/${n}`}>
        <bdi>{bookTitle(visit, thing, await titleOf(view, thing))}</bdi>,{" "}
        {t("ledger.entry.title", { n: String(n) })}
      </a>
    </p>
  );
}

function Lines(props: { visit: SpaceVisit; open: OpenBook; lines: Line[]; caption: string }) {
  const { visit, open, lines, caption } = props;
  const { t } = visit;
  const columns = [
    { name: t("ledger.book.heading") },
    { name: t("ledger.entry.amount"), number: true },
  ];
  const rows = lines.map(({ account, of }) => [
    <a href={`${open.base}/lines?account=${account}`}>
      <bdi>{open.account(account)}</bdi>
    </a>,
    <Moved {...{ visit, open, of }} />,
  ]);
  return <Table caption={t(caption)} columns={columns} rows={rows} />;
}

function Corrections({ visit, open, corrections, standing }: Props) {
  const { t } = visit;
  if (corrections.length === 0) return null;
  return (
    <section>
      <h2>{t("ledger.entry.corrections")}</h2>
      <Rows>
        {corrections.map((entry) => (
          <EntryRow {...{ visit, open, entry }} level={3} />
        ))}
      </Rows>
      {standing.length === 0 ? (
        <p>{t("ledger.entry.taken-back")}</p>
      ) : (
        <Lines {...{ visit, open, lines: standing, caption: "ledger.entry.standing" }} />
      )}
    </section>
  );
}

/** The form; a correction is put right at the entry it corrects. */
function Correcting({ visit, open, entry, corrections, standing, fault, ends }: Props) {
  const { t, keys, posted } = visit;
  if (!open.writes || entry.corrects !== null || standing.length === 0) return null;
  if (ends !== null) return <CorrectBoth {...{ visit, open, ends, n: entry.n, fault }} />;
  if (entry.link !== null) return <p>{t("ledger.move.one-end")}</p>;
  const sides = twoSides(standing);
  const never = { value: "yes", label: t("ledger.correct.never") };
  return (
    <section>
      <h2>{t("ledger.correct.title")}</h2>
      <p>{t("ledger.correct.text")}</p>
      <Form
        {...{ t, keys, action: `${open.base}/lines/${entry.n}/corrections` }}
        faults={faultsOf(t, fault, ["from", "to", "amount", "why", "never"])}
      >
        <input type="hidden" name="seen" value={String(corrections.length)} />
        {sides === null && <p>{t("ledger.correct.only-back")}</p>}
        {sides !== null && <Sides {...{ visit, open, sides, fault }} />}
        <Ticks
          {...{ t, name: "never", label: t("ledger.correct.or") }}
          ticks={[{ ...never, ticked: posted.has("never") }]}
        />
        {!hoursApart(visit, open) && (
          <AreaField
            {...{ t, name: "why", label: t("ledger.correct.why"), rows: 2 }}
            maxlength={NARRATION_MAX}
            error={errorIn(t, fault, "why")}
            value={posted.text("why")}
          />
        )}
        <Button>{t("ledger.correct.button")}</Button>
      </Form>
    </section>
  );
}

/** `POST /s/<slug>/books/:id/lines/:n/corrections`. */
export async function correctLine(visit: SpaceVisit): Promise<Reply> {
  const both = await found(visit);
  if (isRefusal(both)) return both;
  const { open, found: one } = both;
  const { posted } = visit;
  const seen = Number(posted.text("seen"));
  // What stands now was not what was on the form: the difference would be of something else.
  if (seen !== one.corrections.length)
    return drawn(visit, refuse("ledger.corrected-meanwhile", "again"));
  const right = posted.has("never") || twoSides(one.standing) === null ? [] : sidesIn(visit);
  if (isRefusal(right)) return drawn(visit, right);
  const why = textIn(visit, "why");
  if (isRefusal(why)) return drawn(visit, why);
  const done = await visit.send("ledger.correct", {
    ...{ book: open.thing.id, entry: one.entry.n, seen, was: one.standing, right },
    ...(why !== null && { why }),
  });
  if (isRefusal(done)) return drawn(visit, done);
  return { goto: `${open.base}/lines/${one.entry.n}`, notice: "ledger.correct.done" };
}

/** `POST /s/<slug>/books/:id/lines/:n/both-corrections`. */
export async function correctBoth(visit: SpaceVisit): Promise<Reply> {
  const both = await found(visit);
  if (isRefusal(both)) return both;
  const { open, found: one } = both;
  const ends = await bothEnds(visit, open, one);
  if (ends === null) return notHere;
  const seen = `${ends.from.seen} ${ends.to.seen}`;
  if (visit.posted.text("seen") !== seen)
    return drawn(visit, refuse("ledger.corrected-meanwhile", "again"));
  const done = await sendsBoth(visit, ends);
  if (isRefusal(done)) return drawn(visit, done);
  return { goto: `${open.base}/lines/${one.entry.n}`, notice: "ledger.correct.done" };
}

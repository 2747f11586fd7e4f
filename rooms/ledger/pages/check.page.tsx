/** A statement recomputed from the lines of its book, for whoever may open that book. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { billionths, figure } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Table } from "../../../ui/table.tsx";
import type { Account } from "../accounts.ts";
import { namesOf } from "../questions.ts";
import type { StatedAccount, Told } from "../statement-facts.ts";
import { bookOf, reckoned, type Since } from "../statement-questions.ts";
import { naming } from "./naming.ts";
import { openStatement } from "./statement.page.tsx";
import { type Naming, periodText, statedNaming } from "./statement-parts.tsx";

/** `GET /s/<slug>/statements/:id/check`. */
export async function checkPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openStatement(visit);
  if (isRefusal(open)) return open;
  const { view, t, space } = visit;
  const found = await bookOf(view, open.thing.id);
  if (found === undefined) return notHere;
  const { record } = open;
  const banded = record.shared.length > 0;
  const { told, since } = await reckoned(view, found.thing, found.period, banded);
  const texts = await namesOf(view, found.thing);
  const names = statedNaming(visit, texts);
  const title = t("ledger.check.title");
  const equal = same(told, record);
  const page = (
    <>
      <p>
        <a href={`${space.base}/statements/${open.thing.id}`}>
          <bdi>{open.called}</bdi>
        </a>
      </p>
      <h1>{title}</h1>
      <p>{t("ledger.check.text", { period: periodText(visit, record) })}</p>
      <Verdict visit={visit} same={equal} />
      <SayIt {...{ visit, open, book: found.thing.id, same: equal }} />
      <Compared {...{ visit, names, told: record, reckoned: told }} />
      <SinceThen visit={visit} names={naming(visit, texts)} since={since} />
      <p>
        <a href={`${space.base}/books/${found.thing.id}`}>{t("ledger.check.book")}</a>
      </p>
    </>
  );
  return { page, title };
}

/** Whether two tellings say the same. */
function same(a: Told, b: Told): boolean {
  const said = ({ units, shared, leftOut, late }: Told) =>
    JSON.stringify([
      units.map(flat),
      shared.map(({ unit, went }) => [unit, ...rowsIn(went)]),
      leftOut,
      late,
    ]);
  return said(a) === said(b);
}

const flat = ({ unit, came, went }: Told["units"][number]) => [unit, rowsIn(came), rowsIn(went)];
const rowsIn = (side: {
  rows: readonly { account: string; of?: string; share?: string }[];
  leftOut: boolean;
}) => [side.leftOut, ...side.rows.map(({ account, of, share }) => `${account} ${of ?? share}`)];

function Verdict({ visit, same }: { visit: SpaceVisit; same: boolean }) {
  const { t } = visit;
  const key = same ? "equal" : "differs";
  return <Notice kind={same ? "done" : "warn"} t={t} title={t(`ledger.check.${key}`)} />;
}

type Saying = {
  visit: SpaceVisit;
  open: Exclude<Awaited<ReturnType<typeof openStatement>>, Refusal>;
  book: string;
  same: boolean;
};

/** The group that came along says what it found; its name stands where members read it. */
function SayIt({ visit, open, book, same }: Saying) {
  const { t, keys, space, session } = visit;
  const ally = session?.ally?.ally;
  if (ally === undefined) return null;
  if (open.thing.state.rechecked[ally] === same) return <p>{t("ledger.recheck.said")}</p>;
  const fields = { book, same: same ? "yes" : "no" };
  const action = `${space.base}/statements/${open.thing.id}/rechecks`;
  return (
    <Act {...{ action, keys, fields }}>{t(`ledger.recheck.say-${same ? "same" : "differs"}`)}</Act>
  );
}

/** `POST /s/<slug>/statements/:id/rechecks`. */
export async function sayRechecked(visit: SpaceVisit): Promise<Reply> {
  const { params, posted, space, view } = visit;
  const open = await openStatement(visit);
  if (isRefusal(open)) return open;
  const found = await bookOf(view, open.thing.id);
  if (found === undefined) return notHere;
  // What was on the page is looked at again: only what its lines come to now is said.
  const { record } = open;
  const { told } = await reckoned(view, found.thing, found.period, record.shared.length > 0);
  const now = same(told, record);
  if (now !== (posted.text("same") === "yes")) return checkPage(visit);
  const input = { statement: params["id"], book: found.thing.id, same: now };
  const done = await visit.send("ledger.recheck-statement", input);
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/statements/${params["id"]}`, notice: "ledger.recheck.done" };
}

/** Rows of a telling by unit, side and heading. */
function figuresOf({
  units,
}: Told): Map<string, { unit: string; account: StatedAccount; of: string }> {
  const rows = units.flatMap(({ unit, came, went }) =>
    [came, went].flatMap((side, at) =>
      side.rows.map(
        ({ account, of }) => [`${unit} ${at} ${account}`, { unit, account, of }] as const,
      ),
    ),
  );
  return new Map(rows);
}

/** What was told beside what the lines come to; a difference stands in words. */
function Compared(props: { visit: SpaceVisit; names: Naming; told: Told; reckoned: Told }) {
  const { visit, names, told, reckoned } = props;
  const { t } = visit;
  const [said, found] = [figuresOf(told), figuresOf(reckoned)];
  const columns = [
    { name: t("ledger.book.heading") },
    ...["told", "lines", "difference"].map((name) => ({
      name: t(`ledger.check.${name}`),
      number: true,
    })),
  ];
  const rows = [...new Set([...said.keys(), ...found.keys()])].map((key) => {
    const { unit, account } = (said.get(key) ?? found.get(key)) as {
      unit: string;
      account: Account;
    };
    const [a, b] = [said.get(key)?.of ?? "0", found.get(key)?.of ?? "0"];
    const off = figure(billionths(b) - billionths(a));
    return [
      <bdi>{names.account(account)}</bdi>,
      ...[a, b].map((of) => names.figure({ account, of }, unit)),
      off === "0" ? t("ledger.check.none") : names.figure({ account, of: off }, unit),
    ];
  });
  if (rows.length === 0) return null;
  return <Table {...{ caption: t("ledger.check.compared"), columns, rows }} />;
}

/** What was written for these months since; the next statement tells it. */
function SinceThen(props: {
  visit: SpaceVisit;
  names: ReturnType<typeof naming>;
  since: readonly Since[];
}) {
  const { visit, names, since } = props;
  const { t } = visit;
  if (since.length === 0) return <p class="soft">{t("ledger.check.nothing-since")}</p>;
  const columns = [
    { name: t("ledger.book.heading") },
    { name: t("ledger.check.difference"), number: true },
  ];
  const rows = since.map(({ account, unit, of }) => {
    const less = of.startsWith("-");
    const amount = names.say({ of: less ? of.slice(1) : of, unit });
    return [
      <bdi>{names.account(account)}</bdi>,
      <bdi>{t(`ledger.check.${less ? "left" : "arrived"}`, { amount })}</bdi>,
    ];
  });
  return (
    <section>
      <h2>{t("ledger.check.since")}</h2>
      <p>{t("ledger.check.since-text")}</p>
      <Table {...{ caption: t("ledger.check.since"), quietCaption: true, columns, rows }} />
    </section>
  );
}

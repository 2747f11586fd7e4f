/** One statement: for the screen, for paper, as a table; opened and closed by those who may. */

import { isOutside } from "../../../house/circles.ts";
import { csvFile } from "../../../house/csv.ts";
import type { FileReply, PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Go } from "../../../ui/button.tsx";
import { PrintSheet } from "../../../ui/print-sheet.tsx";
import { DayText } from "../../../ui/time.tsx";
import type { Kids } from "../../../ui/types.ts";
import { allyNames } from "../../allies/index.ts";
import { readersIn } from "../../people/index.ts";
import { nameOf } from "../../spaces/index.ts";
import { recheckFile } from "../recheck-note.ts";
import { notedOf } from "../seal-recheck.ts";
import { rechecksOf } from "../statement-facts.ts";
import { bookOf, type OpenStatement, oneStatement, statedNames } from "../statement-questions.ts";
import { Facts } from "./parts.tsx";
import { HowTold, type Naming, periodText, statedNaming, ToldUnits } from "./statement-parts.tsx";
import { OpenTo, statementTitle } from "./statements.page.tsx";

type Open = OpenStatement & { names: Naming; title: OpenStatement["title"]; called: string };
type Props = { visit: SpaceVisit; open: Open };

/** Opens the statement of the address, or answers as if it were not there. */
export async function openStatement(visit: SpaceVisit): Promise<Open | Refusal> {
  const { view, params, space } = visit;
  const one = await oneStatement(view, params["id"] ?? "", space.protects);
  if (one === undefined) return notHere;
  const names = statedNaming(visit, await statedNames(view, one.record));
  return { ...one, names, called: statementTitle(visit, one) };
}

/** `GET /s/<slug>/statements/:id`. */
export async function statementPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openStatement(visit);
  if (isRefusal(open)) return open;
  const { t, space } = visit;
  const group = await nameOf(visit.view);
  const page = (
    <>
      <p>
        <a href={`${space.base}/statements`}>{t("ledger.statements.title")}</a>
      </p>
      <h1 dir="auto">{open.called}</h1>
      <Covers {...{ visit, open, group }} />
      <ToldUnits {...{ visit, names: open.names, told: open.record }} />
      <HowTold {...{ visit, told: open.record }} />
      {await Rechecked({ visit, open })}
      {await Ways({ visit, open })}
      <Opening {...{ visit, open }} />
    </>
  );
  return { page, title: open.called, ...readersIn(visit, open.thing) };
}

/** That it is a statement, of what, by whom, when. */
function Covers({ visit, open, group }: Props & { group: string }) {
  const { t, lang } = visit;
  const { first } = open.thing;
  const facts: [string, Kids][] = [
    [t("ledger.statement.covers"), periodText(visit, open.record)],
    [t("ledger.statement.of"), t(`ledger.purpose.${open.record.purpose}`)],
    [t("ledger.statement.by"), group !== "" && <bdi>{group}</bdi>],
    [t("ledger.statement.made"), <DayText date={first.day} lang={lang} />],
  ];
  return (
    <>
      <p>{t("ledger.statement.is")}</p>
      <Facts facts={facts} />
    </>
  );
}

/** Groups whose recheck this reader is told by name: all to members, to a group its own. */
function toldOf({ view, session }: SpaceVisit, all: readonly string[]): readonly string[] {
  if (view.reader.by === "ally") return all.filter((one) => one === session?.ally?.ally);
  return session?.member != null && session.roles.length > 0 ? all : [];
}

/** How many groups that open the book added it up again; which, for the members alone. */
async function Rechecked({ visit, open, paper }: Props & { paper?: boolean }) {
  const { t, view, space } = visit;
  const { rechecked, sealed } = open.thing.state;
  const { same, differs } = rechecksOf(open.thing.state);
  if (same + differs === 0) return null;
  const told = toldOf(visit, Object.keys(rechecked));
  const names = await allyNames(view, told);
  const base = `${space.base}/statements/${open.thing.id}`;
  return (
    <section>
      {same > 0 && <p>{t("ledger.recheck.same", { n: same })}</p>}
      {differs > 0 && <p>{t("ledger.recheck.differs", { n: differs })}</p>}
      {told.length > 0 && (
        <ul>
          {told.map((ally) => (
            <li>
              <bdi>{names.get(ally)?.text ?? t("ledger.recheck.a-group")}</bdi>
              {": "}
              {sealed[ally] === undefined ? (
                t("ledger.recheck.no-key")
              ) : paper === true ? (
                t("ledger.recheck.signed")
              ) : (
                <a href={`${base}/recheck.json?of=${ally}`}>{t("ledger.recheck.file")}</a>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

/** `GET /s/<slug>/statements/:id/recheck.json`: a group's signed word, for who may know whose. */
export async function recheckedFile(visit: SpaceVisit): Promise<FileReply | Refusal> {
  const open = await openStatement(visit);
  if (isRefusal(open)) return open;
  const { id, state } = open.thing;
  const asked = visit.query.get("of") ?? "";
  const [ally] = toldOf(visit, Object.keys(state.rechecked)).filter((one) => one === asked);
  const noted = ally === undefined ? null : notedOf(id, state, ally);
  const sealed = ally === undefined ? undefined : state.sealed[ally];
  if (noted === null || sealed === undefined || state.made === null) return notHere;
  const file = recheckFile({ ...noted, vkey: sealed.vkey }, sealed.signature, state.made);
  return { file, type: "application/json", name: "recheck.json" };
}

/** Paper, a table, and adding it up again: that for who opens the book it is of. */
async function Ways({ visit, open }: Props) {
  const { t, view, space, session } = visit;
  const inside = (session?.member ?? session?.ally) != null;
  const checks = inside && (await bookOf(view, open.thing.id)) !== undefined;
  const base = `${space.base}/statements/${open.thing.id}`;
  return (
    <Acts>
      <Go href={`${base}/sheet`} weight="quiet">
        {t("ledger.book.paper")}
      </Go>
      <Go href={`${base}/table.csv`} weight="quiet">
        {t("ledger.book.table")}
      </Go>
      {checks && (
        <Go href={`${base}/check`} weight="quiet">
          {t("ledger.statement.check")}
        </Go>
      )}
    </Acts>
  );
}

const mayOpen = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => role === "coordination" || role === "treasurer") === true;

/** Who may open it now, and one tap to open or to close it. */
function Opening({ visit, open }: Props) {
  const { t, keys, space, session } = visit;
  if (session?.member == null) return null;
  const base = `${space.base}/statements/${open.thing.id}`;
  const inside = !isOutside(open.thing.circle);
  const to = space.protects ? "link" : "all";
  const figures = space.protects && open.record.units.length > 0;
  return (
    <section>
      <h2>{t("ledger.statement.who")}</h2>
      <p>
        <OpenTo visit={visit} one={open} />
      </p>
      {figures && <p>{t("ledger.statement.figures-inside")}</p>}
      {mayOpen(visit) && inside && !figures && (
        <Act action={`${base}/opening`} keys={keys}>
          {t(`ledger.statement.open-${to}`)}
        </Act>
      )}
      {mayOpen(visit) && !inside && (
        <Act action={`${base}/closing`} keys={keys}>
          {t("ledger.statement.close")}
        </Act>
      )}
    </section>
  );
}

async function answered(visit: SpaceVisit, verb: "open" | "close"): Promise<Reply> {
  const id = visit.params["id"] ?? "";
  const done = await visit.send(`ledger.${verb}-statement`, { id });
  if (isRefusal(done)) return done;
  return { goto: `${visit.space.base}/statements/${id}`, notice: `ledger.statement.${verb}-done` };
}

/** `POST /s/<slug>/statements/:id/opening`. */
export const openToOthers = (visit: SpaceVisit): Promise<Reply> => answered(visit, "open");

/** `POST /s/<slug>/statements/:id/closing`. */
export const closeToOthers = (visit: SpaceVisit): Promise<Reply> => answered(visit, "close");

/** `GET /s/<slug>/statements/:id/sheet`: for paper. */
export async function statementSheet(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openStatement(visit);
  if (isRefusal(open)) return open;
  const group = await nameOf(visit.view);
  const page = (
    <PrintSheet title={open.called} say={periodText(visit, open.record)}>
      <Covers {...{ visit, open, group }} />
      <ToldUnits {...{ visit, names: open.names, told: open.record }} />
      <HowTold {...{ visit, told: open.record }} />
      {await Rechecked({ visit, open, paper: true })}
    </PrintSheet>
  );
  return { page, title: open.called, shape: "sheet" };
}

const COLUMNS = ["from", "to", "unit", "side", "heading", "code", "told"];

/** `GET /s/<slug>/statements/:id/table.csv`: RFC 4180, one row for each row of the statement. */
export async function statementFile(visit: SpaceVisit): Promise<FileReply | Refusal> {
  const open = await openStatement(visit);
  if (isRefusal(open)) return open;
  const { plain } = visit.words;
  const { from, to, units, shared } = open.record;
  const sides = [
    ...units.flatMap(({ unit, came, went }) => [
      { unit, name: "came", side: came },
      { unit, name: "went", side: went },
    ]),
    ...shared.map(({ unit, went }) => ({ unit, name: "went", side: went })),
  ];
  const rows = sides.flatMap(({ unit, name, side }) => {
    const start = [from, to, unit, plain(`ledger.statement.${name}`)];
    const told = side.rows.map((row) => [
      ...[...start, open.names.account(row.account), row.account],
      "of" in row ? row.of : plain(`ledger.statement.share-${row.share}`),
    ]);
    return side.leftOut
      ? [...told, [...start, plain("ledger.statement-csv.left-out"), null, null]]
      : told;
  });
  const head = COLUMNS.map((name) => plain(`ledger.statement-csv.${name}`));
  const file = [...csvFile([head, ...rows])].join("");
  return { file, type: "text/csv; charset=utf-8; header=present", name: "statement.csv" };
}

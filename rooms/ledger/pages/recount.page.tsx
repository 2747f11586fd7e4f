/** A book added up again from its lines, and what stands between books. */
import type { PageReply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { compare, subtract, type Text } from "../../../house/values/index.ts";
import { Figure } from "../../../ui/figure.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Table } from "../../../ui/table.tsx";
import { termTexts } from "../../spaces/index.ts";
import {
  betweens,
  type Loose,
  type Recount,
  recount,
  sizeOf,
  sumsOf,
  titlesOf,
} from "../own-questions.ts";
import { bookTitle, naming, type OpenBook, openBook, readersOf } from "./naming.ts";
import { Moved, OfBook } from "./parts.tsx";

/** `GET /s/<slug>/books/:id/check`. */
export async function recountPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openBook(visit);
  if (isRefusal(open)) return open;
  const { t, view } = visit;
  const found = await recount(view, open.thing);
  const title = t("ledger.recount.title");
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{t("ledger.recount.text")}</p>
      {found === null && <p>{t("ledger.recount.too-long")}</p>}
      {found !== null && <Found {...{ visit, open, found }} />}
    </>
  );
  return { page, title, ...readersOf(visit, open.thing) };
}

function Found({ visit, open, found }: { visit: SpaceVisit; open: OpenBook; found: Recount }) {
  const { t, words } = visit;
  const { rows, many, unbalanced, equal } = found;
  const columns = [
    { name: t("ledger.book.heading") },
    ...["sums", "lines", "difference"].map((name) => {
      return { name: t(`ledger.recount.${name}`), number: true };
    }),
  ];
  const cells = rows.map(({ told, lines }) => [
    <bdi>{open.account(told.account)}</bdi>,
    <Moved {...{ visit, open, of: told.of }} />,
    <Moved {...{ visit, open, of: lines }} />,
    compare(told.of, lines) === 0 ? (
      t("ledger.check.none")
    ) : (
      <Figure amount={sizeOf(subtract(lines, told.of))} say={open.say} />
    ),
  ]);
  return (
    <>
      <Notice
        {...{ t, kind: equal ? "done" : "warn" }}
        title={t(`ledger.recount.${equal ? "equal" : "differs"}`, { n: many })}
      />
      {unbalanced.length > 0 && (
        <p>{t("ledger.recount.unbalanced", { list: words.list(unbalanced.map(String)) })}</p>
      )}
      <Table {...{ caption: t("ledger.recount.compared"), columns, rows: cells }} />
    </>
  );
}

/** `GET /s/<slug>/books/between`. */
export async function betweenPage(visit: SpaceVisit): Promise<PageReply> {
  const { t, view, space } = visit;
  const { pairs, sums, elsewhere, loose } = await betweens(view);
  const titles = await titlesOf(view);
  const all = [...sums, ...[...elsewhere, ...loose].map(({ of }) => of)];
  const names = await termTexts(
    view,
    all.map(({ unit }) => unit),
  );
  const off = sums.filter(({ of }) => of !== "0");
  const title = t("ledger.between.title");
  const props = { visit, names, titles };
  const page = (
    <>
      <p>
        <a href={`${space.base}/books`}>{t("ledger.books.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("ledger.between.text")}</p>
      <Notice
        {...{ t, kind: off.length === 0 ? "done" : "warn" }}
        title={t(`ledger.between.${off.length === 0 ? "nothing" : "something"}`, { n: pairs })}
      />
      <Ends {...{ ...props, what: "elsewhere", lines: elsewhere }} />
      <Ends {...{ ...props, what: "loose", lines: loose }} />
    </>
  );
  return { page, title };
}

type EndsProps = {
  visit: SpaceVisit;
  names: ReadonlyMap<string, readonly Text[]>;
  titles: Awaited<ReturnType<typeof titlesOf>>;
  what: "elsewhere" | "loose";
  lines: readonly Loose[];
};

/** Lines without an end here: what they come to, and each with the way to it. */
function Ends({ visit, names, titles, what, lines }: EndsProps) {
  const { t, space } = visit;
  if (lines.length === 0) return null;
  const { say } = naming(visit, names);
  const sum = sumsOf(lines).map((of) => say(of));
  return (
    <section>
      <h2>{t(`ledger.between.${what}`)}</h2>
      <p>{t(`ledger.between.${what}-text`, { sums: visit.words.list(sum) })}</p>
      <ul>
        {lines.slice(0, ENDS_SHOWN).map(({ thing, n, of }) => (
          <li>
            <a href={`${space.base}/books/${thing.id}/lines/${n}`}>
              <bdi>{bookTitle(visit, thing, titles.get(thing.id) ?? null)}</bdi>,{" "}
              {t("ledger.entry.title", { n: String(n) })}
            </a>{" "}
            <Moved {...{ visit, open: { say }, of }} />
          </li>
        ))}
      </ul>
      {lines.length > ENDS_SHOWN && <p class="soft">{t("ledger.match.more")}</p>}
    </section>
  );
}

/** Lines that are named one by one. */
const ENDS_SHOWN = 100;

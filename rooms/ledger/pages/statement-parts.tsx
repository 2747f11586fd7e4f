/** A statement as it is read: what it covers, unit by unit what came and went, what is left out. */
import type { SpaceVisit } from "../../../house/door.ts";
import { billionths, figure, type Text } from "../../../house/values/index.ts";
import { Figure } from "../../../ui/figure.tsx";
import { Table } from "../../../ui/table.tsx";
import type { Kids } from "../../../ui/types.ts";
import type { Period } from "../stated.ts";
import type {
  SharedUnit,
  StatedAccount,
  StatedRow,
  StatedSide,
  StatedUnit,
  Told,
} from "../statement-facts.ts";
import { naming } from "./naming.ts";

/** What headings, units and figures of a statement are called. */
export type Naming = {
  account: (account: StatedAccount) => string;
  unit: (unit: string) => string;
  /** A figure as a person writes it: without a sign, in words where less than nothing came. */
  figure: (row: StatedRow, unit: string) => Kids;
};

/** Names for a statement, from the words of the group's own headings and units. */
export function statedNaming(
  visit: SpaceVisit,
  names: ReadonlyMap<string, readonly Text[]>,
): Naming {
  const { t } = visit;
  const { account, unit, say } = naming(visit, names);
  return {
    unit,
    account: (one) => (one === "rest" ? t("ledger.statement.rest") : account(one)),
    figure: ({ of }, code) => {
      if (!of.startsWith("-")) return <Figure amount={{ of, unit: code }} say={say} />;
      const amount = say({ of: of.slice(1), unit: code });
      return <bdi>{t("ledger.statement.less", { amount })}</bdi>;
    },
  };
}

/** "March 2026", or "January 2026 to March 2026". */
export function periodText({ t, words }: SpaceVisit, { from, to }: Period): string {
  if (from === to) return words.month(from);
  return t("ledger.statement.period", { from: words.month(from), to: words.month(to) });
}

type UnitProps<U> = { visit: SpaceVisit; names: Naming; unit: U };

function LeftOut({ visit, side }: { visit: SpaceVisit; side: StatedSide<unknown> }) {
  if (!side.leftOut) return null;
  const key = side.rows.length === 0 ? "none-told" : "left-out";
  return <p class="soft">{visit.t(`ledger.statement.${key}`)}</p>;
}

/** One side of a unit. Its total stands there only where nothing is left out of it. */
function Side(props: {
  visit: SpaceVisit;
  names: Naming;
  unit: string;
  side: "came" | "went";
  stated: StatedSide;
}) {
  const { visit, names, unit, side, stated } = props;
  const { t } = visit;
  const total = totalOf(stated);
  const columns = [
    { name: t("ledger.book.heading") },
    { name: t("ledger.entry.amount"), number: true },
  ];
  const rows = stated.rows.map((row) => [
    <bdi>{names.account(row.account)}</bdi>,
    names.figure(row, unit),
  ]);
  const foot = [t("ledger.statement.together"), names.figure({ account: "rest", of: total }, unit)];
  const whole = !stated.leftOut && rows.length > 1;
  const caption = t(`ledger.statement.${side}`);
  return (
    <>
      {rows.length > 0 && <Table {...{ caption, columns, rows, ...(whole && { foot }) }} />}
      {rows.length === 0 && stated.leftOut && <h3>{caption}</h3>}
      <LeftOut visit={visit} side={stated} />
    </>
  );
}

const totalOf = ({ rows }: StatedSide) =>
  figure(rows.reduce((sum, { of }) => sum + billionths(of), 0n));

function Unit({ visit, names, unit }: UnitProps<StatedUnit>) {
  const { came, went } = unit;
  return (
    <section>
      <h2>
        <bdi>{names.unit(unit.unit)}</bdi>
      </h2>
      <div class="two">
        <div>
          <Side {...{ visit, names, unit: unit.unit, side: "came", stated: came }} />
        </div>
        <div>
          <Side {...{ visit, names, unit: unit.unit, side: "went", stated: went }} />
        </div>
      </div>
    </section>
  );
}

function Shared({ visit, names, unit }: UnitProps<SharedUnit>) {
  const { t } = visit;
  const columns = [{ name: t("ledger.book.heading") }, { name: t("ledger.statement.share") }];
  const rows = unit.went.rows.map(({ account, share }) => [
    <bdi>{names.account(account)}</bdi>,
    t(`ledger.statement.share-${share}`),
  ]);
  return (
    <section>
      <h2>
        <bdi>{names.unit(unit.unit)}</bdi>
      </h2>
      <Table {...{ caption: t("ledger.statement.went"), columns, rows }} />
      <LeftOut visit={visit} side={unit.went} />
    </section>
  );
}

/** Everything that is told. */
export function ToldUnits(props: { visit: SpaceVisit; names: Naming; told: Told }) {
  const { visit, names, told } = props;
  const { t } = visit;
  return (
    <>
      {told.late && <p>{t("ledger.statement.late")}</p>}
      {told.units.map((unit) => (
        <Unit {...{ visit, names, unit }} />
      ))}
      {told.shared.map((unit) => (
        <Shared {...{ visit, names, unit }} />
      ))}
      {told.leftOut && <p class="soft">{t("ledger.statement.units-left-out")}</p>}
    </>
  );
}

/** How a statement keeps people out of its figures. */
export function HowTold({ visit, told }: { visit: SpaceVisit; told: Told }) {
  const key = told.shared.length > 0 ? "how-shared" : "how";
  return <p class="soft">{visit.t(`ledger.statement.${key}`)}</p>;
}

/** Figures of a book as a person says them: without signs, by what they are. */
import type { SpaceVisit } from "../../../house/door.ts";
import type { Amount } from "../../../house/values/index.ts";
import { Figure } from "../../../ui/figure.tsx";
import { Table } from "../../../ui/table.tsx";
import type { Kids } from "../../../ui/types.ts";
import { standing } from "../totals.ts";
import type { OpenBook } from "./naming.ts";

type Props = { visit: SpaceVisit; open: OpenBook };
/** What a figure is about: what came, what went, what is here, or what was added to any of them. */
type About = "came" | "went" | "here" | "change";

/** A figure; what is below nothing says in words what that means there. */
export function Sized(props: Props & { amount: Amount; about: About }) {
  const { visit, open, amount, about } = props;
  const below = amount.of.startsWith("-");
  const size = below ? { ...amount, of: amount.of.slice(1) } : amount;
  if (amount.of === "0" || (!below && about !== "change"))
    return <Figure amount={amount} say={open.say} />;
  const key = `${about}-${below ? "less" : "more"}`;
  return <bdi class="figure">{visit.t(`ledger.figure.${key}`, { amount: open.say(size) })}</bdi>;
}

/** Headings of some units by what they are; each leads to its lines unless it is for paper. */
export function Standing(props: Props & { units: readonly string[]; paper?: boolean }) {
  const { visit, open, units, paper } = props;
  const { t } = visit;
  const all = units.map((unit) => standing(open.thing.state, unit));
  return (
    <>
      {(["came", "went", "here"] as const).map((side) => {
        const own = all.flatMap((one) => one[side]);
        const rows = own.map(({ account, of }): Kids[] => [
          paper ? (
            <bdi>{open.account(account)}</bdi>
          ) : (
            <a href={`${open.base}/lines?account=${account}`}>
              <bdi>{open.account(account)}</bdi>
            </a>
          ),
          <Sized {...{ visit, open, amount: of, about: side }} />,
        ]);
        const columns = [
          { name: t("ledger.book.heading") },
          { name: t(`ledger.book.${side === "went" ? "used" : side}`), number: true },
        ];
        if (rows.length === 0) return null;
        return <Table {...{ caption: t(`ledger.standing.${side}`), columns, rows }} />;
      })}
    </>
  );
}

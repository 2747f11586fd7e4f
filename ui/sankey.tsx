/** Where it came from, what became of it, what is still here: one picture per unit. */
import { length } from "./format.ts";
import { Drawing, type SankeyProps } from "./sankey-drawing.tsx";
import { Table } from "./table.tsx";

/** The picture and, in a fold, every flow in a table with its exact figure. */
export function Sankey(props: SankeyProps) {
  const { t, say, caption, unit, nodes, flows } = props;
  const drawn = flows.some(({ of }) => length(of) > 0);
  const names = new Map(nodes.map(({ id, label }) => [id, label]));
  const columns = [
    { name: t("ui.flow.from") },
    { name: t("ui.flow.to") },
    { name: t("ui.flow.amount"), number: true },
  ];
  const rows = flows.map(({ from, to, of }) => [
    names.get(from),
    names.get(to),
    <bdi>{say({ of, unit })}</bdi>,
  ]);
  return (
    <figure class="chart">
      <figcaption>{caption}</figcaption>
      {drawn && <Drawing {...props} narrow />}
      {drawn && <Drawing {...props} narrow={false} />}
      <details>
        <summary>{t("ui.flow.table")}</summary>
        <Table caption={caption} quietCaption columns={columns} rows={rows} />
      </details>
    </figure>
  );
}

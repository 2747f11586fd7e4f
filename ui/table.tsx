/** Tables that stay tables for a screen reader and become a list of lines on a small phone. */
import type { Kids } from "./types.ts";

/** A column; `number` sets its figures in line at the end of the cell. */
export type Column = { name: string; number?: boolean };

/** Props of a table; the first cell of a row names it. */
export type TableProps = {
  caption: string;
  columns: readonly Column[];
  rows: readonly (readonly Kids[])[];
  /** Totals. */
  foot?: readonly Kids[];
  /** The caption is for screen readers only, where a heading already says it. */
  quietCaption?: boolean;
};

/** Roles spoken out: some browsers drop them when a table is laid out as lines. */
const ROLE = {
  table: { role: "table" },
  rowgroup: { role: "rowgroup" },
  row: { role: "row" },
  columnheader: { role: "columnheader" },
  rowheader: { role: "rowheader" },
  cell: { role: "cell" },
};

/** One row; its first cell names it. */
function Line({ columns, cells }: { columns: readonly Column[]; cells: readonly Kids[] }) {
  return (
    <tr {...ROLE.row}>
      {cells.map((cell, at) => {
        const column = columns[at];
        const kind = column?.number ? "number" : undefined;
        return at === 0 ? (
          <th scope="row" {...ROLE.rowheader} class={kind}>
            {cell}
          </th>
        ) : (
          <td {...ROLE.cell} class={kind} data-name={column?.name}>
            <span>{cell}</span>
          </td>
        );
      })}
    </tr>
  );
}

/** A table with caption, heads and scopes. */
export function Table({ caption, columns, rows, foot, quietCaption }: TableProps) {
  return (
    <table class="table stacks" {...ROLE.table}>
      <caption>
        <span class={quietCaption ? "unseen" : undefined}>{caption}</span>
      </caption>
      <thead {...ROLE.rowgroup}>
        <tr {...ROLE.row}>
          {columns.map(({ name, number }) => (
            <th scope="col" {...ROLE.columnheader} class={number ? "number" : undefined}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody {...ROLE.rowgroup}>
        {rows.map((cells) => (
          <Line columns={columns} cells={cells} />
        ))}
      </tbody>
      {foot && (
        <tfoot {...ROLE.rowgroup}>
          <Line columns={columns} cells={foot} />
        </tfoot>
      )}
    </table>
  );
}

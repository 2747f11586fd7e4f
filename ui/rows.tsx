/** A list of things, one below the other: what we ask for, shipments, people's contributions. */
import type { Kids } from "./types.ts";

/** The list. With `keyed` the optional module `keys.js` lets arrow keys move along it. */
export function Rows({ keyed, children }: { keyed?: boolean; children?: Kids }) {
  return (
    <ul class="rows" data-keys={keyed ? "" : undefined}>
      {children}
    </ul>
  );
}

/** Props of a row. */
export type RowProps = {
  title: Kids;
  /** Where the title leads; without it the title is only words. */
  href?: string;
  /** At the end of the first line: a figure or a state. */
  end?: Kids;
  /** One soft line under the title. */
  say?: Kids;
  /** Level of the heading, after the page's own headings. */
  level?: 2 | 3 | 4;
  children?: Kids;
};

/** One thing: title, figure or state, a soft line, then anything else. */
export function Row({ title, href, end, say, level = 3, children }: RowProps) {
  const Heading = `h${level}` as "h3";
  return (
    <li>
      <Heading class="lead" dir="auto">
        {href === undefined ? title : <a href={href}>{title}</a>}
      </Heading>
      {end && <div class="end">{end}</div>}
      {say && <div class="soft">{say}</div>}
      {children}
    </li>
  );
}

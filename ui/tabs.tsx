/** Links between the faces of one thing. Pages, not panels: each has its own address. */
import type { NavLink } from "./bar.tsx";

/** A row of links; `label` names the row for screen readers. */
export function Tabs({ label, links }: { label: string; links: readonly NavLink[] }) {
  return (
    <nav class="tabs" aria-label={label}>
      {links.map(({ href, label: words, current }) => (
        <a href={href} aria-current={current ? "page" : undefined}>
          {words}
        </a>
      ))}
    </nav>
  );
}

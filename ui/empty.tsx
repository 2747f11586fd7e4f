/** Nothing here yet: says so plainly, and what one can do. */
import type { Kids } from "./types.ts";

/** An empty list. `children` is the next step, where the reader has one. */
export function Empty({ title, children }: { title: string; children?: Kids }) {
  return (
    <div class="empty">
      <p>
        <b>{title}</b>
      </p>
      {children}
    </div>
  );
}

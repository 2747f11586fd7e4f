/** Cards: a few things side by side, with the thread of the side they are on. */
import type { Kids } from "./types.ts";

/** Cards in as many columns as fit. */
export function Cards({ children }: { children?: Kids }) {
  return <div class="cards">{children}</div>;
}

/** A card. `thread` says whose side it shows; `plain` is nobody's. */
export function Card(props: {
  title?: Kids;
  thread?: "local" | "ally" | "plain";
  level?: 2 | 3 | 4;
  children?: Kids;
}) {
  const { title, thread = "local", level = 3, children } = props;
  const Heading = `h${level}` as "h3";
  return (
    <div class={`card ${thread}`}>
      {title && <Heading dir="auto">{title}</Heading>}
      {children}
    </div>
  );
}

/** Paper: packing lists, customs papers and forms on A4, and the A3 sheet for the wall. */
import { join, type Kids } from "./types.ts";

/** A sheet of paper. The heading is the page's own; `corner` is for a code, a day, a number. */
export function PrintSheet(props: {
  title: Kids;
  paper?: "a4" | "wall";
  /** One soft line under the title: the day it was printed, who it is for. */
  say?: Kids;
  corner?: Kids;
  children?: Kids;
}) {
  const { title, paper = "a4", say, corner, children } = props;
  return (
    <article class={join("sheet", paper === "wall" && "wall")}>
      <header>
        <div>
          <h1 dir="auto">{title}</h1>
          {say && <p class="soft">{say}</p>}
        </div>
        {corner}
      </header>
      {children}
    </article>
  );
}

/** A line to write on with a pen; `label` says what, for those who hear the page. */
export function Blank({ label, wide }: { label: string; wide?: boolean }) {
  return (
    <>
      <span class="blank">
        <span class="unseen">{label}</span>
      </span>
      {/* Twice as long: the two meet, and stand one under the other where it is narrow. */}
      {wide === true && <span class="blank" />}
    </>
  );
}

/** The drawn part of a flow picture, at one width. */
import { dirOf } from "../house/values/index.ts";
import { type Box, type Flow, type FlowNode, layOut } from "./sankey-layout.ts";
import { join, type SayAmount, type Translate } from "./types.ts";

/** Props of a flow picture. `totals` are the nodes' exact sums, by id, added up by the room. */
export type SankeyProps = {
  t: Translate;
  lang: string;
  say: SayAmount;
  caption: string;
  unit: string;
  nodes: readonly FlowNode[];
  flows: readonly Flow[];
  totals: Readonly<Record<string, string>>;
};

/** Longest line that fits beside a box; before what stands in the middle there is less room. */
const CHARS = { narrow: 18, beside: 16, wide: 19 };
/** Room above a narrow picture for the words of what stands in its middle. */
const HEAD = 30;
/** Room below a narrow picture for the words of a last box that is too thin to hold them. */
const FOOT = 30;

/** A name in at most two lines, broken between words; the table has it whole. */
export function twoLines(name: string, most: number): string[] {
  const cut = (line: string) => (line.length > most ? `${line.slice(0, most - 1)}…` : line);
  if (name.length <= most) return [name];
  const at = name.lastIndexOf(" ", most);
  return at < 1 ? [cut(name)] : [name.slice(0, at), cut(name.slice(at + 1))];
}

/** A box with its words: outside where there is room, else inside, over the bands. */
function Node(props: { box: Box; sum: string; narrow: boolean; rtl: boolean; most: number }) {
  const { box, sum, narrow, rtl, most } = props;
  const above = narrow && box.side === "pot";
  const after = box.side === "pot" || (box.side === "source") === narrow;
  const beside = after === rtl ? box.x - 7 : box.x + box.width + 7;
  const x = round(above ? box.x + box.width / 2 : beside);
  const lines = above ? [box.label] : twoLines(box.label, most);
  const middle = box.y + box.height / 2;
  // Words higher than their band would lie half on it and half off.
  const thin = narrow && box.height < 16 * (lines.length + 1) + 6;
  const beneath = box.y + box.height + 15;
  const first = above ? 14 : thin ? beneath : middle + 6 - 8 * lines.length;
  const tone = box.side === "here" ? "here" : box.local ? "local" : undefined;
  const anchor = above ? "middle" : after ? "start" : "end";
  return (
    <>
      <rect
        class={join("node", tone)}
        x={round(box.x)}
        y={round(box.y)}
        width={round(box.width)}
        height={round(box.height)}
      />
      {[...lines, sum].map((line, at) => (
        <text
          class={join("halo", at < lines.length && "strong")}
          x={x}
          y={round(first + 16 * at)}
          text-anchor={anchor}
        >
          {line}
        </text>
      ))}
    </>
  );
}

const round = (value: number) => Math.round(value * 10) / 10;

/** One drawing at one width; the style sheet shows the one that fits the screen. */
export function Drawing(props: SankeyProps & { narrow: boolean }) {
  const { lang, say, caption, unit, nodes, flows, totals, narrow } = props;
  const rtl = dirOf(lang) === "rtl";
  const width = narrow ? 340 : 760;
  const held = nodes.some(({ side }) => side === "pot");
  const head = narrow && held ? HEAD : 0;
  const most = !narrow ? CHARS.wide : held ? CHARS.beside : CHARS.narrow;
  const board = { width, margin: narrow ? 1 : 180, rtl, head };
  const { height, boxes, bands } = layOut(nodes, flows, board);
  const view = `0 0 ${width} ${height + (narrow ? FOOT : 0)}`;
  return (
    <svg
      class={narrow ? "narrow-only" : "wide-only"}
      viewBox={view}
      role="img"
      aria-label={caption}
    >
      {bands.map(({ path, width: thick, local }) => (
        <path class={join("flow", local && "local")} d={path} stroke-width={thick} />
      ))}
      {boxes.map((box) => {
        const sum = say({ of: totals[box.id] ?? "0", unit });
        return <Node {...{ box, sum, narrow, rtl, most }} />;
      })}
    </svg>
  );
}

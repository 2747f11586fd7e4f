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

/** Longest name that fits beside a box; the table has it whole. */
const CHARS = { narrow: 19, wide: 23 };

/** A box with its words: outside where there is room, else inside, over the bands. */
function Node(props: { box: Box; sum: string; narrow: boolean; rtl: boolean }) {
  const { box, sum, narrow, rtl } = props;
  const after = box.side === "pot" || (box.side === "source") === narrow;
  const x = after === rtl ? box.x - 7 : box.x + box.width + 7;
  const y = box.y + box.height / 2;
  const most = narrow ? CHARS.narrow : CHARS.wide;
  const name = box.label.length > most ? `${box.label.slice(0, most - 1)}…` : box.label;
  const tone = box.side === "here" ? "here" : box.local ? "local" : undefined;
  const anchor = after ? "start" : "end";
  return (
    <>
      <rect
        class={join("node", tone)}
        x={round(box.x)}
        y={round(box.y)}
        width={round(box.width)}
        height={round(box.height)}
      />
      <text class="halo strong" x={round(x)} y={round(y - 2)} text-anchor={anchor}>
        {name}
      </text>
      <text class="halo" x={round(x)} y={round(y + 14)} text-anchor={anchor}>
        {sum}
      </text>
    </>
  );
}

const round = (value: number) => Math.round(value * 10) / 10;

/** One drawing at one width; the style sheet shows the one that fits the screen. */
export function Drawing(props: SankeyProps & { narrow: boolean }) {
  const { lang, say, caption, unit, nodes, flows, totals, narrow } = props;
  const rtl = dirOf(lang) === "rtl";
  const width = narrow ? 340 : 760;
  const { height, boxes, bands } = layOut(nodes, flows, { width, margin: narrow ? 1 : 180, rtl });
  const view = `0 0 ${width} ${height}`;
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
        return <Node box={box} sum={sum} narrow={narrow} rtl={rtl} />;
      })}
    </svg>
  );
}

/** Where the bands of a flow lie: d3-sankey's layout, mirrored for pages written from the right. */
import { sankey, sankeyJustify } from "d3-sankey";
import { length } from "./format.ts";

/** A place things come from, stay in, or go to. `here` is what has not been used. */
export type FlowNode = {
  id: string;
  label: string;
  side: "source" | "pot" | "use" | "here";
  /** Drawn with the local thread; without it with the ally's. */
  local?: boolean;
};

/** So much went from one node to another; an exact decimal in the chart's unit. */
export type Flow = { from: string; to: string; of: string };

/** A drawing board: width in SVG units, the room kept for words at both ends and on top. */
export type Board = { width: number; margin: number; rtl: boolean; head?: number };

/** A node as a box, its sum as a length (drawing only), and where its words go. */
export type Box = FlowNode & { x: number; y: number; width: number; height: number };

/** A band from box to box, as an SVG path stroked `width` wide. */
export type Band = { path: string; width: number; local: boolean };

const RANK = { source: 0, pot: 1, use: 2, here: 2 } as const;
const NODE_WIDTH = 12;
/** Height per node of the fullest column: three lines of words never touch the next ones. */
const STRIDE = 88;
/** Three lines of words below a thin box end above the next one. */
const GAP = 58;
/** Room above the first and below the last box for half of their words. */
const EDGE = 24;

/** Flows that can be drawn: more than nought, and forward. A backward flow is our bug. */
function forward(nodes: readonly FlowNode[], flows: readonly Flow[]): readonly Flow[] {
  const rank = new Map(nodes.map(({ id, side }) => [id, RANK[side]]));
  for (const { from, to } of flows) {
    const [a, b] = [rank.get(from), rank.get(to)];
    if (a === undefined || b === undefined || a >= b) throw new Error("flow does not go forward");
  }
  return flows.filter(({ of }) => length(of) > 0);
}

/** Lays nodes and flows out; the height follows from how many nodes stand in one column. */
export function layOut(nodes: readonly FlowNode[], flows: readonly Flow[], board: Board) {
  const drawn = forward(nodes, flows);
  const used = nodes.filter(({ id }) => drawn.some(({ from, to }) => from === id || to === id));
  const most = Math.max(0, ...[0, 1, 2].map((r) => used.filter((n) => RANK[n.side] === r).length));
  const { width, margin, rtl, head = 0 } = board;
  const height = head + Math.max(most, 1) * STRIDE;
  if (drawn.length === 0) return { height: 0, boxes: [], bands: [] };
  const graph = sankey<FlowNode>()
    .nodeId((node) => node.id)
    .nodeAlign(sankeyJustify)
    .nodeWidth(NODE_WIDTH)
    .nodePadding(GAP)
    .extent([
      [margin, head + EDGE],
      [width - margin, height - EDGE],
    ])({
    nodes: used.map((node) => ({ ...node })),
    links: drawn.map(({ from, to, of }) => ({ source: from, target: to, value: length(of) })),
  });
  const turn = (x: number) => (rtl ? width - x : x);
  const boxes: Box[] = graph.nodes.map(({ x0, x1, y0, y1, ...node }) => ({
    ...node,
    x: Math.min(turn(x0), turn(x1)),
    y: y0,
    width: x1 - x0,
    height: Math.max(y1 - y0, 2),
  }));
  const bands: Band[] = graph.links.map(({ source, target, y0, y1, width: thick }) => ({
    path: band(turn(source.x1), y0, turn(target.x0), y1),
    width: round(Math.max(thick, 1)),
    local: source.local === true,
  }));
  return { height, boxes, bands };
}

const round = (value: number) => Math.round(value * 10) / 10;

/** A band's middle line: level where it leaves and where it arrives. */
function band(x0: number, y0: number, x1: number, y1: number): string {
  const [a, b, c, d] = [x0, y0, x1, y1].map(round);
  const half = round((x0 + x1) / 2);
  return `M${a} ${b}C${half} ${b} ${half} ${d} ${c} ${d}`;
}

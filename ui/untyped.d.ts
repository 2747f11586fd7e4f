/** The parts we use of packages that come without types. */
declare module "d3-sankey" {
  /** A node after layout: its own fields and its box. */
  export type Placed<N> = N & { x0: number; x1: number; y0: number; y1: number };
  /** A link after layout: its ends, its two heights, its thickness. */
  export type Link<N> = {
    source: Placed<N>;
    target: Placed<N>;
    y0: number;
    y1: number;
    width: number;
  };
  /** What goes in: nodes, and links by node id. */
  export type Graph<N> = {
    nodes: N[];
    links: { source: string; target: string; value: number }[];
  };
  /** How a column is chosen for a node. */
  export type Align = (node: unknown, columns: number) => number;
  /** The layout, set up by its methods, then called. */
  export interface Sankey<N> {
    (graph: Graph<N>): { nodes: Placed<N>[]; links: Link<N>[] };
    nodeId(id: (node: N) => string): this;
    nodeAlign(align: Align): this;
    nodeWidth(width: number): this;
    nodePadding(padding: number): this;
    extent(extent: [[number, number], [number, number]]): this;
  }
  export function sankey<N>(): Sankey<N>;
  export const sankeyJustify: Align;
}

declare module "d3-scale" {
  /** A linear scale: numbers to lengths. */
  export interface Linear {
    (value: number): number;
    domain(domain: [number, number]): this;
    range(range: [number, number]): this;
    nice(count?: number): this;
    ticks(count?: number): number[];
  }
  export function scaleLinear(): Linear;
}

declare module "qrcode" {
  /** A code as rows of modules, row by row, 1 for dark. */
  export function create(
    text: string,
    options: { errorCorrectionLevel: "L" | "M" | "Q" | "H" },
  ): { modules: { size: number; data: Uint8Array } };
}

import { Malformed } from "./malformed.ts";

/** Hashes in a full tile, and entries in a full bundle. */
export const tileWidth = 256;

/** A tile of hashes at `level`, or a bundle of entries; `width` below 256 means a partial one. */
export type TileName = {
  readonly level: number | "entries";
  readonly n: number;
  readonly width: number;
};

const levelMax = 63;
const shape =
  /^tile\/(0|[1-9][0-9]?|entries)\/((?:x[0-9]{3}\/){0,5}[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/;

/** The C2SP tlog-tiles path: `tile/1/x001/x234/067.p/8`. Throws RangeError on a bad name. */
export function tilePath(level: number | "entries", n: number, width: number = tileWidth): string {
  if (level !== "entries" && !(Number.isInteger(level) && level >= 0 && level <= levelMax)) {
    throw new RangeError("no such level");
  }
  if (!(Number.isSafeInteger(n) && n >= 0)) throw new RangeError("no such tile");
  if (!(Number.isInteger(width) && width >= 1 && width <= tileWidth)) {
    throw new RangeError("no such width");
  }
  let path = String(n % 1000).padStart(3, "0");
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    path = `x${String(rest % 1000).padStart(3, "0")}/${path}`;
  }
  return `tile/${level}/${path}${width === tileWidth ? "" : `.p/${width}`}`;
}

/** Reads a path made by `tilePath`. Throws Malformed for every other spelling. */
export function parseTilePath(path: string): TileName {
  const match = shape.exec(path);
  if (match === null) throw new Malformed("tile path", "not in the layout");
  const level = match[1] === "entries" ? "entries" : Number(match[1]);
  const n = Number((match[2] as string).replaceAll(/[x/]/g, ""));
  const width = match[3] === undefined ? tileWidth : Number(match[3]);
  const inRange = Number.isSafeInteger(n) && width <= tileWidth && !(Number(level) > levelMax);
  if (!inRange || tilePath(level, n, width) !== path) {
    throw new Malformed("tile path", "not in the layout");
  }
  return { level, n, width };
}

import { encodeBundle } from "./bundle.ts";
import { leafHash } from "./merkle.ts";
import { tilePath, tileWidth } from "./tile-path.ts";
import { type Tile, TileWriter } from "./tiles.ts";

/** One file of a log's layout, to be written under its path. */
export type LogFile = { readonly path: string; readonly bytes: Uint8Array };

/**
 * A whole log as files: bundles and full tiles as they fill, the partial ones at the end, then
 * `key`, and last `checkpoint`, which `sign` makes from the size and root reached. Keeps one
 * bundle and the right edge in memory.
 */
export async function* layLog(
  commitments: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  key: string,
  sign: (size: number, root: Uint8Array) => string,
): AsyncGenerator<LogFile> {
  const writer = new TileWriter();
  let bundle: Uint8Array[] = [];
  for await (const commitment of commitments) {
    bundle.push(commitment);
    if (bundle.length < tileWidth) continue;
    yield* bundleFiles(writer, bundle);
    bundle = [];
  }
  if (bundle.length > 0) yield* bundleFiles(writer, bundle);
  for (const tile of writer.partials()) yield tileFile(tile);
  yield { path: "key", bytes: Buffer.from(key) };
  yield { path: "checkpoint", bytes: Buffer.from(sign(writer.size, writer.root())) };
}

function* bundleFiles(writer: TileWriter, bundle: readonly Uint8Array[]): Generator<LogFile> {
  const n = Math.floor(writer.size / tileWidth);
  yield { path: tilePath("entries", n, bundle.length), bytes: encodeBundle(bundle) };
  for (const tile of writer.append(bundle.map(leafHash))) yield tileFile(tile);
}

/** The file a tile is kept in. */
function tileFile({ level, n, width, bytes }: Tile): LogFile {
  return { path: tilePath(level, n, width), bytes };
}

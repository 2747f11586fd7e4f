/** Square codes (QR, ISO/IEC 18004), drawn as one path: no picture to load. */
import { create } from "qrcode";
import type { Translate } from "./types.ts";

/** White modules all around, which the standard asks for. */
const QUIET = 4;

/** The dark modules of a row as runs: `M<x> <y>h<length>v1h-<length>z`. */
function runs(data: ArrayLike<number>, size: number): string {
  let path = "";
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let end = x;
      while (end < size && data[y * size + end]) end++;
      if (end === x) continue;
      path += `M${x + QUIET} ${y + QUIET}h${end - x}v1h${x - end}z`;
      x = end;
    }
  }
  return path;
}

/**
 * A code for `address`. The words of the address belong beside it too, for whoever has no
 * camera. Throws when the text is too long for a code (about 2,300 bytes).
 */
export function QR({ t, address }: { t: Translate; address: string }) {
  const { modules } = create(address, { errorCorrectionLevel: "M" });
  const side = modules.size + 2 * QUIET;
  return (
    <svg class="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={t("ui.qr", { address })}>
      <path fill="#fff" d={`M0 0h${side}v${side}H0z`} />
      <path fill="#000" shape-rendering="crispEdges" d={runs(modules.data, modules.size)} />
    </svg>
  );
}

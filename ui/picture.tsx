/** A picture that is part of an entry: as small as the screen it is seen on. */
import type { FileRef } from "../house/values/index.ts";

/** The picture; `base` is where the space's addresses begin, `alt` what it shows, in words. */
export function Picture(props: {
  base: string;
  list: readonly FileRef[];
  alt: string;
  lang: string;
}) {
  const { base, list, alt, lang } = props;
  const small = list.at(-1);
  if (small === undefined) return null;
  const at = ({ id }: FileRef) => `${base}/files/${id}`;
  const set = list.map((one) => `${at(one)} ${one.width}w`).join(", ");
  return (
    <img
      alt={alt}
      {...{ src: at(small), lang, width: small.width, loading: "lazy" }}
      {...(list.length > 1 ? { srcset: set, sizes: `(min-width: 40em) ${SHOWN}px, 100vw` } : {})}
    />
  );
}

const SHOWN = 480;

/** A picture that is part of an entry: the small one in its place, which leads to the large one. */
import type { PictureRef } from "../house/values/index.ts";

/** The picture; `base` is where the space's addresses begin, `alt` what it shows, in words. */
export function Picture(props: {
  base: string;
  list: readonly PictureRef[];
  alt: string;
  lang: string;
}) {
  const { base, list, alt, lang } = props;
  const [large, small = large] = list;
  if (large === undefined || small === undefined) return null;
  const at = ({ id }: PictureRef) => `${base}/files/${id}`;
  const drawn = (
    <img alt={alt} {...{ src: at(small), lang, width: small.width, loading: "lazy" }} />
  );
  return large === small ? drawn : <a href={at(large)}>{drawn}</a>;
}

/** A recording that is part of an entry; the words that it says stand beside it. */
import type { SoundRef } from "../house/values/index.ts";
import type { Words } from "../house/words/index.ts";

/**
 * The recording at an address of ours. Nothing of it is fetched before somebody wants to hear it;
 * how long it is and how much that takes stands beside it, with a way for browsers that play none.
 */
export function Sound(props: {
  words: Pick<Words, "t">;
  src: string;
  of: Pick<SoundRef, "size" | "seconds">;
  label: string;
  lang: string;
}) {
  const { words, src, of, label, lang } = props;
  const { t } = words;
  const kb = Math.ceil(of.size / 1_000);
  const [minutes, seconds] = [Math.floor(of.seconds / 60), of.seconds % 60];
  return (
    <p class="no-print">
      <audio {...{ controls: true, preload: "none", src, lang, "aria-label": label }} />
      <br />
      <small class="soft">
        {t("ui.sound.length", { minutes, seconds, kb })} <a href={src}>{t("ui.sound.alone")}</a>
      </small>
    </p>
  );
}

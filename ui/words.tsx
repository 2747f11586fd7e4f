/** People's own words: in their language and direction, with translations beside, never instead. */
import { dirOf, type Text } from "../house/values/index.ts";
import type { Translate } from "./types.ts";

/** A translation by a person, and who looked it over. */
export type Translation = { text: Text; by: string; checkedBy?: string };

/** Attributes of a text in its own language; where the language is not known, the words decide. */
export function voiceOf({ lang }: Text) {
  const dir = dirOf(lang);
  return dir === "auto" ? { dir } : { lang, dir };
}

/** The words, and any translations. Without `text` it says that words are withheld. */
export function Words(props: {
  t: Translate;
  text: Text | undefined;
  translations?: readonly Translation[];
}) {
  const { t, text, translations = [] } = props;
  if (text === undefined) return <span class="soft">{t("ui.words.withheld")}</span>;
  return (
    <div class="words">
      <div {...voiceOf(text)}>{text.text}</div>
      {translations.map(({ text: words, by, checkedBy }) => (
        <div class="translation">
          <span {...voiceOf(words)}>{words.text}</span>
          <small>
            {checkedBy === undefined
              ? t("ui.words.translated", { by })
              : t("ui.words.checked", { by, checkedBy })}
          </small>
        </div>
      ))}
    </div>
  );
}

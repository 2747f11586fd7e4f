/** What a group tells whoever is about to offer something: short, in its own words. */
import type { ToKnow } from "../house/room.ts";
import { baseLang, chooseText } from "../house/values/index.ts";
import { Card } from "./cards.tsx";
import type { Translate } from "./types.ts";
import { voiceOf } from "./words.tsx";

/** The few that are told, each in the reader's language or marked as being in another. */
export function ToldFirst(props: {
  t: Translate;
  told: ToKnow | null;
  /** The reader's language, and how its pages name languages. */
  lang: string;
  locale: string;
  base: string;
}) {
  const { t, told, lang, locale, base } = props;
  if (told === null) return null;
  const names = new Intl.DisplayNames(locale, { type: "language" });
  return (
    <Card title={t("ui.told-first.title")} level={2}>
      <ul>
        {told.all.map(({ texts }) => {
          const text = chooseText([...texts], [lang]);
          if (text === undefined) return null;
          const other = baseLang(text.lang) !== lang;
          return (
            <li>
              <span {...voiceOf(text)}>{text.text}</span>
              {other && <small> ({names.of(text.lang) ?? text.lang})</small>}
            </li>
          );
        })}
      </ul>
      <a href={base + told.path}>
        {told.more > 0 ? t("ui.told-first.more", { n: told.more }) : t("ui.told-first.all")}
      </a>
    </Card>
  );
}

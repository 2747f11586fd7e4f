/** What all gallery pages share: the shell, the words, made-up keys. */
import { readFileSync } from "node:fs";
import { MessageFormat } from "messageformat";
import { Page, type PageProps } from "../page.tsx";
import { readStyles } from "../styles.ts";
import type { Kids, Translate } from "../types.ts";
import { type Lang, SAMPLES } from "./samples.ts";

/** The form keys of pages that post nowhere. */
export const KEYS = { key: "0".repeat(32), token: "1".repeat(32) };

const { css } = readStyles();

/** The interface's own words, read from `ui/words`. An unknown key is our bug. */
export function translator(lang: Lang): Translate {
  const file = new URL(`../words/${lang}.json`, import.meta.url);
  const words: Record<string, string> = JSON.parse(readFileSync(file, "utf8"));
  return (key, vars) => {
    const message = words[key];
    if (message === undefined) throw new Error(`no words for ${key}`);
    return new MessageFormat(lang, message).format(vars);
  };
}

/** A gallery page in its shell. */
export function Frame(
  props: { lang: Lang; title: string; children?: Kids } & Partial<
    Pick<PageProps, "notices" | "shape" | "scripts">
  >,
) {
  const { lang, title, children, ...rest } = props;
  const s = SAMPLES[lang];
  return (
    <Page
      {...rest}
      lang={lang}
      t={translator(lang)}
      title={title}
      place={s.place}
      styles={css}
      nav={[
        { href: "?today", label: s.today },
        { href: "?ask", label: s.ask, current: true },
        { href: "?shipments", label: s.shipments },
        { href: "?books", label: s.books },
      ]}
      languages={[
        { href: "?en", lang: "en", label: "English", current: lang === "en" },
        { href: "?es", lang: "es", label: "Español", current: lang === "es" },
        { href: "?ar", lang: "ar", label: "العربية", current: lang === "ar" },
      ]}
      readers={s.readers}
      withheld={s.withheld}
    >
      {children}
    </Page>
  );
}

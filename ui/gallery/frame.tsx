/** What all gallery pages share: the shell, the words, made-up keys. */
import { createWords, type Words, wordsFromFiles } from "../../house/words/index.ts";
import { Page, type PageProps } from "../page.tsx";
import { readStyles } from "../styles.ts";
import type { Kids } from "../types.ts";
import { type Lang, SAMPLES } from "./samples.ts";

/** The form keys of pages that post nowhere. */
export const KEYS = { key: "0".repeat(32), token: "1".repeat(32) };

const { css } = readStyles();

const load = wordsFromFiles(new URL("../../", import.meta.url));

/** The words of a reader of the gallery; a missing message throws. */
export function speaker(lang: Lang): Words {
  return createWords({ lang, load, strict: true });
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
      t={speaker(lang).t}
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

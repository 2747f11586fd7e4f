/** The whole HTML document. Every page of every room is drawn inside it. */
import { raw } from "hono/html";
import { dirOf } from "../house/values/index.ts";
import { Bar, type BarProps } from "./bar.tsx";
import { Foot, type FootProps } from "./foot.tsx";
import { Notice, type NoticeKind } from "./notice.tsx";
import { join, type Kids, type Translate } from "./types.ts";

/** Something to say above the page's own content: what was just done, or what to know first. */
export type PageNotice = {
  kind: NoticeKind;
  text: Kids;
  title?: string;
  /** What comes next of it. */
  next?: { href: string; text: string };
};

/** What a page hands to its shell. */
export type PageProps = {
  /** BCP 47 tag of the page; its direction follows from it. */
  lang: string;
  t: Translate;
  /** What the tab, the history and a link preview show, unless `neutral`. */
  title: string;
  /** Protected spaces and signed-in pages: the tab and previews say nothing of what is here. */
  neutral?: boolean;
  /** One plain sentence for previews; never sent when `neutral`. */
  description?: string;
  /** The minified style sheet, put inline; its hash belongs in the policy (`ui/styles.ts`). */
  styles: string;
  /** Addresses of optional modules, hashed by web. */
  scripts?: readonly string[];
  notices?: readonly PageNotice[];
  /** Drawn for somebody signed in: while it lies open it asks whether they still are. */
  signedIn?: boolean;
  /** A wider page for tables, or a sheet of paper with neither bar nor foot on it. */
  shape?: "page" | "sheet";
  children?: Kids;
} & BarProps &
  FootProps;

/** Title, robots, preview and styles. No address outside this server is ever named. */
function Head({ t, title, neutral, description, styles, scripts }: PageProps) {
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{neutral ? t("ui.page.neutral") : title}</title>
      <meta name="robots" content="noindex, nofollow, noarchive" />
      <meta name="referrer" content="no-referrer" />
      <meta name="format-detection" content="telephone=no, address=no, email=no" />
      <meta name="color-scheme" content="light dark" />
      {description && !neutral && <meta name="description" content={description} />}
      <link rel="icon" href="data:," />
      <style>{raw(styles)}</style>
      {scripts?.map((src) => (
        <script type="module" src={src} />
      ))}
    </head>
  );
}

/** A whole page: skip links, bar, notices, main, foot. Works with neither script nor picture. */
export function Page(props: PageProps) {
  const { t, lang, notices = [], shape = "page", signedIn, children } = props;
  return (
    <>
      {raw("<!doctype html>")}
      <html lang={lang} dir={dirOf(lang)} data-signed-in={signedIn ? "" : undefined}>
        <Head {...props} />
        <body class={join(shape === "sheet" && "on-sheet")}>
          <Bar {...props} />
          <main id="main" tabindex={-1} class="wrap">
            {notices.map(({ kind, text, title, next }) => (
              <Notice kind={kind} t={t} {...(title === undefined ? {} : { title })}>
                {text}
                {next && (
                  <p>
                    <a href={next.href}>{next.text}</a>
                  </p>
                )}
              </Notice>
            ))}
            {children}
          </main>
          <Foot {...props} />
        </body>
      </html>
    </>
  );
}

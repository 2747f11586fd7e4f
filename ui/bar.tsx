/** The bar above every page: ways past it, whose house this is, where to go, how to leave. */
import { Icon, Mark } from "./icons.tsx";
import type { Translate } from "./types.ts";

/** A link in the bar or under a heading; `current` marks the page one is on. */
export type NavLink = { href: string; label: string; current?: boolean };

/** The same page in another language; `label` is that language's own name for itself. */
export type LangLink = { href: string; lang: string; label: string; current?: boolean };

/** What the bar shows. */
export type BarProps = {
  t: Translate;
  /** The group's name, or the alias it uses here. */
  place: string;
  /** Where the name leads. */
  home?: string;
  nav?: readonly NavLink[];
  languages?: readonly LangLink[];
  /** Where everything is closed with one more tap; only for who may. */
  shutters?: NavLink | undefined;
  /** Where "leave quickly" leads; the server answers with a page about nothing. */
  exit?: string;
};

/** Languages by their own names, each announced in its own voice. */
function Languages({ t, languages }: { t: Translate; languages: readonly LangLink[] }) {
  return (
    <nav class="langs" aria-label={t("ui.page.languages")}>
      {languages.map(({ href, lang, label, current }) => (
        <a href={href} lang={lang} hreflang={lang} aria-current={current ? "true" : undefined}>
          {label}
        </a>
      ))}
    </nav>
  );
}

/** One row: folded behind a word where the screen is narrow, laid open by the styles where not. */
function Menu(props: { t: Translate; nav: readonly NavLink[]; languages: readonly LangLink[] }) {
  const { t, nav, languages } = props;
  const here = nav.find(({ current }) => current)?.label;
  return (
    <details class="menu">
      <summary>
        <Icon name="menu" />
        {t("ui.page.menu")}
        {here !== undefined && <span class="soft">· {here}</span>}
      </summary>
      <nav class="nav" aria-label={t("ui.page.nav")}>
        {nav.map(({ href, label, current }) => (
          <a href={href} aria-current={current ? "page" : undefined}>
            {label}
          </a>
        ))}
      </nav>
      {languages.length > 0 && <Languages t={t} languages={languages} />}
    </details>
  );
}

/** Skip links first, then the way out, then the name and the links. */
export function Bar(props: BarProps) {
  const { t, place, home = "/", nav = [], languages = [], exit = "/exit", shutters } = props;
  return (
    <>
      <a class="skip" href="#main">
        {t("ui.page.skip")}
      </a>
      <header class="bar">
        <a
          class="exit"
          href={exit}
          rel="nofollow noreferrer"
          data-exit
          title={t("ui.page.exit-hint")}
        >
          <Icon name="leave" />
          {t("ui.page.exit")}
        </a>
        <div class="wrap">
          <a class="home" href={home}>
            <Mark />
            <bdi>{place}</bdi>
          </a>
          {nav.length > 0 ? (
            <Menu t={t} nav={nav} languages={languages} />
          ) : (
            languages.length > 0 && <Languages t={t} languages={languages} />
          )}
          {shutters && (
            <a class="shutters" href={shutters.href}>
              {shutters.label}
            </a>
          )}
        </div>
      </header>
    </>
  );
}

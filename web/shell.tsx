/** A page in its shell: the bar, the foot, the notice that was waiting, as this visitor sees it. */
import { raw } from "hono/html";
import type { Route } from "../house/door.ts";
import { Act } from "../ui/act.tsx";
import { Page, type PageNotice } from "../ui/page.tsx";
import { aboveOf } from "./above.tsx";
import { type Ask, formKeys } from "./ask.ts";
import { recoveryLines } from "./recoveries.tsx";
import type { Standing } from "./visit.ts";

const OWN_NAMES = { en: "English", es: "Español", ar: "العربية" } as const;

/** What a page hands to its shell. */
export type Shown = {
  content: unknown;
  title: string;
  description?: string;
  shape?: "page" | "sheet";
  /** Who can read it, where that does not follow from route and reader. */
  readers?: string | undefined;
  /** Who will read what is typed, where that does not follow from the route. */
  typed?: string | undefined;
  /** Classes of what is typed, which may go by time. */
  keeps?: readonly string[] | undefined;
  /** Addresses of browser modules. */
  scripts?: readonly string[];
  notices?: readonly PageNotice[];
  /** The group's name in the bar; the product's where there is none. */
  place?: string;
  standing?: Standing | null;
  open?: Route["open"];
};

/** The whole document as text. */
export async function drawShell(ask: Ask, shown: Shown): Promise<string> {
  const { node, words, session } = ask;
  const { standing = null, place = words.t("web.product") } = shown;
  // Paper is for walls and parcels: what members are told does not belong there.
  const sheet = shown.shape === "sheet";
  const above = sheet ? [] : await aboveOf(ask, standing);
  const coming = sheet ? [] : await recoveryLines(ask);
  // Drawn first: only then it is known whether there is a form in it.
  const content = await drawn(shown.content);
  const page = (
    <Page
      lang={ask.lang}
      t={words.t}
      title={shown.title}
      neutral={session !== null || standing?.here.protects === true}
      styles={node.styles.css}
      shape={shown.shape ?? "page"}
      scripts={shown.scripts ?? []}
      notices={[
        ...coming,
        ...ownLines(ask),
        ...whereItLives(ask, standing),
        ...acceptFirst(ask, standing),
        ...above,
        ...(shown.notices ?? []),
      ]}
      place={place}
      home={homeOf(standing)}
      nav={navOf(ask, standing)}
      shutters={shuttersOf(ask, standing)}
      languages={languagesOf(ask)}
      foot={<FootLines ask={ask} standing={standing} />}
      {...(shown.description === undefined ? {} : { description: shown.description })}
      {...readersOf(ask, shown)}
      signedIn={session !== null}
      {...(ask.drewForm ? typedOf(ask, shown, content) : {})}
    >
      {raw(content)}
    </Page>
  );
  return String(await page);
}

/** Where the bar's name leads: an ally's home where the group shows nothing to others. */
function homeOf(standing: Standing | null): string {
  if (standing === null) return "/";
  const { here, ally, open } = standing;
  return ally !== null && !open ? `${here.base}/ally` : here.base;
}

/**
 * What a session has to say on every page: that this phone is shared, with the way out in one tap,
 * and that something was done with its login elsewhere.
 */
function ownLines(ask: Ask): PageNotice[] {
  const { session, words, node, url } = ask;
  const { paths } = node.people;
  const { t } = words;
  const lines: PageNotice[] = [];
  if (session?.shared === true)
    lines.push({
      ...{ kind: "info", title: t("web.shared.title") },
      text: (
        <>
          {t("web.shared.line")}
          <Act action={paths.signOut} keys={formKeys(ask)}>
            {t("web.foot.sign-out")}
          </Act>
        </>
      ),
    });
  const many = session?.alerts.length ?? 0;
  if (many > 0 && url.pathname !== paths.alerts)
    lines.push({
      ...{ kind: "info", title: t("web.alerts.title"), text: t("web.alerts.text") },
      next: { href: paths.alerts, text: t("web.alerts.look") },
    });
  return lines;
}

/** Where nothing can be written here, whoever may open the space is told why, on every page. */
function whereItLives({ words }: Ask, standing: Standing | null): PageNotice[] {
  const state = standing?.open === true ? standing.view.space.ring.state : "live";
  return state === "live" ? [] : [{ kind: "warn", text: words.t(`web.lives.${state}`) }];
}

/** Who has yet to accept what the group asks of each person is led there from every page. */
function acceptFirst({ words, node, url }: Ask, standing: Standing | null): PageNotice[] {
  if (standing == null || standing.heldBack === null) return [];
  const href = standing.here.base + node.spaces.conduct[standing.accepts];
  if (url.pathname === href) return [];
  const text = words.t("web.accept-first.text");
  return [{ kind: "info", text, next: { href, text: words.t("web.accept-first.look") } }];
}

/** Where an entry of the bar stands: the day's page before all, what is seldom used at the end. */
const PLACES = ["first", undefined, "last", "end"];

function navOf({ node, words, session, url }: Ask, standing: Standing | null) {
  const member = standing?.member != null;
  const newcomer = standing?.waiting != null;
  const ally = standing?.ally != null;
  const all = { everyone: true, "signed-in": session !== null, keeper: session?.keeper };
  // Who waits to be vouched in reads as a visitor: nothing else in the bar would open.
  const may = ally ? { ally } : newcomer ? { newcomer } : { ...all, member, newcomer };
  const roles: readonly string[] = standing?.roles ?? [];
  const entries =
    member || newcomer || ally ? node.doors.flatMap(({ door }) => door.nav ?? []) : [];
  return entries
    .filter(
      ({ open, role }) =>
        (may as Record<string, unknown>)[open] === true &&
        (role === undefined || roles.includes(role)),
    )
    .sort((a, b) => PLACES.indexOf(a.place) - PLACES.indexOf(b.place))
    .map(({ key, path }) => {
      const href = `${standing?.here.base}${path}`;
      return { href, label: words.t(key), current: url.pathname === href };
    });
}

/** One tap from everything being closed, on each page of whoever may close it. */
function shuttersOf({ words }: Ask, standing: Standing | null) {
  if (!standing?.roles.includes("coordination") || standing.member === null) return undefined;
  return { href: `${standing.here.base}/shutters`, label: words.t("spaces.shutters.close") };
}

/** Addresses of the same page: relative, so that a page which is not there names no address. */
function languagesOf(ask: Ask) {
  return Object.entries(OWN_NAMES).map(([lang, label]) => {
    return { href: `?lang=${lang}`, lang, label, current: lang === ask.lang };
  });
}

function readersOf({ words, session }: Ask, { standing, open, readers }: Shown) {
  if (readers !== undefined) return { readers };
  if (standing == null || open === undefined) return {};
  const by = open === "everyone" ? standing.reader.by : "inside";
  const known = ["public", "link", "member", "ally", "inside"].includes(by);
  return known && (session !== null || by !== "inside")
    ? { readers: words.t(`web.readers.${by}`) }
    : {};
}

/** A page's own content as text. */
async function drawn(content: unknown): Promise<string> {
  return String(await (content as { toString: () => string | Promise<string> }).toString());
}

const POSTED = /<form\b[^>]*\bmethod="post"[^>]*>.*?<\/form>/gs;
const CHOSEN = /<textarea\b|<select\b|<input\b(?![^>]*\btype="(?:hidden|submit)")/;
const TYPED = /<textarea\b|<input\b(?![^>]*\btype="(?:hidden|checkbox|radio|submit)")/;

/**
 * Under a form that one types into: who will read it; where a page says who, under one that one
 * chooses in as well. What only presses a button says nothing.
 */
function typedOf(ask: Ask, shown: Shown, content: string) {
  const { open, standing, typed } = shown;
  const forms = content.match(POSTED) ?? [];
  if (typed !== undefined && forms.some((form) => CHOSEN.test(form)))
    return { typed: `${typed} ${keptOf(ask, shown)}`.trim() };
  if (!forms.some((form) => TYPED.test(form))) return {};
  const kept = keptOf(ask, shown);
  if (standing != null && open === "member")
    return { typed: `${ask.words.t("web.typed.member")} ${kept}`.trim() };
  // A page for everyone says beside its readers who reads what is written in it.
  return kept === "" ? {} : { readers: `${readersOf(ask, shown).readers ?? ""} ${kept}`.trim() };
}

/** How long what is typed is kept, where the group decided a time for it. */
function keptOf({ node, words }: Ask, { standing, keeps = [] }: Shown): string {
  const { charter } = node.house.parts.plan;
  const now = node.house.now;
  const times = standing == null ? null : charter.times?.(standing.here.thing as never, now);
  const said = keeps.flatMap((what) => {
    const n = times?.get(what);
    const time = n === undefined ? "" : words.t("house.time.days", { n });
    return n === undefined ? [] : [words.t(`house.time.goes.${what}`, { time })];
  });
  return said.join(" ");
}

function FootLines({ ask, standing }: { ask: Ask; standing: Standing | null }) {
  const { node, words, session } = ask;
  const { t } = words;
  return (
    <p class="states">
      {node.settings.demo && <span>{t("web.foot.demo")}</span>}
      {session === null ? (
        <a href={node.people.paths.signIn}>{t("web.foot.sign-in")}</a>
      ) : (
        <>
          <a href="/">{t("web.foot.spaces")}</a>
          <a href={node.people.paths.signOut}>{t("web.foot.sign-out")}</a>
        </>
      )}
      {standing !== null && <a href={`${standing.here.base}/log`}>{t("web.foot.log")}</a>}
      {session?.keeper === true && <a href="/keeper">{t("web.foot.keeper")}</a>}
    </p>
  );
}

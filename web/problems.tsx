/** Pages that say no: calm, in the reader's language, with the next step and what was typed. */
import type { Refusal } from "../house/refusal.ts";
import type { Words } from "../house/words/index.ts";
import { Acts, Go } from "../ui/button.tsx";
import { Notice } from "../ui/notice.tsx";
import type { Kids } from "../ui/types.ts";
import { type Ask, formKeys } from "./ask.ts";
import { type Fields, Typed } from "./pages/typed.tsx";
import { respond } from "./respond.ts";
import { drawShell } from "./shell.tsx";
import type { Standing } from "./visit.ts";

/** HTTP's word for each kind of refusal. */
export const STATUS: Record<Refusal["because"], number> = {
  shape: 422,
  who: 403,
  "not-found": 404,
  state: 409,
  limit: 429,
  again: 503,
  clause: 403,
  consent: 403,
};

/**
 * A refusal as a sentence. A shape's own code may have none (it names what only a program gets
 * wrong): then the general sentence stands for it.
 */
export function sentenceOf({ refused, because, vars }: Refusal, words: Words): string {
  const key = `refusal.${refused}`;
  const known = because !== "shape" || words.has(key);
  return known ? words.t(key, vars) : words.t("refusal.house.not-this-shape", vars);
}

/** A page that says one thing. `text` completes the title; `to` is where to go on. */
type Said = {
  status: number;
  title: string;
  text?: string;
  to?: { href: string; label: string };
  content?: Kids;
  standing?: Standing | null;
  headers?: Record<string, string>;
};

async function say(ask: Ask, said: Said): Promise<Response> {
  const { title, text, to, content } = said;
  const page = (
    <>
      <h1>{title}</h1>
      {text !== undefined && <p>{text}</p>}
      {content}
      {to !== undefined && (
        <Acts>
          <Go href={to.href} weight="quiet">
            {to.label}
          </Go>
        </Acts>
      )}
    </>
  );
  const scripts = [ask.node.assets.address("ui", "exit.js")];
  const html = await drawShell(ask, {
    ...{ content: page, title, standing: said.standing ?? null, scripts },
  });
  return respond(
    ask,
    { body: html, type: "text/html; charset=utf-8" },
    {
      ...{
        status: said.status,
        keep: "never",
        styles: ask.node.styles.source,
        scripts: true,
        asks: ask.session !== null,
      },
      ...(said.headers === undefined ? {} : { headers: said.headers }),
    },
  );
}

/**
 * The one page for what is not there, is closed, has ended or was never open to this visitor. It
 * names no address, so its bytes tell nothing of which it was.
 */
export function notFound(ask: Ask): Promise<Response> {
  const { t } = ask.words;
  const { signIn } = ask.node.people.paths;
  return say(ask, {
    ...{ status: 404, title: t("web.not-here.title"), text: t("web.not-here.text") },
    to:
      ask.session === null
        ? { href: signIn, label: t("web.foot.sign-in") }
        : { href: "/", label: t("web.foot.spaces") },
  });
}

/** A page for a fault of ours; `id` is all that leads to the log. */
export function faulty(ask: Ask, id: string): Promise<Response> {
  const { t } = ask.words;
  const text = t("web.fault.text", { id });
  return say(ask, { status: 500, title: t("web.fault.title"), text, to: begin(ask) });
}

/** A page for what another site sent, or what was no form. */
export function unwanted(ask: Ask, status: number, why: string): Promise<Response> {
  const { t } = ask.words;
  return say(ask, {
    status,
    title: t(`web.${why}.title`),
    text: t(`web.${why}.text`),
    to: begin(ask),
  });
}

function begin({ words }: Ask) {
  return { href: "/", label: words.t("web.to-the-start") };
}

/** Pages are being opened too fast: by this login, or by everyone who is not signed in. */
export function slowReading(ask: Ask, waitSeconds: number): Promise<Response> {
  const { t } = ask.words;
  const headers = { "retry-after": String(waitSeconds) };
  const [title, text] = [t("web.reading.title"), t("web.reading.text")];
  return say(ask, { status: 429, title, text, headers });
}

/** The same form again, to be sent with fresh keys: it was open too long, or too many came. */
export function again(
  ask: Ask,
  why: "stale" | "slow" | "over" | "unproved",
  fields: Fields,
  more: { standing: Standing | null; waitSeconds?: number },
): Promise<Response> {
  const { t } = ask.words;
  const { waitSeconds, standing } = more;
  const action = `${ask.url.pathname}${ask.url.search}`;
  return say(ask, {
    ...{ status: why === "slow" ? 429 : 403, title: t(`web.${why}.title`) },
    ...{ text: t(`web.${why}.text`), standing },
    content: (
      <>
        <Beside ask={ask} why={why} />
        <Typed t={t} action={action} keys={formKeys(ask)} fields={fields} />
      </>
    ),
    ...(waitSeconds === undefined ? {} : { headers: { "retry-after": String(waitSeconds) } }),
  });
}

/** What is done first, in a window beside this one: this page holds what was typed. */
function Beside({ ask, why }: { ask: Ask; why: string }) {
  const { signIn, confirm } = ask.node.people.paths;
  const href = { over: signIn, unproved: confirm }[why];
  if (href === undefined) return null;
  return (
    <Acts>
      <a class="button quiet" href={href} target="_blank" rel="noopener">
        {ask.words.t(`web.${why}.first`)}
      </a>
    </Acts>
  );
}

/** A refusal that a room handed back; what was typed goes with it, to be sent again. */
export function refused(
  ask: Ask,
  refusal: Refusal,
  more: { standing: Standing | null; fields: Fields },
): Promise<Response> {
  if (refusal.because === "not-found" && ask.method === "GET") return notFound(ask);
  const { t } = ask.words;
  const { standing, fields } = more;
  const { href, label } = nextOf(ask, refusal, standing);
  const action = `${ask.url.pathname}${ask.url.search}`;
  return say(ask, {
    ...{ status: STATUS[refusal.because], title: t("web.refused.title"), standing },
    to: { href, label },
    content: (
      <>
        <Notice kind="stop" t={t} title={sentenceOf(refusal, ask.words)}>
          {refusal.next !== undefined && t(`next.${refusal.next}`)}
        </Notice>
        {ask.method === "POST" && fields.length > 0 && (
          <Typed t={t} action={action} keys={formKeys(ask)} fields={fields} />
        )}
      </>
    ),
  });
}

function nextOf({ words, node }: Ask, { next }: Refusal, standing: Standing | null) {
  if (next === "sign-in")
    return { href: node.people.paths.signIn, label: words.t("web.foot.sign-in") };
  return { href: standing?.here.base ?? "/", label: words.t("web.to-the-start") };
}

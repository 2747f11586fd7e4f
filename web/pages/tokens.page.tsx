/** Tokens for programs: made and ended here; each is shown once. */
import type { Reply, SpaceVisit } from "../../house/door.ts";
import { notHere, type Refusal, refuse } from "../../house/refusal.ts";
import { stepUp } from "../../rooms/people/index.ts";
import { Act } from "../../ui/act.tsx";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form.tsx";
import { Row, Rows } from "../../ui/rows.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { Ticks } from "../../ui/ticks.tsx";
import { endToken, isScope, listTokens, makeToken, TOKEN_DAYS_MAX, type Token } from "../tokens.ts";

const DAY_MS = 24 * 3_600_000;
const DAYS = "90";

type Typing = { days: string; scopes: readonly string[]; fault?: Refusal };

/** The page. */
export async function tokensPage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, { days: DAYS, scopes: ["read"] });
}

async function draw(visit: SpaceVisit, typing: Typing, made?: string): Promise<Reply> {
  const { t, view, now } = visit;
  const tokens = (await listTokens(view.space, now)).filter((token) => mine(visit, token));
  const title = t("web.tokens.title");
  return {
    ...{ title, readers: t("web.readers.tokens"), typed: t("web.typed.tokens") },
    status: typing.fault === undefined ? 200 : 422,
    page: (
      <>
        <h1>{title}</h1>
        <p>{t("web.tokens.text")}</p>
        <p>
          <a href="/api/openapi.json">{t("web.tokens.description")}</a>
        </p>
        {made !== undefined && <Made visit={visit} token={made} />}
        <TokenForm visit={visit} typing={typing} />
        <section>
          <h2>{t("web.tokens.list")}</h2>
          {tokens.length === 0 && <Empty title={t("web.tokens.none")} />}
          <Rows>
            {tokens.map((token) => (
              <TokenRow visit={visit} token={token} />
            ))}
          </Rows>
        </section>
      </>
    ),
  };
}

function Made({ visit, token }: { visit: SpaceVisit; token: string }) {
  return (
    <div class="notice done" role="status">
      <div>
        <b>{visit.t("web.tokens.made")}</b>
        <p>
          <code dir="ltr">{token}</code>
        </p>
      </div>
    </div>
  );
}

function TokenForm({ visit, typing }: { visit: SpaceVisit; typing: Typing }) {
  const { t, house, keys, space } = visit;
  const { fault, days, scopes } = typing;
  const text = fault === undefined ? undefined : t(`refusal.${fault.refused}`, fault.vars);
  const error = (name: string) => (fault?.field === name ? text : undefined);
  const rooms = house.parts.plan.rooms.filter(({ commands }) => commands.length > 0);
  const choices = ["read", ...rooms.map(({ name }) => `${name}.*`)];
  return (
    <Form
      t={t}
      action={`${space.base}/tokens`}
      keys={keys}
      faults={fault === undefined ? [] : [{ name: fault.field ?? "", text: text ?? "" }]}
    >
      <Ticks
        t={t}
        name="scope"
        label={t("web.tokens.scopes")}
        error={error("scope")}
        ticks={choices.map((value) => ({
          value,
          label: sayScope(visit, value),
          ticked: scopes.includes(value),
        }))}
      />
      <TextField
        t={t}
        name="days"
        label={t("web.tokens.days", { max: String(TOKEN_DAYS_MAX) })}
        value={days}
        error={error("days")}
        digits
        required
      />
      <Button>{t("web.tokens.make")}</Button>
    </Form>
  );
}

/** A scope in words; one that this page does not offer as programs write it. */
function sayScope({ words, t }: SpaceVisit, scope: string) {
  const key = `web.tokens.scope.${scope.replace(".*", "")}`;
  return words.has(key) ? t(key) : <code dir="ltr">{scope}</code>;
}

function TokenRow({ visit, token }: { visit: SpaceVisit; token: Token }) {
  const { t, keys, words, space } = visit;
  const until = dayOf(token.until, space.zone, words.locale);
  const about = token.scopes.join(", ");
  const scopes = token.scopes.map((scope, at) => (
    <>
      {at > 0 && " · "}
      {sayScope(visit, scope)}
    </>
  ));
  return (
    <Row title={scopes} say={t("web.tokens.until", { day: until })}>
      <Act action={`${space.base}/tokens/${token.id}/end`} keys={keys} about={about}>
        {t("web.tokens.end")}
      </Act>
    </Row>
  );
}

function dayOf(at: number, zone: string, locale: string): string {
  const format = { dateStyle: "long", calendar: "gregory", timeZone: zone } as const;
  return new Intl.DateTimeFormat(locale, format).format(at);
}

/** One's own; coordination sees and ends everybody's. */
function mine({ session }: SpaceVisit, token: Token): boolean {
  return session?.member === token.member || session?.roles.includes("coordination") === true;
}

/** Makes a token; the answer is the page itself, since the token is shown nowhere else. */
export async function makeOne(visit: SpaceVisit): Promise<Reply> {
  const { posted, session, view, now, house } = visit;
  const days = posted.text("days");
  const scopes = posted.all("scope").filter(isScope);
  const fault = faultOf(days, scopes);
  if (fault !== null) return draw(visit, { days, scopes, fault });
  if (session?.member == null) return notHere;
  // A token outlasts the session: who only found one open must not make one.
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const of = { login: session.login, member: session.member, scopes };
  const until = now + Number(days) * DAY_MS;
  const token = await makeToken(view.space, { ...of, until }, now, house.parts.random);
  if (token === null) return refuse("web.too-many-tokens", "limit");
  return draw(visit, { days: DAYS, scopes: ["read"] }, token);
}

function faultOf(days: string, scopes: readonly string[]): Refusal | null {
  if (scopes.length === 0) return refuse("web.no-scope", "shape", { field: "scope" });
  const right = /^[1-9][0-9]{0,2}$/.test(days) && Number(days) <= TOKEN_DAYS_MAX;
  const max = String(TOKEN_DAYS_MAX);
  return right ? null : refuse("web.token-days", "shape", { field: "days", vars: { max } });
}

/** Ends a token at once. */
export async function endOne(visit: SpaceVisit): Promise<Reply> {
  const { view, params, now, space } = visit;
  await endToken(view.space, params["id"] ?? "", (token) => mine(visit, token), now);
  return { goto: `${space.base}/tokens`, notice: "web.tokens.ended" };
}

/** All agreements of the group, and one begun with an allied group. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { baseLang } from "../../../house/values/index.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { alliesOf, calledOf } from "../../allies/index.ts";
import { saysOf } from "../../people/index.ts";
import type { SpaceState } from "../../spaces/index.ts";
import { LANGS } from "../facts.ts";
import type { Side } from "../parties.ts";
import { agreements, type Listed, toSign } from "../questions.ts";
import { heldVersion, lapsesAt } from "../status.ts";
import { langName } from "../text.ts";
import { atOf, dayText, isLocal, mine, otherName, ours, Standing, writes } from "./parts.tsx";

/** `GET /agreements`. */
export async function agreementsPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space } = visit;
  const all = await agreements(view);
  const names = await namesIn(visit, all);
  const waits = new Set((await toSign(view)).map(({ id }) => id));
  const title = t("agreements.title");
  const local = isLocal(visit);
  const to = local ? "" : `?with=${mine(visit)}`;
  const page = (
    <>
      <h1>{title}</h1>
      <p>{ours(visit, "agreements.text")}</p>
      {all.length === 0 && <Empty title={t("agreements.none")} />}
      {writes(visit) && (
        <Acts>
          <Go href={`${space.base}/agreements/new${to}`} weight="quiet">
            {t("agreements.new.title")}
          </Go>
        </Acts>
      )}
      <Rows>
        {all.map((one) => (
          <Row
            title={<bdi>{names.get(one.thing.state.with)}</bdi>}
            href={atOf(visit, one.thing.id)}
            say={sayOf(visit, one)}
            level={2}
          >
            <p>
              <Standing {...{ visit, status: one.status }} />
            </p>
            {waits.has(one.thing.id) && <p>{t("agreements.proposed.yours")}</p>}
          </Row>
        ))}
      </Rows>
    </>
  );
  return { title, page, ...(local ? {} : readBy(visit)) };
}

/** What the groups that these are with are called to the visitor. */
async function namesIn(visit: SpaceVisit, all: readonly Listed[]): Promise<Map<Side, string>> {
  const named = new Map<Side, string>();
  for (const { thing } of all) {
    const other = thing.state.with;
    if (!named.has(other)) named.set(other, await otherName(visit, other));
  }
  return named;
}

const readBy = ({ t }: SpaceVisit) => ({ readers: t("agreements.readers") });

/** Its version and until when it holds, where it does. */
function sayOf(visit: SpaceVisit, { thing }: Listed): string {
  const { t, now } = visit;
  const held = heldVersion(thing.state, now);
  if (held === null) return t("agreements.begun-on", { day: dayText(visit, thing.first.at) });
  return t("agreements.holds-until", {
    ...{ n: held.version, day: dayText(visit, lapsesAt(held) - 1) },
  });
}

/** With whom: the groups that came along. */
async function howBegun({ t, space, view }: SpaceVisit): Promise<Reply> {
  const title = t("agreements.new.title");
  const here = (await alliesOf(view)).filter(({ status }) => status === "here");
  const page = (
    <>
      <p>
        <a href={`${space.base}/agreements`}>{t("agreements.title")}</a>
      </p>
      <h1>{title}</h1>
      {here.length === 0 ? (
        <Empty title={t("agreements.new.nobody")}>
          <p>{t("agreements.new.nobody-text")}</p>
          <a href={`${space.base}/allies`}>{t("allies.title")}</a>
        </Empty>
      ) : (
        <h2>{t("agreements.new.with-whom")}</h2>
      )}
      <Rows>
        {here.map((one) => (
          <Row
            title={<bdi>{calledOf(one)?.text ?? t("agreements.party.them")}</bdi>}
            href={`${space.base}/agreements/new?with=${one.thing.id}`}
          />
        ))}
      </Rows>
    </>
  );
  return { title, page };
}

const isId = (text: string) => /^[0-9a-f]{32}$/.test(text);

/** `GET /agreements/new?with=…`: whom with is said by the page of the allied group. */
export async function newPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, keys, space, posted, query, words, method, lang } = visit;
  if (!writes(visit)) return notHere;
  const other = method === "POST" ? posted.text("with") : (query.get("with") ?? "");
  if (!isId(other)) return isLocal(visit) ? howBegun(visit) : notHere;
  const them = await otherName(visit, other);
  const { faults, error, status } = saysOf(visit, refusal);
  const { langs } = space.thing.state as SpaceState;
  const own = langs.map(baseLang).find((lang) => LANGS.some((one) => one === lang));
  const title = t("agreements.with", { them });
  const page = (
    <>
      <p>
        <a href={`${space.base}/agreements`}>{t("agreements.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("agreements.new.text")}</p>
      <Form {...{ t, action: `${space.base}/agreements/new`, keys, faults }}>
        <input type="hidden" name="with" value={other} />
        <Ticks
          {...{ t, name: "langs", label: t("agreements.new.langs"), error: error("langs") }}
          hint={t("agreements.new.langs-hint")}
          ticks={LANGS.map((value) => ({
            ...{ value, label: langName(words, value) },
            ticked:
              method === "POST" ? posted.all("langs").includes(value) : [own, lang].includes(value),
          }))}
        />
        <Acts>
          <Button>{t("agreements.new.begin")}</Button>
          <Go href={`${space.base}/agreements`} weight="quiet">
            {t("agreements.back")}
          </Go>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status, ...(isLocal(visit) ? {} : readBy(visit)) };
}

/** `POST /agreements/new`. */
export async function begin(visit: SpaceVisit): Promise<Reply> {
  const { posted, send } = visit;
  const input = { with: posted.text("with"), langs: posted.all("langs") };
  const done = await send("agreements.begin", input);
  if (isRefusal(done)) return newPage(visit, done);
  const to = `${atOf(visit, String(done.answer["agreement"]))}/draft`;
  return { goto: to, notice: "agreements.new.begun" };
}

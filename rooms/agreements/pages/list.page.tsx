/** All agreements of the group, and one begun with an allied group. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { saysOf } from "../../people/index.ts";
import type { SpaceState } from "../../spaces/index.ts";
import { LANGS } from "../facts.ts";
import { agreements, type Listed } from "../questions.ts";
import { heldVersion, lapsesAt } from "../status.ts";
import { langName } from "../text.ts";
import { atOf, dayText, Standing, sideText, writes } from "./parts.tsx";

/** `GET /agreements`. */
export async function agreementsPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view } = visit;
  const all = await agreements(view);
  const title = t("agreements.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("agreements.text")}</p>
      {all.length === 0 && <Empty title={t("agreements.none")}>{t("agreements.how-begun")}</Empty>}
      <Rows>
        {all.map((one) => (
          <Row
            title={sideText(visit, one.thing.state.with)}
            href={atOf(visit, one.thing.id)}
            say={sayOf(visit, one)}
            level={2}
          >
            <p>
              <Standing {...{ visit, status: one.status }} />
            </p>
          </Row>
        ))}
      </Rows>
    </>
  );
  return { title, page };
}

/** Its version and until when it holds, where it does. */
function sayOf(visit: SpaceVisit, { thing }: Listed): string {
  const { t, now } = visit;
  const held = heldVersion(thing.state, now);
  if (held === null) return t("agreements.begun-on", { day: dayText(visit, thing.first.at) });
  return t("agreements.holds-until", {
    ...{ n: held.version, day: dayText(visit, lapsesAt(held) - 1) },
  });
}

/** Nobody is chosen here: an agreement begins where the other group is known. */
function howBegun({ t, space }: SpaceVisit): Reply {
  const title = t("agreements.new.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}/agreements`}>{t("agreements.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("agreements.how-begun")}</p>
    </>
  );
  return { title, page };
}

const isId = (text: string) => /^[0-9a-f]{32}$/.test(text);

/** `GET /agreements/new?with=…`: whom with is said by the page of the allied group. */
export async function newPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, keys, space, posted, query, words, method } = visit;
  if (!writes(visit)) return notHere;
  const other = method === "POST" ? posted.text("with") : (query.get("with") ?? "");
  if (!isId(other)) return howBegun(visit);
  const { faults, error, status } = saysOf(visit, refusal);
  const { langs } = space.thing.state as SpaceState;
  const own = LANGS.find((lang) => langs.some((one) => one.split("-")[0] === lang));
  const title = t("agreements.new.title");
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
            ticked: method === "POST" ? posted.all("langs").includes(value) : value === own,
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
  return { title, page, status };
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

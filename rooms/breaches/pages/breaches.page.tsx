/** The breaches somebody knows of, and opening one, or a drill. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { saysOf } from "../../people/index.ts";
import { BLOCK_MAX } from "../facts.ts";
import { myBreaches, type Named } from "../questions.ts";
import { KnownFields, knownFrom } from "./known-fields.tsx";
import { At, Drill, Standing, titled, typedText } from "./parts.tsx";

const coordinates = ({ session }: SpaceVisit) => session?.roles.includes("coordination") === true;

/** `GET /breaches`: those the visitor knows of. */
export async function breachesPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, lang, space } = visit;
  const all = await myBreaches(view, lang);
  const title = t("breaches.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("breaches.text")}</p>
      {coordinates(visit) && (
        <Acts>
          <Go href={`${space.base}/breaches/new`}>{t("breaches.open")}</Go>
          <Go href={`${space.base}/breaches/new?drill=yes`} weight="quiet">
            {t("breaches.drill.begin")}
          </Go>
        </Acts>
      )}
      {all.length === 0 && <Empty title={t("breaches.none")} />}
      {([false, true] as const).map((drill) => (
        <Kept visit={visit} drill={drill} all={all} />
      ))}
    </>
  );
  return { title, page };
}

/** Real ones and drills each have a list of their own. */
function Kept(props: { visit: SpaceVisit; drill: boolean; all: readonly Named[] }) {
  const { visit, drill } = props;
  const { t, space } = visit;
  const all = props.all.filter(({ thing }) => thing.state.drill === drill);
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{t(drill ? "breaches.drills" : "breaches.real")}</h2>
      <Rows>
        {all.map(({ thing, name }) => (
          <Row
            title={
              name === null ? t("breaches.nameless") : <span {...voiceOf(name)}>{name.text}</span>
            }
            href={`${space.base}/breaches/${thing.id}`}
            say={t(`breaches.what.${thing.state.what}`)}
          >
            <p>
              <Standing visit={visit} state={thing.state} />{" "}
              <span class="soft">
                {t("breaches.learned")} <At visit={visit} at={thing.state.aware} />
              </span>
            </p>
          </Row>
        ))}
      </Rows>
    </section>
  );
}

/** `GET /breaches/new`; `?drill=yes` to practise, `?member=` leads on to what they could read. */
export async function newPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  if (!coordinates(visit)) return refuse("house.not-your-role", "who", { next: "ask" });
  const { t, keys, space, posted, query, now } = visit;
  const asked = (name: string) => (posted.has(name) ? posted.text(name) : (query.get(name) ?? ""));
  const drill = asked("drill") === "yes";
  const about = /^[0-9a-f]{32}$/.test(asked("member")) ? asked("member") : "";
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t(drill ? "breaches.drill.begin" : "breaches.open");
  const known = about === "" ? { aware: now } : { aware: now, what: "member" as const };
  const page = (
    <>
      <Drill visit={visit} drill={drill} />
      <h1>{title}</h1>
      <p>{t("breaches.open-text")}</p>
      <Form t={t} action={`${space.base}/breaches/new`} keys={keys} faults={faults}>
        <input type="hidden" name="drill" value={drill ? "yes" : "no"} />
        {about !== "" && <input type="hidden" name="member" value={about} />}
        <KnownFields {...{ visit, known, refusal }} />
        <AreaField
          {...{ t, name: "text", label: t("breaches.block.happened"), maxlength: BLOCK_MAX }}
          hint={t("breaches.block.happened-hint")}
          value={posted.text("text")}
          error={error("text")}
        />
        <Acts>
          <Button>{title}</Button>
        </Acts>
      </Form>
    </>
  );
  const readers = t("breaches.readers-new");
  return { title: titled(visit, drill, title), page, status, readers, typed: readers };
}

/** `POST /breaches/new`. */
export async function open(visit: SpaceVisit): Promise<Reply> {
  const { posted, lang, send, space, words, now } = visit;
  if (!coordinates(visit)) return refuse("house.not-your-role", "who", { next: "ask" });
  const known = knownFrom(visit);
  if (isRefusal(known)) return newPage(visit, known);
  const text = typedText(visit, "text", BLOCK_MAX);
  if (isRefusal(text)) return newPage(visit, text);
  const drill = posted.text("drill") === "yes";
  const day = words.day(dayOf(now, space.zone), "short");
  const called = words.plain(drill ? "breaches.circle-drill" : "breaches.circle", { day });
  const more = text === undefined ? {} : { happenedText: text };
  const input = { ...known, ...more, drill, lang, name: [{ lang, text: called }] };
  const done = await send("breaches.open", input);
  if (isRefusal(done)) return newPage(visit, done);
  const at = `${space.base}/breaches/${done.answer["breach"]}`;
  const about = posted.text("member");
  if (about === "") return { goto: at, notice: "breaches.opened" };
  return { goto: `${at}/exposed?${new URLSearchParams({ of: "member", member: about })}` };
}

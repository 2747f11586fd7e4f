/** What a group that came along could give here, what it is asked for, and what others tell all. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { parseDay } from "../../../house/values/index.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { saysOf } from "../../people/index.ts";
import { isOpen, request } from "../facts.ts";
import { type OneSkill, requestsOf, skillsBy, toldToAll } from "../questions.ts";
import { OwnActs, SayForm, sayOf, typedSay, Waiting, Words, workOf } from "./parts.tsx";

const OURS = "/ally/skills";
const groupOf = ({ session }: SpaceVisit) => session?.ally?.ally ?? "";

/** `GET /ally/skills`. */
export async function theirsPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, space, params, now } = visit;
  const own = await skillsBy(view, groupOf(visit));
  const all = await Promise.all(
    own.map(async (one) => ({ one, asked: await requestsOf(view, one.thing.id) })),
  );
  const others = await toldToAll(view, groupOf(visit));
  const base = `${space.base}${OURS}`;
  const title = t("skills.theirs.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("skills.theirs.text")}</p>
      <Acts>
        <Go href={`${space.base}/ally/introductions`} weight="quiet">
          {t("skills.introductions.title")}
        </Go>
      </Acts>
      {all.length === 0 && (
        <Empty title={t("skills.theirs.none")}>
          <p>{t("skills.theirs.none-text")}</p>
        </Empty>
      )}
      <Rows>
        {all.map(({ one, asked }) => (
          <Row level={2} title={workOf(visit, one)} say={sayOf(visit, one)}>
            <Words text={one.text} />
            {!isOpen(one.thing.state, now) && <p>{t("skills.mine.over")}</p>}
            <Waiting {...{ visit, refusal, all: asked, at: `${base}/${one.thing.id}` }} />
            <OwnActs {...{ visit, refusal, one, at: `${base}/${one.thing.id}` }} />
          </Row>
        ))}
      </Rows>
      <h2>{t("skills.say.title")}</h2>
      <p>{t("skills.theirs.say")}</p>
      {
        await SayForm({
          visit,
          refusal: params["id"] === undefined ? refusal : null,
          action: base,
        })
      }
      {others.length > 0 && <Others {...{ visit, others }} />}
    </>
  );
  const readers = t("allies.home.readers");
  return { page, title, readers, typed: readers, status: saysOf(visit, refusal).status };
}

function Others({ visit, others }: { visit: SpaceVisit; others: readonly OneSkill[] }) {
  const { t } = visit;
  return (
    <>
      <h2>{t("skills.theirs.others")}</h2>
      <p>{t("skills.theirs.others-text")}</p>
      <Rows>
        {others.map((one) => (
          <Row title={workOf(visit, one)} say={sayOf(visit, one)}>
            <Words text={one.text} />
          </Row>
        ))}
      </Rows>
    </>
  );
}

const back = ({ space }: SpaceVisit, notice: string): Reply => ({
  goto: `${space.base}${OURS}`,
  notice: `skills.done.${notice}`,
});

/** `POST /ally/skills`. */
export async function say(visit: SpaceVisit): Promise<Reply> {
  const input = typedSay(visit);
  if (isRefusal(input)) return theirsPage(visit, input);
  const done = await visit.send("skills.say", input);
  return isRefusal(done) ? theirsPage(visit, done) : back(visit, "said");
}

async function does(visit: SpaceVisit, command: string, input: object, notice: string) {
  const done = await visit.send(command, input);
  if (!isRefusal(done)) return back(visit, notice);
  return done.because === "not-found" ? done : theirsPage(visit, done);
}

/** `POST /ally/skills/:id/term`. */
export async function keep(visit: SpaceVisit): Promise<Reply> {
  const until = parseDay(visit.posted.text("until"), visit.space.zone);
  if (!until.ok) return theirsPage(visit, refuse(until.reason, "shape", { field: "until" }));
  const input = { skill: visit.params["id"], until: until.value };
  return does(visit, "skills.keep", input, "kept");
}

/** `POST /ally/skills/:id/end`. */
export const end = (v: SpaceVisit) => does(v, "skills.end", { skill: v.params["id"] }, "ended");

/** `POST /ally/skills/:id/answers`. */
export async function answer(visit: SpaceVisit): Promise<Reply> {
  const { posted, view, params } = visit;
  const found = await view.thing(request, posted.text("request"));
  if (found === undefined || found.state.skill !== params["id"]) return notHere;
  const yes = posted.text("said") === "yes";
  const command = yes ? "skills.say-yes-as-group" : "skills.say-no";
  return does(visit, command, { request: found.id }, yes ? "said-yes" : "said-no");
}

/** A member's own skills, and what they are asked to come for. Only they read it. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { parseDay } from "../../../house/values/index.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { keepTurn } from "../../hours/index.ts";
import { handles, saysOf } from "../../people/index.ts";
import { isOpen, request } from "../facts.ts";
import { endOne, keepOwn, type Mine, mySkills } from "../own.ts";
import { type OneRequest, type OneSkill, requestsOf, withTexts } from "../questions.ts";
import { OwnActs, SKILLS_AT, sayOf, Waiting, Words, workOf } from "./parts.tsx";

/** `GET /skills/mine`. */
export async function minePage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, view, session, space } = visit;
  const mine = await mySkills(view, session?.member ?? "");
  const texts = await withTexts(
    view,
    mine.map(({ thing }) => thing),
  );
  const all = await Promise.all(
    texts.toReversed().map(async (one) => ({ one, asked: await requestsOf(view, one.thing.id) })),
  );
  const title = t("skills.mine.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}${SKILLS_AT}`}>{t("skills.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("skills.mine.text")}</p>
      {all.length === 0 && (
        <Empty title={t("skills.mine.none")}>
          <p>{t("skills.say.text")}</p>
        </Empty>
      )}
      <Acts>
        <Go href={`${space.base}${SKILLS_AT}/new`} weight="quiet">
          {t("skills.say.title")}
        </Go>
      </Acts>
      <Rows>
        {all.map(({ one, asked }) => (
          <Own {...{ visit, refusal, one, asked }} />
        ))}
      </Rows>
    </>
  );
  const readers = t("skills.mine.readers");
  return { page, title, readers, status: saysOf(visit, refusal).status };
}

function Own(props: {
  visit: SpaceVisit;
  refusal: Refusal | null;
  one: OneSkill;
  asked: readonly OneRequest[];
}) {
  const { visit, refusal, one, asked } = props;
  const { t, space, now } = visit;
  const at = `${space.base}${SKILLS_AT}/mine/${one.thing.id}`;
  const open = isOpen(one.thing.state, now);
  return (
    <Row level={2} title={workOf(visit, one)} say={sayOf(visit, one)}>
      <Words text={one.text} />
      {!open && <p>{t("skills.mine.over")}</p>}
      {open && <Waiting {...{ visit, refusal, all: asked, at }} />}
      <OwnActs {...{ visit, refusal, one, at }} />
    </Row>
  );
}

/** Does something with a skill of one's own, which its code shows. */
async function forMine(visit: SpaceVisit, does: (mine: Mine) => Promise<Reply>): Promise<Reply> {
  const { view, session, params } = visit;
  const all = await mySkills(view, session?.member ?? "");
  const mine = all.find(({ thing }) => thing.id === params["id"]);
  return mine === undefined ? notHere : does(mine);
}

const back = ({ space }: SpaceVisit, notice: string): Reply => ({
  goto: `${space.base}${SKILLS_AT}/mine`,
  notice: `skills.done.${notice}`,
});

/** `POST /skills/mine/:id/term`: it holds until another day. */
export function keep(visit: SpaceVisit): Promise<Reply> {
  return forMine(visit, async ({ thing, code }) => {
    const { posted, space, view, session, now, house } = visit;
    const until = parseDay(posted.text("until"), space.zone);
    if (!until.ok) return minePage(visit, refuse(until.reason, "shape", { field: "until" }));
    const done = await visit.send("skills.keep", { skill: thing.id, code, until: until.value });
    if (isRefusal(done)) return minePage(visit, done);
    await keepOwn(view.space, session?.member ?? "", null, { now, random: house.parts.random });
    return back(visit, "kept");
  });
}

/** `POST /skills/mine/:id/end`. */
export function end(visit: SpaceVisit): Promise<Reply> {
  return forMine(visit, async ({ thing, code }) => {
    const done = await endOne(visit.house, visit.view.space, { skill: thing.id, code });
    return isRefusal(done) ? minePage(visit, done) : back(visit, "ended");
  });
}

/** `POST /skills/mine/:id/answers`: a yes is a place at that occasion, a no needs no reason. */
export function answer(visit: SpaceVisit): Promise<Reply> {
  return forMine(visit, async ({ thing, code }) => {
    const { posted, view, session } = visit;
    const found = await view.thing(request, posted.text("request"));
    if (found?.state.skill !== thing.id) return notHere;
    const about = { request: found.id, code };
    if (posted.text("said") !== "yes") {
      const done = await visit.send("skills.say-no", about);
      return isRefusal(done) ? minePage(visit, done) : back(visit, "said-no");
    }
    const member = session?.member ?? "";
    const name = (await handles(view, [member])).get(member) ?? "";
    const done = await visit.send("skills.say-yes", { ...about, name });
    if (isRefusal(done)) return minePage(visit, done);
    const own = { turn: String(done.answer["turn"]), code: String(done.answer["code"]) };
    await keepTurn(visit, found.state.on, own);
    return back(visit, "said-yes");
  });
}

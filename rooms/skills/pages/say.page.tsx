/** Saying what one could give: nobody is named by it, and it promises nothing. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { saysOf } from "../../people/index.ts";
import { keepOwn, mySkills, OWN_MAX } from "../own.ts";
import { SayForm, SKILLS_AT, typedSay } from "./parts.tsx";

/** `GET /skills/new`. */
export async function sayPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, space } = visit;
  const action = `${space.base}${SKILLS_AT}/new`;
  const title = t("skills.say.title");
  const page = (
    <>
      <p>
        <a href={`${space.base}${SKILLS_AT}`}>{t("skills.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("skills.say.text")}</p>
      {await SayForm({ visit, refusal, action })}
    </>
  );
  const typed = t("skills.say.readers");
  return { page, title, typed, status: saysOf(visit, refusal).status };
}

/** `POST /skills/new`. The code stays with whoever says it, in a row that is theirs. */
export async function say(visit: SpaceVisit): Promise<Reply> {
  const { view, space, session, now, house } = visit;
  const input = typedSay(visit);
  if (isRefusal(input)) return sayPage(visit, input);
  const member = session?.member ?? "";
  if ((await mySkills(view, member)).length >= OWN_MAX)
    return sayPage(visit, refuse("skills.enough", "limit", { vars: { n: OWN_MAX } }));
  const done = await visit.send("skills.say", input);
  if (isRefusal(done)) return sayPage(visit, done);
  const own = { skill: String(done.answer["skill"]), code: String(done.answer["code"]) };
  await keepOwn(view.space, member, own, { now, random: house.parts.random });
  return { goto: `${space.base}${SKILLS_AT}/mine`, notice: "skills.done.said" };
}

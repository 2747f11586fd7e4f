/**
 * What the holder of a code reads of an introduction: what it is about, what they said, and the
 * other once both said yes. Until then it is the same page whatever the other did.
 */
import type { Reply, Visit } from "../../../house/door.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { CodeForm } from "../../../ui/code-form.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { saysOf } from "../../people/index.ts";
import { findSide, type Held, sayNo, sayYes } from "../sides.ts";
import { Code, PeopleFields, SIDE_AT, typedPeople } from "./code-parts.tsx";

const wrongCode = refuse("skills.no-such-side", "not-found", { field: "code" });

/** `GET /introduction`: asks for the code. */
export async function codePage(visit: Visit): Promise<Reply> {
  return askCode(visit, null);
}

/** `POST /introduction`: shows what the code is of. */
export async function sidePage(visit: Visit): Promise<Reply> {
  const code = visit.posted.text("code");
  const held = await findSide(visit.house, code);
  return held === null ? askCode(visit, wrongCode) : draw(visit, held, { code });
}

/** `POST /introduction/answer`: a yes, a no, a yes taken back. */
export async function answer(visit: Visit): Promise<Reply> {
  const { posted, house } = visit;
  const code = posted.text("code");
  const held = await findSide(house, code);
  if (held === null) return askCode(visit, wrongCode);
  if (posted.text("said") !== "yes") {
    await sayNo(held);
    return again(visit, code, "no");
  }
  if (held.until <= house.now) return draw(visit, held, { code, refusal: isOver });
  const people = typedPeople(visit);
  if ("refused" in people) return draw(visit, held, { code, refusal: people });
  const own = await sayYes(held, people);
  return again(visit, own, "yes", true);
}

const isOver = refuse("skills.introduction-over", "state", { next: "go-back" });

async function again(visit: Visit, code: string, done: string, fresh = false): Promise<Reply> {
  const held = await findSide(visit.house, code);
  if (held === null) return askCode(visit, wrongCode);
  return draw(visit, held, { code, done, ...(fresh && { fresh: code }) });
}

function askCode(visit: Visit, refusal: Refusal | null): Reply {
  const { t, keys } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const title = t("skills.side.title");
  const says = {
    ...{ label: t("skills.side.field"), hint: t("skills.side.hint") },
    go: t("skills.side.look"),
  };
  const page = (
    <>
      <h1>{title}</h1>
      <CodeForm {...{ t, action: SIDE_AT, keys, faults, says }} error={error("code")} />
    </>
  );
  return { page, title, status: refusal === null ? 200 : 404 };
}

type Drawn = { code: string; refusal?: Refusal; done?: string; fresh?: string };

function draw(visit: Visit, held: Held, { code, refusal, done, fresh }: Drawn): Reply {
  const { t, words, now } = visit;
  const { what, until, said, met } = held;
  const title = t("skills.side.title");
  const day = (ms: number) => words.day(dayOf(ms - 1, "UTC"));
  const page = (
    <>
      <h1>{title}</h1>
      {done !== undefined && <Notice kind="done" t={t} title={t(`skills.side.said-${done}`)} />}
      {fresh !== undefined && (
        <Notice kind="warn" t={t} title={t("skills.side.new-code")}>
          <Code code={fresh} />
          <p>{t("skills.side.new-code-text")}</p>
        </Notice>
      )}
      <p>
        <bdi {...voiceOf(what)}>{what.text}</bdi>
      </p>
      <p class="soft">
        {t(until > now ? "skills.side.until" : "skills.side.over", { day: day(until) })}
      </p>
      {met.map(({ people, until: gone }) => (
        <Notice kind="info" t={t} title={t("skills.side.met")}>
          <p>
            <b>
              <bdi>{people.name}</bdi>
            </b>
          </p>
          <p>
            <bdi>{people.reach}</bdi>
          </p>
          <p class="soft">{t("skills.side.met-until", { day: day(gone) })}</p>
        </Notice>
      ))}
      {said === "yes" && met.length === 0 && <p>{t("skills.side.you-yes")}</p>}
      {said === "no" && <p>{t("skills.side.you-no")}</p>}
      <SideActs {...{ visit, held, code, refusal: refusal ?? null }} />
    </>
  );
  const { status } = saysOf(visit, refusal ?? null);
  return { page, title, readers: t("skills.side.readers"), typed: t("skills.side.typed"), status };
}

function SideActs(props: { visit: Visit; held: Held; code: string; refusal: Refusal | null }) {
  const { visit, held, code, refusal } = props;
  const { t, keys, now } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const action = `${SIDE_AT}/answer`;
  if (held.said === "yes")
    return (
      <Acts>
        <Act {...{ keys, action, fields: { code, said: "no" } }} weight="grave">
          {t("skills.act.take-back")}
        </Act>
      </Acts>
    );
  if (held.until <= now) return null;
  return (
    <>
      <p>{t("skills.side.how")}</p>
      <Form t={t} {...{ action, keys, faults }}>
        <input type="hidden" name="code" value={code} />
        <PeopleFields {...{ visit, error }} />
        <Acts>
          <Button name="said" value="yes">
            {t("skills.act.say-yes")}
          </Button>
        </Acts>
      </Form>
      {held.said === null && (
        <Acts>
          <Act {...{ keys, action, fields: { code, said: "no" } }}>{t("skills.act.say-no")}</Act>
        </Acts>
      )}
    </>
  );
}

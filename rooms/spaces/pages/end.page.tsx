/** Ending a space: what it takes, who agreed so far, how long it stays, and how it is kept. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf, stepUp } from "../../people/index.ts";
import { END_WAIT_MS, END_WAIT_SHUT_MS, isNameTyped, shutSince } from "../ending.ts";
import { agreedOf, type JointState, neededOf, notInSet } from "../joint.ts";
import { liveJoints, nameOf, setOf, spaceOf } from "../questions.ts";

const DAY_MS = 24 * 3_600_000;

type Here = {
  /** The named set, and whether whoever looks is in it. */
  set: readonly string[];
  mine: boolean;
  /** What was asked for already, where it waits for more words. */
  asked: Thing<JointState> | undefined;
  shut: boolean;
  ending: boolean;
};

async function hereOf({ view, session }: SpaceVisit): Promise<Here | null> {
  const state = (await spaceOf(view))?.state;
  if (state === undefined) return null;
  const set = await setOf(view);
  const mine = set.includes(session?.member ?? "");
  const asked = (await liveJoints(view)).find((one) => one.state.what === "end");
  const shut = shutSince(state) !== null;
  return { set, mine, asked, shut, ending: state.ending !== null };
}

/** What ending means, and what was said to it so far. That it ends says every page, this too. */
export async function endPage(visit: SpaceVisit): Promise<Reply> {
  const here = await hereOf(visit);
  if (here === null) return notHere;
  const { t, space, session } = visit;
  const at = `${space.base}/settings/end`;
  // Whose yes counts already has nothing to go on with; it is taken back where all such yeses are.
  const said = here.asked?.state.agreed.includes(session?.member ?? "") === true;
  const title = t("spaces.end.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.end.text")}</p>
      <Rule visit={visit} here={here} />
      <p>{t("spaces.end.others")}</p>
      <p>
        <a href={`${space.base}/take-along`}>{t("spaces.end.take-along")}</a>
      </p>
      <Acts>
        <Go href={`${space.base}/today`} weight="quiet">
          {t("spaces.end.back")}
        </Go>
        {said && (
          <Go href={`${space.base}/joint`} weight="quiet">
            {t("spaces.joint.title")}
          </Go>
        )}
        {here.mine && !said && !here.ending && (
          <Go href={`${at}/confirmation`} weight="grave">
            {t("spaces.end.go-on")}
          </Go>
        )}
      </Acts>
      {!here.mine && <p>{t("spaces.end.not-yours")}</p>}
    </>
  );
  return { title, page };
}

function Rule({ visit, here }: { visit: SpaceVisit; here: Here }) {
  const { t, words, now } = visit;
  const { set, asked, shut, ending } = here;
  const needed = neededOf("end", set.length, shut);
  const days = { open: END_WAIT_MS / DAY_MS, shut: END_WAIT_SHUT_MS / DAY_MS };
  const said =
    asked === undefined
      ? null
      : t("spaces.joint.agreed", {
          ...{
            n: agreedOf(asked.state, set),
            needed,
            ends: words.relative(asked.state.until, now),
          },
        });
  return (
    <>
      <p>{t("spaces.end.rule", { needed, days: shut ? days.shut : days.open })}</p>
      {!shut && set.length > 2 && <p>{t("spaces.end.rule-shut", { days: days.shut })}</p>}
      {said !== null && !ending && (
        <p>
          <b>{t("spaces.end.asked")}</b> {said}
        </p>
      )}
    </>
  );
}

/** The second step: the group's name is typed. The way back stands before everything else. */
export async function confirmPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const here = await hereOf(visit);
  if (here === null) return notHere;
  if (!here.mine) return notInSet;
  const { t, keys, view, path, posted, space } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("spaces.end.title");
  const page = (
    <>
      <h1>{title}</h1>
      <Acts>
        <Go href={`${space.base}/today`}>{t("spaces.end.back")}</Go>
      </Acts>
      <Rule visit={visit} here={here} />
      <Form t={t} action={path} keys={keys} faults={faults}>
        <TextField
          t={t}
          name="name"
          label={t("spaces.end.type")}
          hint={<bdi>{await nameOf(view)}</bdi>}
          required
          value={posted.text("name")}
          error={error("name")}
        />
        <Acts>
          <Button weight="grave">{t(here.asked ? "spaces.end.agree" : "spaces.end.ask")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status, typed: t("web.typed.compared") };
}

/** Asks to end it, or agrees with who asked; the wait begins with the last word it takes. */
export async function end(visit: SpaceVisit): Promise<Reply> {
  const proof = stepUp(visit);
  if (proof !== null) return proof;
  const { posted, view, send, space } = visit;
  const here = await hereOf(visit);
  if (here === null) return notHere;
  const name = await nameOf(view);
  if (!isNameTyped(name, posted.text("name")))
    return confirmPage(visit, refuse("spaces.name-differs", "shape", { field: "name" }));
  const done = await (here.asked === undefined
    ? send("spaces.ask-joint", { what: "end" })
    : send("spaces.agree-joint", { joint: here.asked.id }));
  if (isRefusal(done)) return confirmPage(visit, done);
  const begun = done.answer["agreed"] === true;
  const notice = begun ? "spaces.end.begun" : "spaces.end.waiting";
  return { goto: `${space.base}/settings/end`, notice };
}

/** Keeps the space: the wait is over, and nothing ends. */
export async function keep({ send, space }: SpaceVisit): Promise<Reply> {
  const done = await send("spaces.keep", {});
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/today`, notice: "spaces.end.kept" };
}

/** What somebody of an allied group offered to come for, as the group's own. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal } from "../../../house/refusal.ts";
import { Acts, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { saysOf } from "../../people/index.ts";
import { type MyTurn, turnsBy } from "../questions.ts";
import { calledOf, whenOf } from "../say.ts";
import { Called, lasts, OwnActs, SayHours, SHIFTS, Standing, typedHours } from "./parts.tsx";

const OURS = "/ally/shifts";

/** `GET /ally/shifts`. */
export async function theirsPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, session, space } = visit;
  const all = await turnsBy(view, session?.ally?.ally ?? "");
  const title = t("hours.theirs.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("hours.theirs.text")}</p>
      {all.length === 0 && (
        <Empty title={t("hours.theirs.none")}>
          <p>{t("hours.theirs.none-text")}</p>
        </Empty>
      )}
      <Acts>
        {view.opens(space.thing.circle, space.thing) && (
          <Go href={`${space.base}${SHIFTS}`} weight="quiet">
            {t("hours.title")}
          </Go>
        )}
        <Go href={`${space.base}/ally/skills`} weight="quiet">
          {t("hours.theirs.skills")}
        </Go>
      </Acts>
      <Rows>
        {all.map((one) => (
          <Theirs {...{ visit, one, refusal }} />
        ))}
      </Rows>
    </>
  );
  const readers = t("allies.home.readers");
  return { page, title, readers, typed: readers, status: saysOf(visit, refusal).status };
}

function Theirs(props: { visit: SpaceVisit; one: MyTurn; refusal: Refusal | null }) {
  const { visit, one, refusal } = props;
  const { t, keys, space, params } = visit;
  const { thing, stands, said } = one;
  const at = `${space.base}${OURS}/${thing.id}`;
  const about = calledOf(visit, said);
  const { faults, error } = saysOf(visit, params["id"] === thing.id ? refusal : null);
  const over = stands === "over" && thing.state.effort === null;
  return (
    <Row
      level={2}
      title={<Called {...{ visit, said }} />}
      end={<Standing {...{ t, stands }} />}
      say={<bdi>{whenOf(visit.words, said)}</bdi>}
    >
      {stands === "held" && <p>{t("hours.held-text")}</p>}
      <Acts>
        <OwnActs
          {...{ t, keys, stands, about, hands: false, offered: false }}
          to={(what) => `${at}/${what}`}
        />
      </Acts>
      {over && (
        <Form t={t} action={`${at}/hours`} {...{ keys, faults }}>
          <SayHours {...{ t, id: `of-${thing.id}`, value: lasts(said), error: error("of") }} />
        </Form>
      )}
    </Row>
  );
}

async function does(
  visit: SpaceVisit,
  command: string,
  input: object,
  notice: string,
): Promise<Reply> {
  const done = await visit.send(command, { turn: visit.params["id"], ...input });
  if (!isRefusal(done)) return { goto: `${visit.space.base}${OURS}`, notice };
  return done.because === "not-found" ? done : theirsPage(visit, done);
}

/** `POST /ally/shifts/:id/leaving`. */
export const leave = (v: SpaceVisit) => does(v, "hours.leave", {}, "hours.done.left");

/** `POST /ally/shifts/:id/hours`. */
export async function say(visit: SpaceVisit): Promise<Reply> {
  const of = typedHours(visit.posted.text("of"), "of");
  if (of !== null && isRefusal(of)) return theirsPage(visit, of);
  return does(visit, "hours.say", { work: "hours", of }, "hours.done.said");
}

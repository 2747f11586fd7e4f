/**
 * The holder's page of a turn: the code is typed and posted, never in an address, so every answer
 * here is to a post and carries the code on in its forms.
 */
import type { Author } from "../../../house/command.ts";
import type { Reply, Visit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts } from "../../../ui/button.tsx";
import { CodeForm } from "../../../ui/code-form.tsx";
import { Form } from "../../../ui/form.tsx";
import { FORM_KEY } from "../../../ui/hidden-key.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { saysOf } from "../../people/index.ts";
import { type HeldTurn, heldTurn } from "../held.ts";
import { standsNow } from "../questions.ts";
import { calledOf, whenOf } from "../say.ts";
import { Called, lasts, OwnActs, PaperAct, SayHours, Standing, typedHours } from "./parts.tsx";

const BASE = "/turn";

/** `GET /turn`: asks for the code. */
export async function codePage(visit: Visit): Promise<Reply> {
  return askCode(visit, null);
}

/** `POST /turn`: shows what the code is of. */
export async function turnPage(visit: Visit): Promise<Reply> {
  const held = await heldBy(visit);
  return held === null ? askCode(visit, wrongCode) : draw(visit, held, null);
}

type Held = HeldTurn;

const wrongCode = refuse("hours.no-such-turn", "not-found", { field: "code" });

const heldBy = ({ house, posted }: Visit) => heldTurn(house, posted.text("code"));

async function acting(
  visit: Visit,
  command: string,
  input: (held: Held) => object | Refusal,
  done: string,
): Promise<Reply> {
  const held = await heldBy(visit);
  if (held === null) return askCode(visit, wrongCode);
  const read = input(held);
  if (isRefusal(read as never)) return draw(visit, held, read as Refusal);
  const author: Author = { by: "holder", thing: held.thing.id, code: held.code };
  const sent = await visit.house.dispatch({
    ...{ space: held.space, command, input: { turn: held.thing.id, ...read }, author },
    key: visit.posted.text(FORM_KEY),
  });
  const after = (await heldBy(visit)) ?? held;
  return isRefusal(sent) ? draw(visit, after, sent) : draw(visit, after, null, done);
}

const none = () => ({});
/** `POST /turn/leaving`. */
export const leave = (visit: Visit) => acting(visit, "hours.leave", none, "left");
/** `POST /turn/search`. */
export const offerOn = (visit: Visit) => acting(visit, "hours.offer-on", none, "offered-on");
/** `POST /turn/search/end`. */
export const keep = (visit: Visit) => acting(visit, "hours.keep", none, "kept");
/** `POST /turn/paper`. */
export const letOnPaper = (v: Visit) => acting(v, "hours.let-on-paper", none, "on-paper");
/** `POST /turn/paper/end`. */
export const takeOffPaper = (v: Visit) => acting(v, "hours.take-off-paper", none, "off-paper");
/** `POST /turn/erasure`. */
export const forget = (visit: Visit) => acting(visit, "hours.forget", none, "erased");
/** `POST /turn/hours`. */
export function say(visit: Visit): Promise<Reply> {
  const input = ({ thing }: Held) => {
    const of = typedHours(visit.posted.text("of"), "of");
    if (of === null) return refuse("hours.how-many", "shape", { field: "of" });
    return isRefusal(of) ? of : { work: thing.state.work, of };
  };
  return acting(visit, "hours.say", input, "said");
}

function askCode(visit: Visit, refusal: Refusal | null): Reply {
  const { t, keys } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const title = t("hours.code.title");
  const says = {
    ...{ label: t("hours.code.field"), hint: t("hours.code.hint") },
    go: t("hours.code.look"),
  };
  const page = (
    <>
      <h1>{title}</h1>
      <CodeForm {...{ t, action: BASE, keys, faults, says }} error={error("code")} />
    </>
  );
  return { page, title, status: refusal === null ? 200 : 404 };
}

function draw(
  visit: Visit,
  held: Held,
  refusal: Refusal | null,
  done: string | null = null,
): Reply {
  const { t, keys, now } = visit;
  const { thing, said, code } = held;
  const { state } = thing;
  const stands = standsNow(thing, said.thing.state, null, now);
  const { faults, error, status } = saysOf(visit, refusal);
  const fields = { code };
  const about = calledOf(visit, said);
  const title = t("hours.code.title");
  const to = (what: string) => `${BASE}/${what}`;
  const page = (
    <>
      <h1>{title}</h1>
      {done !== null && <Notice kind="done" t={t} title={t(`hours.done.${done}`)} />}
      <h2>
        <Called {...{ visit, said }} />
      </h2>
      {said.thing.state.day !== null && (
        <p>
          <b>{whenOf(visit.words, said)}</b>
        </p>
      )}
      <p>{t(`hours.role.${state.role}`)}</p>
      <Standing {...{ t, stands }} />
      {stands === "queue" && <p>{t("hours.queue-text")}</p>}
      {state.offered && <p>{t("hours.offered-text")}</p>}
      <Acts>
        <OwnActs {...{ t, keys, stands, about, hands: true, offered: state.offered, to, fields }} />
        <PaperAct {...{ t, keys, about, thing, stands, to, fields }} />
        {!state.forgotten && (
          <Act {...{ keys, fields, about }} action={to("erasure")}>
            {t("hours.act.forget")}
          </Act>
        )}
        <Act {...{ keys, fields, about }} action="/turn/calendar">
          {t("hours.code.calendar")}
        </Act>
      </Acts>
      {stands === "over" && state.effort === null && (
        <Form t={t} action={to("hours")} {...{ keys, faults }}>
          <input type="hidden" name="code" value={code} />
          <SayHours {...{ t, id: "f-of", value: lasts(said), error: error("of") }} />
        </Form>
      )}
    </>
  );
  return { page, title, readers: t("hours.code.readers"), status };
}

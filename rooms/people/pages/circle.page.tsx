/** One circle, for those in it: its name, who is in it, what lies in it, coming and going. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isHeldBack } from "../../../house/held-back.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { alone, closesWith } from "../closing.ts";
import { type Listed, members } from "../questions.ts";
import { type NamedCircle, oneCircle, type Within, whoIn } from "../questions-circles.ts";
import { saysOf } from "../says.ts";
import { acts, CircleName, NameField, typedName } from "./circles.page.tsx";
import { ClosingList } from "./closing.tsx";
import { CalledHere, called } from "./members.page.tsx";

type Here = {
  visit: SpaceVisit;
  one: NamedCircle;
  at: string;
  who: readonly Within[];
  /** What the form of this name has to say. */
  refused: (form: Doing) => Refusal | null;
};
type Doing = "members" | "name" | "leaving" | "end";

/** `GET /circles/:id`; a refusal stands at the form it is about. */
export async function circlePage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
  about: Doing = "members",
): Promise<Reply> {
  const { t, view, params, lang, space } = visit;
  const one = await oneCircle(view, params["id"] ?? "", lang);
  if (one === undefined) return notHere;
  const who = await whoIn(view, one.thing);
  const at = `${space.base}/circles/${one.thing.id}`;
  const refused = (form: Doing) => (form === about ? refusal : null);
  const here: Here = { visit, one, at, who, refused };
  const { ended } = one.thing.state;
  if (about === "leaving" && (await isHeldBackHere(visit))) return leavePage(here);
  const page = (
    <>
      <p>
        <a href={`${space.base}/circles`}>{t("people.circles.title")}</a>
      </p>
      <h1 dir="auto">
        <CircleName visit={visit} one={one} />
      </h1>
      {ended && <p>{t("people.circle.ended-text")}</p>}
      <Acts>
        <Go href={`${at}/things`}>{t("people.circle.things")}</Go>
      </Acts>
      <h2>{t("people.circle.who")}</h2>
      <Who {...here} />
      {!ended && acts(visit) && <Add {...here} everyone={await members(view)} />}
      {!ended && acts(visit) && <Name {...here} />}
      <Leave {...here} />
      {!ended && acts(visit) && <End {...here} />}
    </>
  );
  const title = one.name?.text ?? t("people.circles.nameless");
  const { status } = saysOf(visit, refusal);
  const readers = t("people.circle.readers");
  return { title, page, status, readers, typed: readers };
}

/** Whether whoever looks has yet to accept what the group asks: leaving is theirs all the same. */
async function isHeldBackHere({ view, session, now }: SpaceVisit): Promise<boolean> {
  return session?.member != null && isHeldBack(view.space, session.member, now);
}

/** Leaving alone, for who may not read on here: nobody of the group stands on it. */
function leavePage(here: Here): Reply {
  const { visit, refused } = here;
  const { t } = visit;
  const title = t("people.circle.leave");
  const page = (
    <>
      <h1>{title}</h1>
      <Leave {...here} />
    </>
  );
  return { title, page, status: saysOf(visit, refused("leaving")).status };
}

function Who({ visit, at, who }: Here) {
  const { t, session, keys } = visit;
  return (
    <Rows>
      {who.map((person) => {
        const me = person.id === session?.member;
        return (
          <Row
            title={<CalledHere visit={visit} one={person} />}
            say={t(`people.circle.reads-${person.held.past ? "all" : "new"}`)}
          >
            {!me && acts(visit) && alone(who, person.id) && <p>{t("people.closing.put-out")}</p>}
            {!me && acts(visit) && (
              <Act
                action={`${at}/members/${person.id}/end`}
                keys={keys}
                about={called(visit, person)}
              >
                {t("people.circle.put-out")}
              </Act>
            )}
          </Row>
        );
      })}
    </Rows>
  );
}

/** Letting someone in: who, and whether with the past. Nothing is chosen beforehand. */
function Add({ visit, at, who, refused, everyone }: Here & { everyone: readonly Listed[] }) {
  const { t, keys, posted, session } = visit;
  const { faults, error } = saysOf(visit, refused("members"));
  const mine = who.find(({ id }) => id === session?.member);
  const all = mine?.held.past === true;
  const there = new Set(who.filter(({ held }) => held.past || !all).map(({ id }) => id));
  const others = everyone.filter(({ id, gone }) => !gone && !there.has(id));
  if (others.length === 0) return null;
  const reads = all ? ["new", "all"] : ["new"];
  return (
    <>
      <h2 id="let-in">{t("people.circle.add")}</h2>
      <Form t={t} action={`${at}/members`} keys={keys} faults={faults}>
        <SelectField
          {...{ t, name: "member", label: t("people.circle.person"), required: true }}
          options={others.map((one) => ({ value: one.id, label: called(visit, one) }))}
          value={posted.text("member")}
          error={error("member")}
        />
        <Choice
          {...{ t, name: "past", label: t("people.circle.past"), required: true }}
          cards={reads.map((value) => ({ value, label: t(`people.circle.past-${value}`) }))}
          value={posted.text("past") || (all ? undefined : "new")}
          error={error("past")}
        />
        <Acts>
          <Button>{t("people.circle.add")}</Button>
        </Acts>
      </Form>
    </>
  );
}

function Name({ visit, one, at, refused }: Here) {
  const { t, keys } = visit;
  const { faults, error } = saysOf(visit, refused("name"));
  return (
    <details open={faults.length > 0 ? true : undefined}>
      <summary>{t("people.circle.rename")}</summary>
      <Form t={t} action={`${at}/name`} keys={keys} faults={faults}>
        <NameField visit={visit} error={error("name")} value={one.name?.text ?? ""} />
        <Acts>
          <Button weight="quiet">{t("people.save")}</Button>
        </Acts>
      </Form>
    </details>
  );
}

async function Leave({ visit, one, at, who, refused }: Here) {
  const { t, keys, view, session } = visit;
  const { faults } = saysOf(visit, refused("leaving"));
  const last = who.length < 2 && !one.thing.state.ended;
  const closes = await closesWith(view, one.thing, session?.member ?? "");
  const handOver = !one.thing.state.ended && acts(visit);
  return (
    <>
      <h2>{t("people.circle.leave")}</h2>
      <p>{t("people.circle.leave-text")}</p>
      {closes.length > 0 && (
        <Notice kind="warn" t={t} title={t("people.closing.title")}>
          <p>{t(`people.closing.circle${handOver ? "" : "-ended"}`)}</p>
          <ClosingList visit={visit} closes={closes} />
          {handOver && <a href="#let-in">{t("people.closing.hand-over")}</a>}
        </Notice>
      )}
      <Form t={t} action={`${at}/leaving`} keys={keys} faults={faults}>
        {last && (
          <Ticks
            {...{ t, name: "last", label: t("people.circle.who") }}
            ticks={[{ value: "yes", label: t("people.circle.last") }]}
          />
        )}
        <Acts>
          <Button weight="grave">{t("people.circle.leave")}</Button>
        </Acts>
      </Form>
    </>
  );
}

function End({ visit, at, refused }: Here) {
  const { t, keys } = visit;
  const { faults } = saysOf(visit, refused("end"));
  return (
    <>
      <h2>{t("people.circle.end")}</h2>
      <p>{t("people.circle.end-text")}</p>
      <Form t={t} action={`${at}/end`} keys={keys} faults={faults}>
        <Acts>
          <Button weight="grave">{t("people.circle.end")}</Button>
        </Acts>
      </Form>
    </>
  );
}

/** What a form of the page sends; refused, it stands there with what was typed. */
async function does(
  visit: SpaceVisit,
  about: Doing,
  command: string,
  input: object,
  notice: string,
): Promise<Reply> {
  const circle = visit.params["id"];
  const done = await visit.send(command, { circle, ...input });
  if (isRefusal(done)) return circlePage(visit, done, about);
  const { base } = visit.space;
  const goto = about === "leaving" ? `${base}/circles` : `${base}/circles/${circle}`;
  return { goto, notice };
}

/** `POST /circles/:id/members`. */
export function addMember(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const said = posted.text("past");
  const past = said === "all" ? true : said === "new" ? false : undefined;
  const input = { member: posted.text("member"), past };
  const unsaid = input.member === "" ? "member" : past === undefined ? "past" : null;
  if (unsaid !== null)
    return circlePage(visit, refuse(`people.circle-${unsaid}`, "shape", { field: unsaid }));
  return does(visit, "members", "people.add-to-circle", input, "people.circle.added");
}

/** `POST /circles/:id/members/:member/end`. */
export function putOut(visit: SpaceVisit): Promise<Reply> {
  const input = { member: visit.params["member"] };
  return does(visit, "members", "people.put-out-of-circle", input, "people.circle.put-out-done");
}

/** `POST /circles/:id/name`. */
export async function rename(visit: SpaceVisit): Promise<Reply> {
  const name = typedName(visit);
  if (isRefusal(name)) return circlePage(visit, name, "name");
  return does(visit, "name", "people.rename-circle", { name }, "people.circle.renamed");
}

/** `POST /circles/:id/leaving`. */
export function leave(visit: SpaceVisit): Promise<Reply> {
  const input = { last: visit.posted.has("last") };
  return does(visit, "leaving", "people.leave-circle", input, "people.circle.left");
}

/** `POST /circles/:id/end`. */
export function end(visit: SpaceVisit): Promise<Reply> {
  return does(visit, "end", "people.end-circle", {}, "people.circle.end-done");
}

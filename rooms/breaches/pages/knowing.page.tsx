/** Who knows of a breach: a circle of its own. Whoever is let in reads all of it. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { members, saysOf } from "../../people/index.ts";
import { type Named, oneBreach, whoKnows } from "../questions.ts";
import { atOf, forKnowing, under, writes } from "./parts.tsx";

/** `GET /breaches/:id/knowing`. */
export function knowingPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const { t, space, view, session, keys } = visit;
    const who = await whoKnows(view, one.thing);
    const called = (handle: string | null) => handle ?? t("people.members.no-name");
    const body = (
      <>
        <p>{t("breaches.knowing.text")}</p>
        <Rows>
          {who.map(({ id, handle }) => (
            <Row title={called(handle)} level={2}>
              {writes(visit) && id !== session?.member && (
                <Act
                  action={`${atOf(visit, one)}/knowing/${id}/end`}
                  keys={keys}
                  about={called(handle)}
                >
                  {t("breaches.knowing.put-out")}
                </Act>
              )}
            </Row>
          ))}
        </Rows>
        {writes(visit) && (await LetIn({ visit, one, refusal, there: who.map(({ id }) => id) }))}
        <p>
          <a href={`${space.base}/circles/${one.thing.state.knows}`}>
            {t("breaches.knowing.circle")}
          </a>
        </p>
      </>
    );
    return under(visit, one, { title: t("breaches.knowing.title"), refusal }, body);
  });
}

type Drawn = { visit: SpaceVisit; one: Named; refusal: Refusal | null; there: readonly string[] };

async function LetIn({ visit, one, refusal, there }: Drawn) {
  const { t, keys, view, posted } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const others = (await members(view)).filter(({ id, gone }) => !gone && !there.includes(id));
  if (others.length === 0) return null;
  return (
    <>
      <h2>{t("breaches.knowing.let-in")}</h2>
      <Form t={t} action={`${atOf(visit, one)}/knowing`} keys={keys} faults={faults}>
        <SelectField
          {...{ t, name: "member", label: t("people.circle.person"), required: true }}
          hint={t("breaches.knowing.hint")}
          options={others.map(({ id, handle }) => {
            return { value: id, label: handle ?? t("people.members.no-name") };
          })}
          value={posted.text("member")}
          error={error("member")}
        />
        <Acts>
          <Button>{t("breaches.knowing.let-in")}</Button>
        </Acts>
      </Form>
    </>
  );
}

type Sent = [command: string, input: object, notice: string];

/** Sends what changes the circle of a breach that the visitor knows of. */
function circled(visit: SpaceVisit, [command, input, notice]: Sent): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const done = await visit.send(command, { circle: one.thing.state.knows, ...input });
    if (isRefusal(done)) return knowingPage(visit, done);
    // Whoever put themselves out does not know of it any more.
    const still = await oneBreach(visit.view, one.thing.id, visit.lang);
    const to = still === undefined ? `${visit.space.base}/breaches` : `${atOf(visit, one)}/knowing`;
    return { goto: to, notice };
  });
}

/** `POST /breaches/:id/knowing`: with all that is written of it already. */
export function letKnow(visit: SpaceVisit): Promise<Reply> {
  const member = visit.posted.text("member");
  if (member === "")
    return knowingPage(visit, refuse("people.circle-member", "shape", { field: "member" }));
  const input = { member, past: true };
  return circled(visit, ["people.add-to-circle", input, "breaches.knowing.let"]);
}

/** `POST /breaches/:id/knowing/:member/end`. */
export function putOut(visit: SpaceVisit): Promise<Reply> {
  const input = { member: visit.params["member"] };
  return circled(visit, ["people.put-out-of-circle", input, "breaches.knowing.out"]);
}

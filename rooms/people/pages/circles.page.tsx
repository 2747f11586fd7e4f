/** Circles: those one is in, and making one. Nobody is shown a circle they are not in. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { readText } from "../../../house/values/index.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { CIRCLE_NAME_MAX } from "../circles.ts";
import { myCircles, type NamedCircle, whoIn } from "../questions-circles.ts";
import { saysOf } from "../says.ts";
import { called } from "./members.page.tsx";

/** Whether the visitor may do more here than read. */
export const acts = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => role !== "observer") === true;

/** What a circle is called. */
export function CircleName({ visit, one }: { visit: SpaceVisit; one: NamedCircle }) {
  const { name } = one;
  if (name === null) return <>{visit.t("people.circles.nameless")}</>;
  return <span {...voiceOf(name)}>{name.text}</span>;
}

/** `GET /circles`. */
export async function circlesPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, space, lang, words } = visit;
  const mine = await myCircles(view, lang);
  const rows = await Promise.all(
    mine.map(async (one) => {
      const who = (await whoIn(view, one.thing)).map((person) => called(visit, person));
      return (
        <Row
          title={<CircleName visit={visit} one={one} />}
          href={`${space.base}/circles/${one.thing.id}`}
          say={words.list(who)}
          level={2}
        >
          {one.thing.state.ended && <State is="quiet">{t("people.circles.ended")}</State>}
        </Row>
      );
    }),
  );
  const title = t("people.circles.title");
  const { faults, error, status } = saysOf(visit, refusal);
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.circles.text")}</p>
      {mine.length === 0 && <Empty title={t("people.circles.none")} />}
      <Rows keyed>{rows}</Rows>
      {acts(visit) && (
        <>
          <h2>{t("people.circles.make")}</h2>
          <Form t={t} action={`${space.base}/circles`} keys={visit.keys} faults={faults}>
            <NameField visit={visit} error={error("name")} />
            <Acts>
              <Button>{t("people.circles.make")}</Button>
            </Acts>
          </Form>
        </>
      )}
    </>
  );
  return { title, page, status, typed: t("people.circle.readers"), scripts: ["keys.js"] };
}

/** The field for a circle's name. */
export function NameField(props: { visit: SpaceVisit; error: string | undefined; value?: string }) {
  const { visit, error, value } = props;
  const { t, posted } = visit;
  return (
    <TextField
      {...{ t, name: "name", label: t("people.circles.name"), maxlength: CIRCLE_NAME_MAX }}
      {...{ required: true, hint: t("people.circles.name-hint"), error }}
      value={posted.has("name") ? posted.text("name") : (value ?? "")}
    />
  );
}

/** A typed name as a command takes it, or why not. */
export function typedName({ posted, lang }: SpaceVisit) {
  const read = readText(lang, posted.text("name"), { lengthMax: CIRCLE_NAME_MAX });
  return read.ok ? [read.value] : refuse(read.reason, "shape", { field: "name" });
}

/** `POST /circles`: makes one, with its maker in it. */
export async function makeCircle(visit: SpaceVisit): Promise<Reply> {
  const name = typedName(visit);
  if (isRefusal(name)) return circlesPage(visit, name);
  const done = await visit.send("people.make-circle", { name });
  if (isRefusal(done)) return circlesPage(visit, done);
  const goto = `${visit.space.base}/circles/${done.answer["circle"]}`;
  return { goto, notice: "people.circles.made" };
}

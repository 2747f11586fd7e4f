/** Noting that somebody is brought together with a group that was named to them. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { alliesOf } from "../../allies/index.ts";
import { saysOf } from "../../people/index.ts";
import type { Person } from "../questions.ts";
import { allyText, does } from "./parts.tsx";
import { personPage } from "./person.page.tsx";

/** What for, and the command that stands on a permission for that. */
const MEETINGS: ReadonlyMap<string, string> = new Map([
  ["access", "consent.let-come"],
  ["attend", "consent.take-along"],
]);

type Drawn = { visit: SpaceVisit; one: Person; refusal: Refusal | null };

/** What for, and which group; nothing where no group takes part here. */
export async function Meeting({ visit, one, refusal }: Drawn) {
  const { t, keys, posted, space, view } = visit;
  const groups = (await alliesOf(view)).filter(({ status }) => status === "here");
  if (groups.length === 0) return null;
  const { error } = saysOf(visit, refusal?.field === "to" ? refusal : null);
  const at = `${space.base}/permissions/people/${one.thing.id}`;
  return (
    <Form t={t} action={`${at}/meeting`} keys={keys}>
      <h2>{t("consent.meet.title")}</h2>
      <p>{t("consent.meet.text")}</p>
      <SelectField
        {...{ t, name: "meets", label: t("consent.field.hand-for") }}
        options={[...MEETINGS.keys()].map((value) => ({
          ...{ value, label: t(`consent.activity.${value}`) },
        }))}
        value={posted.text("meets") || "access"}
      />
      <SelectField
        {...{ t, name: "to", label: t("consent.meet.with"), required: true }}
        options={groups.map((each) => ({ value: each.thing.id, label: allyText(visit, each) }))}
        value={posted.text("to")}
        error={error("to")}
      />
      <Acts>
        <Button>{t("consent.meet.title")}</Button>
      </Acts>
    </Form>
  );
}

/** `POST /permissions/people/:id/meeting`. */
export function meet(visit: SpaceVisit): Promise<Reply> {
  const { posted, params } = visit;
  const [subject, to] = [params["id"] ?? "", posted.text("to")];
  const again = (refusal: Refusal) => personPage(visit, refusal);
  if (!/^[0-9a-f]{32}$/.test(to))
    return again(refuse("consent.say-group", "shape", { field: "to" }));
  const command = MEETINGS.get(posted.text("meets")) ?? "consent.let-come";
  return does(visit, [command, { subject, to }], {
    ...{ goto: `/permissions/people/${subject}`, notice: "consent.voices.passed", again },
  });
}

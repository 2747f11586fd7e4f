/** What changed: measures taken, each with the way to where it is really done. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { DayText } from "../../../ui/time.tsx";
import { Words as Voiced } from "../../../ui/words.tsx";
import { saysOf } from "../../people/index.ts";
import { type BreachState, MEASURES, type Measure, SAID_MAX } from "../facts.ts";
import { type Named, saidAt, type Words, wordsOf } from "../questions.ts";
import { atOf, does, forKnowing, typedText, under, writes } from "./parts.tsx";

/** Where it is done: in the space, or (`/…` of the node) with one's own sign-in. */
const WHERE: Readonly<Record<Measure, { here?: string; node?: string }>> = {
  closed: { here: "/shutters" },
  "seen-out": { here: "/members" },
  links: { here: "/settings/finding" },
  sessions: { node: "/sessions" },
  passphrases: { node: "/passphrase" },
  "second-step": { node: "/ways-in" },
  circles: { here: "/circles" },
  copies: { here: "/copies" },
  erased: { here: "/membership/held" },
  moved: { here: "/leaving" },
  other: {},
};

/** `GET /breaches/:id/measures`. */
export function measuresPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forKnowing(visit, async (one) => {
    const { t, view } = visit;
    const said = await wordsOf(view, one.thing);
    const { measures, over } = one.thing.state;
    const open = writes(visit) && over === null;
    const body = (
      <>
        <p>{t("breaches.measures.text")}</p>
        <Rows>
          {measures.map((taken) => (
            <Taken {...{ visit, one, taken, said, open }} />
          ))}
        </Rows>
        {open && <Take {...{ visit, one, refusal }} />}
        <h2>{t("breaches.measures.where")}</h2>
        <ul>
          {MEASURES.flatMap((what) => {
            const { here, node } = WHERE[what];
            const to = here === undefined ? node : `${visit.space.base}${here}`;
            if (to === undefined) return [];
            return [
              <li>
                <a href={to}>{t(`breaches.measure.do-${what}`)}</a>
              </li>,
            ];
          })}
        </ul>
      </>
    );
    return under(visit, one, { title: t("breaches.measures.title"), refusal }, body);
  });
}

type TakenProps = {
  visit: SpaceVisit;
  one: Named;
  taken: BreachState["measures"][number];
  said: Words;
  open: boolean;
};

function Taken({ visit, one, taken, said, open }: TakenProps) {
  const { t, lang, keys } = visit;
  const about = t(`breaches.measure.${taken.what}`);
  return (
    <Row title={about} end={<DayText date={taken.day} lang={lang} />} level={2}>
      {taken.said && <Voiced t={t} text={saidAt(said, taken.at) ?? undefined} />}
      {open && (
        <Act action={`${atOf(visit, one)}/measures/${taken.id}/removal`} keys={keys} about={about}>
          {t("breaches.measures.back")}
        </Act>
      )}
    </Row>
  );
}

function Take({ visit, one, refusal }: { visit: SpaceVisit; one: Named; refusal: Refusal | null }) {
  const { t, keys, posted } = visit;
  const { faults, error } = saysOf(visit, refusal);
  return (
    <>
      <h2>{t("breaches.measures.take")}</h2>
      <Form t={t} action={`${atOf(visit, one)}/measures`} keys={keys} faults={faults}>
        <SelectField
          {...{ t, name: "what", label: t("breaches.measures.what"), required: true }}
          options={MEASURES.map((value) => ({ value, label: t(`breaches.measure.${value}`) }))}
          value={posted.text("what")}
          error={error("what")}
        />
        <AreaField
          {...{ t, name: "text", label: t("breaches.measures.more"), rows: 3 }}
          maxlength={SAID_MAX}
          value={posted.text("text")}
          error={error("text")}
        />
        <Acts>
          <Button>{t("breaches.measures.take")}</Button>
        </Acts>
      </Form>
    </>
  );
}

/** `POST /breaches/:id/measures`. */
export async function take(visit: SpaceVisit): Promise<Reply> {
  const what = MEASURES.find((one) => one === visit.posted.text("what"));
  const text = typedText(visit, "text", SAID_MAX);
  if (isRefusal(text)) return measuresPage(visit, text);
  if (what === undefined)
    return measuresPage(visit, refuse("breaches.say-measure", "shape", { field: "what" }));
  const input = { what, ...(text === undefined ? {} : { text }) };
  const again = (refusal: Refusal) => measuresPage(visit, refusal);
  const said = { to: "/measures", notice: "breaches.saved", again };
  return does(visit, "breaches.take-measure", input, said);
}

/** `POST /breaches/:id/measures/:measure/removal`. */
export function takeBack(visit: SpaceVisit): Promise<Reply> {
  const again = (refusal: Refusal) => measuresPage(visit, refusal);
  const said = { to: "/measures", notice: "breaches.saved", again };
  return does(visit, "breaches.take-measure-back", { measure: visit.params["measure"] }, said);
}

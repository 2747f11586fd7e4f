/** A yes that a member heard, one that was told for somebody, a no, and a yes to more time. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf, laterDay, parseDay } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { ErrorSummary } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { areSpoken, countSpoken, nodeOf, saysOf } from "../../people/index.ts";
import { MANY, NOT_HEARD } from "../facts.ts";
import { type Permission, toldOf } from "../questions.ts";
import { againInput } from "./again.ts";
import { NoticeText } from "./papers.page.tsx";
import { arrivedIn, does, forPermission, groupName, writes } from "./parts.tsx";
import { permissionPage } from "./permission.page.tsx";
import { heardOptions } from "./person.page.tsx";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });
const atOf = ({ space }: SpaceVisit, { thing }: Permission) =>
  `${space.base}/permissions/${thing.id}`;
/** What six digits are of: the code of this permission that works now, on this node. */
export const digitsOf = (space: string, { id, state }: Permission["thing"]) =>
  `permission/${space}/${id}/${state.hash}`;

/** `GET /permissions/:id/yes`: the notice is read out, then what was said is written down. */
export function yesPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forPermission(visit, async (one) => {
    if (!writes(visit)) return notYours;
    const { t, keys, posted, view } = visit;
    const { latest } = await toldOf(view, one.thing);
    const { faults, error, status } = saysOf(visit, refusal, { assembly: "many" });
    const title = t("consent.hear");
    const page = (
      <>
        <p>
          <a href={atOf(visit, one)}>{t("consent.one")}</a>
        </p>
        <h1>{title}</h1>
        {/* Above the long text: whoever was refused would not see it below on a small screen. */}
        {faults.length > 0 && <ErrorSummary t={t} faults={faults} />}
        <p>{t("consent.hear-text")}</p>
        {latest !== null && <NoticeText text={latest.notice} />}
        <Form t={t} action={`${atOf(visit, one)}/yes`} keys={keys}>
          <Choice
            {...{ t, name: "as", label: t("consent.field.as"), required: true }}
            cards={waysToSay(visit, one)}
            value={posted.text("as")}
            error={error("as")}
          />
          <SelectField
            {...{ t, name: "arrived", label: t("consent.field.arrived"), required: true }}
            options={heardOptions(visit, one.thing.state.needs === "assembly")}
            value={posted.text("arrived")}
            error={error("arrived")}
          />
          <Ticks
            {...{ t, name: "retold", label: t("consent.field.retold") }}
            {...{ hint: t("consent.field.retold-hint"), error: error("retold") }}
            ticks={[
              tick(visit, "retold", "consent.field.retold-tick"),
              { ...tick(visit, "interpreted", "consent.field.interpreted"), name: "interpreted" },
            ]}
          />
          {one.thing.state.needs === "assembly" && <AssemblyFields {...{ visit, error }} />}
          <Acts>
            <Button>{t("consent.hear-go")}</Button>
          </Acts>
        </Form>
        <h2>{t("consent.no-title")}</h2>
        <p>{t("consent.no-text")}</p>
        <Acts>
          <Act action={`${atOf(visit, one)}/no`} keys={keys} fields={{ what: "refused" }}>
            {t("consent.said-no")}
          </Act>
          <Act action={`${atOf(visit, one)}/no`} keys={keys} fields={{ what: "deferred" }}>
            {t("consent.said-later")}
          </Act>
        </Acts>
      </>
    );
    return { title, page, status };
  });
}

const tick = ({ t, posted }: SpaceVisit, name: string, says: string) => {
  return { value: "yes", label: t(says), ticked: posted.text(name) === "yes" };
};

function waysToSay({ t }: SpaceVisit, { thing, person }: Permission) {
  const { needs } = thing.state;
  const { absent, beside } = person.thing.state;
  const ways = { self: ["self", "other"], both: ["self", "guardian"], assembly: ["assembly"] };
  const all = [...ways[needs], ...(absent !== null && beside.speaker !== null ? ["speaker"] : [])];
  return all.map((value) => ({
    ...{ value, label: t(`consent.as.${value}`), hint: t(`consent.as.${value}-hint`) },
  }));
}

type Fields = { visit: SpaceVisit; error: (field: string) => string | undefined };

function AssemblyFields({ visit, error }: Fields) {
  const { t, posted } = visit;
  const who = (name: "absent" | "unheard") => ({
    ...{ t, name, label: t(`consent.field.${name}`) },
    ticks: NOT_HEARD.map((value) => ({
      ...{ value, label: t(`consent.unheard.${value}`) },
      ticked: posted.all(name).includes(value),
    })),
  });
  return (
    <>
      <SelectField
        {...{
          t,
          name: "many",
          label: t("consent.field.many"),
          required: true,
          error: error("many"),
        }}
        options={MANY.map((value) => ({ value, label: t(`consent.many.${value}`) }))}
        value={posted.text("many")}
      />
      <Ticks {...who("absent")} />
      <Ticks {...who("unheard")} />
    </>
  );
}

const nobodySaid = refuse("consent.say-as", "shape", { field: "as" });

/** `POST /permissions/:id/yes`. */
export function hear(visit: SpaceVisit): Promise<Reply> {
  const { posted, params } = visit;
  const consent = params["id"] ?? "";
  if (posted.text("as") === "") return yesPage(visit, nobodySaid);
  const retold = posted.text("retold") === "yes";
  const many = posted.text("many");
  const gathered = { many, absent: posted.all("absent"), unheard: posted.all("unheard") };
  const input = {
    ...{ consent, as: posted.text("as"), retold },
    interpreted: posted.text("interpreted") === "yes",
    ...(many === "" ? {} : { assembly: gathered }),
  };
  const more = { arrived: arrivedIn(visit), readBack: retold };
  return does(visit, ["consent.hear-yes", input, more], {
    ...{ goto: `/permissions/${consent}`, notice: "consent.heard" },
    again: (refusal) => yesPage(visit, refusal),
  });
}

/** Where the six digits are typed that were read out by the person themselves. */
export function DigitsForm({ visit, one }: { visit: SpaceVisit; one: Permission }) {
  const { t, keys, origin, session } = visit;
  const { told, hand, made, more } = one.thing.state;
  const by = more !== null ? "more" : hand.length > 0 ? "hand" : (told?.by ?? "other");
  const address = `${origin}/permission`;
  if (session?.member === made.by)
    return (
      <section>
        <h2>{t(`consent.digits.title-${by}`)}</h2>
        {by === "self" && <p>{t("consent.digits.unsaid-text")}</p>}
        <p>{t("consent.digits.another")}</p>
      </section>
    );
  return (
    <section>
      <h2>{t(`consent.digits.title-${by}`)}</h2>
      {by === "self" && <p>{t("consent.digits.unsaid-text")}</p>}
      <p>{t(`consent.digits.text-${by}`, { address })}</p>
      <Form t={t} action={`${atOf(visit, one)}/digits`} keys={keys}>
        <TextField
          {...{ t, name: "digits", label: t("consent.digits.field"), required: true }}
          {...{ digits: true, exact: true, maxlength: 12 }}
        />
        <Acts>
          <Button>{t("consent.digits.go")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

/** `POST /permissions/:id/digits`. */
export function confirm(visit: SpaceVisit): Promise<Reply> {
  return forPermission(visit, async (one) => {
    if (!writes(visit)) return notYours;
    const { house, posted, view } = visit;
    const of = digitsOf(view.space.id, one.thing);
    const wrong = refuse("consent.wrong-digits", "who", { field: "digits" });
    const limit = await countSpoken(nodeOf(house), of);
    if (limit !== null) return permissionPage(visit, limit);
    if (!(await areSpoken(nodeOf(house), of, posted.text("digits"))))
      return permissionPage(visit, wrong);
    return does(visit, ["consent.confirm-yes", { consent: one.thing.id }, { readBack: true }], {
      ...{ goto: `/permissions/${one.thing.id}`, notice: "consent.heard" },
      again: (refusal) => permissionPage(visit, refusal),
    });
  });
}

/** `POST /permissions/:id/no`: a no, or not now. */
export function sayNo(visit: SpaceVisit): Promise<Reply> {
  const consent = visit.params["id"] ?? "";
  const later = visit.posted.text("what") === "deferred";
  const command = later ? "consent.defer" : "consent.refuse";
  return does(visit, [command, { consent }], {
    ...{ goto: `/permissions/${consent}`, notice: "consent.noted-no" },
    again: (refusal) => permissionPage(visit, refusal),
  });
}

/** `GET /permissions/:id/renewal`: asked again before the end. */
export function renewalPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forPermission(visit, async (one) => {
    if (!writes(visit)) return notYours;
    const { t, keys, posted, now, space } = visit;
    const { faults, error, status } = saysOf(visit, refusal);
    const title = t("consent.renew");
    const ends = laterDay(dayOf(now, space.zone), { months: 6 }).date;
    const page = (
      <>
        <p>
          <a href={atOf(visit, one)}>{t("consent.one")}</a>
        </p>
        <h1>{title}</h1>
        <p>{t("consent.renew-text")}</p>
        <Form t={t} action={`${atOf(visit, one)}/renewal`} {...{ keys, faults }}>
          <DateField
            {...{ t, name: "ends", label: t("consent.field.ends"), required: true }}
            {...{ value: posted.text("ends") || ends, error: error("ends") }}
          />
          <SelectField
            {...{ t, name: "arrived", label: t("consent.field.arrived"), required: true }}
            options={heardOptions(visit, false)}
            {...{ value: posted.text("arrived"), error: error("arrived") }}
          />
          <Ticks
            {...{ t, name: "retold", label: t("consent.field.retold") }}
            {...{ hint: t("consent.field.retold-hint"), error: error("retold") }}
            ticks={[tick(visit, "retold", "consent.field.retold-tick")]}
          />
          <Acts>
            <Button>{t("consent.renew-go")}</Button>
          </Acts>
        </Form>
      </>
    );
    return { title, page, status };
  });
}

/** `POST /permissions/:id/renewal`. */
export function renew(visit: SpaceVisit): Promise<Reply> {
  return forPermission(visit, async (one) => {
    const { posted, space } = visit;
    const read = parseDay(posted.text("ends"), space.zone);
    if (!read.ok) return renewalPage(visit, refuse(read.reason, "shape", { field: "ends" }));
    const retold = posted.text("retold") === "yes";
    const input = await againInput(visit, one, read.value, await groupName(visit));
    const more = { arrived: arrivedIn(visit), readBack: retold };
    return does(visit, ["consent.renew", { ...input, retold, interpreted: false }, more], {
      ...{ goto: `/permissions/${one.thing.id}`, notice: "consent.renewed" },
      again: (refusal) => renewalPage(visit, refusal),
    });
  });
}

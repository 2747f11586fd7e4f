/** All permissions of the group: to be asked again, waiting, held, over; and who they are of. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { saysOf } from "../../people/index.ts";
import { IS, NAME_MAX } from "../facts-subject.ts";
import { type Permission, people, permissions } from "../questions.ts";
import { isToAsk, type Status } from "../status.ts";
import { Called, Standing, writes } from "./parts.tsx";

const SECTIONS = ["again", "waiting", "held", "over"] as const;
type Section = (typeof SECTIONS)[number];
/** Where a yes is still to come, or to be heard. */
export const WAITING: readonly Status[] = ["asked", "told", "unsaid", "by-hand", "half"];

function sectionOf({ status, thing }: Permission, now: number): Section {
  if (WAITING.includes(status)) return "waiting";
  if (status === "not-yet") return "held";
  if (status !== "given" && status !== "renewed") return "over";
  return isToAsk(thing.state, now) ? "again" : "held";
}

/** `GET /permissions`. */
export async function permissionsPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space, now } = visit;
  const all = await permissions(view);
  const title = t("consent.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("consent.text")}</p>
      <Acts>
        {writes(visit) && (
          <Go href={`${space.base}/permissions/people/new`}>{t("consent.person.new")}</Go>
        )}
        <Go href={`${space.base}/permissions/people`} weight="quiet">
          {t("consent.people")}
        </Go>
        <Go href={`${space.base}/sayings`} weight="quiet">
          {t("consent.voices.title")}
        </Go>
      </Acts>
      {all.length === 0 && <Empty title={t("consent.none")} />}
      {SECTIONS.map((section) => (
        <Listed
          {...{ visit, section }}
          all={all.filter((one) => sectionOf(one, now) === section)}
        />
      ))}
    </>
  );
  return { title, page };
}

type Many = { visit: SpaceVisit; section: Section; all: readonly Permission[] };

function Listed({ visit, section, all }: Many) {
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{visit.t(`consent.section.${section}`)}</h2>
      <PermissionRows visit={visit} all={all} />
    </section>
  );
}

/** Permissions, a row each: whose, what for, until when, how it stands. */
export function PermissionRows(props: { visit: SpaceVisit; all: readonly Permission[] }) {
  const { visit, all } = props;
  const { t, words, space } = visit;
  return (
    <Rows>
      {all.map(({ thing, person, status }) => (
        <Row
          title={<Called {...{ visit, person }} />}
          href={`${space.base}/permissions/${thing.id}`}
          say={t("consent.until", {
            what: t(`consent.activity.${thing.state.activity}`),
            day: words.day(thing.state.ends, "short"),
          })}
        >
          <p>
            <Standing {...{ visit, status }} />
          </p>
        </Row>
      ))}
    </Rows>
  );
}

/** `GET /permissions/people`. */
export async function peoplePage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space } = visit;
  const all = await people(view);
  const title = t("consent.people");
  const page = (
    <>
      <p>
        <a href={`${space.base}/permissions`}>{t("consent.title")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("consent.people-text")}</p>
      {writes(visit) && (
        <Acts>
          <Go href={`${space.base}/permissions/people/new`}>{t("consent.person.new")}</Go>
        </Acts>
      )}
      {all.length === 0 && <Empty title={t("consent.people-none")} />}
      <Rows>
        {all.map((person) => (
          <Row
            title={<Called {...{ visit, person }} />}
            href={`${space.base}/permissions/people/${person.thing.id}`}
            level={2}
          >
            {person.thing.state.absent !== null && (
              <State is="stopped">{t(`consent.absent.${person.thing.state.absent}`)}</State>
            )}
          </Row>
        ))}
      </Rows>
    </>
  );
  return { title, page };
}

/** `GET /permissions/people/new`. */
export async function newPersonPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, keys, space, posted } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("consent.person.new");
  const page = (
    <>
      <p>
        <a href={`${space.base}/permissions/people`}>{t("consent.people")}</a>
      </p>
      <h1>{title}</h1>
      <p>{t("consent.person.new-text")}</p>
      <Form t={t} action={`${space.base}/permissions/people/new`} keys={keys} faults={faults}>
        <Choice
          {...{ t, name: "is", label: t("consent.person.is"), required: true }}
          cards={IS.map((value) => ({
            ...{ value, label: t(`consent.is.${value}`), hint: t(`consent.is.${value}-hint`) },
          }))}
          value={posted.text("is") || "person"}
          error={error("is")}
        />
        <WhoFields visit={visit} error={error} />
        <Acts>
          <Button>{t("consent.person.note")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

type Fields = {
  visit: SpaceVisit;
  error: (field: string) => string | undefined;
  now?: { name: string; reach: string } | null;
  /** The form's own name, where the page has more than one of them. */
  of?: string;
  /** Whether what was posted was typed in this form. */
  typed?: boolean;
};

/** What somebody is called here, and how they are reached. */
export function WhoFields({ visit, error, now = null, of, typed = true }: Fields) {
  const { t, posted } = visit;
  const field = (name: "name" | "reach") => ({
    ...(of === undefined ? {} : { id: `f-${of}-${name}` }),
    ...{ t, name, label: t(`consent.field.${name}`), hint: t(`consent.field.${name}-hint`) },
    ...{ required: true, maxlength: NAME_MAX, error: error(name) },
    value: typed && posted.has(name) ? posted.text(name) : (now?.[name] ?? ""),
  });
  return (
    <>
      <TextField {...field("name")} />
      <TextField {...field("reach")} />
    </>
  );
}

/** What of the two was left empty, or null. */
export function unsaidIn({ posted }: SpaceVisit): Refusal | null {
  const field = (["name", "reach"] as const).find((one) => posted.text(one) === "");
  return field === undefined ? null : refuse("text.empty", "shape", { field });
}

/** `POST /permissions/people/new`. */
export async function notePerson(visit: SpaceVisit): Promise<Reply> {
  const { posted, space, send } = visit;
  const missing = unsaidIn(visit);
  if (missing !== null) return newPersonPage(visit, missing);
  const [is, name, reach] = [posted.text("is"), posted.text("name"), posted.text("reach")];
  const done = await send("consent.note-person", { is, name, reach });
  if (isRefusal(done)) return newPersonPage(visit, done);
  const to = `${space.base}/permissions/people/${done.answer["subject"]}`;
  return { goto: to, notice: "consent.person.noted" };
}

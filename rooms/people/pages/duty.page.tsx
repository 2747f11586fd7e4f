/** One duty: who has it, who is the second, cover, handing over. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import {
  asciiDigits,
  dayOf,
  endOf,
  parseDay,
  readText,
  startOf,
} from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { DayRange } from "../../../ui/time.tsx";
import { DUTY_NAME_MAX, DUTY_NOTE, PLACES, type Place } from "../duties.ts";
import { type ListedDuty, oneDuty } from "../duty-questions.ts";
import { changeOwnTime, ownTime } from "../own-time.ts";
import { type Listed, members } from "../questions.ts";
import { saysOf } from "../says.ts";
import { MAY_VOUCH } from "../vouching.ts";
import { looksOf, placedText, typedName } from "./duties.page.tsx";

/** Most hours a week somebody says they give to one duty. */
const HOURS_MAX = 80;

/** A refusal, and the form it is about. */
type Said = { form: string; refusal: Refusal } | null;

type Here = {
  visit: SpaceVisit;
  one: ListedDuty;
  at: string;
  people: readonly Listed[];
  said: Said;
};

/** The page. */
export async function dutyPage(visit: SpaceVisit, said: Said = null): Promise<Reply> {
  const { t, view, params, lang, space, session } = visit;
  const one = await oneDuty(view, params["id"] ?? "", looksOf(visit), lang);
  if (one === undefined) return notHere;
  const may = (roles: readonly string[]) => MAY_VOUCH.some((role) => roles.includes(role));
  const people = (await members(view)).filter(({ gone, roles }) => !gone && may(roles));
  const here: Here = { visit, one, at: `${space.base}/duties/${one.id}`, people, said };
  const me = session?.member ?? "";
  const mine = one.holder?.id === me || one.second?.id === me;
  const title = one.name?.text ?? t("people.duty.nameless");
  const page = (
    <>
      <h1 dir="auto">{title}</h1>
      <Who {...here} />
      {may(session?.roles ?? []) && <Places {...here} mine={mine} me={me} />}
      {mine && <Hours {...here} kept={(await ownTime(view.space, me, visit.now)).hours[one.id]} />}
      {one.holder?.id === me && <Covering {...here} />}
      {one.holder?.id === me && <HandingOver {...here} />}
      {session?.roles.includes("coordination") && <Giving {...here} />}
      <Acts>
        <Go href={`${space.base}/duties`} weight="quiet">
          {t("people.duties.title")}
        </Go>
      </Acts>
    </>
  );
  return { title, page, status: saysOf(visit, said?.refusal ?? null).status };
}

function Who({ visit, one }: Here) {
  const { t, lang, space } = visit;
  const { cover } = one;
  return (
    <>
      <dl>
        {PLACES.map((place) => (
          <>
            <dt>{t(`people.duty.${place}`)}</dt>
            <dd>{placedText(visit, one[place])}</dd>
          </>
        ))}
      </dl>
      {cover !== null && (
        <p>
          {t("people.duty.covers", { name: cover.handle ?? t("people.members.no-name") })}{" "}
          <DayRange
            first={dayOf(cover.from, space.zone).date}
            last={dayOf(cover.until - 1, space.zone).date}
            lang={lang}
          />
        </p>
      )}
      {one.note !== null && (
        <>
          <h2>{t("people.duty.note")}</h2>
          <p class="words" dir="auto">
            {one.note}
          </p>
        </>
      )}
    </>
  );
}

/** Taking a place that is free, and putting one's own down. */
function Places({ visit, one, at, mine, me, said }: Here & { mine: boolean; me: string }) {
  const { t, keys } = visit;
  const { faults } = formOf(visit, said, "places");
  const free = PLACES.filter((place) => one[place] === null && one.holder?.id !== me);
  const covers = one.cover?.by === me;
  return (
    <>
      {faults.map(({ text }) => (
        <p class="error">{text}</p>
      ))}
      <Acts>
        {free.map((place) => (
          <Act action={`${at}/places`} keys={keys} fields={{ place }}>
            {t(`people.duty.take-${place}`)}
          </Act>
        ))}
        {(mine || covers) && (
          <Act action={`${at}/leaving`} keys={keys}>
            {t("people.duty.put-down")}
          </Act>
        )}
      </Acts>
    </>
  );
}

const formOf = (visit: SpaceVisit, said: Said, form: string) =>
  saysOf(visit, said?.form === form ? said.refusal : null);

function Hours({ visit, at, said, kept }: Here & { kept: number | undefined }) {
  const { t, keys } = visit;
  const { faults, error } = formOf(visit, said, "hours");
  return (
    <details open={faults.length > 0 ? true : undefined}>
      <summary>{t("people.duty.hours")}</summary>
      <Form t={t} action={`${at}/hours`} keys={keys} faults={faults}>
        <TextField
          {...{ t, name: "hours", label: t("people.duty.hours-label"), digits: true }}
          hint={t("people.duty.hours-hint", { max: HOURS_MAX })}
          value={kept === undefined ? "" : String(kept)}
          error={error("hours")}
        />
        <Acts>
          <Button weight="quiet">{t("people.save")}</Button>
        </Acts>
      </Form>
    </details>
  );
}

/** Everyone who could have it, but whoever looks. */
function Person(props: Here & { error: string | undefined; value: string; nobody?: boolean }) {
  const { visit, people, error, value, nobody = false } = props;
  const { t, session } = visit;
  const others = nobody ? people : people.filter(({ id }) => id !== session?.member);
  const options = others.map(({ id, handle }) => {
    return { value: id, label: handle ?? t("people.members.no-name") };
  });
  return (
    <SelectField
      {...{ t, name: "member", label: t("people.circle.person"), required: true, value, error }}
      options={nobody ? [{ value: "nobody", label: t("people.duty.nobody") }, ...options] : options}
    />
  );
}

function Covering(here: Here) {
  const { visit, one, at, said } = here;
  const { t, keys, posted } = visit;
  const { faults, error } = formOf(visit, said, "cover");
  return (
    <section>
      <h2>{t("people.cover.title")}</h2>
      <p>{t("people.cover.text")}</p>
      {one.cover !== null && (
        <Act action={`${at}/cover/end`} keys={keys}>
          {t("people.cover.end")}
        </Act>
      )}
      <Form t={t} action={`${at}/cover`} keys={keys} faults={faults}>
        <Person
          {...here}
          error={error("member")}
          value={posted.text("member") || (one.second?.id ?? "")}
        />
        {(["from", "until"] as const).map((name) => (
          <DateField
            {...{ t, name, label: t(`people.cover.${name}`), required: true }}
            value={posted.text(name)}
            error={error(name)}
          />
        ))}
        <Acts>
          <Button weight="quiet">{t("people.cover.button")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

function HandingOver(here: Here) {
  const { visit, at, said } = here;
  const { t, keys, posted, lang } = visit;
  const { faults, error } = formOf(visit, said, "over");
  return (
    <section>
      <h2>{t("people.hand-over.title")}</h2>
      <p>{t("people.hand-over.text")}</p>
      <Form t={t} action={`${at}/handing-over`} keys={keys} faults={faults}>
        <Person {...here} error={error("member")} value={posted.text("member")} />
        <AreaField
          {...{ t, name: "note", label: t("people.duty.note"), lang }}
          hint={t("people.hand-over.note-hint")}
          maxlength={DUTY_NOTE.lengthMax}
          value={posted.text("note")}
          error={error("note")}
        />
        <Acts>
          <Button weight="quiet">{t("people.hand-over.title")}</Button>
        </Acts>
      </Form>
    </section>
  );
}

function Giving(here: Here) {
  const { visit, one, at, said } = here;
  const { t, keys, posted, lang } = visit;
  const [give, name] = [formOf(visit, said, "give"), formOf(visit, said, "name")];
  return (
    <section>
      <h2>{t("people.give.title")}</h2>
      <p>{t("people.give.text")}</p>
      <Form t={t} action={`${at}/giving`} keys={keys} faults={give.faults}>
        <SelectField
          {...{ t, name: "place", label: t("people.give.place"), required: true }}
          options={PLACES.map((value) => ({ value, label: t(`people.duty.${value}`) }))}
          value={posted.text("place")}
          error={give.error("place")}
        />
        <Person {...here} nobody error={give.error("member")} value={posted.text("member")} />
        <Acts>
          <Button weight="quiet">{t("people.save")}</Button>
        </Acts>
      </Form>
      <details open={name.faults.length > 0 ? true : undefined}>
        <summary>{t("people.circle.rename")}</summary>
        <Form t={t} action={`${at}/name`} keys={keys} faults={name.faults}>
          <TextField
            {...{ t, name: "name", label: t("people.duty.name"), required: true, lang }}
            maxlength={DUTY_NAME_MAX}
            value={posted.has("name") ? posted.text("name") : (one.name?.text ?? "")}
            error={name.error("name")}
          />
          <Acts>
            <Button weight="quiet">{t("people.save")}</Button>
          </Acts>
        </Form>
      </details>
      <h2>{t("people.duty.end")}</h2>
      <p>{t("people.duty.end-text")}</p>
      <Act action={`${at}/end`} keys={keys} weight="grave">
        {t("people.duty.end")}
      </Act>
    </section>
  );
}

const hereAt = ({ space, params }: SpaceVisit) => `${space.base}/duties/${params["id"]}`;

/** Sends a command about this duty; what it is refused for stands beside its form. */
async function sendOn(
  visit: SpaceVisit,
  [command, form, notice]: [command: string, form: string, notice: string],
  input: object,
): Promise<Reply> {
  const { send, params } = visit;
  const done = await send(command, { duty: params["id"], ...input });
  if (!isRefusal(done)) return { goto: hereAt(visit), notice };
  return done.because === "not-found" && done.field === undefined
    ? done
    : dutyPage(visit, { form, refusal: done });
}

const placeIn = ({ posted }: SpaceVisit) => PLACES.find((one) => one === posted.text("place"));

const choose = (form: string, field: string): Said => ({
  ...{ form, refusal: refuse("people.choose-one", "shape", { field }) },
});

/** Takes a place. */
export async function takePlace(visit: SpaceVisit): Promise<Reply> {
  const place: Place = placeIn(visit) ?? "holder";
  const notice = place === "holder" ? "people.duty.taken" : "people.duty.taken-second";
  return sendOn(visit, ["people.take-duty", "places", notice], { place });
}

/** Puts one's place down. */
export async function putDown(visit: SpaceVisit): Promise<Reply> {
  return sendOn(visit, ["people.put-down-duty", "places", "people.duty.is-down"], {});
}

/** Gives a place to somebody, or leaves it open. */
export async function givePlace(visit: SpaceVisit): Promise<Reply> {
  const [place, member] = [placeIn(visit), visit.posted.text("member")];
  if (place === undefined) return dutyPage(visit, choose("give", "place"));
  if (member === "") return dutyPage(visit, choose("give", "member"));
  const input = { place, member: member === "nobody" ? null : member };
  return sendOn(visit, ["people.give-duty", "give", "people.give.done"], input);
}

/** Has somebody stand in, from the beginning of one day to the end of another. */
export async function coverDuty(visit: SpaceVisit): Promise<Reply> {
  const { posted, space } = visit;
  const member = posted.text("member");
  if (member === "") return dutyPage(visit, choose("cover", "member"));
  const days = (["from", "until"] as const).map((name) => parseDay(posted.text(name), space.zone));
  const [from, until] = days;
  const wrong = days.findIndex((day) => !day.ok);
  if (from?.ok !== true || until?.ok !== true) {
    const field = wrong === 0 ? "from" : "until";
    const refusal = refuse("people.day-missing", "shape", { field });
    return dutyPage(visit, { form: "cover", refusal });
  }
  const input = { member, from: startOf(from.value), until: endOf(until.value) };
  return sendOn(visit, ["people.cover-duty", "cover", "people.cover.done"], input);
}

/** Ends cover before its day. */
export async function endCover(visit: SpaceVisit): Promise<Reply> {
  return sendOn(visit, ["people.end-cover", "cover", "people.cover.ended"], {});
}

/** Hands it over for good. */
export async function handOver(visit: SpaceVisit): Promise<Reply> {
  const { posted, lang } = visit;
  const member = posted.text("member");
  if (member === "") return dutyPage(visit, choose("over", "member"));
  const note = posted.text("note") === "" ? null : readText(lang, posted.text("note"), DUTY_NOTE);
  if (note?.ok === false) {
    const refusal = refuse(note.reason, "shape", { field: "note" });
    return dutyPage(visit, { form: "over", refusal });
  }
  const input = note === null ? { member } : { member, note: note.value };
  return sendOn(visit, ["people.hand-over-duty", "over", "people.hand-over.done"], input);
}

/** Calls it something else. */
export async function renameDuty(visit: SpaceVisit): Promise<Reply> {
  const name = typedName(visit);
  if (isRefusal(name)) return dutyPage(visit, { form: "name", refusal: name });
  return sendOn(visit, ["people.rename-duty", "name", "people.circle.renamed"], { name });
}

/** Ends it. */
export async function endDuty(visit: SpaceVisit): Promise<Reply> {
  const { send, params, space } = visit;
  const done = await send("people.end-duty", { duty: params["id"] });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/duties`, notice: "people.duty.ended" };
}

/** Keeps the hours a week one gives to it; nobody else reads them. */
export async function setHours(visit: SpaceVisit): Promise<Reply> {
  const { posted, session, view, house, now, params, lang } = visit;
  const member = session?.member;
  const one = await oneDuty(view, params["id"] ?? "", looksOf(visit), lang);
  if (member == null || one === undefined) return notHere;
  const typed = asciiDigits(posted.text("hours"));
  const hours = typed === "" ? 0 : /^\d{1,3}$/.test(typed) ? Number(typed) : HOURS_MAX + 1;
  if (hours > HOURS_MAX) {
    const refusal = refuse("people.hours", "shape", { field: "hours", vars: { max: HOURS_MAX } });
    return dutyPage(visit, { form: "hours", refusal });
  }
  const { random } = house.parts;
  await changeOwnTime(view.space, member, { now, random }, (before) => {
    const { [one.id]: _before, ...rest } = before.hours;
    return { ...before, hours: hours === 0 ? rest : { ...rest, [one.id]: hours } };
  });
  return { goto: hereAt(visit), notice: "people.time.saved" };
}

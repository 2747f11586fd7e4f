/** A new session, in as few taps as a meeting leaves; and putting right when and where it was. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf, type Lang, parseDay, parseLang } from "../../../house/values/index.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { lineForm } from "../../needs/index.ts";
import { reads, saysOf } from "../../people/index.ts";
import { CONVENED, type Known, LENGTH_MAX, type Session, WITH } from "../facts.ts";
import { does, forSession, langName, langsHere, typedText, under, writes } from "./parts.tsx";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });

/** `GET /listening/new`. */
export async function newPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  if (!writes(visit)) return notYours;
  const { t, keys, space, posted } = visit;
  const { faults, error, status } = saysOf(visit, refusal, { "title.text": "title" });
  const title = t("listening.new");
  const circles = await (await reads()).readsField(visit, { error: error("circle") });
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("listening.new-text")}</p>
      <Form t={t} action={`${space.base}/listening/new`} keys={keys} faults={faults}>
        <TextField
          {...{ t, name: "title", label: t("listening.block.title"), error: error("title") }}
          {...{ maxlength: LENGTH_MAX.title, value: posted.text("title") }}
          hint={t("listening.block.title-hint")}
        />
        {await knownFields(visit, null, error)}
        {circles}
        <Acts>
          <Button>{t("listening.begin")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { page, title, status, keeps: ["listening"] };
}

/** The day stands; the rest is folded away until somebody wants it. */
async function knownFields(
  visit: SpaceVisit,
  one: Session | null,
  error: (field: string) => string | undefined,
) {
  const { t, space, posted, now, lang } = visit;
  const state = one?.state;
  const typed = (name: string, kept: string) => (posted.has(name) ? posted.text(name) : kept);
  const day = state?.held ?? dayOf(now, space.zone);
  const { PlaceField, placesFor } = await lineForm();
  const places = await placesFor(visit);
  const chosen = posted.has("day") ? posted.all("langs") : (state?.langs ?? [lang]);
  const langs = await langsHere(visit, state?.langs ?? []);
  const coded = (name: "convened" | "with", codes: readonly string[], kept: string) => (
    <SelectField
      {...{ t, name, label: t(`listening.field.${name}`), value: typed(name, kept) }}
      options={codes.map((value) => ({ value, label: t(`listening.${name}.${value}`) }))}
    />
  );
  return (
    <>
      <DateField
        {...{ t, name: "day", label: t("listening.field.day"), month: space.protects }}
        {...{ required: true, error: error("day") }}
        value={typed("day", day.date.slice(0, space.protects ? 7 : 10))}
      />
      <details open={one !== null || error("langs") !== undefined ? true : undefined}>
        <summary>{t("listening.field.more")}</summary>
        <div class="form">
          <PlaceField {...{ visit, places, value: typed("place", state?.place?.code ?? "") }} />
          {coded("with", WITH, state?.with ?? "everyone")}
          {coded("convened", CONVENED, state?.convened ?? "group")}
          <Ticks
            {...{ t, name: "langs", label: t("listening.field.langs"), error: error("langs") }}
            ticks={langs.map((value) => {
              return { value, label: langName(visit, value), ticked: chosen.includes(value) };
            })}
          />
          <TextField
            {...{ t, name: "other-langs", label: t("listening.field.other-langs"), exact: true }}
            {...{ hint: t("listening.field.other-langs-hint"), maxlength: 60 }}
            value={posted.text("other-langs")}
          />
        </div>
      </details>
    </>
  );
}

type Typed = Omit<Known, "place"> & { place?: Known["place"] };

/** What the fields say, or what is to be put right. */
async function typedKnown(visit: SpaceVisit, one: Session | null): Promise<Typed | Refusal> {
  const { posted, space, lang } = visit;
  const date = posted.text("day");
  const day = parseDay(/^[^-]+-[^-]+$/.test(date) ? `${date}-01` : date, space.zone);
  if (!day.ok) return refuse(day.reason, "shape", { field: "day" });
  const langs: Lang[] = [];
  for (const typed of [...posted.all("langs"), ...posted.text("other-langs").split(/[\s,،;]+/)]) {
    if (typed === "") continue;
    const read = parseLang(typed);
    if (!read.ok) return refuse(read.reason, "shape", { field: "langs" });
    langs.push(read.value);
  }
  const { placesFor } = await lineForm();
  const code = posted.text("place");
  const before = one?.state.place;
  const listed = (await placesFor(visit)).find(({ place }) => place.code === code)?.place;
  const place = before?.code === code ? before : listed;
  const coded = <C extends string>(name: string, codes: readonly C[], or: C) =>
    codes.find((value) => value === posted.text(name)) ?? or;
  return {
    ...{ held: day.value, langs: langs.length === 0 ? [lang] : [...new Set(langs)] },
    ...{ convened: coded("convened", CONVENED, "group"), with: coded("with", WITH, "everyone") },
    ...(place == null ? {} : { place }),
  };
}

/** `POST /listening/new`. */
export async function openOne(visit: SpaceVisit): Promise<Reply> {
  if (!writes(visit)) return notYours;
  const known = await typedKnown(visit, null);
  if ("refused" in known) return newPage(visit, known);
  const title = typedText(visit, "title", { lengthMax: LENGTH_MAX.title });
  if (isRefusal(title)) return newPage(visit, title);
  const { chosenCircle } = await reads();
  const input = { ...known, ...(title && { title }), ...chosenCircle(visit) };
  const done = await visit.send("listening.open", input);
  if (isRefusal(done)) return newPage(visit, done);
  const goto = `${visit.space.base}/listening/${done.answer["listening"]}/heard`;
  return { goto, notice: "listening.done.opened" };
}

/** `GET /listening/:id/revision`. */
export function revisionPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forSession(visit, async (one) => {
    if (!writes(visit)) return notYours;
    const { t, keys, path } = visit;
    const { faults, error } = saysOf(visit, refusal);
    const body = (
      <Form t={t} action={path} keys={keys} faults={faults}>
        {await knownFields(visit, one, error)}
        <Acts>
          <Button>{t("people.save")}</Button>
        </Acts>
      </Form>
    );
    return under(visit, one, { title: t("listening.revision.title"), refusal }, body);
  });
}

/** `POST /listening/:id/revision`. */
export function correct(visit: SpaceVisit): Promise<Reply> {
  return forSession(visit, async (one) => {
    const known = await typedKnown(visit, one);
    const again = (refusal: Refusal) => revisionPage(visit, refusal);
    if ("refused" in known) return again(known);
    return does(visit, "correct", known, { to: "", notice: "listening.done.saved", again });
  });
}

/** The duties of the group, and what oneself carries. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { readText } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { DUTIES_MAX, DUTY_NAME_MAX } from "../duties.ts";
import {
  duties,
  type ListedDuty,
  type Load,
  type Looks,
  loadOf,
  type Placed,
} from "../duty-questions.ts";
import { rests } from "../own-time.ts";
import { saysOf } from "../says.ts";

/** Names that are offered: to be taken as they are or to be called otherwise. */
const USUAL = ["answer", "count", "books", "allies", "keys", "newcomers"];

/** How this visitor looks at duties. */
export function looksOf({ session, space }: SpaceVisit): Looks {
  return {
    who: session?.member ?? "",
    coordinates: session?.roles.includes("coordination") === true,
    protects: space.protects,
  };
}

/** What somebody with a place is called; "resting" where whoever looks may know. */
export function placedText({ t }: SpaceVisit, one: Placed | null): string {
  if (one === null) return t("people.duty.nobody");
  const name = `\u2068${one.handle ?? t("people.members.no-name")}\u2069`;
  return one.resting ? t("people.duty.resting", { name }) : name;
}

/** The list, one's own load, and the form for another one. */
export async function dutiesPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, lang, space, session } = visit;
  const looks = looksOf(visit);
  const all = await duties(view, looks, lang);
  const load = await loadOf(view, session?.member ?? null, all);
  const title = t("people.duties.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.duties.text")}</p>
      {all.length === 0 && <Empty title={t("people.duties.none")} />}
      <Rows>
        {all.map((one) => (
          <DutyRow visit={visit} one={one} alone={looks.coordinates && one.second === null} />
        ))}
      </Rows>
      <OwnLoad visit={visit} load={load} waits={await waitsOn(visit)} />
      <Acts>
        <Go href={`${space.base}/membership/time`} weight="quiet">
          {t("people.time.title")}
        </Go>
      </Acts>
      {looks.coordinates && all.length < DUTIES_MAX && (
        <Naming visit={visit} all={all} refusal={refusal} />
      )}
    </>
  );
  return { title, page, status: saysOf(visit, refusal).status };
}

/** What waits for a word of whoever looks, in all rooms. */
async function waitsOn({ view, house, session }: SpaceVisit): Promise<number> {
  let waits = 0;
  for (const room of house.parts.plan.rooms)
    waits += (await room.waitsOn?.(view, session?.member ?? "")) ?? 0;
  return waits;
}

function DutyRow(props: { visit: SpaceVisit; one: ListedDuty; alone: boolean }) {
  const { visit, one, alone } = props;
  const { t, space } = visit;
  const acting = [one.holder, one.second].find((placed) => placed?.id === one.acts);
  const by = one.cover?.now === true && one.cover.by === one.acts ? one.cover.handle : null;
  return (
    <Row
      level={2}
      title={one.name?.text ?? t("people.duty.nameless")}
      href={`${space.base}/duties/${one.id}`}
      say={t("people.duties.row", {
        holder: placedText(visit, one.holder),
        second: placedText(visit, one.second),
      })}
    >
      {one.acts === null && (
        <p>
          <State is="waiting">{t("people.duties.nobody-acts")}</State>
        </p>
      )}
      {one.acts !== null && one.acts !== one.state.holder && (
        <p>
          {t("people.duties.acts", { name: by ?? acting?.handle ?? t("people.members.no-name") })}
        </p>
      )}
      {alone && (
        <p>
          <State is="waiting">{t("people.duties.alone")}</State>
        </p>
      )}
    </Row>
  );
}

function OwnLoad({ visit, load, waits }: { visit: SpaceVisit; load: Load; waits: number }) {
  const { t, now, words } = visit;
  const { time } = load;
  return (
    <section>
      <h2>{t("people.load.title")}</h2>
      <p class="soft">{t("people.load.text")}</p>
      <ul>
        {rests(time, now) && (
          <li>{t("people.load.rest", { when: words.relative(time.rest ?? now, now) })}</li>
        )}
        <li>{t("people.load.holds", { n: load.holds })}</li>
        <li>{t("people.load.seconds", { n: load.seconds })}</li>
        {load.covers > 0 && <li>{t("people.load.covers", { n: load.covers })}</li>}
        {load.hours > 0 && <li>{t("people.load.hours", { n: load.hours })}</li>}
        <li>{t("people.load.waits", { n: waits })}</li>
      </ul>
    </section>
  );
}

function Naming(props: { visit: SpaceVisit; all: readonly ListedDuty[]; refusal: Refusal | null }) {
  const { visit, all, refusal } = props;
  const { t, keys, space, posted, lang } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const at = `${space.base}/duties`;
  const named = new Set(all.map(({ name }) => name?.text));
  const usual = USUAL.map((one) => t(`people.duties.usual.${one}`)).filter(
    (one) => !named.has(one),
  );
  return (
    <section>
      <h2>{t("people.duties.add")}</h2>
      <Form t={t} action={at} keys={keys} faults={faults}>
        <TextField
          {...{ t, name: "name", label: t("people.duty.name"), required: true, lang }}
          maxlength={DUTY_NAME_MAX}
          value={posted.text("name")}
          error={error("name")}
        />
        <Acts>
          <Button>{t("people.duties.add")}</Button>
        </Acts>
      </Form>
      {usual.length > 0 && <p>{t("people.duties.usual-text")}</p>}
      <Acts>
        {usual.map((name) => (
          <Act action={at} keys={keys} fields={{ name }}>
            {name}
          </Act>
        ))}
      </Acts>
    </section>
  );
}

/** A duty's name as it was typed, in the language of the page; a refusal names its field. */
export function typedName({ posted, lang }: SpaceVisit) {
  const read = readText(lang, posted.text("name"), { lengthMax: DUTY_NAME_MAX });
  return read.ok ? [read.value] : refuse(read.reason, "shape", { field: "name" });
}

/** Names one more. */
export async function nameDuty(visit: SpaceVisit): Promise<Reply> {
  const { send, space } = visit;
  const name = typedName(visit);
  if (isRefusal(name)) return dutiesPage(visit, name);
  const done = await send("people.name-duty", { name });
  if (isRefusal(done)) return dutiesPage(visit, done);
  return { goto: `${space.base}/duties`, notice: "people.duties.added" };
}

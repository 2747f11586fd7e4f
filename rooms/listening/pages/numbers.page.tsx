/** How many were heard, in bands, said once; and who could not be heard, and why. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { saysOf } from "../../people/index.ts";
import { BANDS, BECAUSE, GROUPS, MISSED, MISSED_MAX, type Missed, type Session } from "../facts.ts";
import { atOf, does, forSession, under, writes } from "./parts.tsx";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });
/** Lines to choose from that are empty: so many more can be said at a time. */
const EMPTY_LINES = 2;

/** `GET /listening/:id/numbers`; a refusal is about the figure. */
export function numbersPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forSession(visit, (one) => {
    if (!writes(visit)) return notYours;
    const { t } = visit;
    const body = (
      <>
        <p>{t("listening.numbers.text")}</p>
        <Figure {...{ visit, one, refusal }} />
        <h2>{t("listening.missed.title")}</h2>
        <p>{t("listening.missed.text")}</p>
        <MissedForm {...{ visit, one }} />
      </>
    );
    return under(visit, one, { title: t("listening.numbers.title"), refusal }, body);
  });
}

function Figure(props: { visit: SpaceVisit; one: Session; refusal: Refusal | null }) {
  const { visit, one, refusal } = props;
  const { t, keys, posted, words } = visit;
  const { band, groups, counted } = one.state;
  const at = `${atOf(visit, one)}/numbers`;
  if (counted) {
    const each = words.list(groups.map((group) => t(`listening.group.${group}`)));
    if (band === null) return <p>{t("listening.numbers.back")}</p>;
    return (
      <>
        <p>
          {t("listening.heard-n", { band: t(`listening.band.${band}`) })}{" "}
          {groups.length > 0 && t("listening.five-of", { each })}
        </p>
        <Act action={`${at}/removal`} keys={keys}>
          {t("listening.numbers.take-back")}
        </Act>
      </>
    );
  }
  const { faults, error } = saysOf(visit, refusal);
  const ticked = posted.all("groups");
  return (
    <Form t={t} action={at} keys={keys} faults={faults}>
      <Choice
        {...{ t, name: "band", label: t("listening.numbers.band"), required: true }}
        {...{ hint: t("listening.numbers.band-hint"), error: error("band") }}
        cards={BANDS.map((value) => ({ value, label: t(`listening.band.${value}`) }))}
        value={posted.text("band") || undefined}
      />
      <Ticks
        {...{ t, name: "groups", label: t("listening.numbers.groups"), error: error("groups") }}
        hint={t("listening.numbers.groups-hint")}
        ticks={GROUPS.map((value) => {
          return { value, label: t(`listening.group.${value}`), ticked: ticked.includes(value) };
        })}
      />
      <Acts>
        <Button>{t("listening.numbers.say")}</Button>
      </Acts>
    </Form>
  );
}

/** `POST /listening/:id/numbers`. */
export async function count(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const again = (refusal: Refusal) => numbersPage(visit, refusal);
  const band = BANDS.find((one) => one === posted.text("band"));
  if (band === undefined) return again(refuse("listening.say-band", "shape", { field: "band" }));
  const groups = GROUPS.filter((one) => posted.all("groups").includes(one));
  const said = { to: "", notice: "listening.done.saved", again };
  return does(visit, "count", { band, groups }, said);
}

/** `POST /listening/:id/numbers/removal`. */
export function takeBack(visit: SpaceVisit): Promise<Reply> {
  const again = (refusal: Refusal) => numbersPage(visit, refusal);
  return does(visit, "take-count-back", {}, { to: "", notice: "listening.done.back", again });
}

function MissedForm({ visit, one }: { visit: SpaceVisit; one: Session }) {
  const { t, keys } = visit;
  const said: (Missed | null)[] = [...one.state.missed];
  for (let more = 0; more < EMPTY_LINES && said.length < MISSED_MAX; more++) said.push(null);
  const field = (name: string, n: number, codes: readonly string[], value: string) => (
    <SelectField
      {...{ t, name: `${name}-${n}`, value }}
      label={t(`listening.missed.${name}-field`, { n })}
      options={[
        { value: "", label: t(`listening.missed.no-${name}`) },
        ...codes.map((code) => {
          return {
            value: code,
            label: t(`listening.${name === "who" ? "missed" : "because"}.${code}`),
          };
        }),
      ]}
    />
  );
  return (
    <Form t={t} action={`${atOf(visit, one)}/missed`} keys={keys}>
      {said.map((each, at) => (
        <>
          {field("who", at + 1, MISSED, each?.who ?? "")}
          {field("why", at + 1, BECAUSE, each?.why ?? "")}
        </>
      ))}
      <Acts>
        <Button weight="quiet">{t("people.save")}</Button>
      </Acts>
    </Form>
  );
}

/** `POST /listening/:id/missed`: all of it anew; a line without who is taken away. */
export function sayMissed(visit: SpaceVisit): Promise<Reply> {
  const { posted } = visit;
  const missed = Array.from({ length: MISSED_MAX }, (_, at): Missed[] => {
    const who = MISSED.find((one) => one === posted.text(`who-${at + 1}`));
    const why = BECAUSE.find((one) => one === posted.text(`why-${at + 1}`)) ?? "unknown";
    return who === undefined ? [] : [{ who, why }];
  }).flat();
  const again = (refusal: Refusal) => numbersPage(visit, refusal);
  return does(visit, "say-missed", { missed }, { to: "", notice: "listening.done.saved", again });
}

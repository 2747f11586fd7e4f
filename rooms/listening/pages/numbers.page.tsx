/** How many were heard, in bands, said once; and who could not be heard, and why. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { saysOf } from "../../people/index.ts";
import { BANDS, BECAUSE, GROUPS, MISSED, MISSED_MAX, type Missed, type Session } from "../facts.ts";
import { atOf, forSession, under, writes } from "./parts.tsx";

const notYours = refuse("house.not-your-role", "who", { next: "ask" });
/** Lines to choose from that are empty: so many more can be said at a time. */
const EMPTY_LINES = 2;

/** `GET /listening/:id/numbers`: one form, so that saving one half drops nothing of the other. */
export function numbersPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forSession(visit, (one) => {
    if (!writes(visit)) return notYours;
    const { t, keys } = visit;
    const { faults, error } = saysOf(visit, refusal);
    const body = (
      <>
        <p>{t("listening.numbers.text")}</p>
        <Form t={t} action={`${atOf(visit, one)}/numbers`} keys={keys} faults={faults}>
          <Figure {...{ visit, one, error }} />
          <h2>{t("listening.missed.title")}</h2>
          <p>{t("listening.missed.text")}</p>
          <MissedFields {...{ visit, one }} />
          <Acts>
            <Button>{t("people.save")}</Button>
          </Acts>
        </Form>
      </>
    );
    return under(visit, one, { title: t("listening.numbers.title"), refusal }, body);
  });
}

type Drawn = { visit: SpaceVisit; one: Session; error: (field: string) => string | undefined };

function Figure({ visit, one, error }: Drawn) {
  const { t, posted, words } = visit;
  const { band, groups, counted } = one.state;
  if (counted) {
    const each = words.list(groups.map((group) => t(`listening.group.${group}`)));
    if (band === null) return <p>{t("listening.numbers.back")}</p>;
    const ticked = posted.text("back") === "yes";
    return (
      <>
        <p>
          {t("listening.heard-n", { band: t(`listening.band.${band}`) })}{" "}
          {groups.length > 0 && t("listening.five-of", { each })}
        </p>
        <Ticks
          {...{ t, name: "back", label: t("listening.numbers.said") }}
          ticks={[{ value: "yes", label: t("listening.numbers.take-back"), ticked }]}
        />
      </>
    );
  }
  const ticked = posted.all("groups");
  return (
    <>
      <Choice
        {...{ t, name: "band", label: t("listening.numbers.band") }}
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
    </>
  );
}

function MissedFields({ visit, one }: Pick<Drawn, "visit" | "one">) {
  const { t, posted } = visit;
  const said: (Missed | null)[] = [...one.state.missed];
  for (let more = 0; more < EMPTY_LINES && said.length < MISSED_MAX; more++) said.push(null);
  const field = (name: "who" | "why", n: number, codes: readonly string[], kept: string) => (
    <SelectField
      {...{ t, name: `${name}-${n}` }}
      value={posted.has(`${name}-${n}`) ? posted.text(`${name}-${n}`) : kept}
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
  return said.map((each, at) => (
    <>
      {field("who", at + 1, MISSED, each?.who ?? "")}
      {field("why", at + 1, BECAUSE, each?.why ?? "")}
    </>
  ));
}

/** `POST /listening/:id/numbers`: the figure, said or taken back, and all who were not heard. */
export function sayNumbers(visit: SpaceVisit): Promise<Reply> {
  return forSession(visit, async (one) => {
    const { posted, send } = visit;
    const band = BANDS.find((each) => each === posted.text("band"));
    const groups = GROUPS.filter((each) => posted.all("groups").includes(each));
    const missed = missedIn(visit);
    const silent = missed.length === 0 && one.state.missed.length === 0 && !one.state.counted;
    if (band === undefined && (groups.length > 0 || silent))
      return numbersPage(visit, refuse("listening.say-band", "shape", { field: "band" }));
    const of = { listening: one.id };
    const all: [string, object][] = [
      ...(band === undefined ? [] : [["count", { ...of, band, groups }] as [string, object]]),
      ...(posted.text("back") === "yes" ? [["take-count-back", of] as [string, object]] : []),
      ["say-missed", { ...of, missed }],
    ];
    for (const [command, input] of all) {
      const done = await send(`listening.${command}`, input);
      if (isRefusal(done)) return numbersPage(visit, done);
    }
    return { goto: atOf(visit, one), notice: "listening.done.saved" };
  });
}

/** All of it anew; a line without who is taken away. */
function missedIn({ posted }: SpaceVisit): Missed[] {
  return Array.from({ length: MISSED_MAX }, (_, at): Missed[] => {
    const who = MISSED.find((one) => one === posted.text(`who-${at + 1}`));
    const why = BECAUSE.find((one) => one === posted.text(`why-${at + 1}`)) ?? "unknown";
    return who === undefined ? [] : [{ who, why }];
  }).flat();
}

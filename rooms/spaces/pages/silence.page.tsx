/** The group's silence: what holds now and why, who may act then, and another rule to ask for. */
import { LEFT } from "../../../house/command.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { asciiDigits, chooseText, dayOf, type Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { openCircles, saysOf, stepUp } from "../../people/index.ts";
import type { JointState } from "../joint.ts";
import { liveJoints } from "../questions.ts";
import {
  type Rule,
  SILENT_DAYS_MAX,
  type SilenceState,
  silence,
  silenceOf,
  silentFrom,
} from "../silence.ts";
import { type Here, hereOf, JointRow, nameOf } from "./joint.page.tsx";
import { LeftNow } from "./silence-left.tsx";

/** Days offered where no rule holds yet. */
const DAYS = 7;

/** What all parts of the page know. */
type Known = {
  visit: SpaceVisit;
  here: Here;
  said: Thing<SilenceState> | undefined;
  /** What was asked for about it and waits. */
  live: readonly Thing<JointState>[];
};

/** The page, for every member. */
export async function silencePage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const here = await hereOf(visit);
  if (here === null) return notHere;
  const { t, view, space } = visit;
  const said = await view.thing(silence, silenceOf(space.id));
  const about = view.dark ? "here" : "silence";
  const live = (await liveJoints(view)).filter(({ state }) => state.what === about);
  const known: Known = { visit, here, said, live };
  const rule = said?.state.rule ?? null;
  const title = t("spaces.silence.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.silence.text")}</p>
      <h2>{t("spaces.silence.now")}</h2>
      <Now {...known} />
      {view.dark && <LeftNow visit={visit} acts={rule?.acts ?? []} />}
      {said !== undefined && rule !== null && (
        <>
          <h2>{t("spaces.silence.rule")}</h2>
          <RuleText {...{ visit, said, rule }} />
        </>
      )}
      {!view.dark && <Proposed {...known} />}
      {!view.dark && here.mine && <Asking {...{ visit, refusal, rule }} />}
    </>
  );
  return { title, page, status: saysOf(visit, refusal).status };
}

function Now({ visit, here, said, live }: Known) {
  const { t, view, words, space, keys, session } = visit;
  const from = said === undefined ? null : silentFrom(said.state);
  if (said === undefined || from === null) return <p>{t("spaces.silence.no-rule")}</p>;
  const when = { day: words.day(dayOf(from, space.zone)), when: words.relative(from, view.now) };
  const at = `${space.base}/silence`;
  const { dark } = said.state;
  const handle = nameOf(visit, here.here, dark?.who ?? "");
  if (!view.dark)
    return (
      <>
        <p>{t("spaces.silence.open", when)}</p>
        {session?.roles.includes("coordination") && (
          <Act action={`${at}/sign`} keys={keys} weight="main">
            {t("spaces.silence.here")}
          </Act>
        )}
        {here.mine && (
          <>
            <p>{t("spaces.silence.dark-text")}</p>
            <Act action={`${at}/beginning`} keys={keys}>
              {t("spaces.silence.dark")}
            </Act>
          </>
        )}
      </>
    );
  return (
    <>
      <p dir="auto">{t(`spaces.silence.is-${dark?.why ?? "time"}`, { ...when, handle })}</p>
      <p>{t("spaces.silence.hidden")}</p>
      <p>{t("spaces.silence.waits")}</p>
      <p>{t("spaces.silence.lift-text")}</p>
      {live.length === 0 && here.mine && (
        <Act action={`${at}/lifting`} keys={keys} weight="main">
          {t("spaces.silence.lift")}
        </Act>
      )}
      <Rows>
        {live.map((one) => (
          <JointRow visit={visit} known={here} one={one} />
        ))}
      </Rows>
    </>
  );
}

type Ruled = { visit: SpaceVisit; said: Thing<SilenceState>; rule: Rule };

/** A rule in full: the same words before it is agreed to and after. */
async function RuleText({ visit, said, rule }: Ruled) {
  const { t, view, words, lang } = visit;
  const part = await view.part<{ name: Text[] }>(said, rule.at);
  const name = typeof part === "string" ? undefined : chooseText(part.name, [lang])?.text;
  return (
    <Rows>
      <Row title={t("spaces.silence.days")} end={words.number(String(rule.days))} />
      <Row
        title={t("spaces.silence.to")}
        end={<bdi>{name ?? t("people.circles.nameless")}</bdi>}
        say={t("spaces.silence.size", { n: rule.size })}
      />
      <Row title={t("spaces.silence.acts")}>
        <ul>
          {rule.acts.map((act) => (
            <li>{t(`spaces.silence.act.${act}`)}</li>
          ))}
        </ul>
      </Row>
      <Row title={t("spaces.silence.ends")} say={t("spaces.silence.ends-text")} />
    </Rows>
  );
}

/** What was asked for, in full, with the yes and no of whoever decides. */
function Proposed({ visit, here, said, live }: Known) {
  if (live.length === 0 || said === undefined) return null;
  return (
    <>
      <h2>{visit.t("spaces.joint.waiting")}</h2>
      {live.map((one) => {
        const asked = said.state.proposed.find(({ id }) => id === one.state.of[0]);
        const rule = asked?.rule ?? null;
        return (
          <>
            {rule === null ? (
              <p>{visit.t("spaces.silence.none")}</p>
            ) : (
              <RuleText {...{ visit, said, rule }} />
            )}
            <Rows>
              <JointRow visit={visit} known={here} one={one} />
            </Rows>
          </>
        );
      })}
    </>
  );
}

type Asked = { visit: SpaceVisit; refusal: Refusal | null; rule: Rule | null };

async function Asking({ visit, refusal, rule }: Asked) {
  const { t, keys, space, posted, view, lang } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const circles = await openCircles(view, lang);
  const again = posted.has("days");
  const acts: readonly string[] = again ? posted.all("act") : (rule?.acts ?? []);
  const at = `${space.base}/silence`;
  return (
    <>
      <h2>{t(`spaces.silence.ask${rule === null ? "" : "-other"}`)}</h2>
      {circles.length === 0 ? (
        <p>
          <a href={`${space.base}/circles`}>{t("spaces.silence.no-circles")}</a>
        </p>
      ) : (
        <Form t={t} action={at} keys={keys} faults={faults}>
          <TextField
            {...{ t, name: "days", label: t("spaces.silence.after"), digits: true, required: true }}
            hint={t("spaces.silence.after-hint", { max: SILENT_DAYS_MAX })}
            value={again ? posted.text("days") : String(rule?.days ?? DAYS)}
            error={error("days")}
          />
          <SelectField
            {...{ t, name: "circle", label: t("spaces.silence.circle"), required: true }}
            hint={t("spaces.silence.circle-hint")}
            options={circles.map(({ thing, name }) => ({
              ...{ value: thing.id, label: name?.text ?? t("people.circles.nameless") },
            }))}
            value={again ? posted.text("circle") : rule?.to.circle}
            error={error("circle")}
          />
          <Ticks
            {...{ t, name: "act", label: t("spaces.silence.acts"), error: error("acts") }}
            ticks={LEFT.map((value) => ({
              ...{ value, label: t(`spaces.silence.act.${value}`), ticked: acts.includes(value) },
            }))}
          />
          <Acts>
            <Button>{t("spaces.joint.ask-set")}</Button>
          </Acts>
        </Form>
      )}
      {rule !== null && (
        <Act action={`${at}/end`} keys={keys}>
          {t("spaces.silence.ask-end")}
        </Act>
      )}
    </>
  );
}

const back = ({ space }: SpaceVisit, notice: string): Reply => {
  return { goto: `${space.base}/silence`, notice: `spaces.silence.${notice}` };
};

/** Asks for a rule; the group will read what the circle is called. */
export async function askRule(visit: SpaceVisit): Promise<Reply> {
  const proof = stepUp(visit);
  if (proof !== null) return proof;
  const { posted, view, lang, t } = visit;
  const typed = asciiDigits(posted.text("days"));
  const circle = posted.text("circle");
  const named = (await openCircles(view, lang)).find(({ thing }) => thing.id === circle)?.name;
  const done = await visit.send("spaces.propose-silence", {
    ...{ days: /^\d{1,4}$/.test(typed) ? Number(typed) : 0, circle, acts: posted.all("act") },
    name: [named ?? { lang, text: t("people.circles.nameless") }],
  });
  if (isRefusal(done)) return silencePage(visit, done);
  return back(visit, done.answer["agreed"] === true ? "agreed" : "asked");
}

/** Asks that no rule holds. */
export async function askNoRule(visit: SpaceVisit): Promise<Reply> {
  const proof = stepUp(visit);
  if (proof !== null) return proof;
  const done = await visit.send("spaces.propose-silence-end", {});
  if (isRefusal(done)) return done;
  return back(visit, done.answer["agreed"] === true ? "agreed" : "asked");
}

/** One of coordination says that the group is here. */
export async function sayHere(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("spaces.say-here", {});
  return isRefusal(done) ? done : back(visit, "here-done");
}

/** One of the set says that it is silent. */
export async function goDark(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("spaces.go-dark", {});
  return isRefusal(done) ? done : back(visit, "dark-done");
}

/** One of the set says that it is here again, and another has to say so too. */
export async function askLifting(visit: SpaceVisit): Promise<Reply> {
  const proof = stepUp(visit);
  if (proof !== null) return proof;
  const done = await visit.send("spaces.ask-joint", { what: "here" });
  if (isRefusal(done)) return done;
  return back(visit, done.answer["agreed"] === true ? "lifted" : "asked");
}

/** Ends a link, by whoever may now. */
export async function endLink(visit: SpaceVisit): Promise<Reply> {
  const done = await visit.send("spaces.withdraw-link", { link: visit.params["id"] });
  return isRefusal(done) ? done : back(visit, "ended-one");
}

/** Ends an invitation, by whoever may now. */
export async function endInvitation(visit: SpaceVisit): Promise<Reply> {
  const input = { invitation: visit.params["id"] };
  const done = await visit.send("people.withdraw-invitation", input);
  return isRefusal(done) ? done : back(visit, "ended-one");
}

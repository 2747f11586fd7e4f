/** Who accepted the code of conduct, for coordination; and saying so for whoever it was read to. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { chooseText } from "../../../house/values/index.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import { DayText } from "../../../ui/time.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { MAY_VOUCH, saysOf } from "../../people/index.ts";
import { CONDUCT } from "../conduct.ts";
import { conductTexts, holdsNow, type Person, people, versionOf } from "../conduct-questions.ts";
import { forCoordination } from "./inside.ts";

/** Each person, the version they accepted and when. */
export function acceptedPage(visit: SpaceVisit): Promise<Reply> {
  return forCoordination(visit, async () => {
    const { t, view, space } = visit;
    const all = await people(view, space);
    const title = t("spaces.conduct.who");
    const page = (
      <>
        <h1>{title}</h1>
        <p>{t("spaces.conduct.who-text")}</p>
        <Rows>
          {all.map((one) => (
            <Row
              level={2}
              title={one.handle ?? t("people.members.no-name")}
              say={<Said visit={visit} one={one} />}
            />
          ))}
        </Rows>
        <Acts>
          <Go href={`${space.base}${CONDUCT}/told`} weight="quiet">
            {t("spaces.conduct.told")}
          </Go>
        </Acts>
      </>
    );
    return { title, page, readers: t("spaces.conduct.readers") };
  });
}

function Said({ visit, one }: { visit: SpaceVisit; one: Person }) {
  const { t, space, lang, words, now } = visit;
  const { accepted, by } = one;
  const version = accepted === null ? undefined : versionOf(space, accepted.version);
  const asked =
    by === null
      ? ""
      : by > now
        ? t("spaces.conduct.asked", { when: words.relative(by, now) })
        : t("spaces.conduct.held-back");
  if (accepted === null || version === undefined)
    return <>{asked === "" ? t("spaces.conduct.nothing") : asked}</>;
  const said = accepted.heard === null ? "said" : "said-told";
  return (
    <>
      {t(`spaces.conduct.${said}`, { n: version.n })} <DayText date={accepted.day} lang={lang} />
      {asked !== "" && ` · ${asked}`}
    </>
  );
}

const vouches = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => MAY_VOUCH.includes(role)) === true;

/** The text to read aloud, and a form to say who heard it and said yes. */
export async function toldPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, view, space, keys, posted, lang, session } = visit;
  const version = holdsNow(space);
  if (!vouches(visit)) return notHere;
  const texts = version === null ? [] : await conductTexts(view, version);
  const text = chooseText(texts, [posted.text("lang") || lang]);
  if (version === null || text === undefined) return nothingToRead(visit);
  const others = (await people(view, space)).filter(({ id }) => id !== session?.member);
  const { faults, error, status } = saysOf(visit, refusal);
  const title = t("spaces.conduct.told");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.conduct.told-text")}</p>
      {text.text.split(/\n+/).map((lines) => (
        <p class="words" {...voiceOf(text)}>
          {lines}
        </p>
      ))}
      <Form t={t} action={`${space.base}${CONDUCT}/told`} keys={keys} faults={faults}>
        <input type="hidden" name="version" value={version.id} />
        <input type="hidden" name="lang" value={text.lang} />
        <SelectField
          {...{ t, name: "member", label: t("people.circle.person"), required: true }}
          options={others.map(({ id, handle }) => {
            return { value: id, label: handle ?? t("people.members.no-name") };
          })}
          value={posted.text("member")}
          error={error("member")}
        />
        <SelectField
          {...{ t, name: "arrived", label: t("spaces.conduct.arrived"), required: true }}
          options={["voice", "phone", "assembly"].map((value) => {
            return { value, label: t(`spaces.conduct.arrived-${value}`) };
          })}
          value={posted.text("arrived")}
          error={error("arrived")}
        />
        <Ticks
          {...{ t, name: "read", label: t("spaces.conduct.read-to") }}
          ticks={[
            { value: "yes", label: t("spaces.conduct.read-yes"), ticked: posted.has("read") },
          ]}
          error={error("read")}
        />
        <Acts>
          <Button>{t("spaces.conduct.told-button")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

function nothingToRead({ t }: SpaceVisit): Reply {
  const title = t("spaces.conduct.told");
  const page = (
    <>
      <h1>{title}</h1>
      <Empty title={t("spaces.conduct.none")} />
    </>
  );
  return { title, page };
}

/** Says that somebody heard it and accepted. */
export async function told(visit: SpaceVisit): Promise<Reply> {
  const { posted, send, space } = visit;
  if (!vouches(visit)) return notHere;
  const member = posted.text("member");
  const arrived = (["voice", "phone", "assembly"] as const).find(
    (way) => way === posted.text("arrived"),
  );
  if (member === "")
    return toldPage(visit, refuse("spaces.choose-one", "shape", { field: "member" }));
  if (arrived === undefined)
    return toldPage(visit, refuse("spaces.choose-one", "shape", { field: "arrived" }));
  const input = { member, version: posted.text("version"), lang: posted.text("lang") };
  const readBack = posted.has("read");
  const done = await send("people.tell-conduct", input, { arrived, readBack });
  if (isRefusal(done)) return toldPage(visit, done);
  return { goto: `${space.base}${CONDUCT}`, notice: "spaces.conduct.told-done" };
}

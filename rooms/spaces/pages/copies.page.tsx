/** Copies of everything: handing one out by two, and the ones that were. */
import { isRecipient, RECIPIENT_MAX, type SealTo, sealedFor } from "../../../house/age.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { newCode } from "../../../house/ids.ts";
import { COPY_DAYS, copyUntil } from "../../../house/keep-until.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { writeSpaceFile } from "../../../house/space-file.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Choice } from "../../../ui/choice.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { DayText } from "../../../ui/time.tsx";
import { saysOf, stepUp } from "../../people/index.ts";
import { copy, type SealedBy } from "../copies.ts";
import { isAgreed, type JointState, notInSet } from "../joint.ts";
import { liveJoints } from "../questions.ts";
import { type Here, hereOf, JointRow } from "./joint.page.tsx";
import { Safekeeping } from "./safekeeping.page.tsx";

/** Copies listed, the newest first. */
const LISTED = 50;
/** A code of 120 bits needs no slow hash: so sealing keeps nobody else waiting. */
const CODE_WORK = 12;
const CODE = /^(?:[0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/;

/** The page. */
export async function copiesPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const known = await hereOf(visit);
  if (known === null) return notHere;
  const { t } = visit;
  const title = t("spaces.copies.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.copies.text")}</p>
      <h2>{t("spaces.copies.hand-out")}</h2>
      {await HandOut({ visit, known })}
      {await Safekeeping({ visit, known, refusal })}
      {await HandedOut({ visit })}
    </>
  );
  return { title, page, status: saysOf(visit, refusal).status };
}

const isWhole = ({ state }: Thing<JointState>) => state.what === "export" && state.of.length === 0;

async function HandOut({ visit, known }: { visit: SpaceVisit; known: Here }) {
  const { t, space, keys, view, now } = visit;
  const at = `${space.base}/copies`;
  const live = (await liveJoints(view)).filter(isWhole);
  const ready = live.find(({ state }) => isAgreed(state, known.set, now));
  return (
    <>
      <p>{t("spaces.copies.how")}</p>
      <Rows>
        {live.map((one) => (
          <JointRow visit={visit} known={known} one={one} />
        ))}
      </Rows>
      {known.mine && (
        <Acts>
          {ready !== undefined && <Go href={`${at}/${ready.id}`}>{t("spaces.copies.take")}</Go>}
          {live.length === 0 && (
            <Act action={at} keys={keys} weight="main">
              {t("spaces.copies.ask")}
            </Act>
          )}
        </Acts>
      )}
    </>
  );
}

/** Every copy that was handed out: nothing brings one back. */
async function HandedOut({ visit }: { visit: SpaceVisit }) {
  const { t, view, lang } = visit;
  const all = (await view.things(copy)).reverse().slice(0, LISTED);
  return (
    <>
      <h2>{t("spaces.copies.handed-out")}</h2>
      <p>{t(all.length === 0 ? "spaces.copies.none" : "spaces.copies.beyond")}</p>
      <Rows>
        {all.map(({ first, state }) => (
          <Row
            title={<DayText date={first.day} lang={lang} />}
            say={t(`spaces.copies.by-${state.how}`)}
          />
        ))}
      </Rows>
    </>
  );
}

/** Asks for a second yes to a copy. */
export async function askCopy(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const done = await visit.send("spaces.ask-joint", { what: "export", of: [] });
  if (isRefusal(done)) return done;
  const agreed = done.answer["agreed"] === true;
  const goto = `${visit.space.base}/copies${agreed ? `/${done.answer["joint"]}` : ""}`;
  return agreed ? { goto } : { goto, notice: "spaces.joint.asked" };
}

/** How the copy is to be sealed. The code is drawn here, kept nowhere and shown this once. */
export async function takePage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, keys, posted, view, words, house, path, params } = visit;
  const known = await hereOf(visit);
  const found = (await liveJoints(view)).find(({ id }) => id === params["id"]);
  if (known === null || found === undefined || !isWhole(found)) return notHere;
  if (!known.mine) return notInSet;
  const asked = stepUp(visit, path.replace(/\/file$/, ""));
  if (asked !== null) return asked;
  const typed = posted.text("code");
  const code = CODE.test(typed) ? typed : newCode(house.parts.random);
  const { faults, error, status } = saysOf(visit, refusal);
  const bytes = await house.parts.store.bytes(view.space.id);
  const title = t("spaces.copies.take");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.copies.until", { days: COPY_DAYS })}</p>
      <p>{t("spaces.copies.size", { size: words.number(String(Math.ceil(bytes / 1024))) })}</p>
      <Form t={t} action={`${path.replace(/\/file$/, "")}/file`} keys={keys} faults={faults}>
        <Choice
          t={t}
          name="how"
          label={t("spaces.copies.sealed-by")}
          required
          value={posted.text("how") || undefined}
          error={error("how")}
          cards={(["key", "code"] as const).map((value) => ({
            ...{ value, label: t(`spaces.copies.by-${value}`) },
            hint: value === "key" ? t("spaces.copies.key-hint") : <Code t={t} code={code} />,
          }))}
        />
        <TextField
          t={t}
          name="recipient"
          label={t("spaces.copies.recipient")}
          hint={t("spaces.copies.recipient-hint")}
          exact
          maxlength={RECIPIENT_MAX}
          value={posted.text("recipient")}
          error={error("recipient")}
        />
        <input type="hidden" name="code" value={code} />
        <p>{t("spaces.copies.beyond")}</p>
        <Acts>
          <Button weight="grave">{t("spaces.copies.download")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

function Code({ t, code }: { t: SpaceVisit["t"]; code: string }) {
  return (
    <>
      {t("spaces.copies.code-hint")}
      <br />
      <code dir="ltr">{code}</code>
    </>
  );
}

/** Uses up what two agreed to, and hands out the file, sealed as it goes. */
export async function takeCopy(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const { posted, params, view, house, send, session } = visit;
  const how: SealedBy = posted.text("how") === "key" ? "key" : "code";
  const said = posted.text(how === "key" ? "recipient" : "code");
  if (!posted.has("how"))
    return takePage(visit, refuse("spaces.say-how", "shape", { field: "how" }));
  if (how === "key" ? !isRecipient(said) : !CODE.test(said))
    return takePage(visit, refuse("spaces.no-recipient", "shape", { field: "recipient" }));
  // What it is sealed to counts into the command's key: the same form again hands out the same
  // copy, where a connection broke, and none for anybody else.
  const author = { by: "founder", member: session?.member ?? "" } as const;
  const done = await send("spaces.export", { joint: params["id"], how }, { part: said, author });
  if (isRefusal(done)) return done;
  if (!(await hereOf(visit))?.mine) return notInSet;
  const to: SealTo = how === "key" ? { recipients: [said] } : { passphrase: said, work: CODE_WORK };
  const until = copyUntil(house.now);
  const on = { keys: house.parts.keys, now: house.now };
  const file = sealedFor(writeSpaceFile(view.space, on, { until }), to);
  return { file, type: "application/octet-stream", name: "copy.age" };
}

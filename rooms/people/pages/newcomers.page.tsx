/** Who waits to be vouched in, and vouching: for members. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { asciiDigits, chooseText } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { areSpoken } from "../digits.ts";
import { answersOf, type Newcomer, waiting, waitingOne } from "../newcomer-questions.ts";
import { handles } from "../questions.ts";
import { nodeOf } from "../records.ts";
import { saysOf } from "../says.ts";
import { MAY_VOUCH } from "../vouching.ts";
import { called } from "./members.page.tsx";
import { vouchDigits } from "./waiting.page.tsx";

const may = ({ session }: SpaceVisit) =>
  session?.roles.some((role) => MAY_VOUCH.includes(role)) === true;

/** The list, who came first on top. */
export async function newcomersPage(visit: SpaceVisit): Promise<Reply> {
  const { t, words, view, now, space } = visit;
  const listed = await waiting(view);
  const title = t("people.newcomers.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.newcomers.text")}</p>
      {listed.length === 0 && (
        <Empty title={t("people.newcomers.none")}>
          <Acts>
            <Go href={`${space.base}/members`} weight="quiet">
              {t("people.members.title")}
            </Go>
          </Acts>
        </Empty>
      )}
      <Rows>
        {listed.map((one) => (
          <Row
            level={2}
            title={called(visit, one)}
            href={`${space.base}/newcomers/${one.id}`}
            say={t("people.newcomers.came", {
              when: words.relative(one.came, now),
              n: one.state.vouchers.length,
            })}
          />
        ))}
      </Rows>
    </>
  );
  return { title, page };
}

/** One who waits: what they answered, who vouches already, and one's own word. */
export async function newcomerPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const { t, view, params, session } = visit;
  const one = await waitingOne(view, params["id"] ?? "");
  if (one === undefined) return notHere;
  const names = await handles(view, one.state.vouchers);
  const { status } = saysOf(visit, refusal);
  const mine = one.state.vouchers.includes(session?.member ?? "");
  const page = (
    <>
      <h1 dir="auto">{called(visit, one)}</h1>
      <p>{t("people.newcomers.will", { roles: rolesText(visit, one) })}</p>
      <Answers visit={visit} answers={await answersOf(view, one)} />
      <h2>{t("people.newcomers.vouched")}</h2>
      {one.state.vouchers.length === 0 && <p>{t("people.newcomers.nobody")}</p>}
      <ul>
        {one.state.vouchers.map((id) => (
          <li>
            <bdi>{names.get(id) ?? t("people.members.no-name")}</bdi>
          </li>
        ))}
      </ul>
      {may(visit) && <Word visit={visit} one={one} mine={mine} refusal={refusal} />}
      {session?.roles.includes("coordination") && (
        <p>
          <a href={`${visit.space.base}/members/${one.id}/removal`}>{t("people.removal.title")}</a>
        </p>
      )}
    </>
  );
  return { title: called(visit, one), page, status };
}

const rolesText = ({ t, words }: SpaceVisit, { state }: Newcomer) =>
  words.list(state.roles.map((role) => t(`people.role.${role}`)));

function Answers(props: { visit: SpaceVisit; answers: Awaited<ReturnType<typeof answersOf>> }) {
  const { visit, answers } = props;
  const { t, lang } = visit;
  if (answers.length === 0) return null;
  return (
    <section>
      <h2>{t("people.newcomers.answers")}</h2>
      <dl>
        {answers.map(({ texts, text }) => (
          <>
            <dt dir="auto">{chooseText(texts, [lang])?.text ?? t("people.questions.gone")}</dt>
            <dd dir="auto">{text}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Word(props: { visit: SpaceVisit; one: Newcomer; mine: boolean; refusal: Refusal | null }) {
  const { visit, one, mine, refusal } = props;
  const { t, space, keys } = visit;
  const at = `${space.base}/newcomers/${one.id}`;
  const { faults, error } = saysOf(visit, refusal);
  return (
    <section>
      <h2>{t("people.vouch.title")}</h2>
      <p>{t(mine ? "people.vouch.mine" : "people.vouch.text")}</p>
      <Form t={t} action={at} keys={keys} faults={faults}>
        <TextField
          t={t}
          name="digits"
          digits
          label={t("people.vouch.digits")}
          hint={t("people.vouch.digits-hint")}
          maxlength={20}
          error={error("digits")}
        />
        <Acts>
          {mine ? (
            <Button weight="quiet">{t("people.vouch.again")}</Button>
          ) : (
            <Button>{t("people.vouch.button")}</Button>
          )}
        </Acts>
      </Form>
      {mine && (
        <Act action={`${at}/withdrawal`} keys={keys}>
          {t("people.vouch.withdraw")}
        </Act>
      )}
    </section>
  );
}

/** Vouches. Digits are not needed; where they are typed, they have to be the ones shown there. */
export async function vouch(visit: SpaceVisit): Promise<Reply> {
  const { params, posted, send, space, house } = visit;
  const member = params["id"] ?? "";
  const typed = asciiDigits(posted.text("digits"));
  const readBack = typed !== "";
  if (readBack && !(await areSpoken(nodeOf(house), vouchDigits(space.id, member), typed)))
    return newcomerPage(visit, refuse("people.digits-wrong", "shape", { field: "digits" }));
  const done = await send("people.vouch", { member }, { readBack });
  if (isRefusal(done)) return newcomerPage(visit, done);
  const isIn = done.answer["in"] === true;
  return {
    goto: `${space.base}/newcomers`,
    notice: isIn ? "people.vouch.in" : "people.vouch.done",
  };
}

/** Takes one's word back. */
export async function withdrawVouch(visit: SpaceVisit): Promise<Reply> {
  const { params, send, space } = visit;
  const done = await send("people.withdraw-vouch", { member: params["id"] });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/newcomers/${params["id"]}`, notice: "people.vouch.withdrawn" };
}

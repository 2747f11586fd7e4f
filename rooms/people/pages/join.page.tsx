/** Coming in by an invitation: a name, and a passphrase or the sign-in one has already. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { chooseText } from "../../../house/values/index.ts";
import { AreaField } from "../../../ui/area-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { goOn } from "../entering.ts";
import { hasSecond } from "../factors.ts";
import {
  handleSchema,
  type InvitationState,
  isWaiting,
  type MemberState,
  member,
} from "../facts.ts";
import { addMembership, dropLogin, makeLogin, readLogin, recognise } from "../logins.ts";
import { questionTexts } from "../newcomer-questions.ts";
import type { Answer } from "../newcomers.ts";
import { invitationBy } from "../questions.ts";
import { nodeOf } from "../records.ts";
import { deviceIn, saysOf } from "../says.ts";
import { ANSWER_MAX } from "../vouching.ts";
import { LoginFields } from "./login-fields.tsx";
import { signedIn } from "./sign-in.page.tsx";

const found = ({ house, space, params, method }: SpaceVisit) =>
  // A form sent twice finds its invitation used up; the command knows that it was the same form.
  invitationBy(house, space.id, params["code"] ?? "", { over: method === "POST" });

/** The form, for whoever holds the code. A code that lets nobody in is an address of nothing. */
export async function joinPage(visit: SpaceVisit): Promise<Reply> {
  const there = placeOf(visit);
  if (there !== null) return { goto: there };
  const invitation = await found(visit);
  return invitation === null ? notHere : draw(visit, invitation, null);
}

/** Makes the member, and a login where they came without one. */
export async function join(visit: SpaceVisit): Promise<Reply> {
  const { session, space, house, send, posted, params } = visit;
  const there = placeOf(visit);
  if (there !== null) return { goto: there };
  const invitation = await found(visit);
  if (invitation === null) return notHere;
  const parts = nodeOf(house);
  const handle = posted.text("handle");
  const fault = handleSchema.safeParse(handle).error?.issues[0]?.message;
  if (fault !== undefined)
    return draw(visit, invitation, refuse(fault, "shape", { field: "handle" }));
  const came = session === null ? await loginFor(visit) : { login: session.login, fresh: false };
  if (isRefusal(came)) return draw(visit, invitation, came);
  const { login, fresh } = came;
  const already = session === null && !fresh ? await memberAs(visit, login) : null;
  if (already !== null) return signedIn(already, await goOn(parts, login, null));
  const author = { by: "holder", thing: invitation.id, code: params["code"] ?? "" } as const;
  const answers = answersIn(visit, invitation.state);
  const input = answers.length === 0 ? { handle } : { handle, answers };
  const done = await send("people.join", input, { author });
  if (isRefusal(done)) {
    if (fresh) await dropLogin(parts, login);
    return draw(visit, invitation, done);
  }
  await addMembership(parts, login, { space: space.id, member: String(done.answer["member"]) });
  const token = await goOn(parts, login, session?.id ?? null);
  if (done.answer["in"] === true) return signedIn(space.base, token, "people.join.done");
  return signedIn(`${space.base}/waiting`, token, "people.join.waits");
}

/** Where someone belongs who came in before, vouched in or not; null for all others. */
function placeOf({ session, space }: SpaceVisit): string | null {
  if (session?.member != null) return space.base;
  return session?.waiting == null ? null : `${space.base}/waiting`;
}

/** Where this login belongs that came in before: nobody is here twice. */
async function memberAs({ house, space }: SpaceVisit, login: string): Promise<string | null> {
  const { memberships = [] } = (await readLogin(nodeOf(house), login)) ?? {};
  const before = memberships.find((one) => one.space === space.id);
  const thing = before && (await (await house.space(space.id))?.thing(before.member));
  if (thing?.kind !== member.kind) return null;
  const state = thing.state as MemberState;
  if (state.gone !== null) return null;
  return isWaiting(state) ? `${space.base}/waiting` : space.base;
}

/** The answers that were typed, to the questions of this invitation. */
function answersIn({ posted }: SpaceVisit, { questions }: InvitationState): Answer[] {
  return questions.flatMap((question, at) => {
    const text = posted.text(`answer-${at + 1}`).replaceAll(/\r\n?/g, "\n");
    return text === "" ? [] : [{ question, text }];
  });
}

/**
 * A new login under the name used here. Where it is there already and the passphrase is right, it
 * is the same person, or the same form sent again.
 */
async function loginFor(visit: SpaceVisit): Promise<Came | Refusal> {
  const { house, posted, lang } = visit;
  const parts = nodeOf(house);
  const [name, passphrase] = [posted.text("handle"), posted.text("passphrase")];
  const made = await makeLogin(parts, { name, passphrase, lang });
  if (!isRefusal(made)) return { login: made, fresh: true };
  if (made.refused !== "people.name-taken") return made;
  const known = await recognise(parts, name, passphrase, deviceIn(visit));
  // Half of what this login asks for: they sign in first.
  if (!isRefusal(known) && hasSecond(await readLogin(parts, known))) return made;
  if (!isRefusal(known)) return { login: known, fresh: false };
  return known.refused === "people.not-recognised" ? made : known;
}

type Came = { login: string; fresh: boolean };

async function draw(
  visit: SpaceVisit,
  invitation: Thing<InvitationState>,
  refusal: Refusal | null,
): Promise<PageReply> {
  const { t, words, keys, path, posted, session, now } = visit;
  const { faults, error, status } = saysOf(visit, refusal, { name: "handle" });
  const { questions, way } = invitation.state;
  const texts = await questionTexts(visit.view, questions);
  const title = t("people.join.title");
  const { until } = invitation.state;
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.join.text", { ends: words.relative(until, now) })}</p>
      <Form t={t} action={path} keys={keys} faults={faults}>
        <LoginFields visit={visit} as="handle" error={error} />
        {way === "questions" && <p>{t("people.join.questions")}</p>}
        {questions.map((id, at) => (
          <AreaField
            t={t}
            name={`answer-${at + 1}`}
            label={`\u2068${chooseText(texts.get(id) ?? [], [visit.lang])?.text ?? ""}\u2069`}
            rows={3}
            maxlength={ANSWER_MAX}
            required
            value={posted.text(`answer-${at + 1}`)}
            error={error(`answer-${at + 1}`)}
          />
        ))}
        <Acts>
          <Button>{t("people.join.button")}</Button>
        </Acts>
      </Form>
      {session === null && (
        <p>
          <a href={`/sign-in?${new URLSearchParams({ to: path })}`}>
            {t("people.join.have-login")}
          </a>
        </p>
      )}
    </>
  );
  const keeps = way === "questions" ? ["answers", "names"] : ["names"];
  return { title, page, readers: t("people.join.readers"), status, keeps };
}

/** "She is here with me": a member's word, in person, that somebody may come back. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { asciiDigits } from "../../../house/values/index.ts";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { member } from "../facts.ts";
import { loginBehind, readLogin } from "../logins.ts";
import { handles } from "../questions.ts";
import { nodeOf } from "../records.ts";
import { vouchInPerson } from "../recovery.ts";
import { saysOf } from "../says.ts";
import { areTwo, mayVouch } from "../vouch.ts";
import { called } from "./members.page.tsx";

/** Whoever this is about, where the visitor's word counts; not oneself. */
async function whom({ view, params, session }: SpaceVisit) {
  if (session?.member == null || session.member === params["id"]) return null;
  const [me, thing] = [
    await view.thing(member, session.member),
    await view.thing(member, params["id"] ?? ""),
  ];
  if (me === undefined || !mayVouch(me.state)) return null;
  return thing === undefined || thing.state.gone !== null ? null : { me, thing };
}

/** The page. */
export async function inPersonPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const one = await whom(visit);
  if (one === null) return notHere;
  const { t, path, keys, view } = visit;
  const { faults, error, status } = saysOf(visit, refusal);
  const handle = (await handles(view, [one.thing.id])).get(one.thing.id) ?? null;
  const title = t("people.in-person.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>
        <b dir="auto">{called(visit, { handle })}</b>
      </p>
      <p>{t("people.in-person.text")}</p>
      <Form t={t} action={path} keys={keys} faults={faults}>
        <TextField
          t={t}
          name="digits"
          digits
          required
          label={t("people.in-person.digits")}
          maxlength={20}
          error={error("digits")}
        />
        <Acts>
          <Button>{t("people.in-person.button")}</Button>
        </Acts>
      </Form>
    </>
  );
  return { title, page, status };
}

/** Gives one's word, with the digits that were read out. */
export async function vouch(visit: SpaceVisit): Promise<Reply> {
  const { view, posted, session, space, house } = visit;
  const one = await whom(visit);
  if (one === null || session === null) return notHere;
  const parts = nodeOf(house);
  const login = await loginBehind(parts, space.id, one.thing.id);
  const digits = asciiDigits(posted.text("digits"));
  if (login === undefined)
    return inPersonPage(visit, refuse("people.recovery-digits", "state", { field: "digits" }));
  const by = { space: space.id, member: one.me.id, login: session.login, of: one.thing.id };
  const { memberships = [], dormant = [] } = (await readLogin(parts, login)) ?? {};
  const places = [...memberships, ...dormant];
  const two = async (other: string) => {
    const before = await view.thing(member, other);
    if (before === undefined || !mayVouch(before.state)) return false;
    return areTwo(await worldOf(visit, [one.me, before]), one.me, before);
  };
  const word = await vouchInPerson(parts, login, digits, by, { areTwo: two, places });
  if (isRefusal(word)) return inPersonPage(visit, word);
  const notice = word.until === null ? "people.in-person.one" : "people.in-person.two";
  return { goto: `${space.base}/members`, notice };
}

/** What {@link areTwo} looks at, read beforehand: whoever vouched for these. */
async function worldOf(
  { view }: SpaceVisit,
  of: readonly { state: { vouchers: readonly string[] } }[],
): Promise<Parameters<typeof areTwo>[0]> {
  const ids = new Set(of.flatMap(({ state }) => state.vouchers));
  const known = new Map<string, unknown>();
  for (const id of ids) known.set(id, await view.thing(member, id));
  return { thing: (_kind, id) => known.get(id) as never };
}

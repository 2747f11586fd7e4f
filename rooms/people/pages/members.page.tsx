/** Who is here and what each does; who is invited. */
import { ROLES, type Role } from "../../../house/circles.ts";
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Ticks } from "../../../ui/ticks.tsx";
import type { InvitationState } from "../facts.ts";
import { waiting } from "../newcomer-questions.ts";
import { type Listed, members, openInvitations } from "../questions.ts";
import { saysOf } from "../says.ts";
import { MAY_VOUCH } from "../vouching.ts";

/** Whether this visitor coordinates here. */
function coordinates({ session }: SpaceVisit): boolean {
  return session?.roles.includes("coordination") === true;
}

/** What a member is called on pages. */
export function called({ t }: SpaceVisit, { handle }: Pick<Listed, "handle">): string {
  return handle ?? t("people.members.no-name");
}

/** What a member is called in a list; whoever looks finds "you" beside their own. */
export function CalledHere(props: { visit: SpaceVisit; one: Pick<Listed, "id" | "handle"> }) {
  const { visit, one } = props;
  if (one.id !== visit.session?.member) return <>{called(visit, one)}</>;
  return (
    <>
      <bdi>{called(visit, one)}</bdi> ({visit.t("people.members.you")})
    </>
  );
}

const rolesText = ({ t, words }: SpaceVisit, roles: readonly Role[]) =>
  words.list(roles.map((role) => t(`people.role.${role}`)));

/** The list of members. */
export async function membersPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space } = visit;
  const listed = await members(view);
  const may = coordinates(visit);
  const invitations = await invitationsFor(visit);
  const waits = (await waiting(view)).length;
  const title = t("people.members.title");
  const page = (
    <>
      <h1>{title}</h1>
      {may && (
        <Acts>
          <Go href={`${space.base}/invitations/new`}>{t("people.invite.title")}</Go>
        </Acts>
      )}
      {waits > 0 && (
        <p>
          <a href={`${space.base}/newcomers`}>{t("people.newcomers.wait", { n: waits })}</a>
        </p>
      )}
      <Acts>
        <a href={`${space.base}/circles`}>{t("people.circles.title")}</a>
        <a href={`${space.base}/duties`}>{t("people.duties.title")}</a>
        <a href={`${space.base}/membership`}>{t("people.membership.title")}</a>
      </Acts>
      <Rows keyed>
        {listed.map((one) => (
          <MemberRow visit={visit} one={one} linked={may} />
        ))}
      </Rows>
      {invitations.length > 0 && <h2>{t("people.invitations.title")}</h2>}
      {invitations.length > 0 && (
        <Rows>
          {invitations.map((one) => (
            <InvitationRow visit={visit} one={one} />
          ))}
        </Rows>
      )}
    </>
  );
  return { title, page, scripts: ["keys.js"] };
}

/** Open invitations: all of them for coordination, those to be co-signed for who may vouch. */
async function invitationsFor(visit: SpaceVisit): Promise<Thing<InvitationState>[]> {
  const { view } = visit;
  if (coordinates(visit)) return openInvitations(view);
  if (!vouches(visit)) return [];
  return (await openInvitations(view)).filter(({ state }) => isToCosign(state));
}

/** Whether this visitor's word lets someone in. */
function vouches({ session }: SpaceVisit): boolean {
  return session?.roles.some((role) => MAY_VOUCH.includes(role)) === true;
}

const isToCosign = ({ way, by, enough }: InvitationState) =>
  way === "trusted" && !(enough && by.length > 1);

function MemberRow(props: { visit: SpaceVisit; one: Listed; linked: boolean }) {
  const { visit, one, linked } = props;
  const { t, space, session } = visit;
  return (
    <Row
      title={<CalledHere visit={visit} one={one} />}
      level={2}
      say={one.gone ? t("people.members.gone") : rolesText(visit, one.roles)}
      {...(linked ? { href: `${space.base}/members/${one.id}${one.gone ? "/reading" : ""}` } : {})}
    >
      {vouches(visit) && !one.gone && one.id !== session?.member && (
        <p>
          <a href={`${space.base}/members/${one.id}/recovery`}>
            {t("people.in-person.link")}
            <span class="unseen"> {called(visit, one)}</span>
          </a>
        </p>
      )}
    </Row>
  );
}

function InvitationRow({ visit, one }: { visit: SpaceVisit; one: Thing<InvitationState> }) {
  const { t, words, now, space, keys, session } = visit;
  const { roles, until, uses, used, way, by } = one.state;
  const ends = words.relative(until, now);
  const at = `${space.base}/invitations/${one.id}`;
  const mine = by.includes(session?.member ?? "");
  return (
    <Row
      title={rolesText(visit, roles)}
      say={t("people.invitations.left", { left: uses - used, ends })}
    >
      <p>{t(`people.way-say.${way}`, { n: by.length })}</p>
      {vouches(visit) && !mine && isToCosign(one.state) && (
        <Act action={`${at}/cosigning`} keys={keys} about={ends}>
          {t("people.invitations.cosign")}
        </Act>
      )}
      {coordinates(visit) && (
        <Act action={`${at}/withdrawal`} keys={keys} about={ends}>
          {t("people.invitations.withdraw")}
        </Act>
      )}
    </Row>
  );
}

/** Vouches beforehand for whoever comes in by an invitation. */
export async function cosign(visit: SpaceVisit): Promise<Reply> {
  const { params, send, space } = visit;
  const done = await send("people.cosign-invitation", { invitation: params["id"] });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/members`, notice: "people.invitations.cosigned" };
}

async function listedMember(visit: SpaceVisit): Promise<Listed | undefined> {
  if (!coordinates(visit)) return undefined;
  return (await members(visit.view)).find(({ id, gone }) => id === visit.params["id"] && !gone);
}

/** One member: their roles, and the way to seeing them out. For coordination. */
export async function memberPage(
  visit: SpaceVisit,
  refusal: Refusal | null = null,
): Promise<Reply> {
  const one = await listedMember(visit);
  if (one === undefined) return notHere;
  const { t, space, keys, posted, session } = visit;
  const own = one.id === session?.member;
  const at = `${space.base}/members/${one.id}`;
  const { faults, error, status } = saysOf(visit, refusal, { roles: "role" });
  const roles = posted.has("role") ? posted.all("role") : one.roles;
  const ticks = ROLES.map((role) => ({
    ...{ value: role, label: t(`people.role.${role}`), hint: t(`people.role-hint.${role}`) },
    ticked: roles.includes(role),
  }));
  const page = (
    <>
      <h1 dir="auto">{called(visit, one)}</h1>
      <Form t={t} action={at} keys={keys} faults={faults}>
        <Ticks t={t} name="role" label={t("people.roles")} ticks={ticks} error={error("role")} />
        <Acts>
          <Button>{t("people.save")}</Button>
        </Acts>
      </Form>
      <h2>{t(own ? "people.leave.title" : "people.removal.title")}</h2>
      <p>{t(own ? "people.leave.text" : "people.removal.text")}</p>
      <Acts>
        <Go href={own ? `${space.base}/membership/end` : `${at}/removal`} weight="quiet">
          {t(own ? "people.leave.look" : "people.removal.look")}
        </Go>
        <Go href={`${at}/reading`} weight="quiet">
          {t("people.reading-list.title")}
        </Go>
      </Acts>
    </>
  );
  return { title: called(visit, one), page, status };
}

/** Gives other roles. */
export async function setRoles(visit: SpaceVisit): Promise<Reply> {
  const { params, posted, send, space } = visit;
  const roles = posted.all("role");
  const done = await send("people.set-roles", { member: params["id"], roles });
  if (isRefusal(done)) return memberPage(visit, done);
  return { goto: `${space.base}/members`, notice: "people.saved.roles" };
}

/** Withdraws an invitation. */
export async function withdraw(visit: SpaceVisit): Promise<Reply> {
  const { params, send, space } = visit;
  const done = await send("people.withdraw-invitation", { invitation: params["id"] });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/members`, notice: "people.invitations.withdrawn" };
}

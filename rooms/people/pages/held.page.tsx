/** What is held about oneself: to read, to print, to take along, to erase. */

import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { countDrafts, dropDraftsOf, meansOf } from "../../../house/drafts.ts";
import type { Fields } from "../../../house/facts.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { Pager } from "../../../ui/pager.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { DayRange, DayText } from "../../../ui/time.tsx";
import { HANDLE_MAX } from "../facts.ts";
import { HELD_LOOK_MAX, type HeldEntry, heldAbout } from "../held.ts";
import { readLogin } from "../logins.ts";
import { dropOwnTime, ownTime } from "../own-time.ts";
import { nodeOf } from "../records.ts";
import { saysOf } from "../says.ts";
import { endSessions, listSessions } from "../sessions.ts";
import { stepUp } from "../stepup.ts";

/** Entries shown in full on a page; the file holds all. */
const SHOWN = 20;
const STAYS = ["figures", "group-words", "typed", "receipts", "copies"];

type Sum = { count: number; first: string; last: string };

/** The page. */
export async function heldPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, session, view, house, words } = visit;
  const member = session?.member;
  if (session === null || member == null) return notHere;
  const { kind, skip } = lookOf(visit);
  const sums = new Map<string, Sum>();
  const shown: HeldEntry[] = [];
  let many = 0;
  for await (const one of heldAbout(view, member)) {
    const sum = sums.get(one.kind) ?? { count: 0, first: one.day, last: one.day };
    sums.set(one.kind, { ...sum, count: sum.count + 1, first: one.day });
    if (kind !== null && one.kind !== kind) continue;
    if (many >= skip && shown.length < SHOWN) shown.push(one);
    many++;
  }
  const sessions = await listSessions(nodeOf(house), session.login);
  const drafts = await countDrafts(view.space, visit.now, { member });
  const title = t("people.held.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("people.held.text")}</p>
      {view.space.size > HELD_LOOK_MAX && (
        <p>{t("people.held.cut", { max: words.number(String(HELD_LOOK_MAX)) })}</p>
      )}
      <Acts>
        <Go href={`${visit.path.replace(/\/erasure$/, "")}.json`}>{t("people.held.take")}</Go>
        <a href="#erasing">{t("people.held.erase")}</a>
      </Acts>
      <Rows>
        {[...sums].map(([one, sum]) => (
          <SumRow visit={visit} kind={one} sum={sum} />
        ))}
      </Rows>
      <h2>{t("people.held.beside")}</h2>
      <ul>
        <li>{t("people.held.sessions", { n: sessions.length })}</li>
        <li>{t("people.held.drafts", { n: drafts })}</li>
        <li>
          {t("people.held.time")}{" "}
          <a href={`${visit.space.base}/membership/time`}>{t("people.time.title")}</a>
        </li>
        <li>{t("people.held.passphrase")}</li>
        <li>
          {t("people.held.second", { n: await waysOf(visit) })}{" "}
          <a href="/ways-in">{t("people.ways.title")}</a>
        </li>
      </ul>
      <h2 id="entries">{kind === null ? t("people.held.newest") : kindOf(visit, kind)}</h2>
      <Rows>
        {shown.map((one) => (
          <EntryRow visit={visit} one={one} />
        ))}
      </Rows>
      <Pager
        t={t}
        {...(skip > 0 ? { after: addressOf(visit, kind, Math.max(0, skip - SHOWN)) } : {})}
        {...(many > skip + SHOWN ? { before: addressOf(visit, kind, skip + SHOWN) } : {})}
      />
      {kind !== null && (
        <p>
          <a href={addressOf(visit, null, 0)}>{t("people.held.newest")}</a>
        </p>
      )}
      <Erasing visit={visit} refusal={refusal} />
    </>
  );
  const { status } = saysOf(visit, refusal);
  return { title, page, status, readers: t("people.waiting.readers") };
}

/** Which entries are asked for: of one kind or of all, and how many newer ones are passed over. */
function lookOf({ query }: SpaceVisit): { kind: string | null; skip: number } {
  const kind = /^[a-z-]{1,40}$/.exec(query.get("kind") ?? "")?.[0] ?? null;
  const skip = /^\d{1,5}$/.exec(query.get("skip") ?? "")?.[0] ?? "0";
  return { kind, skip: Number(skip) };
}

/** The same page with other entries of one's own. */
function addressOf({ space }: SpaceVisit, kind: string | null, skip: number): string {
  const asked = { ...(kind === null ? {} : { kind }), ...(skip === 0 ? {} : { skip: `${skip}` }) };
  const at = `${space.base}/membership/held`;
  const query = `${new URLSearchParams(asked)}`;
  return query === "" ? at : `${at}?${query}#entries`;
}

/** How many ways of proving oneself a login has beside its passphrase. */
async function waysOf({ house, session }: SpaceVisit): Promise<number> {
  const login = session === null ? null : await readLogin(nodeOf(house), session.login);
  const codes = login?.codes?.hashes.length ?? 0;
  return (login?.app === undefined ? 0 : 1) + (login?.passkeys?.length ?? 0) + codes;
}

const kindOf = ({ words, t }: SpaceVisit, kind: string) => {
  const key = `spaces.register.kind.${kind}`;
  return t(words.has(key) ? key : "spaces.register.kind.other");
};

function SumRow({ visit, kind, sum }: { visit: SpaceVisit; kind: string; sum: Sum }) {
  const { words, lang } = visit;
  return (
    <Row
      level={2}
      title={kindOf(visit, kind)}
      href={addressOf(visit, kind, 0)}
      end={words.number(String(sum.count))}
      say={<DayRange first={sum.first} last={sum.last} lang={lang} />}
    />
  );
}

function EntryRow({ visit, one }: { visit: SpaceVisit; one: HeldEntry }) {
  const { t, lang } = visit;
  const said = [...textsIn(one.people), ...textsIn(one.words)];
  return (
    <Row
      title={kindOf(visit, one.kind)}
      say={
        <>
          <DayText date={one.day} lang={lang} /> · {t(`people.held.why-${one.why}`)}
        </>
      }
    >
      {said.map((text) => (
        <p dir="auto">{text}</p>
      ))}
    </Row>
  );
}

/** Whatever text stands in a part, at any depth. */
function textsIn(fields: Fields | null): string[] {
  const texts = (value: unknown, key: string): string[] => {
    if (typeof value === "string") return key === "lang" ? [] : [value];
    if (typeof value !== "object" || value === null) return [];
    return Object.entries(value).flatMap(([name, one]) => texts(one, name));
  };
  return texts(fields, "");
}

function Erasing({ visit, refusal }: { visit: SpaceVisit; refusal: Refusal | null }) {
  const { t, keys, space, posted } = visit;
  const { faults, error } = saysOf(visit, refusal);
  return (
    <>
      <h2 id="erasing">{t("people.held.erase")}</h2>
      <p>{t("people.held.erase-text")}</p>
      <Form t={t} action={`${space.base}/membership/held/erasure`} keys={keys} faults={faults}>
        <TextField
          t={t}
          name="handle"
          label={t("people.held.next-name")}
          required
          maxlength={HANDLE_MAX}
          value={posted.text("handle")}
          error={error("handle")}
        />
        <Acts>
          <Button weight="grave">{t("people.held.erase")}</Button>
          <Go href={`${space.base}/membership/end`} weight="quiet">
            {t("people.leave.title")}
          </Go>
        </Acts>
      </Form>
      <h3>{t("people.held.stays")}</h3>
      <ul>
        {STAYS.map((what) => (
          <li>{t(`people.held.stays-${what}`)}</li>
        ))}
      </ul>
    </>
  );
}

/** Everything that is held about oneself, as one JSON file. */
export async function heldFile(visit: SpaceVisit): Promise<Reply> {
  const { session, view, house, space } = visit;
  const member = session?.member;
  if (session === null || member == null) return notHere;
  const sessions = await listSessions(nodeOf(house), session.login);
  const head = {
    ...{ space: space.id, member, roles: session.roles },
    drafts: await countDrafts(view.space, visit.now, { member }),
    time: await ownTime(view.space, member, visit.now),
    sessions: sessions.map(({ began, seen }) => ({ began, seen })),
  };
  async function* text(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${JSON.stringify(head).slice(0, -1)},"entries":[`);
    let first = true;
    for await (const one of heldAbout(view, member as string)) {
      yield Buffer.from(`${first ? "" : ","}\n${JSON.stringify(one)}`);
      first = false;
    }
    yield Buffer.from("\n]}\n");
  }
  return { file: text(), type: "application/json", name: "held.json" };
}

/** Erases what can be: the name used until now, drafts, and being signed in elsewhere. */
export async function eraseHeld(visit: SpaceVisit): Promise<Reply> {
  const { send, posted, session, view, house, space } = visit;
  const member = session?.member;
  if (session === null || member == null) return notHere;
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const done = await send("people.rename", { handle: posted.text("handle") });
  if (isRefusal(done)) return heldPage(visit, done);
  await dropDraftsOf(view.space, meansOf(house), { member });
  await dropOwnTime(view.space, member);
  await endSessions(nodeOf(house), session.login, session.id);
  return { goto: `${space.base}/membership/held`, notice: "people.held.erased" };
}

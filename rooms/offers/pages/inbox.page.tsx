/** What was offered: accept, accept less, decline with one tap; crowds set aside in two. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Filters } from "../../../ui/filters.tsx";
import { HiddenKey } from "../../../ui/hidden-key.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { OFFER_STATUSES, type OfferStatus, offer } from "../facts.ts";
import {
  type Crowd,
  crowdsOf,
  findOffers,
  needTitles,
  type OfferLine,
  type OfferQuery,
  offerLines,
} from "../questions.ts";
import { type Say, sayCodes, saysOf, typedAmount } from "../says.ts";
import { ANSWERS_MAX } from "../shapes.ts";
import { pastAsked, StillAsked } from "./asked.tsx";
import { OfferState } from "./parts.tsx";

const SHOWN = 50;
const TABS = ["waiting", "accepted", "aside", "declined", "received"] as const;

/** Which offers an address or a form asks for; the quiet box is another address. */
function queryOf(read: (name: string) => string, unasked: boolean): OfferQuery {
  const [status, hour, form, text] = ["status", "hour", "form", "text"].map(read);
  return {
    unasked,
    status: OFFER_STATUSES.find((one) => one === status) ?? "waiting",
    ...(/^[0-9]{1,15}$/.test(hour ?? "") ? { hour: Number(hour) } : {}),
    ...(/^[0-9a-f]{32}$/.test(form ?? "") ? { form: form as string } : {}),
    ...(text ? { text: text.slice(0, 200) } : {}),
  };
}

const fieldsOf = ({ status, hour, form, text }: OfferQuery): Record<string, string> => ({
  ...{ status, ...(hour !== undefined && { hour: String(hour) }) },
  ...{ ...(form !== undefined && { form }), ...(text !== undefined && { text }) },
});

const isNarrow = ({ hour, form, text }: OfferQuery) =>
  hour !== undefined || form !== undefined || text !== undefined;

/** The inbox: what was offered for lines. */
export function inboxPage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, false, null);
}

/** The quiet box, opened by coming here: what nobody asked for. */
export function quietBoxPage(visit: SpaceVisit): Promise<Reply> {
  return draw(visit, true, null);
}

/** Answers one offer, or all that one asks for by hour, form or text. */
export async function answer(visit: SpaceVisit): Promise<Reply> {
  const { posted, space, view, send } = visit;
  const unasked = posted.text("box") === "quiet";
  const what = posted.text("answer");
  const query = queryOf(posted.text, unasked);
  const back = `${space.base}/${unasked ? "quiet-box" : "contributions"}`;
  const id = posted.text("id");
  if (id !== "") {
    const answers = [await oneAnswer(visit, id, what)];
    const refused = answers.find(isRefusal);
    const said = await noticeOf(visit, id, what);
    const done = refused ?? (await send("offers.answer-many", { answers }));
    if (isRefusal(done)) return draw(visit, unasked, done);
    return { goto: `${back}?${new URLSearchParams(fieldsOf(query))}`, ...said };
  }
  if (what !== "accept" && !isNarrow(query))
    return draw(visit, unasked, refuse("offers.narrow-first", "shape"));
  const ids = (await findOffers(view, query)).map((thing) => thing.id);
  let changed = 0;
  for (let at = 0; at < ids.length; at += ANSWERS_MAX) {
    const answers = ids.slice(at, at + ANSWERS_MAX).map((one) => ({ id: one, answer: what }));
    const done = await send("offers.answer-many", { answers }, { part: String(at) });
    if (isRefusal(done)) return draw(visit, unasked, done);
    changed += Number(done.answer["changed"]);
  }
  return { goto: back, notice: "offers.notice.many", vars: { n: changed } };
}

/** What is said once it is answered; before it is, since accepting changes what is asked. */
async function noticeOf(visit: SpaceVisit, id: string, what: string) {
  const { view, words, posted } = visit;
  const notice = `offers.notice.${["accept", "decline"].includes(what) ? what : "aside"}`;
  const thing = what === "accept" ? await view.thing(offer, id) : undefined;
  if (thing?.state.need == null || thing.state.status === "accepted") return { notice };
  const { need: line, quantity } = thing.state;
  const typed = typedAmount(posted.text("quantity"), quantity?.unit ?? "item", "quantity");
  const much = typed === null || isRefusal(typed) ? quantity : typed;
  const past = pastAsked((await needTitles(view, [line])).get(line)?.thing, much);
  if (past === null) return { notice };
  const say = await sayCodes(view, words, [past.unit]);
  return { notice: "offers.notice.accept-past", vars: { amount: say.amount(past) } };
}

async function oneAnswer({ posted }: SpaceVisit, id: string, answered: string) {
  if (answered !== "accept") return { id, answer: answered };
  const unit = posted.text("quantity-unit") || "item";
  const quantity = typedAmount(posted.text("quantity"), unit, `quantity-${id}`);
  if (quantity !== null && isRefusal(quantity)) return quantity;
  return { id, answer: answered, ...(quantity && { quantity }) };
}

async function draw(
  visit: SpaceVisit,
  unasked: boolean,
  refusal: Refusal | null,
): Promise<PageReply> {
  const { t, view, space, query: asked, posted, method, words } = visit;
  const read = method === "GET" ? (name: string) => asked.get(name) ?? "" : posted.text;
  const query = queryOf(read, unasked);
  const found = await findOffers(view, query);
  const lines = await offerLines(view, found.slice(0, SHOWN));
  const titles = await needTitles(
    view,
    lines.map(({ thing }) => thing.state.need),
  );
  const say = await sayCodes(
    view,
    words,
    lines.flatMap(({ thing: { state } }) => [
      state.quantity?.unit,
      titles.get(state.need ?? "")?.thing.state.asked?.unit,
    ]),
  );
  const base = `${space.base}/${unasked ? "quiet-box" : "contributions"}`;
  const title = t(unasked ? "offers.quiet.title" : "offers.inbox.title");
  const { faults, status } = saysOf(visit, refusal);
  const box = unasked ? null : await quietBox(visit);
  const page = (
    <>
      <h1>{title}</h1>
      {faults.map(({ text }) => (
        <Notice kind="stop" t={t} title={text} />
      ))}
      {unasked && <p>{t("offers.quiet.lead")}</p>}
      <Tabs
        label={t("offers.inbox.which")}
        links={TABS.map((one) => ({
          ...{ href: `${base}?status=${one}`, label: t(`offers.status.${one}`) },
          current: one === query.status,
        }))}
      />
      <Narrow visit={visit} base={base} query={query} />
      <Many visit={visit} query={query} many={found.length} />
      {query.status === "waiting" && !isNarrow(query) && (
        <Crowds visit={visit} base={base} crowds={crowdsOf(found)} />
      )}
      {found.length === 0 && <Empty title={t("offers.inbox.empty")} />}
      <Rows>
        {lines.map((line) => (
          <Offered
            {...{ visit, line, say, query }}
            asked={titles.get(line.thing.state.need ?? "")?.thing}
            title={titles.get(line.thing.state.need ?? "")?.title ?? line.what}
          />
        ))}
      </Rows>
      {found.length > SHOWN && <p>{t("offers.inbox.more", { n: found.length - SHOWN })}</p>}
      {box}
    </>
  );
  return { page, title, status };
}

/** Searching by text; an hour or a form stays as it is. */
function Narrow(props: { visit: SpaceVisit; base: string; query: OfferQuery }) {
  const { visit, base, query } = props;
  const { t } = visit;
  const { text, ...rest } = fieldsOf(query);
  return (
    <Filters t={t} action={base} active={isNarrow(query)}>
      {Object.entries(rest).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <TextField
        {...{ t, name: "text", type: "search", label: t("offers.inbox.text") }}
        value={text}
      />
    </Filters>
  );
}

/** All that is asked for, answered together. */
function Many(props: { visit: SpaceVisit; query: OfferQuery; many: number }) {
  const { visit, query, many } = props;
  const { t, keys, space } = visit;
  if (!isNarrow(query) || many === 0) return null;
  const fields = { ...fieldsOf(query), box: query.unasked ? "quiet" : "" };
  const action = `${space.base}/contributions/answers`;
  const answers = query.status === "aside" ? ["accept", "decline"] : ["aside", "decline"];
  return (
    <Acts>
      {answers.map((one) => (
        <Act action={action} keys={keys} fields={{ ...fields, answer: one }}>
          {t(`offers.many.${one}`, { n: many })}
        </Act>
      ))}
    </Acts>
  );
}

const hourIn = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).hour;

/** Crowds, each a link to what it is made of. */
function Crowds(props: { visit: SpaceVisit; base: string; crowds: Crowd[] }) {
  const { visit, base, crowds } = props;
  const { t, words, space } = visit;
  if (crowds.length === 0) return null;
  const hour = (at: number) => {
    const date = words.day(dayOf(at, space.zone), "short");
    return t("offers.crowd.hour", { day: date, hour: hourIn(at, space.zone) });
  };
  return (
    <Notice kind="info" t={t} title={t("offers.crowd.title")}>
      <ul>
        {crowds.map((crowd) => (
          <li>
            <a href={`${base}?${"form" in crowd ? `form=${crowd.form}` : `hour=${crowd.hour}`}`}>
              {"form" in crowd ? t("offers.crowd.form") : hour(crowd.hour)}
            </a>{" "}
            {t("offers.crowd.many", { n: crowd.many })}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

type Props = { visit: SpaceVisit; line: OfferLine; say: Say; query: OfferQuery };
type Asked = Parameters<typeof pastAsked>[0];

/** One offer with its answers. */
function Offered(props: Props & { title: OfferLine["what"]; asked: Asked }) {
  const { visit, line, say, query, title, asked } = props;
  const { t, words, now } = visit;
  const { state } = line.thing;
  const waits = state.status !== "accepted" && state.status !== "received";
  const named = title ?? { lang: words.lang, text: t("offers.words-gone") };
  const who = line.people?.name ?? t("offers.forgotten");
  return (
    <Row
      level={2}
      title={<span {...voiceOf(named)}>{named.text}</span>}
      end={state.quantity === null ? undefined : say.amount(state.quantity)}
      say={
        <>
          <bdi>{who}</bdi>
          {line.people !== null && (
            <>
              {" · "}
              <bdi>{line.people.reach}</bdi>
            </>
          )}
          {" · "}
          {words.relative(state.madeAt, now)}
          {state.by !== null && " · "}
          {state.by !== null && t("offers.inbox.by", { day: words.day(state.by, "short") })}
        </>
      }
    >
      <OfferState t={t} status={state.status} />
      {state.told && <span class="soft"> {t("offers.inbox.told")}</span>}
      {waits && <StillAsked {...{ t, say, asked, much: state.quantity }} />}
      <Answers visit={visit} line={line} say={say} query={query} />
    </Row>
  );
}

/** Accept (as much as stands in the field), decline, set aside: each one tap. */
function Answers({ visit, line, say, query }: Props) {
  const { t, keys, space } = visit;
  const { id, state } = line.thing;
  const open = ["waiting", "aside", "accepted", "declined", "lapsed"].includes(state.status);
  if (!open) return null;
  const hidden = { ...fieldsOf(query), id, box: query.unasked ? "quiet" : "" };
  const { quantity } = state;
  const about = line.people?.name ?? "";
  return (
    <form class="form" method="post" action={`${space.base}/contributions/answers`}>
      <HiddenKey keys={keys} />
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {quantity !== null && (
        <div class="amount">
          <input
            {...{ name: "quantity", value: (state.accepted ?? quantity).of, size: 6, dir: "ltr" }}
            {...{ inputmode: "decimal", autocomplete: "off" }}
            aria-label={t("offers.inbox.how-much", { unit: say.unit(quantity.unit), name: about })}
          />
          <span class="unit">
            {say.unitOf(state.accepted ?? quantity)}
            <input type="hidden" name="quantity-unit" value={quantity.unit} />
          </span>
        </div>
      )}
      <Acts>
        <Answer t={t} value="accept" about={about} main={state.status === "waiting"} />
        <Answer t={t} value="decline" about={about} />
        {state.status === "waiting" && <Answer t={t} value="aside" about={about} />}
      </Acts>
    </form>
  );
}

function Answer(props: { t: SpaceVisit["t"]; value: string; about: string; main?: boolean }) {
  const { t, value, about, main = false } = props;
  return (
    <Button weight={main ? "main" : "quiet"} name="answer" value={value}>
      {t(`offers.act.${value}`)}
      <span class="unseen"> {about}</span>
    </Button>
  );
}

/** The quiet box, closed: how many are in it, and the way to open it. */
async function quietBox(visit: SpaceVisit) {
  const { t, view, space } = visit;
  const status: OfferStatus = "waiting";
  const inside = await findOffers(view, { status, unasked: true });
  return (
    <section>
      <h2>{t("offers.quiet.title")}</h2>
      <p>{t("offers.quiet.closed", { n: inside.length })}</p>
      <Go href={`${space.base}/quiet-box`} weight="quiet">
        {t("offers.quiet.open")}
      </Go>
    </section>
  );
}

/** What was offered: accept, accept less, decline with one tap; crowds set aside in two. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import type { Beside } from "../../../house/room.ts";
import { dayOf, signOf } from "../../../house/values/index.ts";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { HiddenKey } from "../../../ui/hidden-key.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { State } from "../../../ui/state.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { awaitsSending, forgetAt } from "../decider.ts";
import { type OfferStatus, offer, type OfferState as Stands } from "../facts.ts";
import {
  ENDED,
  findOffers,
  needTitles,
  type OfferLine,
  type OfferQuery,
  offerLines,
  openBox,
} from "../questions.ts";
import { daysKept, type Say, sayCodes, saysOf, timeKept, typedAmount } from "../says.ts";
import { ANSWERS_MAX } from "../shapes.ts";
import { pastAsked, StillAsked } from "./asked.tsx";
import { BesideLines, besideOf } from "./beside.tsx";
import { Crowds, fieldsOf, isNarrow, Many, Narrow, queryOf } from "./crowds.tsx";
import { Leaves, leafOf, OfferState } from "./parts.tsx";

const SHOWN = 50;
const TABS = ["waiting", "accepted", "aside", "declined", "received", "ended"] as const;

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
    const next = what === "accept" ? { next: await afterAccepting(visit, back, [id]) } : {};
    return { goto: `${back}?${new URLSearchParams(fieldsOf(query))}`, ...said, ...next };
  }
  if (!isNarrow(query)) return draw(visit, unasked, refuse("offers.narrow-first", "shape"));
  const ids = (await findOffers(view, query)).map((thing) => thing.id);
  let changed = 0;
  for (let at = 0; at < ids.length; at += ANSWERS_MAX) {
    const answers = ids.slice(at, at + ANSWERS_MAX).map((one) => ({ id: one, answer: what }));
    const done = await send("offers.answer-many", { answers }, { part: String(at) });
    if (isRefusal(done)) return draw(visit, unasked, done);
    changed += Number(done.answer["changed"]);
  }
  const notice = `offers.notice.many-${["accept", "decline"].includes(what) ? what : "aside"}`;
  const time = await timeKept(view, visit);
  const next = what === "accept" ? { next: await afterAccepting(visit, back, ids) } : {};
  return { goto: back, notice, vars: { n: changed, time }, ...next };
}

/** What comes after accepting: the shipment of the one thing, where it can be sent, else all. */
async function afterAccepting({ view, space }: SpaceVisit, back: string, ids: readonly string[]) {
  const [only = "", ...more] = ids;
  const one = more.length === 0 ? await view.thing(offer, only) : undefined;
  return one === undefined || one.state.quantity === null
    ? { href: `${back}?status=accepted`, says: "offers.act.see-accepted" }
    : { href: `${space.base}/deliveries/new?offer=${only}`, says: "offers.act.send" };
}

/** What is said once it is answered; before it is, since accepting changes what is asked. */
async function noticeOf(visit: SpaceVisit, id: string, what: string) {
  const { view, words, posted } = visit;
  const notice = `offers.notice.${["accept", "decline"].includes(what) ? what : "aside"}`;
  const vars = { time: await timeKept(view, visit) };
  const thing = what === "accept" ? await view.thing(offer, id) : undefined;
  if (thing?.state.need == null || thing.state.status === "accepted") return { notice, vars };
  const { need: line, quantity } = thing.state;
  const typed = typedAmount(posted.text("quantity"), quantity?.unit ?? "item", "quantity");
  const much = typed === null || isRefusal(typed) ? quantity : typed;
  const past = pastAsked((await needTitles(view, [line])).get(line)?.thing, much);
  if (past === null) return { notice, vars };
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
  const only = await onlyOne(visit);
  const query = only?.query ?? queryOf(read, unasked);
  const { found, crowds } = only ?? (await openBox(view, query));
  const leaf = leafOf(found, read("from"), SHOWN);
  const lines = await offerLines(view, leaf.shown);
  const to = (from: string) => `${base}?${new URLSearchParams({ ...fieldsOf(query), from })}`;
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
  const beside = await Promise.all(lines.map(({ thing }) => besideOf(visit, thing)));
  const base = `${space.base}/${unasked ? "quiet-box" : "contributions"}`;
  const title = t(unasked ? "offers.quiet.title" : "offers.inbox.title");
  const { faults, status } = saysOf(visit, refusal);
  const box = unasked ? null : await quietBox(visit);
  const days = await daysKept(view);
  const time = t("house.time.days", { n: days });
  const page = (
    <>
      <h1>{title}</h1>
      {faults.map(({ text }) => (
        <Notice kind="stop" t={t} title={text} />
      ))}
      {unasked && <p>{t("offers.quiet.lead", { time })}</p>}
      <Tabs
        label={t("offers.inbox.which")}
        links={TABS.map((one) => ({
          ...{ href: `${base}?status=${one}`, label: t(`offers.status.${one}`) },
          current: one === query.status,
        }))}
      />
      <Narrow visit={visit} base={base} query={query} />
      <Many visit={visit} query={query} many={found.length} />
      {!isNarrow(query) && <Crowds {...{ visit, base, query, crowds }} />}
      {found.length === 0 && <NoneHere {...{ visit, query, time }} />}
      <Rows>
        {lines.map((line, at) => (
          <Offered
            {...{ visit, line, say, query, days, beside: beside[at] ?? [] }}
            asked={titles.get(line.thing.state.need ?? "")?.thing}
            title={titles.get(line.thing.state.need ?? "")?.title ?? line.what}
          />
        ))}
      </Rows>
      <Leaves {...{ t, leaf, to }} />
      {box}
    </>
  );
  return { page, title, status };
}

type Props = { visit: SpaceVisit; line: OfferLine; say: Say; query: OfferQuery };
type Asked = Parameters<typeof pastAsked>[0];

/** One offer with its answers. */
function Offered(
  props: Props & {
    title: OfferLine["what"];
    asked: Asked;
    days: number;
    beside: readonly Beside[];
  },
) {
  const { visit, line, say, query, title, asked, days, beside } = props;
  const { t, words, now } = visit;
  const { state } = line.thing;
  const waits = state.status !== "accepted" && state.status !== "received";
  const named = title ?? { lang: words.lang, text: t("offers.words-gone") };
  const who = line.people?.name ?? line.group?.text ?? t("offers.forgotten");
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
      {state.ally !== null && (
        <p>
          <a href={`${visit.space.base}/allies/${state.ally}`}>{t("offers.inbox.by-group")}</a>
          {line.wrote !== null && " · "}
          <bdi>{line.wrote}</bdi>
        </p>
      )}
      {state.told && <span class="soft"> {t("offers.inbox.told")}</span>}
      {state.saidSent !== null && awaitsSending(state) && (
        <State is="said">
          {t("offers.inbox.said-sent", { ago: words.relative(state.saidSent, now) })}
        </State>
      )}
      {line.people !== null && <KeptUntil {...{ visit, state, days }} />}
      {waits && <StillAsked {...{ t, say, asked, much: state.quantity }} />}
      <BesideLines visit={visit} all={beside} />
      <Answers visit={visit} line={line} say={say} query={query} />
    </Row>
  );
}

/** Until when name and reach are here, where there is an end; and what keeps them. */
function KeptUntil(props: { visit: SpaceVisit; state: Stands; days: number }) {
  const { state, days } = props;
  const { t, words, space } = props.visit;
  const at = forgetAt(state, days);
  if (at === null) return null;
  const how = state.closedAt === null ? "line" : state.status === "aside" ? "aside" : "closed";
  return <p class="soft">{t(`offers.kept.${how}`, { day: words.day(dayOf(at, space.zone)) })}</p>;
}

/** Accept (as much as stands in the field), decline, set aside: each one tap. */
function Answers({ visit, line, say, query }: Props) {
  const { t, keys, space } = visit;
  const { id, state } = line.thing;
  if (ANSWERS[state.status] === undefined) return null;
  const hidden = { ...fieldsOf(query), id, box: query.unasked ? "quiet" : "" };
  const { quantity } = state;
  const about = line.people?.name ?? line.group?.text ?? "";
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
        {state.open !== null && signOf(state.open) > 0 && (
          <Go href={`${space.base}/deliveries/new?offer=${id}`}>
            {t("offers.act.send")} <span class="unseen">{about}</span>
          </Go>
        )}
        {ANSWERS[state.status]?.map(([value, said], at) => (
          <Answer {...{ t, value, said, about }} main={state.status === "waiting" && at === 0} />
        ))}
      </Acts>
    </form>
  );
}

/** The one offer that an address names, wherever it stands, or null. */
async function onlyOne({ view, query, method }: SpaceVisit) {
  const id = method === "GET" ? (query.get("only") ?? "") : "";
  const thing = id === "" ? undefined : await view.thing(offer, id);
  if (thing === undefined) return null;
  const { status: stands, need } = thing.state;
  const status = ENDED.includes(stands) ? ("ended" as const) : stands;
  return { found: [thing], crowds: [], query: { status, unasked: need === null } };
}

/** What can be answered, by where it stands, and the words of its button. */
const ANSWERS: Partial<Record<OfferStatus, readonly (readonly [string, string])[]>> = {
  waiting: [
    ["accept", "accept"],
    ["decline", "decline"],
    ["aside", "aside"],
  ],
  accepted: [
    ["accept", "accept-this"],
    ["decline", "decline"],
  ],
  aside: [
    ["accept", "accept"],
    ["decline", "decline"],
  ],
  declined: [["accept", "accept-after-all"]],
  lapsed: [["accept", "accept-after-all"]],
};

type Answering = { t: SpaceVisit["t"]; value: string; said: string; about: string; main: boolean };

function Answer({ t, value, said, about, main }: Answering) {
  return (
    <Button weight={main ? "main" : "quiet"} name="answer" value={value}>
      {t(`offers.act.${said}`)}
      <span class="unseen"> {about}</span>
    </Button>
  );
}

/** Nothing stands so: says what would, and the next step where there is one. */
function NoneHere(props: { visit: SpaceVisit; query: OfferQuery; time: string }) {
  const { visit, query, time } = props;
  const { t, space } = visit;
  const { status, unasked } = query;
  if (isNarrow(query)) return <Empty title={t("offers.inbox.empty")} />;
  return (
    <Empty title={t("offers.inbox.empty")}>
      <p>{t(`offers.inbox.empty-${status}`, { time })}</p>
      {status === "waiting" && !unasked && (
        <p>
          <a href={`${space.base}/share`}>{t("offers.inbox.share")}</a>
        </p>
      )}
    </Empty>
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

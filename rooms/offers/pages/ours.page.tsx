/**
 * What an allied group offered here: how each stands, what is on its way, and what it says of it.
 */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { type Amount, dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { saysOf } from "../../people/index.ts";
import { offersBy } from "../ally.ts";
import { awaitsSending } from "../decider.ts";
import { needTitles, type OfferLine, offerLines } from "../questions.ts";
import { type Say, sayCodes, typedAmount, typedDay } from "../says.ts";
import { Leaves, leafOf, OfferState } from "./parts.tsx";

const SHOWN = 50;

/** `GET /ally/contributions`; a refusal stands at the contribution it is about. */
export async function oursPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  const { t, view, space, words, session, query } = visit;
  const all = await offersBy(view, session?.ally?.ally ?? "");
  const leaf = leafOf(all, query.get("from"), SHOWN);
  const lines = await offerLines(view, leaf.shown);
  const titles = await needTitles(
    view,
    lines.map(({ thing }) => thing.state.need),
  );
  const say = await sayCodes(
    view,
    words,
    lines.map(({ thing }) => thing.state.quantity?.unit),
  );
  const base = `${space.base}/ally/contributions`;
  const title = t("offers.ours.title");
  const open = view.opens(space.thing.circle, space.thing);
  const page = (
    <>
      <h1>{title}</h1>
      {all.length === 0 && (
        <Empty title={t("offers.ours.none")}>
          <p>{t("offers.ours.none-text")}</p>
        </Empty>
      )}
      <Acts>
        {open && <Go href={space.base}>{t("offers.ours.list")}</Go>}
        {open && (
          <Go href={`${space.base}/contributions/new`} weight="quiet">
            {t("offers.ours.unasked")}
          </Go>
        )}
      </Acts>
      <Rows>
        {lines.map((line) => (
          <Ours
            {...{ visit, line, say, base, refusal }}
            title={titles.get(line.thing.state.need ?? "")?.title ?? line.what}
          />
        ))}
      </Rows>
      <Leaves {...{ t, leaf }} to={(from) => `${base}?${new URLSearchParams({ from })}`} />
    </>
  );
  const readers = t("allies.home.readers");
  return { title, page, readers, typed: readers, status: saysOf(visit, refusal).status };
}

type One = { visit: SpaceVisit; line: OfferLine; say: Say; base: string; refusal: Refusal | null };

function Ours(props: One & { title: OfferLine["what"] }) {
  const { visit, line, say, title } = props;
  const { t, words, space } = visit;
  const { state } = line.thing;
  const named = title ?? { lang: words.lang, text: t("offers.words-gone") };
  const amounts: [string, Amount | null][] = [
    ["accepted", state.accepted],
    ...Object.values(state.onTheWay).map((of): [string, Amount] => ["on-the-way", of]),
    ...Object.values(state.received).map((of): [string, Amount] => ["counted", of]),
  ];
  return (
    <Row
      level={2}
      title={<span {...voiceOf(named)}>{named.text}</span>}
      end={state.quantity === null ? undefined : say.amount(state.quantity)}
      say={
        <>
          {words.day(dayOf(state.madeAt, space.zone), "short")}
          {line.wrote !== null && " · "}
          <bdi>{line.wrote}</bdi>
        </>
      }
    >
      <OfferState t={t} status={state.status} />
      {amounts.map(
        ([what, of]) =>
          of !== null && (
            <p>
              <span class="soft">{t(`offers.receipt.${what}`)}</span> <b>{say.amount(of)}</b>
            </p>
          ),
      )}
      <p>{t(`offers.ours.next-${state.status}`)}</p>
      {Object.keys(state.received).length > 0 && (
        <p>
          <a href={`${space.base}/contributions/${line.thing.id}/proof`}>
            {t("offers.receipt.proof")}
          </a>
        </p>
      )}
      <Doing {...props} about={named.text} />
    </Row>
  );
}

/** It is on its way; it changed; it is taken back. */
function Doing(props: One & { about: string }) {
  const { visit, line, say, base, refusal, about } = props;
  const { t, keys, words, posted, space } = visit;
  const { id, state } = line.thing;
  const open = state.closedAt === null || state.status === "aside";
  const mine = visit.params["id"] === id;
  const { faults, error } = saysOf(visit, mine ? refusal : null);
  const unit = state.quantity?.unit ?? "item";
  const typed = (name: string, now: string) => (mine && posted.has(name) ? posted.text(name) : now);
  const sent = state.saidSent;
  return (
    <>
      {sent !== null && awaitsSending(state) && (
        <p>{t("offers.ours.said-sent", { day: words.day(dayOf(sent, space.zone)) })}</p>
      )}
      <Acts>
        {awaitsSending(state) && (
          <Act
            {...{ action: `${base}/${id}/sent`, keys, about }}
            fields={{ sent: sent === null ? "yes" : "no" }}
          >
            {t(sent === null ? "offers.receipt.say-sent" : "offers.receipt.not-sent")}
          </Act>
        )}
        {open && (
          <Act {...{ action: `${base}/${id}/withdrawal`, keys, about, weight: "grave" }}>
            {t("offers.receipt.withdraw")}
          </Act>
        )}
      </Acts>
      {open && (
        <details open={faults.length > 0 ? true : undefined}>
          <summary>
            {t("offers.receipt.change")}
            <span class="unseen"> {about}</span>
          </summary>
          <Form t={t} action={`${base}/${id}/change`} {...{ keys, faults }}>
            {state.quantity !== null && (
              <AmountField
                {...{ t, name: "quantity", id: `quantity-${id}`, required: true }}
                {...{ label: t("offers.field.quantity"), error: error("quantity") }}
                units={[{ value: unit, label: say.unit(unit) }]}
                value={{ of: typed("quantity", state.quantity.of) }}
              />
            )}
            <DateField
              {...{ t, name: "by", id: `by-${id}`, label: t("offers.field.by") }}
              {...{ month: space.protects, error: error("by") }}
              value={typed("by", state.by?.date.slice(0, space.protects ? 7 : 10) ?? "")}
            />
            <Acts>
              <Button weight="quiet">{t("offers.receipt.save")}</Button>
            </Acts>
          </Form>
        </details>
      )}
    </>
  );
}

async function does(
  visit: SpaceVisit,
  command: string,
  input: object,
  notice: string,
): Promise<Reply> {
  const done = await visit.send(command, { id: visit.params["id"], ...input });
  if (!isRefusal(done)) return { goto: `${visit.space.base}/ally/contributions`, notice };
  return done.because === "not-found" ? notHere : oursPage(visit, done);
}

/** `POST /ally/contributions/:id/sent`: says that it left, or that it has not after all. */
export function saySent(visit: SpaceVisit): Promise<Reply> {
  const sent = visit.posted.text("sent") === "yes";
  return does(visit, "offers.say-sent", { sent }, "offers.ours.saved");
}

/** `POST /ally/contributions/:id/withdrawal`. */
export function withdraw(visit: SpaceVisit): Promise<Reply> {
  return does(visit, "offers.withdraw", {}, "offers.receipt.withdrawn");
}

/** `POST /ally/contributions/:id/change`. */
export async function change(visit: SpaceVisit): Promise<Reply> {
  const { posted, view, space, session } = visit;
  const all = await offersBy(view, session?.ally?.ally ?? "");
  const thing = all.find(({ id }) => id === visit.params["id"]);
  if (thing === undefined) return notHere;
  const unit = thing.state.quantity?.unit ?? "item";
  const quantity = typedAmount(posted.text("quantity"), unit, "quantity");
  if (isRefusal(quantity)) return oursPage(visit, quantity);
  const by = typedDay(posted.text("by"), space.zone, "by");
  if (isRefusal(by)) return oursPage(visit, by);
  return does(visit, "offers.change-as-group", { quantity, by }, "offers.ours.saved");
}

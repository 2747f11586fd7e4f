/**
 * The holder's page: the code is typed and posted, never in an address, so every answer here is to
 * a post and carries the code on in its forms.
 */
import type { Author } from "../../../house/command.ts";
import type { Reply, Visit } from "../../../house/door.ts";
import { isRefusal, type Refusal, refuse } from "../../../house/refusal.ts";
import { type Amount, dayOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { AmountField } from "../../../ui/amount-field.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { CodeForm } from "../../../ui/code-form.tsx";
import { DateField } from "../../../ui/date-field.tsx";
import { ErrorSummary } from "../../../ui/error-summary.tsx";
import { Form } from "../../../ui/form.tsx";
import { FORM_KEY } from "../../../ui/hidden-key.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { voiceOf } from "../../../ui/words.tsx";
import { nodeOf } from "../../people/index.ts";
import { slugOf } from "../../spaces/index.ts";
import { awaitsSending, forgetAt, lapseOf } from "../decider.ts";
import { NAME_MAX, type OfferPeople, type OfferState, REACH_MAX } from "../facts.ts";
import { type Held, heldBy } from "../holder.ts";
import { needTitles, offerLines } from "../questions.ts";
import { daysKept, type Say, sayCodes, saysOf, typedAmount, typedDay } from "../says.ts";
import { OfferState as StateOf } from "./parts.tsx";

const BASE = "/receipt";

/** Asks for the code. */
export async function receiptPage(visit: Visit): Promise<Reply> {
  return askCode(visit, null);
}

/** Shows what the code is of. */
export async function receipt(visit: Visit): Promise<Reply> {
  const held = await heldBy(visit);
  return held === null ? askCode(visit, wrongCode) : draw(visit, held, null);
}

/** Changes it. */
export function change(visit: Visit): Promise<Reply> {
  return acting(visit, "offers.change", ({ thing, zone }) => {
    const { posted } = visit;
    const unit = thing.state.quantity?.unit ?? "item";
    const quantity = typedAmount(posted.text("quantity"), unit, "quantity");
    if (isRefusal(quantity)) return quantity;
    const by = typedDay(posted.text("by"), zone, "by");
    if (isRefusal(by)) return by;
    return { id: thing.id, quantity, by, name: posted.text("name"), reach: posted.text("reach") };
  });
}

/** Says that it left, or that it has not after all. */
export function saySent(visit: Visit): Promise<Reply> {
  const sent = visit.posted.text("sent") === "yes";
  return acting(visit, "offers.say-sent", ({ thing }) => ({ id: thing.id, sent }));
}

/** Withdraws it. */
export function withdraw(visit: Visit): Promise<Reply> {
  return acting(visit, "offers.withdraw", ({ thing }) => ({ id: thing.id }));
}

/** Has the holder's name and reach erased. */
export function forget(visit: Visit): Promise<Reply> {
  return acting(visit, "offers.forget", ({ thing }) => ({ id: thing.id }));
}

type Done = "saved" | "withdrawn" | "erased";
const DONE: Record<string, Done> = {
  ...{ "offers.change": "saved", "offers.withdraw": "withdrawn", "offers.forget": "erased" },
  "offers.say-sent": "saved",
};

const wrongCode = refuse("offers.no-such-receipt", "not-found", { field: "code" });

/** Sends a command as the holder of the code; `input` reads the form. */
async function acting(
  visit: Visit,
  command: string,
  input: (held: Held) => object | Refusal,
): Promise<Reply> {
  const held = await heldBy(visit);
  if (held === null) return askCode(visit, wrongCode);
  const read = input(held);
  if (isRefusal(read)) return draw(visit, held, read);
  const author: Author = { by: "holder", thing: held.thing.id, code: held.code };
  const done = await visit.house.dispatch({
    ...{ space: held.view.space.id, command, input: read, author },
    key: visit.posted.text(FORM_KEY),
  });
  const after = (await heldBy(visit)) ?? held;
  return isRefusal(done) ? draw(visit, after, done) : draw(visit, after, null, DONE[command]);
}

function askCode(visit: Visit, refusal: Refusal | null): Reply {
  const { t, keys } = visit;
  const { faults, error } = saysOf(visit, refusal);
  const title = t("offers.receipt.title");
  const [label, hint] = [t("offers.receipt.code"), t("offers.receipt.code-hint")];
  const says = { label, hint, go: t("offers.receipt.look") };
  const page = (
    <>
      <h1>{title}</h1>
      <CodeForm {...{ t, action: BASE, keys, faults, says }} error={error("code")} />
    </>
  );
  return { page, title, status: refusal === null ? 200 : 404 };
}

async function draw(
  visit: Visit,
  held: Held,
  refusal: Refusal | null,
  done: Done | null = null,
): Promise<Reply> {
  const { t, words, house } = visit;
  const { state } = held.thing;
  const say = await sayCodes(held.view, words, [state.quantity?.unit]);
  const open = await house.view(held.view.space.id, { by: "public" });
  const titles = open && state.need ? await needTitles(open, [state.need]) : new Map();
  const [line] = await offerLines(held.view, [held.thing]);
  const asked = titles.get(state.need ?? "")?.title ?? line?.what;
  const own = { visit, state, say, zone: held.zone, days: await daysKept(held.view) };
  // Where everyone may read the line, its list; a protected group's address is never told here.
  const shown = titles.size > 0 && !held.protects;
  const slug = shown ? await slugOf(nodeOf(house), held.view.space.id) : null;
  const title = t("offers.receipt.title");
  const page = (
    <>
      <h1>{title}</h1>
      {done !== null && <Notice kind="done" t={t} title={t(`offers.receipt.${done}`)} />}
      <h2 {...(asked && voiceOf(asked))}>{asked?.text ?? t("offers.receipt.your-offer")}</h2>
      <StateOf t={t} status={state.status} />
      <Figures {...own} />
      {Object.keys(state.received).length > 0 && (
        <Act {...{ action: `${BASE}/proof`, keys: visit.keys, fields: { code: held.code } }}>
          {t("offers.receipt.proof")}
        </Act>
      )}
      <ComesNext {...own} />
      <Sent {...own} code={held.code} />
      <KeptUntil {...own} />
      <Holding {...{ visit, held, refusal, say }} people={line?.people ?? null} />
      {slug && (
        <p>
          <a href={`/s/${slug}`}>{t("offers.receipt.back")}</a>
        </p>
      )}
    </>
  );
  const readers = t("offers.receipt.readers");
  return { page, title, readers, status: saysOf(visit, refusal).status };
}

type Own = { visit: Visit; state: OfferState; say: Say; zone: string; days: number };

/** What was offered, accepted, sent and counted of it, each beside the others. */
function Figures({ visit: { t }, state, say }: Own) {
  const { quantity, accepted, onTheWay, received } = state;
  const figures: [string, Amount | null][] = [
    ["offered", quantity],
    ["accepted", accepted],
    ...Object.values(onTheWay).map((of): [string, Amount] => ["on-the-way", of]),
    ...Object.values(received).map((of): [string, Amount] => ["counted", of]),
  ];
  return (
    <div>
      {figures.map(
        ([what, of]) =>
          of !== null && (
            <p>
              <span class="soft">{t(`offers.receipt.${what}`)}</span> <b>{say.amount(of)}</b>
            </p>
          ),
      )}
    </div>
  );
}

/** What comes next, by where it stands; and the notice before it is freed. */
function ComesNext({ visit, state, zone }: Own) {
  const { t, words, now } = visit;
  const lapse = lapseOf(state);
  const until = lapse === null ? "" : words.day(dayOf(lapse.at, zone));
  if (lapse !== null && now >= lapse.notice)
    return (
      <Notice kind="warn" t={t} title={t("offers.receipt.lapses", { day: until })}>
        {t("offers.receipt.lapses-how")}
      </Notice>
    );
  const sent = state.status === "accepted" && Object.keys(state.onTheWay).length > 0;
  const mute = state.status === "accepted" && state.forgotten;
  return <p>{t(`offers.receipt.next-${mute ? "mute" : sent ? "sent" : state.status}`)}</p>;
}

/** What the holder says of its sending: the tap that says so, and the one that takes it back. */
function Sent({ visit: { t, words, keys }, state, zone, code }: Own & { code: string }) {
  if (!awaitsSending(state)) return null;
  const { saidSent } = state;
  const tap = (sent: "yes" | "no") => ({ action: `${BASE}/sent`, keys, fields: { code, sent } });
  if (saidSent === null)
    return (
      <Acts>
        <Act {...tap("yes")} weight="main">
          {t("offers.receipt.say-sent")}
        </Act>
      </Acts>
    );
  return (
    <>
      <p>{t("offers.receipt.said-sent", { day: words.day(dayOf(saidSent, zone)) })}</p>
      <Acts>
        <Act {...tap("no")}>{t("offers.receipt.not-sent")}</Act>
      </Acts>
    </>
  );
}

/** When the holder's name and reach are erased by themselves, where that is known. */
function KeptUntil({ visit: { t, words }, state, zone, days }: Own) {
  const at = forgetAt(state, days);
  if (at === null) return null;
  return <p>{t("offers.receipt.kept", { day: words.day(dayOf(at, zone)) })}</p>;
}

/** The forms: change it, withdraw it, have the name erased. */
function Holding(props: {
  visit: Visit;
  held: Held;
  refusal: Refusal | null;
  say: Say;
  people: OfferPeople | null;
}) {
  const { visit, held, refusal, say, people } = props;
  const { t, keys, posted } = visit;
  const { state } = held.thing;
  const { faults, error } = saysOf(visit, refusal);
  const fields = { code: held.code };
  const open = state.closedAt === null || state.status === "aside";
  const typed = (name: string, now: string) => (posted.has(name) ? posted.text(name) : now);
  const unit = state.quantity?.unit ?? "item";
  const field = (name: "name" | "reach", maxlength: number) => ({
    ...{ t, name, maxlength, label: t(`offers.field.${name}`), required: true },
    ...{ value: typed(name, people?.[name] ?? ""), error: error(name) },
  });
  return (
    <>
      {!open && faults.length > 0 && <ErrorSummary t={t} faults={faults} />}
      {open && (
        <Form t={t} action={`${BASE}/change`} keys={keys} faults={faults}>
          <h2>{t("offers.receipt.change")}</h2>
          <input type="hidden" name="code" value={held.code} />
          {state.quantity !== null && (
            <AmountField
              {...{ t, name: "quantity", label: t("offers.field.quantity"), required: true }}
              {...{ units: [{ value: unit, label: say.unit(unit) }], error: error("quantity") }}
              value={{ of: typed("quantity", state.quantity.of) }}
            />
          )}
          <DateField
            {...{ t, name: "by", label: t("offers.field.by"), month: held.protects }}
            value={typed("by", state.by?.date.slice(0, held.protects ? 7 : 10) ?? "")}
            error={error("by")}
          />
          <TextField {...field("name", NAME_MAX)} />
          <TextField {...field("reach", REACH_MAX)} />
          <Acts>
            <Button>{t("offers.receipt.save")}</Button>
          </Acts>
        </Form>
      )}
      <Acts>
        {open && (
          <Act action={`${BASE}/withdrawal`} keys={keys} fields={fields} weight="grave">
            {t("offers.receipt.withdraw")}
          </Act>
        )}
        {!state.forgotten && (
          <Act action={`${BASE}/erasure`} keys={keys} fields={fields}>
            {t("offers.receipt.erase")}
          </Act>
        )}
      </Acts>
    </>
  );
}

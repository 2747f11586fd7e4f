/** Rules for rows of bank files: seen in order, changed, switched off, tried first. */
import type { PageReply, Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal } from "../../../house/refusal.ts";
import { readText, type Text } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button, Go } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Form } from "../../../ui/form.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { SelectField } from "../../../ui/select-field.tsx";
import { State } from "../../../ui/state.tsx";
import { TextField } from "../../../ui/text-field.tsx";
import { DayText } from "../../../ui/time.tsx";
import { readersIn } from "../../people/index.ts";
import { HOLDS_MAX, WAYS, type Way } from "../extract-facts.ts";
import { type OpenSorting, sortingsOf } from "../extract-questions.ts";
import { type Trial, tryRule } from "../rule-trial.ts";
import { openMoneyBook } from "./bank.page.tsx";
import type { OpenBook } from "./naming.ts";
import { OfBook } from "./parts.tsx";
import { offered } from "./sortings.tsx";
import { errorIn, faultsOf } from "./typed.ts";

/** A rule as it stands in the fields of a form. */
type Stood = { holds: string; way: Way; account: string };
type Typed = Omit<Stood, "holds"> & { holds: Text };
type Said = { fault: Refusal | null; trial: Trial | null };
const UNSAID: Said = { fault: null, trial: null };

/** `GET /books/:id/sortings`. */
export async function rulesPage(visit: SpaceVisit): Promise<PageReply | Refusal> {
  const open = await openMoneyBook(visit);
  return isRefusal(open) ? open : drawRules(visit, open, UNSAID);
}

/** Draws the page; `said` is about the form of a new rule. */
export async function drawRules(visit: SpaceVisit, open: OpenBook, said: Said): Promise<PageReply> {
  const { t } = visit;
  const title = t("ledger.sorting.title");
  const all = await sortingsOf(visit.view, open.thing.id);
  const page = (
    <>
      <OfBook {...{ open, title }} />
      <p>{t("ledger.sorting.order")}</p>
      {all.length === 0 && <Empty title={t("ledger.sorting.none")} />}
      {WAYS.map((way) => (
        <OneWay
          {...{ visit, open, way }}
          all={all.filter(({ thing }) => thing.state.way === way)}
        />
      ))}
      {open.writes && (
        <section>
          <h2>{t("ledger.sorting.new")}</h2>
          <RuleForm
            {...{ visit, open, said, action: `${open.base}/sortings`, save: "ledger.sorting.add" }}
            stood={{ holds: "", way: "out", account: "" }}
          />
        </section>
      )}
      <p>
        <a href={`${open.base}/bank`}>{t("ledger.bank.title")}</a>
      </p>
    </>
  );
  const status = said.fault === null ? 200 : 422;
  return { page, title, status, ...readersIn(visit, open.thing), keeps: ["lines", "rows"] };
}

type List = { visit: SpaceVisit; open: OpenBook; all: readonly OpenSorting[] };

function OneWay({ visit, open, way, all }: List & { way: Way }) {
  if (all.length === 0) return null;
  return (
    <section>
      <h2>{visit.t(`ledger.sorting.rows-${way}`)}</h2>
      <Rows>
        {all.map((one, at) => (
          <OneRule {...{ visit, open, one, first: at === 0, last: at === all.length - 1 }} />
        ))}
      </Rows>
    </section>
  );
}

type Placed = { visit: SpaceVisit; open: OpenBook; one: OpenSorting };

function OneRule(props: Placed & { first: boolean; last: boolean; level?: 2 | 3 }) {
  const { visit, open, one, first, last, level = 3 } = props;
  const { t, keys } = visit;
  const { thing, holds } = one;
  const { off, account } = thing.state;
  const text = holds?.text ?? t("ledger.sorting.erased");
  const at = `${open.base}/sortings/${thing.id}`;
  const moves = [...(first ? [] : ["up"]), ...(last ? [] : ["down"])];
  return (
    <Row
      level={level}
      title={t("ledger.sorting.said", { text, heading: open.account(account) })}
      {...(open.writes ? { href: at } : {})}
      end={
        <State is={off ? "quiet" : "live"}>{t(`ledger.sorting.is-${off ? "off" : "on"}`)}</State>
      }
    >
      {open.writes && (
        <Acts>
          {moves.map((to) => (
            <Act {...{ keys, action: `${at}/place`, fields: { to }, about: text }}>
              {t(`ledger.sorting.${to}`)}
            </Act>
          ))}
          <Act
            {...{ keys, action: `${at}/switch`, fields: { on: off ? "yes" : "no" }, about: text }}
          >
            {t(`ledger.sorting.switch-${off ? "on" : "off"}`)}
          </Act>
        </Acts>
      )}
    </Row>
  );
}

type Formed = {
  visit: SpaceVisit;
  open: OpenBook;
  said: Said;
  stood: Stood;
  action: string;
  /** The word on its button. */
  save: string;
};

/** The fields of a rule; tried, it says first what it would have done. */
function RuleForm({ visit, open, said, stood, action, save }: Formed) {
  const { t, keys, posted } = visit;
  const { fault, trial } = said;
  const typed = (name: keyof Stood) => (posted.has("holds") ? posted.text(name) : stood[name]);
  const ways = WAYS.map((value) => ({ value, label: t(`ledger.sorting.way-${value}`) }));
  return (
    <>
      {trial !== null && <Tried {...{ visit, open, trial }} />}
      <Form {...{ t, keys, action, faults: faultsOf(t, fault, ["holds", "account"]) }}>
        <input type="hidden" name="page" value="rules" />
        <TextField
          {...{ t, name: "holds", label: t("ledger.sorting.holds"), maxlength: HOLDS_MAX }}
          {...{ required: true, value: typed("holds"), error: errorIn(t, fault, "holds") }}
        />
        <SelectField
          {...{ t, name: "way", label: t("ledger.sorting.way"), options: ways, required: true }}
          value={typed("way")}
        />
        <SelectField
          {...{ t, name: "account", label: t("ledger.settle.heading"), required: true }}
          options={offered(open)}
          {...{ value: typed("account"), error: errorIn(t, fault, "account") }}
        />
        <Acts>
          <Button name="try" value="yes" weight="quiet">
            {t("ledger.sorting.try")}
          </Button>
          <Button>{t(save)}</Button>
        </Acts>
      </Form>
    </>
  );
}

/** What a rule would have done with rows that are here; nothing of them is changed. */
function Tried({ visit, open, trial }: { visit: SpaceVisit; open: OpenBook; trial: Trial }) {
  const { t, lang } = visit;
  const { looked, more, fits, before, shown } = trial;
  return (
    <Notice kind="info" t={t} title={t("ledger.sorting.would", { n: fits - before })}>
      <p>{t(`ledger.sorting.looked${more ? "-more" : ""}`, { n: looked })}</p>
      {before > 0 && <p>{t("ledger.sorting.before", { n: before })}</p>}
      {shown.length > 0 && (
        <ul>
          {shown.map(({ day, of, said }) => {
            const { party, narration } = typeof said === "string" ? {} : said;
            const text = [party?.text, narration?.text].filter((one) => one !== undefined);
            return (
              <li>
                <DayText date={day} lang={lang} /> · <bdi>{open.say(of)}</bdi> ·{" "}
                <bdi>{text.join(" · ")}</bdi>
              </li>
            );
          })}
        </ul>
      )}
      <p class="soft">{t("ledger.sorting.past-stays")}</p>
    </Notice>
  );
}

/** The rule as it was typed. */
export function ruleIn({ posted, lang }: SpaceVisit): Typed | Refusal {
  const holds = readText(lang, posted.text("holds"), { lengthMax: HOLDS_MAX });
  if (!holds.ok) return { refused: holds.reason, because: "shape", field: "holds" };
  const way = posted.text("way") === "in" ? "in" : "out";
  return { holds: holds.value, way, account: posted.text("account") };
}

/** What a typed rule would do; null where it is to be saved. */
export async function trialOf(
  visit: SpaceVisit,
  open: OpenBook,
  rule: Typed,
  id: string | null,
): Promise<Trial | null> {
  if (visit.posted.text("try") !== "yes") return null;
  return tryRule(visit.view, open.thing, { ...rule, holds: rule.holds.text }, id);
}

async function openRule(visit: SpaceVisit): Promise<Omit<Placed, "visit"> | Refusal> {
  const open = await openMoneyBook(visit);
  if (isRefusal(open)) return open;
  const all = await sortingsOf(visit.view, open.thing.id);
  const one = all.find(({ thing }) => thing.id === visit.params["sorting"]);
  return one === undefined ? notHere : { open, one };
}

/** `GET /books/:id/sortings/:sorting`. */
export async function rulePage(visit: SpaceVisit, said: Said = UNSAID): Promise<Reply> {
  const found = await openRule(visit);
  if (isRefusal(found)) return found;
  const { open, one } = found;
  const { t, keys } = visit;
  const title = t("ledger.sorting.one");
  const { way, account } = one.thing.state;
  const at = `${open.base}/sortings/${one.thing.id}`;
  const page = (
    <>
      <OfBook {...{ open, title }} />
      {open.writes ? (
        <>
          <RuleForm
            {...{ visit, open, said, action: at, save: "ledger.sorting.save" }}
            stood={{ holds: one.holds?.text ?? "", way, account }}
          />
          <Act action={`${at}/end`} keys={keys}>
            {t("ledger.sorting.end")}
          </Act>
        </>
      ) : (
        <OneRule {...{ visit, open, one, first: true, last: true }} level={2} />
      )}
      <Acts>
        <Go href={`${open.base}/sortings`} weight="quiet">
          {t("ledger.sorting.all")}
        </Go>
      </Acts>
    </>
  );
  const status = said.fault === null ? 200 : 422;
  return { page, title, status, ...readersIn(visit, open.thing), keeps: ["lines", "rows"] };
}

/** `POST /books/:id/sortings/:sorting`: tries what was typed, or saves it. */
export async function changeRule(visit: SpaceVisit): Promise<Reply> {
  const found = await openRule(visit);
  if (isRefusal(found)) return found;
  const { open, one } = found;
  const rule = ruleIn(visit);
  if (isRefusal(rule)) return rulePage(visit, { fault: rule, trial: null });
  const trial = await trialOf(visit, open, rule, one.thing.id);
  if (trial !== null) return rulePage(visit, { fault: null, trial });
  const done = await visit.send("ledger.change-sorting", { id: one.thing.id, ...rule });
  if (isRefusal(done)) {
    if (done.because === "not-found") return done;
    return rulePage(visit, { fault: done, trial: null });
  }
  return { goto: `${open.base}/sortings`, notice: "ledger.sorting.saved" };
}

async function does(visit: SpaceVisit, command: string, input: object): Promise<Reply> {
  const found = await openRule(visit);
  if (isRefusal(found)) return found;
  const done = await visit.send(`ledger.${command}`, { id: found.one.thing.id, ...input });
  if (isRefusal(done)) return done;
  return { goto: `${found.open.base}/sortings`, notice: `ledger.sorting.done-${command}` };
}

/** `POST /books/:id/sortings/:sorting/place`. */
export const placeRule = (visit: SpaceVisit): Promise<Reply> =>
  does(visit, "move-sorting", { to: visit.posted.text("to") === "up" ? "up" : "down" });

/** `POST /books/:id/sortings/:sorting/switch`. */
export const switchRule = (visit: SpaceVisit): Promise<Reply> =>
  does(visit, "switch-sorting", { on: visit.posted.text("on") === "yes" });

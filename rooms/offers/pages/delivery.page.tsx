/** One shipment: where it is, what was sent and what was counted of each line, and what to do. */

import type { Reply, SpaceVisit } from "../../../house/door.ts";
import type { Thing } from "../../../house/facts.ts";
import { isRefusal, notHere } from "../../../house/refusal.ts";
import { compare, subtract } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Go } from "../../../ui/button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Table } from "../../../ui/table.tsx";
import { voiceOf, Words } from "../../../ui/words.tsx";
import { readersIn } from "../../people/index.ts";
import {
  type DeliveryLine,
  type DeliveryState,
  delivery,
  differs,
  isUnmatched,
  MATCHED_HOW,
} from "../facts-delivery.ts";
import {
  type DeliveryMaker,
  deliveryMakers,
  deliverySays,
  lineTitle,
  needTitles,
} from "../questions.ts";
import { type Say, sayCodes } from "../says.ts";
import { BesideLines, besideOf } from "./beside.tsx";
import { DeliveryStanding } from "./parts.tsx";

/** What a page of a shipment is drawn from. */
export async function openDelivery(visit: SpaceVisit) {
  const { view, words, params } = visit;
  const thing = await view.thing(delivery, params["id"] ?? "");
  if (thing === undefined) return null;
  const { lines } = thing.state;
  const says = await deliverySays(view, thing);
  const titles = await needTitles(
    view,
    lines.map((line) => line.need),
  );
  const codes = lines.flatMap(({ category, sent, arrived, counted }) => [
    ...[category, sent?.unit, arrived?.unit, counted?.unit],
  ]);
  const say = await sayCodes(view, words, codes);
  const title = (line: DeliveryLine) => {
    const known = lineTitle(line, says, titles);
    const category = say.category(line.category) || visit.t("offers.words-gone");
    return known ?? { lang: words.lang, text: category };
  };
  const size = (line: DeliveryLine) => says.whats.get(line.line)?.size;
  return { thing, says, say, title, size };
}

/** The page. */
export async function deliveryPage(visit: SpaceVisit): Promise<Reply> {
  const { t, words } = visit;
  const opened = await openDelivery(visit);
  if (opened === null) return notHere;
  const { thing, says, say, title, size } = opened;
  const { state } = thing;
  const [makers = []] = await deliveryMakers(visit.view, [thing]);
  const heading = says.from ?? { lang: words.lang, text: t("offers.delivery.nameless") };
  const rows = state.lines.map((line) => {
    const named = title(line);
    const style = size(line);
    return [
      <>
        <span {...voiceOf(named)}>{named.text}</span>
        {style !== undefined && <span class="soft"> {style.text}</span>}
      </>,
      sentOf(line, visit, say, state.announced),
      countedOf(line, visit, say),
    ];
  });
  const beside = await besideOf(visit, thing);
  const page = (
    <>
      <h1 {...voiceOf(heading)}>{heading.text}</h1>
      <div class="states">
        <DeliveryStanding t={t} state={state} />
      </div>
      <Makers {...{ visit, makers, counted: state.status === "counted" }} />
      {state.by !== null && <p>{t("offers.delivery.expected", { day: words.day(state.by) })}</p>}
      {says.note !== null && <Words t={t} text={says.note} />}
      <Next visit={visit} thing={thing} />
      <Table
        caption={t("offers.delivery.lines")}
        columns={[
          { name: t("offers.field.what") },
          { name: t("offers.delivery.sent"), number: true },
          { name: t("offers.delivery.counted-column"), number: true },
        ]}
        rows={rows}
      />
      <Match visit={visit} thing={thing} />
      <BesideLines visit={visit} all={beside} />
      <Papers visit={visit} id={thing.id} />
    </>
  );
  return { page, title: t("offers.delivery.title"), ...readersIn(visit, thing) };
}

/** Whose contributions are in it, each with the way to reach them. */
function Makers(props: { visit: SpaceVisit; makers: readonly DeliveryMaker[]; counted: boolean }) {
  const { visit, makers, counted } = props;
  const { t, space } = visit;
  if (makers.length === 0) return null;
  return (
    <p>
      {t("offers.delivery.made-by")}
      {makers.map(({ offer, name, reach }, at) => (
        <>
          {at === 0 ? " " : " · "}
          <a href={`${space.base}/contributions?only=${offer}`}>
            <bdi>{name}</bdi>
          </a>{" "}
          <span class="soft">
            {reach !== "" && (
              <>
                (<bdi>{reach}</bdi>)
              </>
            )}
          </span>
          {counted && (
            <>
              {" "}
              <a href={`${space.base}/contributions/${offer}/proof`}>{t("offers.receipt.proof")}</a>
            </>
          )}
        </>
      ))}
    </p>
  );
}

/** What was sent; of what nobody announced and nobody said it of, that it was not said. */
function sentOf({ sent }: DeliveryLine, { t }: SpaceVisit, say: Say, announced: boolean) {
  if (sent !== null) return say.amount(sent);
  return announced ? "–" : <span class="soft">{t("offers.delivery.not-said")}</span>;
}

/** What was counted, and how that differs; before a count, what was written down. */
function countedOf(line: DeliveryLine, visit: SpaceVisit, say: Say) {
  const { counted, arrived, damaged } = line;
  if (counted === null && arrived !== undefined)
    return (
      <span class="soft">{visit.t("offers.count.arrived", { amount: say.amount(arrived) })}</span>
    );
  return (
    <>
      {counted === null ? "–" : say.amount(counted)}
      {differs(line) && <span class="soft"> {differenceOf(line, visit, say)}</span>}
      {damaged !== undefined && (
        <span class="soft">
          {" "}
          {visit.t("offers.delivery.damaged", { amount: say.amount(damaged) })}
        </span>
      )}
    </>
  );
}

/** By how much the count is less or more than what was sent; both stay. */
function differenceOf({ sent, counted }: DeliveryLine, { t }: SpaceVisit, say: Say): string {
  if (sent === null || counted === null || sent.unit !== counted.unit)
    return t("offers.delivery.differs");
  const less = compare(counted, sent) < 0;
  const amount = less ? subtract(sent, counted) : subtract(counted, sent);
  return t(`offers.delivery.${less ? "fewer" : "over"}`, { amount: say.amount(amount) });
}

type Own = { visit: SpaceVisit; thing: Thing<DeliveryState> };

/** What can be said of it now. */
function Next({ visit, thing }: Own) {
  const { t, keys, space } = visit;
  const { status, lines } = thing.state;
  const own = `${space.base}/deliveries/${thing.id}`;
  const moves = {
    ...{ announced: ["on-the-way", "arrived"], "on-the-way": ["at-the-border", "arrived"] },
    ...{ "at-the-border": ["arrived"], lost: ["arrived"], returned: [] },
    ...{ arrived: [], counted: [] },
  }[status];
  const awaited = lines.some((line) => line.awaited);
  const unclear = isUnmatched(thing.state);
  const again = status === "counted";
  return (
    <Acts>
      {unclear && <Go href="#difference">{t("offers.matched.go")}</Go>}
      <Go href={`${own}/count`} weight={again ? "quiet" : "main"}>
        {t(again ? "offers.count.again" : "offers.count.title")}
      </Go>
      {moves.map((to) => (
        <Act action={`${own}/moves`} keys={keys} fields={{ to }}>
          {t(`offers.move.${to}`)}
        </Act>
      ))}
      {awaited &&
        ["lost", "returned"].map((to) => (
          <Act action={`${own}/moves`} keys={keys} fields={{ to }} weight="grave">
            {t(`offers.move.${to}`)}
          </Act>
        ))}
    </Acts>
  );
}

/** Settling a difference, while there is one. */
function Match({ visit, thing }: Own) {
  const { t, keys, space } = visit;
  const { state } = thing;
  if (state.matched !== null)
    return <p>{t("offers.matched.is", { how: t(`offers.matched.${state.matched}`) })}</p>;
  if (!isUnmatched(state)) return null;
  return (
    <div id="difference">
      <Notice kind="warn" t={t} title={t("offers.delivery.unmatched")}>
        <div class="field">
          <p>{t("offers.matched.lead")}</p>
          <Acts>
            {MATCHED_HOW.map((how) => (
              <Act
                action={`${space.base}/deliveries/${thing.id}/match`}
                keys={keys}
                fields={{ how }}
              >
                {t(`offers.matched.${how}`)}
              </Act>
            ))}
          </Acts>
        </div>
      </Notice>
    </div>
  );
}

function Papers({ visit, id }: { visit: SpaceVisit; id: string }) {
  const { t, space } = visit;
  const own = `${space.base}/deliveries/${id}`;
  return (
    <Acts>
      <a href={`${own}/tick-list`}>{t("offers.tick.title")}</a>
      <a href={`${own}/packing-list`}>{t("offers.packing.title")}</a>
      <a href={`${own}/customs-paper`}>{t("offers.customs.title")}</a>
    </Acts>
  );
}

const GONE: ReadonlyMap<string, string> = new Map([
  ["lost", "deliveries.lose"],
  ["returned", "deliveries.give-back"],
]);

/** Says where it is. */
export async function move({ posted, params, space, send }: SpaceVisit): Promise<Reply> {
  const to = posted.text("to");
  const id = params["id"] ?? "";
  const gone = GONE.get(to);
  const done =
    gone === undefined ? await send("deliveries.move", { id, to }) : await send(gone, { id });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/deliveries/${id}`, notice: `offers.notice.${to}` };
}

/** Settles the difference. */
export async function match({ posted, params, space, send }: SpaceVisit): Promise<Reply> {
  const id = params["id"] ?? "";
  const done = await send("deliveries.match", { id, how: posted.text("how") });
  if (isRefusal(done)) return done;
  return { goto: `${space.base}/deliveries/${id}`, notice: "offers.notice.matched" };
}

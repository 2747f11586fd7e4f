/** What the other may offer by itself: ticked anew, or all of it taken back. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { saysOf, stepUp } from "../../people/index.ts";
import type { AgreementState } from "../facts.ts";
import { linesTicked, linesUnder, stops } from "../questions.ts";
import { heldVersion } from "../status.ts";
import { ticksDay, ticksNow, ticksOf } from "../ticked.ts";
import { WhatStops } from "./met.tsx";
import { atOf, dayText, does, forAgreement, Head, idOf, ours, signs, writes } from "./parts.tsx";
import { TickFields, typedTicks } from "./version.page.tsx";

/** What is ticked now, in a sentence or two. */
export function saysOfTicks(visit: SpaceVisit, { ticked }: Pick<AgreementState, "ticked">): string {
  const { words, now } = visit;
  const holds = ticksNow({ ticked }, now);
  if (holds === null) return ours(visit, "agreements.tick.none");
  const day = words.day(ticksDay(holds));
  const rows = [["now", holds.kinds] as const, ["reads", holds.reads] as const];
  return rows
    .filter(([, kinds]) => kinds.length > 0)
    .map(([what, kinds]) => saysWhat(visit, `agreements.tick.${what}`, kinds, day))
    .join(" ");
}

function saysWhat(visit: SpaceVisit, key: string, kinds: readonly string[], day: string): string {
  const { t, words } = visit;
  const what = words.list(kinds.map((kind) => t(`agreements.support.${kind}`)));
  return ours(visit, key, { what, day });
}

/** `GET /agreements/:id/ticks`. */
export function ticksPage(visit: SpaceVisit, refusal: Refusal | null = null): Promise<Reply> {
  return forAgreement(visit, ({ thing }) => {
    const { t, keys, now } = visit;
    const kinds = ticksOf(heldVersion(thing.state, now));
    if (!writes(visit) || thing.state.ended !== null) return notHere;
    const { faults, error, status } = saysOf(visit, refusal);
    const title = t("agreements.tick.page");
    const page = (
      <>
        <Head {...{ visit, title, id: thing.id }} />
        <p>{saysOfTicks(visit, thing.state)}</p>
        {thing.state.unticked !== null && (
          <p>
            <a href={`${atOf(visit, thing.id)}/ticks/stopped`}>{t("agreements.tick.stopped")}</a>
          </p>
        )}
        {thing.state.ticked !== null && (
          <p>
            <a href={`${atOf(visit, thing.id)}/ticks/end`}>{t("agreements.tick.what-stops")}</a>
          </p>
        )}
        {signs(visit) && kinds.length > 0 && (
          <Form {...{ t, action: `${atOf(visit, thing.id)}/ticks`, keys, faults }}>
            <TickFields {...{ visit, kinds, error, anew: ticksNow(thing.state, now) !== null }} />
            <Acts>
              <Button>{t("agreements.tick.go")}</Button>
            </Acts>
          </Form>
        )}
      </>
    );
    return { title, page, status };
  });
}

/** `POST /agreements/:id/ticks`. */
export async function tick(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  const ticks =
    typedTicks(visit, idOf(visit)) ?? refuse("agreements.say-some", "shape", { field: "kinds" });
  if (isRefusal(ticks)) return ticksPage(visit, ticks);
  return does(visit, ["tick", ticks], {
    ...{ goto: `/agreements/${idOf(visit)}`, notice: "agreements.tick.done" },
    again: (refusal) => ticksPage(visit, refusal),
  });
}

/** That reading ends, where something is read now. */
export function ReadingStops({
  visit,
  state,
}: {
  visit: SpaceVisit;
  state: Pick<AgreementState, "ticked">;
}) {
  if ((ticksNow(state, visit.now)?.reads.length ?? 0) === 0) return null;
  return <p>{ours(visit, "agreements.tick.reads-stop")}</p>;
}

/** `GET /agreements/:id/ticks/end`: what stops when all of it is taken back. */
export function endTicksPage(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async ({ thing: { id, state } }) => {
    const { t, keys, view } = visit;
    if (!writes(visit) || state.ticked === null) return notHere;
    const lines = await linesTicked(view, id, state.ticked.kinds);
    const title = t("agreements.tick.what-stops");
    const page = (
      <>
        <Head {...{ visit, title, id }} />
        <p>{t("agreements.tick.stop-text")}</p>
        <p>{saysOfTicks(visit, state)}</p>
        <ReadingStops {...{ visit, state }} />
        {await WhatStops({ visit, lines, met: stops(lines), after: false })}
        <Acts>
          <Act {...{ action: `${atOf(visit, id)}/ticks/end`, keys, weight: "grave" }}>
            {t("agreements.tick.end")}
          </Act>
        </Acts>
      </>
    );
    return { title, page };
  });
}

/** `GET /agreements/:id/ticks/stopped`: what stopped when they were taken back last. */
export function ticksStoppedPage(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async ({ thing: { id, state } }) => {
    const { t, view } = visit;
    const { unticked } = state;
    if (unticked === null) return notHere;
    const lines = await linesUnder(view, id);
    const title = t("agreements.tick.stopped");
    const page = (
      <>
        <Head {...{ visit, title, id }} />
        <p>{t("agreements.tick.stopped-on", { day: dayText(visit, unticked.when) })}</p>
        {await WhatStops({ visit, lines, met: unticked, after: true })}
      </>
    );
    return { title, page };
  });
}

/** `POST /agreements/:id/ticks/end`. */
export function endTicks(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["end-ticks", { agreement: idOf(visit) }], {
    ...{ goto: `/agreements/${idOf(visit)}/ticks/stopped`, notice: "agreements.tick.ended" },
    again: (refusal) => ticksPage(visit, refusal),
  });
}

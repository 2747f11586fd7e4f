/** What would stop, before; and after, what stopped, whom to tell, and what is beyond recall. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts } from "../../../ui/button.tsx";
import { stepUp } from "../../people/index.ts";
import { linesUnder, metSince, stops } from "../questions.ts";
import { WhatStops } from "./met.tsx";
import {
  atOf,
  dayText,
  does,
  forAgreement,
  Head,
  idOf,
  Standing,
  sideText,
  signs,
  stopsIt,
} from "./parts.tsx";
import { Texts } from "./texts.page.tsx";
import { ReadingStops, saysOfTicks } from "./ticks.page.tsx";

/** `GET /agreements/:id/end`: what stops, and the ways to stop it. */
export function endPage(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async (one) => {
    const { t, keys, view } = visit;
    const { id, state } = one.thing;
    if (state.ended !== null) return stoppedPage(visit);
    if (!stopsIt(visit)) return notHere;
    const lines = await linesUnder(view, id);
    const title = t("agreements.stop.title");
    const page = (
      <>
        <Head {...{ visit, title, id }} />
        <p>{t("agreements.stop.text")}</p>
        {await WhatStops({ visit, lines, met: stops(lines), after: false })}
        <p>{saysOfTicks(visit, state)}</p>
        <ReadingStops {...{ visit, state }} />
        <Acts>
          {state.paused === null && (
            <Act {...{ action: `${atOf(visit, id)}/pause`, keys }}>
              {t("agreements.stop.pause")}
            </Act>
          )}
          {signs(visit) && (
            <Act {...{ action: `${atOf(visit, id)}/end`, keys, weight: "grave" }}>
              {t("agreements.stop.end")}
            </Act>
          )}
        </Acts>
        <p class="soft">{t("agreements.stop.alone")}</p>
      </>
    );
    return { title, page };
  });
}

/** `GET /agreements/:id/stopped`. */
export function stoppedPage(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async (one) => {
    const { t, view } = visit;
    const { id, state } = one.thing;
    const parted = one.status === "parted" ? one.parted : null;
    const stop = state.ended ?? (parted === null ? state.paused : null);
    const lines = await linesUnder(view, id);
    const met = parted === null ? stop : metSince(lines, parted);
    if (met === null) return notHere;
    const title = t("agreements.stopped.title");
    const page = (
      <>
        <Head {...{ visit, title, id }} />
        <p>
          <Standing {...{ visit, status: one.status }} />
        </p>
        <p>
          {stop === null
            ? t("agreements.stands.parted-on", { day: dayText(visit, parted ?? 0) })
            : t("agreements.stands.by", {
                ...{ who: sideText(visit, stop.side), day: dayText(visit, stop.when) },
              })}
        </p>
        {await WhatStops({ visit, lines, met, after: true, one })}
        {state.ended !== null && <Texts {...{ visit, one }} />}
      </>
    );
    return { title, page };
  });
}

/** `POST /agreements/:id/pause`: at once. */
export function pause(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["pause", { agreement: idOf(visit) }], {
    ...{ goto: `/agreements/${idOf(visit)}/stopped`, notice: "agreements.stop.paused" },
    again: async (refusal) => refusal,
  });
}

/** `POST /agreements/:id/end`: for good, so it is asked again who one is. */
export async function end(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit);
  if (asked !== null) return asked;
  return does(visit, ["end", { agreement: idOf(visit) }], {
    ...{ goto: `/agreements/${idOf(visit)}/stopped`, notice: "agreements.stop.ended" },
    again: async (refusal) => refusal,
  });
}

/** `POST /agreements/:id/going-on`. */
export async function goOn(visit: SpaceVisit): Promise<Reply> {
  const asked = stepUp(visit, atOf(visit, idOf(visit)));
  if (asked !== null) return asked;
  return does(visit, ["go-on", { agreement: idOf(visit) }], {
    ...{ goto: `/agreements/${idOf(visit)}`, notice: "agreements.go-on.done" },
    again: async (refusal) => refusal,
  });
}

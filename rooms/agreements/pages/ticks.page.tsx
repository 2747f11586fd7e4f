/** What the other may offer by itself: ticked anew, or all of it taken back. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isRefusal, notHere, type Refusal, refuse } from "../../../house/refusal.ts";
import { endOf } from "../../../house/values/index.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts, Button } from "../../../ui/button.tsx";
import { Form } from "../../../ui/form.tsx";
import { saysOf, stepUp } from "../../people/index.ts";
import { ticksOf } from "../decider-sign.ts";
import type { AgreementState } from "../facts.ts";
import { heldVersion } from "../status.ts";
import { atOf, does, forAgreement, Head, idOf, ours, signs, writes } from "./parts.tsx";
import { TickFields, typedTicks } from "./version.page.tsx";

/** What is ticked now, in a sentence. */
export function saysOfTicks(visit: SpaceVisit, { ticked }: Pick<AgreementState, "ticked">): string {
  const { t, words, now } = visit;
  if (ticked === null || now >= endOf(ticked.until)) return ours(visit, "agreements.tick.none");
  const what = words.list(ticked.kinds.map((kind) => t(`agreements.support.${kind}`)));
  return ours(visit, "agreements.tick.now", { what, day: words.day(ticked.until) });
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
        {thing.state.ticked !== null && (
          <Acts>
            <Act {...{ action: `${atOf(visit, thing.id)}/ticks/end`, keys, weight: "grave" }}>
              {t("agreements.tick.end")}
            </Act>
          </Acts>
        )}
        {signs(visit) && kinds.length > 0 && (
          <Form {...{ t, action: `${atOf(visit, thing.id)}/ticks`, keys, faults }}>
            <TickFields {...{ visit, kinds, error }} />
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

/** `POST /agreements/:id/ticks/end`. */
export function endTicks(visit: SpaceVisit): Promise<Reply> {
  return does(visit, ["end-ticks", { agreement: idOf(visit) }], {
    ...{ goto: `/agreements/${idOf(visit)}`, notice: "agreements.tick.ended" },
    again: (refusal) => ticksPage(visit, refusal),
  });
}

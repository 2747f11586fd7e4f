/** What the local group keeps to itself and lets the other one read: the other one's own page. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Empty } from "../../../ui/empty.tsx";
import { Rows } from "../../../ui/rows.tsx";
import { Words } from "../../../ui/words.tsx";
import { need, needParts, sayFor, withWords } from "../../needs/index.ts";
import { isReadableNow } from "../ticked.ts";
import { forAgreement, Head, isLocal } from "./parts.tsx";

/** Lines that are shown; of more the newest. */
const LINES_MAX = 200;

/** `GET /agreements/:id/kept`. It is there while the group's page is closed to everybody too. */
export function keptPage(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, async ({ thing, status }) => {
    const { t, view, words, now, space } = visit;
    if (isLocal(visit) || status !== "in-force") return notHere;
    const lent = (await view.things(need)).filter(
      ({ circle, state }) => circle === "host" && isReadableNow(thing.state, state, now),
    );
    const lines = await withWords(view, lent.slice(-LINES_MAX));
    const say = await sayFor(view, words, lines);
    const { NeedRow } = await needParts();
    const open = view.opens(space.thing.circle, space.thing);
    const title = t("agreements.tick.kept");
    const page = (
      <>
        <Head {...{ visit, title, id: thing.id }} />
        <p>{t("agreements.tick.kept-text")}</p>
        {lines.length === 0 && <Empty title={t("agreements.tick.kept-none")} />}
        <Rows>
          {lines.map((line) => (
            <NeedRow {...{ visit, line, say, level: 2 as const, closed: !open }}>
              {line.words?.details?.map((text) => (
                <Words t={t} text={text} />
              ))}
            </NeedRow>
          ))}
        </Rows>
      </>
    );
    return { title, page };
  });
}

/** Who keeps the server: what they can do and cannot, and what they did. For every member. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { Row, Rows } from "../../../ui/rows.tsx";
import { DayText } from "../../../ui/time.tsx";
import { nodeOf } from "../../people/index.ts";
import { ACTS_MAX, actsFor } from "../keeper-acts.ts";

/** What they can do, in the words of their own page and beyond. */
const CAN = [
  ...["web.keeper.power-stop", "spaces.keepers.can-delay", "web.keeper.power-copy"],
  ...["web.keeper.power-keys", "spaces.keepers.can-withhold", "spaces.keepers.can-carry"],
  ...["web.keeper.power-found", "web.keeper.power-end"],
];
/** What they cannot do, or not unseen. */
const CANNOT = ["web.keeper.power-not", "spaces.keepers.not-books", "spaces.keepers.not-hold"];

/** The page. */
export async function keepersPage(visit: SpaceVisit): Promise<Reply> {
  const { t, lang, house, space } = visit;
  const acts = await actsFor(nodeOf(house), space.id);
  const title = t("spaces.keepers.title");
  const list = (keys: readonly string[]) => (
    <ul>
      {keys.map((key) => (
        <li>{t(key)}</li>
      ))}
    </ul>
  );
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("spaces.keepers.text")}</p>
      <h2>{t("spaces.keepers.can")}</h2>
      {list(CAN)}
      <h2>{t("spaces.keepers.cannot")}</h2>
      {list(CANNOT)}
      <p>
        <a href={`${space.base}/leaving`}>{t("spaces.leaving.title")}</a>
      </p>
      <h2>{t("spaces.keepers.did")}</h2>
      <p>{t("spaces.keepers.hide", { max: ACTS_MAX })}</p>
      {acts.length === 0 && <p>{t("spaces.keepers.nothing")}</p>}
      <Rows>
        {acts.map(({ what, day, times, version }) => (
          <Row
            title={t(`spaces.keepers.did-${what}`, { version: version ?? "" })}
            say={
              <>
                <DayText date={day} lang={lang} />
                {times > 1 && ` · ${t("spaces.keepers.times", { n: times })}`}
              </>
            }
          />
        ))}
      </Rows>
    </>
  );
  return { title, page };
}

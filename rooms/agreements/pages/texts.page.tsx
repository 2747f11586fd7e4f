/** Texts of versions that nobody waits for and nothing stands on: the local group erases them. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { notHere } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts } from "../../../ui/button.tsx";
import { Empty } from "../../../ui/empty.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import type { Listed } from "../questions.ts";
import { erasableTexts } from "../status.ts";
import { atOf, does, forAgreement, Head, idOf, isLocal, signs } from "./parts.tsx";

/** What the visitor may erase of it now. */
export const textsToErase = (visit: SpaceVisit, { thing }: Listed) =>
  isLocal(visit) && signs(visit) ? erasableTexts(thing.state, visit.now) : [];

type Drawn = { visit: SpaceVisit; id: string; version: number };

function Erasing({ visit, id, version }: Drawn) {
  const { t, keys } = visit;
  const action = `${atOf(visit, id)}/texts/removal`;
  return (
    <Act {...{ action, keys, fields: { version: String(version) }, weight: "grave" }}>
      {t("agreements.erase.go", { n: version })}
    </Act>
  );
}

/** `GET /agreements/:id/texts`: while it goes on, those that fell, were declined or held before. */
export function textsPage(visit: SpaceVisit): Promise<Reply> {
  return forAgreement(visit, (one) => {
    if (!isLocal(visit) || !signs(visit)) return notHere;
    const { t } = visit;
    const { id, state } = one.thing;
    const all = textsToErase(visit, one);
    const title = t("agreements.texts.title");
    const why = (version: number) => {
      if (state.proposed?.version === version && state.proposed.declined !== null)
        return t("agreements.texts.declined");
      if (state.fallen.some((each) => each.version === version)) return t("agreements.texts.fell");
      return t(`agreements.texts.${state.ended === null ? "before" : "ended"}`);
    };
    const page = (
      <>
        <Head {...{ visit, title, id }} />
        <p>{t("agreements.texts.text")}</p>
        {all.length === 0 ? (
          <Empty title={t("agreements.texts.none")} />
        ) : (
          <Rows>
            {all.map(({ version }) => (
              <Row title={t("agreements.text.version", { n: version })} level={2}>
                <p>{why(version)}</p>
                <Acts>
                  <Erasing {...{ visit, id, version }} />
                </Acts>
              </Row>
            ))}
          </Rows>
        )}
      </>
    );
    return { title, page };
  });
}

/** Of what ended, each text that is still there can be erased. */
export function Texts({ visit, one }: { visit: SpaceVisit; one: Listed }) {
  return (
    <Acts>
      {textsToErase(visit, one).map(({ version }) => (
        <Erasing {...{ visit, id: one.thing.id, version }} />
      ))}
    </Acts>
  );
}

/** `POST /agreements/:id/texts/removal`. */
export function eraseText(visit: SpaceVisit): Promise<Reply> {
  const input = { agreement: idOf(visit), version: Number(visit.posted.text("version")) };
  return forAgreement(visit, ({ thing }) =>
    does(visit, ["erase-text", input], {
      goto: `/agreements/${thing.id}/${thing.state.ended === null ? "texts" : "stopped"}`,
      notice: "agreements.erase.done",
      again: async (refusal) => refusal,
    }),
  );
}

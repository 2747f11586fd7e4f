/** What a silent group left to one of its circles, for whoever is in that: only what was listed. */
import type { Left } from "../../../house/command.ts";
import type { SpaceVisit } from "../../../house/door.ts";
import { Act } from "../../../ui/act.tsx";
import { Row, Rows } from "../../../ui/rows.tsx";
import { openInvitations } from "../../people/index.ts";
import { openLinks } from "../questions.ts";

/** Where each is done; what is done on this very page has none. */
const PATHS: Partial<Record<Left, string>> = {
  arrivals: "deliveries",
  "still-needed": "still",
  answer: "offers",
  "close-lines": "needs",
  erase: "needs",
};

/** The list; whoever is not in the circle reads that they are not. */
export async function LeftNow({ visit, acts }: { visit: SpaceVisit; acts: readonly Left[] }) {
  const { t, view, space, keys } = visit;
  const mine = acts.filter((act) => view.leaves(act));
  return (
    <>
      <h2>{t("spaces.silence.left")}</h2>
      {mine.length === 0 && <p>{t("spaces.silence.left-none")}</p>}
      <Rows>
        {mine.map((act) => {
          const path = PATHS[act];
          const href = path === undefined ? {} : { href: `${space.base}/${path}` };
          return (
            <Row title={t(`spaces.silence.act.${act}`)} {...href}>
              {act === "close-all" && (
                <Act action={`${space.base}/shutters`} keys={keys} weight="grave">
                  {t("spaces.shutters.close")}
                </Act>
              )}
            </Row>
          );
        })}
      </Rows>
      {mine.includes("end-links") && <Links visit={visit} />}
    </>
  );
}

/** Links and invitations that still open something, each with the button that ends it. */
async function Links({ visit }: { visit: SpaceVisit }) {
  const { t, view, space, keys, words } = visit;
  const links = (await openLinks(view)).map((one) => ({ one, what: "links" as const }));
  const invited = await openInvitations(view);
  const all = [...links, ...invited.map((one) => ({ one, what: "invitations" as const }))];
  return (
    <>
      <h3>{t("spaces.silence.act.end-links")}</h3>
      {all.length === 0 && <p>{t("spaces.silence.links-none")}</p>}
      <Rows>
        {all.map(({ one, what }) => (
          <Row
            level={4}
            title={t(`spaces.silence.${what}`, { when: words.relative(one.state.until, view.now) })}
          >
            <Act action={`${space.base}/silence/${what}/${one.id}/end`} keys={keys}>
              {t("spaces.silence.end-one")}
            </Act>
          </Row>
        ))}
      </Rows>
    </>
  );
}

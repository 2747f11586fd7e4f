/** Ending, from either side: what stops is said before, and after on the page it leads to. */
import type { Reply, SpaceVisit } from "../../../house/door.ts";
import { isHeldBack } from "../../../house/held-back.ts";
import { isRefusal, notHere } from "../../../house/refusal.ts";
import { Act } from "../../../ui/act.tsx";
import { Acts } from "../../../ui/button.tsx";
import { nodeOf, readLogin } from "../../people/index.ts";
import { actingIn } from "../acting.ts";
import { type OneAlliance, oneAlliance, oneAlly } from "../questions.ts";
import { Stops } from "./ally.page.tsx";
import { countsOf, MetLines, metBy } from "./met.tsx";
import { AllyName, Named, nameText } from "./parts.tsx";

/** `GET /allies/:id/end`: the host's side. */
export async function endPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, space, params, keys } = visit;
  const one = await oneAlly(view, params["id"] ?? "");
  if (one === undefined || one.status === "ended") return notHere;
  const at = `${space.base}/allies/${one.thing.id}`;
  const here = one.status === "here";
  const title = t(here ? "allies.end" : "allies.take-back");
  const page = (
    <>
      <p dir="auto">
        <a href={at}>
          <AllyName t={t} one={one} />
        </a>
      </p>
      <h1>{title}</h1>
      {here ? (
        <>
          <Stops t={t} when="before" />
          <MetLines
            {...{ visit, when: "before", base: space.base }}
            all={await metBy(view, one.thing.id, null)}
          />
        </>
      ) : (
        <p>{t("allies.take-back-text")}</p>
      )}
      <Acts>
        <Act {...{ action: `${at}/end`, keys, weight: "grave", about: nameText(t, one) }}>
          {title}
        </Act>
      </Acts>
    </>
  );
  return { title, page };
}

/** `POST /allies/:id/end`: at once, by one of coordination. */
export async function end(visit: SpaceVisit): Promise<Reply> {
  const ally = visit.params["id"] ?? "";
  const done = await visit.send("allies.end", { ally });
  if (isRefusal(done)) return done;
  return { goto: `${visit.space.base}/allies/${ally}`, notice: "allies.end-done" };
}

/** `GET /alliances/:id/end`: the side of the group that came along. */
export async function endOursPage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, house, space, params, keys, lang } = visit;
  const one = await oneAlliance(house, view, params["id"] ?? "", lang);
  if (one === undefined || one.thing.state.ended !== null) return notHere;
  const at = `${space.base}/alliances/${one.thing.id}`;
  const title = t("allies.alliance.end");
  const met = await metThere(visit, one);
  const page = (
    <>
      <p dir="auto">
        <a href={at}>
          <Named text={one.name} none={t("allies.nameless")} />
        </a>
      </p>
      <h1>{title}</h1>
      <OursStops t={t} when="before" />
      {met === null ? (
        <p>{t("allies.met.unread")}</p>
      ) : (
        <MetLines {...{ visit, all: met, when: "before" }} />
      )}
      <Acts>
        <Act {...{ action: `${at}/end`, keys, weight: "grave", about: one.name?.text ?? "" }}>
          {title}
        </Act>
      </Acts>
    </>
  );
  return { title, page, readers: t("allies.alliance.readers") };
}

/** What of this group's own lies there, as those of it who act read it; null: nobody can now. */
async function metThere({ house, session }: SpaceVisit, { relation, base }: OneAlliance) {
  if (relation === null || base === null) return null;
  const login = await readLogin(nodeOf(house), session?.login ?? "");
  const host = await house.space(relation.host);
  const acting = login && host && (await actingIn(house, login.memberships, host));
  if (!host || acting?.ally !== relation.ally) return null;
  const { ally, person } = acting;
  if (await isHeldBack(host, person, house.now)) return null;
  const there = await house.view(host.id, { by: "ally", ally, person });
  return there === null ? null : metBy(there, ally, null);
}

/** What it comes to for those who took part. */
export function OursStops({ t, when }: { t: SpaceVisit["t"]; when: "before" | "after" }) {
  return (
    <ul>
      {["reads", "waits", "accepted", "agreements", "circle"].map((what) => (
        <li>{t(`allies.ours-${when}.${what}`)}</li>
      ))}
    </ul>
  );
}

/** `POST /alliances/:id/end`. */
export async function endOurs(visit: SpaceVisit): Promise<Reply> {
  const { house, view, params, lang, send } = visit;
  const alliance = params["id"] ?? "";
  // Once it ended nobody of here reads there what it met: how much of it was, is kept here.
  const one = await oneAlliance(house, view, alliance, lang);
  const met = one === undefined ? null : await metThere(visit, one);
  const told = met === null ? {} : { met: countsOf(met) };
  const done = await send("allies.end-alliance", { alliance, ...told });
  if (isRefusal(done)) return done;
  return { goto: `${visit.space.base}/alliances/${alliance}`, notice: "allies.end-done" };
}

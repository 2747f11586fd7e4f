/** Which copies of a group's things lie elsewhere, and until when they open anything. */
import type { Reply, SpaceVisit, Visit } from "../../house/door.ts";
import { refuse } from "../../house/refusal.ts";
import type { Elsewhere } from "../../house/room.ts";
import type { View } from "../../house/view.ts";
import { listTokens } from "../tokens.ts";

/** Asked of every room, and of web for what it hands out itself. */
async function elsewhereIn(view: View): Promise<Elsewhere[]> {
  const { space, now } = view;
  const found: Elsewhere[] = [];
  for (const room of space.plan.rooms) found.push(...((await room.elsewhere?.(view)) ?? []));
  const tokens = await listTokens(space, now);
  const until = Math.max(0, ...tokens.map((token) => token.until));
  if (tokens.length > 0) found.push({ what: "web.elsewhere.tokens", n: tokens.length, until });
  const { head } = space.ring;
  if (head !== null) found.push({ what: "web.elsewhere.head", n: head.size, until: null });
  return found;
}

/** The list, for whoever may see the view; what cannot be counted from here is said under it. */
export async function elsewhereList({ t, words }: Visit, view: View) {
  const found = await elsewhereIn(view);
  return (
    <>
      {found.length > 0 && (
        <ul>
          {found.map(({ what, n, until, last }) => (
            <li>
              {t(what, { n })}
              {last !== undefined && (
                <span class="soft">
                  {" "}
                  {t("web.elsewhere.last", { last: words.relative(last, view.now) })}
                </span>
              )}
              {until !== null && (
                <span class="soft">
                  {" "}
                  {t("web.elsewhere.until", { until: words.relative(until, view.now) })}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
      <p class="soft">{t("web.elsewhere.not-counted")}</p>
    </>
  );
}

/** The page, for coordination. */
export async function elsewherePage(visit: SpaceVisit): Promise<Reply> {
  const { t, view, session, space } = visit;
  if (session?.roles.includes("coordination") !== true)
    return refuse("house.not-your-role", "who", { next: "ask" });
  const title = t("web.elsewhere.title");
  const page = (
    <>
      <h1>{title}</h1>
      <p>{t("web.elsewhere.text")}</p>
      {await elsewhereList(visit, view)}
      <p>
        <a href={`${space.base}/breaches/new`}>{t("web.elsewhere.breach")}</a>
      </p>
    </>
  );
  return { title, page };
}

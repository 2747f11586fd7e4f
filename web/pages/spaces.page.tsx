/** Where I am a member: the beginning for who is signed in. */
import type { PageReply, Visit } from "../../house/door.ts";
import { nodeOf } from "../../rooms/people/index.ts";
import { closedFor, mayFound } from "../../rooms/spaces/index.ts";
import { Empty } from "../../ui/empty.tsx";
import { askOf, standIn } from "../visit.ts";

/** Most spaces one login's page lists. */
const SPACES_MAX = 200;

/**
 * A group of mine. `waits`: two of its people have yet to vouch for me, or I have yet to accept its
 * code of conduct.
 */
type Mine = { slug: string; name: string; waits: "vouching" | "accepting" | null };

/** The page. */
export async function spacesPage(visit: Visit): Promise<PageReply> {
  const { t } = visit;
  const spaces = await mySpaces(visit);
  const title = t("web.spaces.title");
  const closed = visit.session === null ? [] : await closedFor(visit.house, visit.session.login);
  const may = await mayFound(nodeOf(visit.house), visit.session);
  // Whoever is in the group comes to do what waits, not to read the page made for others.
  const doors = askOf(visit).node.doors;
  const first = doors
    .flatMap(({ door }) => door.nav ?? [])
    .find(({ place, open }) => place === "first" && open === "member");
  return {
    title,
    page: (
      <>
        <h1>{title}</h1>
        {spaces.length === 0 ? (
          <Empty title={t("web.spaces.none")} />
        ) : (
          <ul>
            {spaces.map(({ slug, name, waits }) => (
              <li>
                <a href={`/s/${slug}${waits === "vouching" ? "/waiting" : (first?.path ?? "")}`}>
                  <bdi>{name === "" ? t("web.spaces.nameless") : name}</bdi>
                </a>
                {waits === "vouching" && <div class="soft">{t("web.spaces.waits")}</div>}
                {waits === "accepting" && <div class="soft">{t("web.accept-first.text")}</div>}
              </li>
            ))}
          </ul>
        )}
        {closed.length > 0 && (
          <p>
            <a href="/closed">{t("web.closed.title")}</a>
          </p>
        )}
        {may && (
          <p>
            <a href="/groups/new">{t("spaces.new-group.title")}</a>
          </p>
        )}
        <p>
          <a href="/ways-in">{t("people.ways.title")}</a>
        </p>
        <p>
          <a href="/sessions">{t("people.sessions.title")}</a>
        </p>
      </>
    ),
  };
}

async function mySpaces(visit: Visit): Promise<Mine[]> {
  const ask = askOf(visit);
  const { node, session } = ask;
  const found: Mine[] = [];
  for (const { space } of session?.memberships.slice(0, SPACES_MAX) ?? []) {
    const slug = await node.spaces.slugOf(space);
    const standing = slug === null ? null : await standIn(ask, slug);
    if (slug === null || standing === null) continue;
    const { waiting, heldBack, member } = standing;
    const waits = waiting !== null ? "vouching" : heldBack !== null ? "accepting" : null;
    if (member === null && waits === null) continue;
    found.push({ slug, name: await node.spaces.name(standing.view), waits });
  }
  return found;
}

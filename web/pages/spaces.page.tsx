/** Where I am a member: the beginning for who is signed in. */
import type { PageReply, Visit } from "../../house/door.ts";
import type { View } from "../../house/view.ts";
import { nodeOf } from "../../rooms/people/index.ts";
import { mayFound } from "../../rooms/spaces/index.ts";
import { Empty } from "../../ui/empty.tsx";
import { rolesIn } from "../node.ts";
import { askOf } from "../visit.ts";

/** Most spaces one login's page lists. */
const SPACES_MAX = 200;

/** The page. */
export async function spacesPage(visit: Visit): Promise<PageReply> {
  const { t } = visit;
  const spaces = await mySpaces(visit);
  const title = t("web.spaces.title");
  const may = await mayFound(nodeOf(visit.house), visit.session);
  // Whoever is in the group comes to do what waits, not to read the page made for others.
  const doors = askOf(visit).node.doors;
  const first = doors.flatMap(({ door }) => door.nav ?? []).find(({ place }) => place === "first");
  return {
    title,
    page: (
      <>
        <h1>{title}</h1>
        {spaces.length === 0 ? (
          <Empty title={t("web.spaces.none")} />
        ) : (
          <ul>
            {spaces.map(({ slug, name }) => (
              <li>
                <a href={`/s/${slug}${first?.path ?? ""}`}>
                  <bdi>{name}</bdi>
                </a>
              </li>
            ))}
          </ul>
        )}
        {may && (
          <p>
            <a href="/groups/new">{t("spaces.new-group.title")}</a>
          </p>
        )}
        <p>
          <a href="/sessions">{t("people.sessions.title")}</a>
        </p>
      </>
    ),
  };
}

async function mySpaces(visit: Visit): Promise<{ slug: string; name: string }[]> {
  const { node, session } = askOf(visit);
  const found: { slug: string; name: string }[] = [];
  for (const { space, member } of session?.memberships.slice(0, SPACES_MAX) ?? []) {
    const roles = await rolesIn(node.house, space, member);
    const slug = roles.length === 0 ? null : await node.spaces.slugOf(space);
    const view: View | null = await node.house.view(space, { by: "member", member, roles });
    if (slug === null || view === null) continue;
    found.push({ slug, name: await node.spaces.name(view) });
  }
  return found;
}

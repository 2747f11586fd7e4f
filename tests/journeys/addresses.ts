/** One address for every page that a filled node has, found by following its links. */
import type { NamedDoor } from "../../web/node.ts";

/** An address and the route it belongs to. */
export type Address = { route: string; path: string };

/** Fetches a page's HTML, as somebody. */
export type Reads = (path: string) => Promise<string>;

const LINK = /<a\b[^>]*\shref="([^"#]+)"/g;
/** Leads out, or ends the session. */
const LEFT_OUT = ["/exit", "/sign-out"];

/** Every GET route of the doors, as it stands under the root. */
export function pageRoutes(doors: readonly NamedDoor[]): string[] {
  return doors.flatMap(({ door }) => {
    const inSpace = door.inSpace.map((one) => ({ ...one, path: `/s/:slug${one.path}` }));
    const all = [...inSpace, ...(door.onNode ?? [])];
    return all.filter(({ method }) => method === "GET").map(({ path }) => path);
  });
}

/** Follows links from the given addresses until nothing new is found, one for each route. */
export async function findAddresses(
  routes: readonly string[],
  from: readonly string[],
  read: Reads,
): Promise<Address[]> {
  const found = new Map<string, Address>();
  const waiting = [...from];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const here = path;
    const route = routes.find((one) => matches(one, here)) ?? (here === "/" ? here : undefined);
    if (route === undefined || found.has(route)) continue;
    found.set(route, { route, path });
    const html = await read(path);
    for (const [, href = ""] of html.matchAll(LINK)) {
      const { pathname, origin } = new URL(href.replaceAll("&amp;", "&"), `http://here${path}`);
      if (origin === "http://here" && !LEFT_OUT.includes(pathname)) waiting.push(pathname);
    }
  }
  return [...found.values()];
}

/** Whether an address is of this route; fixed names are found before parameters. */
function matches(route: string, path: string): boolean {
  const parts = path.split("/");
  const wanted = route.split("/");
  if (parts.length !== wanted.length) return false;
  return wanted.every((part, at) => {
    const here = parts[at] ?? "";
    if (part === ":id") return /^[0-9a-f]{32}$/.test(here);
    return part.startsWith(":") ? here !== "" : part === here;
  });
}

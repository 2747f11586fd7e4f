import { forTests, imports, type Source } from "./tree.ts";

/** What a folder at the top may import beside itself; a folder not listed may import anything. */
const ALLOWED: Record<string, readonly string[]> = {
  log: [],
  house: ["log"],
  store: ["log"],
  ui: ["house"],
  rooms: ["house", "log"],
  web: ["rooms", "ui", "house", "log"],
  federation: ["log", "store"],
};
const PORT = "store/port.ts";

/** The rooms in their order, read from the floor plan's imports. */
export function floorPlan(index: Source | undefined): string[] {
  const doors = index ? imports(index) : [];
  return doors.flatMap(({ path }) => /^rooms\/([^/]+)\/index\.ts$/.exec(path)?.[1] ?? []);
}

/** Every import against the arrows, as "path imports path: why not". */
export function wrongArrows(files: readonly Source[], plan: readonly string[]): string[] {
  return files
    .filter(({ path }) => !forTests(path))
    .flatMap((file) =>
      imports(file).flatMap(({ path, typesOnly }) => {
        const why = fault(file.path, path, typesOnly, plan);
        return why ? [`${file.path} imports ${path}: ${why}`] : [];
      }),
    );
}

function fault(from: string, to: string, typesOnly: boolean, plan: readonly string[]) {
  const [layer = "", room = ""] = from.split("/");
  const [target = ""] = to.split("/");
  if (forTests(to)) return "it serves tests alone";
  // The floor plan is where all doors are listed.
  if (from === "rooms/index.ts") return undefined;
  if (layer === "rooms" && target === "rooms") return betweenRooms(room, to, plan);
  const allowed = ALLOWED[layer];
  if (!allowed || target === layer || allowed.includes(target)) return undefined;
  if (to === PORT && typesOnly && layer !== "log") return undefined;
  const isPage = layer === "rooms" && (from.includes("/pages/") || from.endsWith(".tsx"));
  if (isPage && target === "ui") return undefined;
  return `${layer} may not know ${target}`;
}

function betweenRooms(room: string, to: string, plan: readonly string[]) {
  const [, other = "", file = ""] = to.split("/");
  if (other === room) return undefined;
  if (file !== "index.ts") return "another room is entered by its index.ts";
  const [here, there] = [plan.indexOf(room), plan.indexOf(other)];
  return there >= 0 && there < here ? undefined : "that room is not earlier in the floor plan";
}

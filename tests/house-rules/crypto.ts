import { forTests, type Source } from "./tree.ts";

const REACHES =
  /\bfrom "(node:crypto|age-encryption|@simplewebauthn\/server)"|\brequire\("node:crypto"\)/;
const NAMED = /`([\w./-]+\.tsx?)`/g;

/** Files that reach for cryptography and stand in no inventory, and those of it that do not. */
export function unlisted(files: readonly Source[], inventory: string): string[] {
  const named = new Set([...inventory.matchAll(NAMED)].map(([, path = ""]) => path));
  const reaching = files
    .filter(({ path }) => !forTests(path) && !path.startsWith("bench/"))
    .filter(({ uncommented }) => REACHES.test(uncommented))
    .map(({ path }) => path);
  const paths = new Set(files.map(({ path }) => path));
  return [
    ...reaching.filter((path) => !named.has(path)).map((path) => `${path} is not in it`),
    ...[...named].filter((path) => !paths.has(path)).map((path) => `${path} is not there`),
  ];
}

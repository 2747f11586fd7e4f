/** What stands in `package.json`, as far as it is looked at here. */
type Package = Record<"dependencies" | "devDependencies", Record<string, string>>;
/** What stands in `package-lock.json`: each package by its folder. */
type Lock = { packages: Record<string, { integrity?: string; link?: boolean; resolved?: string }> };

const ROW = /^\| `([^`]+)`\s*\| (\S+)\s*\|/gm;
const MOST = 25;

/** Where the list of `docs/dependencies.md` and what is installed are not the same. */
export function unlike(list: string, { dependencies, devDependencies }: Package): string[] {
  const listed = new Map([...list.matchAll(ROW)].map(([, name = "", at = ""]) => [name, at]));
  const all: Record<string, string> = { ...devDependencies, ...dependencies };
  return [
    ...Object.keys(dependencies).flatMap((name) => (listed.has(name) ? [] : [`${name}: no line`])),
    ...[...listed].flatMap(([name, version]) =>
      all[name] === version ? [] : [`${name}: ${version}, but ${all[name] ?? "not"} installed`],
    ),
    ...Object.entries(all).flatMap(([name, version]) =>
      /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) ? [] : [`${name}: ${version} is not exact`],
    ),
    ...(Object.keys(dependencies).length > MOST ? [`more than ${MOST}`] : []),
  ];
}

/** Packages of the lock without the hash of their bytes, or from beside the registry. */
export function unlocked({ packages }: Lock): string[] {
  return Object.entries(packages)
    .filter(([folder]) => folder !== "")
    .filter(([, { integrity, link, resolved }]) => {
      const beside = resolved !== undefined && !resolved.startsWith("https://");
      return link === true || beside || !/^sha512-/.test(integrity ?? "");
    })
    .map(([folder]) => folder);
}

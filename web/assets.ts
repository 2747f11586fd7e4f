/** Browser modules: found beside their pages, served under an address that names their content. */
import { createHash } from "node:crypto";
import { globSync, readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { basename } from "node:path";

/** One module: its address, which never means anything else, and its bytes. */
export type Asset = { path: string; bytes: Uint8Array };

/** Modules by the page that asks, and by address. */
export type Assets = {
  /** The address of a module of a room, or of the shared ones; throws where there is none. */
  address: (room: string, name: string) => string;
  /** The module at `<hash>-<name>`, or undefined. */
  at: (file: string) => Asset | undefined;
};

/** Finds all modules under `root` (the tree) when the first is asked for. */
export function readAssets(root: string): Assets {
  let found: Map<string, Asset> | undefined;
  const files = () => {
    found ??= readAll(root);
    return found;
  };
  return {
    address(room, name) {
      const all = files();
      const asset = all.get(`rooms/${room}/${name}`) ?? all.get(`ui/${name}`);
      if (asset === undefined) throw new Error(`no browser module ${name} for ${room}`);
      return asset.path;
    },
    at: (file) => [...files().values()].find(({ path }) => path === `/assets/${file}`),
  };
}

function readAll(root: string): Map<string, Asset> {
  const paths = globSync(["ui/browser/*.{js,ts}", "rooms/*/browser/*.{js,ts}"], { cwd: root });
  return new Map(
    paths
      .filter((path) => !/\.(test|d)\.ts$/.test(path))
      .map((path) => {
        const source = readFileSync(`${root}/${path}`, "utf8");
        const code = path.endsWith(".ts") ? stripTypeScriptTypes(source) : source;
        const name = basename(path).replace(/\.ts$/, ".js");
        const digest = createHash("sha256").update(code).digest("hex").slice(0, 16);
        const owner = path.startsWith("ui/") ? "ui" : path.split("/").slice(0, 2).join("/");
        return [
          `${owner}/${name}`,
          { path: `/assets/${digest}-${name}`, bytes: Buffer.from(code) },
        ] as const;
      }),
  );
}

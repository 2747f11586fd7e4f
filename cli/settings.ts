/** Settings out of options and the environment; `doctor` names where each came from. */
import { readFileSync } from "node:fs";
import type { Settings } from "../web/node.ts";
import { COMMON, Usage } from "./args.ts";
import type { NodeOptions } from "./node.ts";

/** Where "leave quickly" leads unless said otherwise. */
export const EXIT_TO = "https://www.wikipedia.org/";

/** Options of every command that listens. */
export const SERVING = {
  ...COMMON,
  host: { type: "string", default: "127.0.0.1" },
  port: { type: "string", default: "8080" },
  origin: { type: "string", multiple: true, default: [] as string[] },
  hsts: { type: "boolean", default: false },
  onion: { type: "string" },
  "exit-to": { type: "string", default: EXIT_TO },
  "keys-backup": { type: "string" },
} as const;

/** The options that become settings. */
export type Serving = {
  origin: readonly string[];
  hsts: boolean;
  onion?: string | undefined;
  "exit-to": string;
};

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** A setting by name, its value, and where that came from. */
export type Setting = { name: string; value: string | null; from: string };

/** The options by which a node listens, as `doctor` names them. */
export type Listed = Serving & { host: string; port: string };

/** What serving takes for an option that is not said. */
export const UNSAID: Listed = {
  ...{ host: SERVING.host.default, port: SERVING.port.default, origin: [] },
  ...{ hsts: false, "exit-to": EXIT_TO },
};

/** Each option of a node that listens, with where its value came from. */
export function listed(values: Listed, from: (option: string) => string): Setting[] {
  const { host, port, origin, hsts, onion, "exit-to": exitTo } = values;
  const all: [string, string | null][] = [
    ["host", host],
    ["port", port],
    ["origin", origin.length === 0 ? null : origin.join(" ")],
    ["hsts", hsts ? "on" : "off"],
    ["onion", onion ?? null],
    ["exit-to", exitTo],
  ];
  return all.map(([name, value]) => ({ name, value, from: from(name) }));
}

/** The same of a node that runs: what was said when it was started, and what was taken for it. */
export function listedRunning(values: Listed, said: ReadonlySet<string>): Setting[] {
  return listed(values, (option) =>
    said.has(option) ? `--${option} of the running node` : "the default, in the running node",
  );
}

/** The version of this copy. */
export function version(): string {
  const file = new URL("../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** The settings that options say. Throws `Usage`. */
export function settingsFrom(options: Serving, demo: boolean): Settings {
  const { origin, hsts, onion, "exit-to": exitTo } = options;
  return {
    ...{ origins: origin.map(asOrigin), hsts, version: version(), demo },
    onion: onion === undefined ? null : asOrigin(onion),
    exitTo: asAddress(exitTo),
  };
}

/** Where the node's things are, from options and the environment. */
export function placesFrom(
  options: { data: string; "keys-backup"?: string | undefined },
  env: Readonly<Record<string, string | undefined>>,
): NodeOptions {
  const { data, "keys-backup": keysBackup } = options;
  return { data, keysBackup, databaseUrl: env["DATABASE_URL"] || undefined };
}

function asOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  const bare = url !== null && /^https?:$/.test(url.protocol) && url.pathname === "/";
  if (!bare || url.search !== "" || url.hash !== "" || url.username !== "")
    throw new Usage(`not an origin such as https://name: ${text}`);
  return url.origin;
}

function asAddress(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new Usage(`not an address: ${text}`);
  return new URL(text).href;
}

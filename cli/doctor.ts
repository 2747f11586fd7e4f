/** `doctor`: every setting, its value and where it comes from; then what can be checked. */
import { constants } from "node:fs";
import { access, readdir, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import type { House } from "../house/house.ts";
import { readRing } from "../house/keys.ts";
import { anyLogin, nodeOf } from "../rooms/people/index.ts";
import { slugOf } from "../rooms/spaces/index.ts";
import { diskKeys } from "../store/key-folder.ts";
import { noteDone } from "./acts.ts";
import { COMMON } from "./args.ts";
import { type LineFault, lineFault } from "./database-line.ts";
import { isThere } from "./files.ts";
import { rememberedBackup } from "./keys-backup.ts";
import { readReceiving } from "./receive.ts";
import { listed, type Setting, UNSAID, version } from "./settings.ts";
import { missingOf } from "./space.ts";
import { onFolder } from "./store.ts";
import { type Answer, type Ask, noMoreWords, type Subcommand } from "./subcommand.ts";

const HELP = `
Usage: alongside doctor --data DIR

Names every setting, its value and where it comes from, then looks at the node: its Node, its
disk, its keys, and whether every space opens and holds at least what was signed. Reads only:
nothing in the folder or its database is made or changed; a node that runs notes that it was asked.
Exits with 1 where something is wrong.
`;

type Check = { name: string; ok: boolean; says: string };

const NODE_MAJOR = 26;
const FREE_MIN = 1_073_741_824;
const OTHERS = 0o077;

async function run(ask: Ask): Promise<Answer> {
  noMoreWords(ask, 0);
  const there = await onFolder("data", ask.data, () => isThere(ask.data));
  const settings = await settingsOf(ask);
  const checks = [nodeCheck()];
  if (there) checks.push(...(await onFolder("data", ask.data, () => checksOf(ask))));
  else checks.push({ name: "data", ok: false, says: `${ask.data}: there is no node yet (init)` });
  const ok = checks.every((check) => check.ok);
  const lines = [
    ...settings.map(({ name, value, from }) => `${name}: ${value ?? "none"} (${from})`),
    "",
    ...checks.map(({ name, ok: good, says }) => `${good ? "ok   " : "FAULT"} ${name}: ${says}`),
  ];
  const wrong = checks.filter((check) => !check.ok).map(({ name, says }) => `${name}: ${says}`);
  const fault = ok ? {} : { fault: wrong.join("; ") };
  return { json: { ok, ...fault, settings, checks }, text: lines.join("\n"), ...fault };
}

/** What can be checked of the folder; only what is there is opened, and as it was found. */
async function checksOf(ask: Ask): Promise<Check[]> {
  const keys = join(ask.data, "keys");
  const stored = await storeCheck(ask);
  const whole = stored === null && (await isThere(keys));
  // The house first: where a node runs on the folder, it answers instead.
  const house = whole ? await ask.house({ asFound: true }) : null;
  // Where no node runs the folder stays as it was found, and nobody hears of it.
  if (house !== null && ask.serving !== null) await noteDone(ask, house, "doctor", null);
  const checks = [await diskCheck(ask.data), await privateCheck(ask.data), ...lineChecks()];
  checks.push(...(stored === null ? [] : [stored]), ...(await keyChecks(keys)));
  if (house !== null) checks.push(...(await spaceChecks(house)), await loginCheck(house));
  else if (await isThere(keys)) checks.push(...(await ringChecks(keys)));
  return checks;
}

/** The fault where no database is that has to be; null where there is one. */
async function storeCheck({ data, serving }: Ask): Promise<Check | null> {
  if (serving !== null) return null;
  const url = process.env["DATABASE_URL"];
  if (url) return databaseCheck(url);
  const path = join(data, "node.db");
  // A file of no bytes is a database that nothing was ever written to.
  if ((await isThere(path)) && (await stat(path)).size > 0) return null;
  const says = `${path}: there is no database here, and DATABASE_URL names none`;
  return { name: "store", ok: false, says };
}

const LINE: Record<LineFault, string> = {
  plain: "is on another machine, and what goes there can be read and changed on its way",
  unchecked: "is on another machine, and whoever answers in its place is believed",
};

/** What is wrong with the line to the database, where it leaves this machine. */
function lineChecks(): Check[] {
  const fault = lineFault(process.env["DATABASE_URL"] ?? "");
  if (fault === null) return [];
  const says = `the database that DATABASE_URL names ${LINE[fault]}: add ?sslmode=verify-full`;
  return [{ name: "line", ok: false, says }];
}

async function databaseCheck(url: string): Promise<Check | null> {
  const named = "the database that DATABASE_URL names";
  const { holdsStore } = await import("../store/postgres/open.ts");
  try {
    if (await holdsStore(url)) return null;
    return { name: "store", ok: false, says: `${named} holds no node (init)` };
  } catch (fault) {
    // Its own words may hold the address with its passphrase; a code holds neither.
    const code = (fault as { code?: unknown }).code;
    const why = typeof code === "string" ? ` (${code})` : "";
    return { name: "store", ok: false, says: `${named} does not open${why}` };
  }
}

/** What is missing of each space whose keys are here, where there is no database at all. */
async function ringChecks(folder: string): Promise<Check[]> {
  const keys = await diskKeys(folder);
  const checks: Check[] = [];
  for (const id of (await keys.list()).filter(isSpaceId)) {
    const ring = await readRing(keys, id);
    const says = ring === null ? "its keys are gone" : (missingOf({ ring, size: 0 }) ?? "");
    checks.push({ name: `space ${id.slice(0, 8)}`, ok: false, says });
  }
  return checks;
}

const isSpaceId = (name: string) => /^[0-9a-f]{32}$/.test(name);

async function settingsOf({ data, options, serving }: Ask): Promise<Setting[]> {
  const { env } = process;
  const given = (name: string) => {
    const value = env[name];
    return value === undefined || value === "" ? null : value;
  };
  const database = given("DATABASE_URL");
  const cache = given("ALONGSIDE_CACHE");
  const said = options["keys-backup"];
  const backup = typeof said === "string" ? said : await rememberedBackup(data);
  return [
    { name: "version", value: version(), from: "package.json" },
    { name: "data", value: data, from: dataFrom(options["data"]) },
    {
      name: "store",
      value: database === null ? join(data, "node.db") : withoutSecrets(database),
      from: database === null ? "SQLite: DATABASE_URL is not set" : "DATABASE_URL",
    },
    { name: "keys", value: join(data, "keys"), from: "always in the data folder" },
    {
      name: "keys-backup",
      value: backup,
      from: said === undefined ? "remembered in the data folder, if said once" : "--keys-backup",
    },
    ...(serving ??
      listed(UNSAID, (option) => `no node runs here; what serve takes without --${option}`)),
    {
      name: "cache",
      value: cache ?? "data/cache beside the program",
      from: cache === null ? "ALONGSIDE_CACHE is not set" : "ALONGSIDE_CACHE",
    },
  ];
}

const dataFrom = (given: unknown) => (given === COMMON.data.default ? "the default" : "--data");

/** A database address without the password in it. */
function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return "not an address";
  const url = new URL(address);
  if (url.password !== "") url.password = "…";
  url.search = "";
  return url.href;
}

function nodeCheck(): Check {
  const { node } = process.versions;
  return { name: "node", ok: Number(node.split(".")[0]) >= NODE_MAJOR, says: `Node ${node}` };
}

async function diskCheck(data: string): Promise<Check> {
  const { bavail, bsize } = await statfs(data);
  const free = bavail * bsize;
  const says = `${Math.floor(free / 1_048_576)} MiB free`;
  return { name: "disk", ok: free >= FREE_MIN, says };
}

async function privateCheck(path: string, name = "data folder"): Promise<Check> {
  const { mode } = await stat(path);
  const octal = (mode & 0o777).toString(8);
  await access(path, constants.R_OK | constants.W_OK);
  if (process.platform === "win32")
    return { name, ok: true, says: "permissions are the system's here" };
  const ok = (mode & OTHERS) === 0;
  const says = ok ? `${octal}: its owner's alone` : `${octal}: others may look (chmod go= ${path})`;
  return { name, ok, says };
}

async function keyChecks(folder: string): Promise<Check[]> {
  if (!(await isThere(folder)))
    return [{ name: "keys", ok: false, says: `${folder}: the key folder is gone` }];
  const checks = [await privateCheck(folder, "key folder")];
  for (const file of await readdir(folder)) {
    const check = await privateCheck(join(folder, file), `key file ${file}`);
    if (!check.ok) checks.push(check);
  }
  return checks;
}

/** Each space of the store has its ring, opens, and is not behind what was signed. */
async function spaceChecks(house: House): Promise<Check[]> {
  const { store, keys } = house.parts;
  const rings = (await keys.list()).filter(isSpaceId);
  const stored = await storedSpaces(house);
  const checks: Check[] = [];
  for (const id of new Set([...stored, ...rings])) {
    const name = `space ${(await slugOf(nodeOf(house), id)) ?? id.slice(0, 8)}`;
    if (!rings.includes(id)) {
      checks.push({ name, ok: false, says: "its keys are gone: nothing of it opens" });
      continue;
    }
    const found = await opened(house, id);
    if (typeof found === "string") checks.push({ name, ok: false, says: found });
    else {
      const { size, ring } = found;
      const signed = ring.head?.size ?? 0;
      const missing = missingOf(found);
      const bytes = await store.bytes(id);
      const says = `${ring.state}, ${size} entries, ${signed} under the last head, ${bytes} bytes`;
      checks.push({ name, ok: missing === null, says: missing ?? says });
    }
  }
  return checks;
}

async function storedSpaces({ parts }: House): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | null = null; ; ) {
    const some = await parts.store.spaces(256, after);
    all.push(...some);
    after = some.at(-1) ?? null;
    if (some.length < 256) return all;
  }
}

async function opened(house: House, id: string) {
  try {
    const ring = await readRing(house.parts.keys, id);
    if (ring?.state === "taking")
      return "taking: an import was broken off and nothing of it opens; import its file again";
    return (await house.space(id)) ?? "its keys are gone";
  } catch (fault) {
    // A damaged space is what is looked for: it is told, and the others are looked at as well.
    return `it does not open: ${fault instanceof Error ? fault.message : "unknown"}`;
  }
}

async function loginCheck(house: House): Promise<Check> {
  const any = await anyLogin(nodeOf(house));
  const receives = (await readReceiving(house)) !== null;
  const says = any
    ? "someone can sign in"
    : receives
      ? "nobody yet; it may take spaces over"
      : "nobody yet";
  return { name: "sign-in", ok: true, says };
}

/** `alongside doctor`. */
export const subcommand: Subcommand = { help: HELP, options: {}, run };

/** Asking a node as the member an API token stands for. */
import type { Fetch } from "../log/reader.ts";
import { Unable, Usage } from "./args.ts";
import { readPassphrase } from "./files.ts";
import { isLoopback } from "./settings.ts";
import { type Ask, textOf } from "./subcommand.ts";

const TOKEN = /^[\w-]{20,100}$/;

/**
 * How the address is asked: with the token of `--token-file` where one is said. Stops before
 * anything is sent where that would go over a line that others may read.
 */
export async function askingAs(ask: Ask, address: string): Promise<Fetch> {
  const file = textOf(ask, "token-file");
  if (file === undefined) return fetch;
  const { protocol, hostname } = new URL(address);
  const isHere = isLoopback(hostname.replaceAll(/[[\]]/g, ""));
  // An onion address is a key of its own, and what goes there is sealed.
  if (protocol !== "https:" && !isHere && !hostname.endsWith(".onion"))
    throw new Usage("--token-file needs an https address: others could read the token on its way");
  const token = (await readPassphrase(ask.path(file), ask.streams)).trim();
  if (!TOKEN.test(token)) throw new Unable(`${file}: its first line is no API token`);
  // The reader follows no redirect, so the token goes nowhere else.
  return (url, init) => fetch(url, { ...init, headers: { authorization: `Bearer ${token}` } });
}

/** How what is asked of a database travels there. */
import { isLoopback } from "./settings.ts";

/** What goes over the line can be read on its way; or its other end is whoever answers. */
export type LineFault = "plain" | "unchecked";

/** `sslmode` of a database's address by which the driver checks whom it speaks to. */
const CHECKED = ["require", "verify-ca", "verify-full"];

/**
 * What is wrong with the line to the database that an address names; null where it is on this
 * machine or its certificate is checked.
 */
export function lineFault(address: string): LineFault | null {
  if (!URL.canParse(address)) return null;
  const { hostname, searchParams } = new URL(address);
  const host = (searchParams.get("host") ?? decodeURIComponent(hostname)).replaceAll(/[[\]]/g, "");
  if (host === "" || host.startsWith("/") || isLoopback(host)) return null;
  const mode = searchParams.get("sslmode") ?? (searchParams.get("ssl") === "true" ? "require" : "");
  if (CHECKED.includes(mode)) return null;
  return mode === "no-verify" ? "unchecked" : "plain";
}

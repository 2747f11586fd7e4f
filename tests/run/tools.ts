import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where Debian keeps the Go modules we check our log with. */
const GO_MODULES = "/usr/share/gocode/src/golang.org/x/mod/sumdb";

/** A tool tests call but npm cannot bring, and Debian's package that has it. */
export const PACKAGES = {
  chromium: "chromium",
  go: "golang-go",
  "golang.org/x/mod": "golang-golang-x-mod-dev",
  hledger: "hledger",
  "bean-check": "beancount",
  ledger: "ledger",
  xmllint: "libxml2-utils",
} as const;

/** The name of such a tool. */
export type Tool = keyof typeof PACKAGES;

/** Whether a tool is on the path (a library: whether it is where Debian puts it). */
export function present(tool: Tool, path = process.env["PATH"] ?? ""): boolean {
  if (tool === "golang.org/x/mod") return existsSync(GO_MODULES);
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      // Not there or not to be run: the same to us, and the next folder may have it.
      return false;
    }
  });
}

/** What to say when tools are missing: the line that installs them; undefined when none is. */
export function missing(tools: readonly Tool[], has = present): string | undefined {
  const absent = tools.filter((tool) => !has(tool));
  if (absent.length === 0) return undefined;
  const packages = absent.map((tool) => PACKAGES[tool]).join(" ");
  return `missing ${absent.join(", ")}; bring it with: apt-get install -y ${packages}`;
}

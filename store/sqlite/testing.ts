/** What tests of the SQLite store need beside it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** An empty folder of its own, and the way to remove it. */
export function emptyFolder(): { folder: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "alongside-store-"));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

const GREP = `
  const { readdirSync, readFileSync } = require("node:fs");
  const { join } = require("node:path");
  const [folder, hex] = process.argv.slice(1);
  const bytes = Buffer.from(hex, "hex");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const found = files
    .filter((file) => file.isFile())
    .filter((file) => readFileSync(join(file.parentPath, file.name)).includes(bytes));
  process.stdout.write(JSON.stringify(found.map((file) => file.name)));
`;

/**
 * Names of the files under `folder` that hold the bytes. Another process looks, since closing a
 * file that SQLite holds drops the locks this process has on it.
 */
export function filesWith(folder: string, bytes: Uint8Array): string[] {
  const hex = Buffer.from(bytes).toString("hex");
  const said = execFileSync(process.execPath, ["-e", GREP, folder, hex], { encoding: "utf8" });
  return JSON.parse(said) as string[];
}

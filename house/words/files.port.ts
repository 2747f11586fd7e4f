/** The adapter that reads words files; the one place of `house/words` that touches a disk. */
import { readFileSync } from "node:fs";
import type { LoadMessages, Messages, WordsLang } from "./catalog.ts";

/** Folders beside the rooms that have words of their own. */
const OUTSIDE_ROOMS = new Set(["house", "ui", "web", "cli"]);
const ROOM_NAME = /^[a-z][a-z0-9-]*$/;

/**
 * Reads `rooms/<room>/words/<lang>.json` (or `house/words/…`) under `root` when first asked for,
 * once, and remembers also that there is none. Throws on a file that is no flat table of strings.
 */
export function wordsFromFiles(root: URL): LoadMessages {
  const files = new Map<string, Messages | undefined>();
  return (room: string, lang: WordsLang) => {
    if (!ROOM_NAME.test(room)) return undefined;
    const folder = OUTSIDE_ROOMS.has(room) ? room : `rooms/${room}`;
    const path = `${folder}/words/${lang}.json`;
    if (!files.has(path)) files.set(path, readMessages(new URL(path, root)));
    return files.get(path);
  };
}

function readMessages(file: URL): Messages | undefined {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (fault) {
    if (fault instanceof Error && "code" in fault && fault.code === "ENOENT") return undefined;
    throw fault;
  }
  const table: unknown = JSON.parse(text);
  if (!isMessages(table)) throw new TypeError(`${file.pathname} is no flat table of messages`);
  return table;
}

function isMessages(value: unknown): value is Messages {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((source) => typeof source === "string");
}

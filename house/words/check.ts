import { type Model, parseMessage, validate } from "messageformat";
import { LANGS, type LoadMessages, type Messages, type WordsLang } from "./catalog.ts";
import { neverWords } from "./never.ts";

const KEY_PATTERN = /^[a-z][a-z0-9-]*(\.[a-z0-9][a-z0-9-]*){1,4}$/;

/**
 * What is wrong with a room's words, one line each, none if all is well: a key missing in a
 * language, a message that does not compile, placeholders that differ between languages, a plural
 * that occurs below a thousand without its own form, a word that never stands on a page. Every
 * room's tests call this.
 */
export function wordsFaults(room: string, load: LoadMessages): string[] {
  const files = LANGS.map((lang) => ({ lang, messages: load(room, lang) ?? {} }));
  const keys = new Set(files.flatMap(({ messages }) => Object.keys(messages)));
  if (keys.size === 0) return [`${room}: no words at all`];
  return [...keys].sort().flatMap((key) => keyFaults(key, files));
}

interface File {
  readonly lang: WordsLang;
  readonly messages: Messages;
}

function keyFaults(key: string, files: readonly File[]): string[] {
  const faults = KEY_PATTERN.test(key) ? [] : [`${key}: not a key`];
  const shapes = new Set<string>();
  for (const { lang, messages } of files) {
    const source = messages[key];
    if (source === undefined) {
      faults.push(`${key}: missing in ${lang}`);
      continue;
    }
    const nodes = nodesOf(source);
    if (typeof nodes === "string") faults.push(`${key}: ${lang} does not compile: ${nodes}`);
    else {
      shapes.add(placeholders(nodes));
      faults.push(...pluralFaults(key, lang, nodes));
    }
    for (const word of neverWords(source, lang)) faults.push(`${key}: ${lang} says ${word}`);
  }
  if (shapes.size > 1) faults.push(`${key}: placeholders differ: ${[...shapes].join(" / ")}`);
  return faults;
}

type Node = Readonly<Record<string, unknown>>;

/** All nodes of a message, or why it is none. */
function nodesOf(source: string): Node[] | string {
  let message: Model.Message;
  try {
    message = parseMessage(source);
    validate(message);
  } catch (fault) {
    return String(fault);
  }
  const nodes: Node[] = [];
  const waiting: unknown[] = [message];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (Array.isArray(next)) waiting.push(...next);
    else if (typeof next === "object" && next !== null) {
      nodes.push(next as Node);
      waiting.push(...Object.values(next).filter((value) => value !== undefined));
    }
  }
  return nodes;
}

function placeholders(nodes: readonly Node[]): string {
  const locals = new Set(nodes.filter((n) => n["type"] === "local").map((n) => `$${n["name"]}`));
  const variables = nodes.filter((n) => n["type"] === "variable").map((n) => `$${n["name"]}`);
  const markup = nodes.filter((n) => n["type"] === "markup").map((n) => `#${n["name"]}`);
  const names = [...variables.filter((name) => !locals.has(name)), ...markup];
  return [...new Set(names)].sort().join(" ") || "none";
}

function pluralFaults(key: string, lang: WordsLang, nodes: readonly Node[]): string[] {
  const selectors = nodes.find((node) => node["type"] === "select")?.["selectors"];
  if (!Array.isArray(selectors) || !selectors.some((by: Node) => isCount(by["name"], nodes))) {
    return [];
  }
  const given = new Set(
    nodes.filter((n) => n["type"] === "literal").map((n) => String(n["value"])),
  );
  const absent = pluralsBelow1000(lang).filter((category) => !given.has(category));
  return absent.map((category) => `${key}: ${lang} has no form for ${category}`);
}

/** Whether a variable is declared as a number, so that selecting by it selects a plural. */
function isCount(name: unknown, nodes: readonly Node[]): boolean {
  const declared = nodes.find(
    (node) => (node["type"] === "input" || node["type"] === "local") && node["name"] === name,
  );
  const by = (declared?.["value"] as Node | undefined)?.["functionRef"] as Node | undefined;
  return by?.["name"] === "number" || by?.["name"] === "integer";
}

/** The categories of 1 to 999; `other` is what `*` is for. */
function pluralsBelow1000(lang: WordsLang): string[] {
  const rules = new Intl.PluralRules(lang);
  const found = new Set(Array.from({ length: 999 }, (_, index) => rules.select(index + 1)));
  return [...found].filter((category) => category !== "other");
}

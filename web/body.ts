/** What was posted: read within limits, cleaned, never half. */
import type { IncomingMessage } from "node:http";
import type { Posted } from "../house/door.ts";
import { readText } from "../house/values/index.ts";
import { readMultipart, type Sent } from "./multipart.ts";

/** Bytes of a form, of a form with files, and of a JSON body. */
export const BODY_MAX = { form: 256 * 1024, files: 8 * 1024 * 1024 + 256 * 1024, json: 256 * 1024 };
/** Fields of one form: a hundred lines of twenty fields. */
export const FIELDS_MAX = 2_000;
const NAME_MAX = 200;
const UTF8 = new TextDecoder();
/** Printable ASCII without a space at either end: as clean as it comes. */
const CLEAN = /^[!-~](?:[ -~]*[!-~])?$/;
const CLEAN_MAX = 1_000;

/** Why a body was not taken. */
export type BadBody = { bad: "too-large" | "not-a-form" };

/** A posted form: what pages read, and every field as it came, to show it again. */
export type Form = { posted: Posted; fields: readonly (readonly [string, string])[] };

/** What a form is read from; `incoming` is Node's own request where one is behind it. */
export type Arrived = { request: Request; incoming: IncomingMessage | null };

/** No form. */
export const NOTHING_POSTED: Posted = {
  text: () => "",
  all: () => [],
  has: () => false,
  file: () => null,
};

type Bytes = Uint8Array<ArrayBuffer>;

/** At most `max` bytes of a body, or null where there are more, or not all of them came. */
export async function readBytes(request: Request, max: number): Promise<Bytes | null> {
  try {
    return await readAll(request, max);
  } catch (fault) {
    // Whoever hung up hears no answer, and it is no fault of ours: a log full of them hides one.
    if (isHungUp(fault)) return null;
    throw fault;
  }
}

const isHungUp = (fault: unknown) =>
  fault instanceof Error && "code" in fault && fault.code === "ECONNRESET";

/** Whether a body may be one with files in it: then few are read at once (turns.ts). */
export function mayBeLarge({ headers }: Request): boolean {
  const said = headers.get("content-length");
  if (said !== null && Number(said) <= BODY_MAX.form) return false;
  return /^multipart\/form-data\s*;/i.test(headers.get("content-type") ?? "");
}

async function readAll(request: Request, max: number): Promise<Bytes | null> {
  const said = saidLength(request);
  if (said !== null && said > max) return null;
  // No more than what was said can come, and the whole of it is read with less ado.
  if (said !== null) {
    const bytes = new Uint8Array(await request.arrayBuffer());
    return bytes.length > max ? null : bytes;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.length;
    if (length > max) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** The same of what may be large, and said how long it is: each byte is put in its place once. */
async function readLarge(request: Request, max: number): Promise<Uint8Array | null> {
  const said = saidLength(request);
  if (said === null || said > max) return readBytes(request, max);
  const bytes = new Uint8Array(said);
  let length = 0;
  try {
    for await (const chunk of request.body ?? []) {
      if (length + chunk.length > said) return null;
      bytes.set(chunk, length);
      length += chunk.length;
    }
  } catch (fault) {
    if (isHungUp(fault)) return null;
    throw fault;
  }
  return bytes.subarray(0, length);
}

/** The bytes that are said to come, or null where that is not said in digits. */
function saidLength(request: Request): number | null {
  const said = request.headers.get("content-length");
  return said !== null && /^\d+$/.test(said) ? Number(said) : null;
}

/**
 * The whole body where it came along with the head, as most forms do: it is at hand and need not
 * be waited for. Null where some of it is under way, or someone has begun to read it.
 */
function atHand(incoming: IncomingMessage | null, said: number): Uint8Array | null {
  if (incoming === null || incoming.destroyed || incoming.readableDidRead) return null;
  if (said === 0 || incoming.readableLength !== said) return null;
  const bytes = incoming.read() as Uint8Array | null;
  // Nothing more comes but its end, which is waited for before the next request.
  incoming.resume();
  return bytes;
}

/** Reads a form, urlencoded or multipart; with room for files only where they may come. */
export async function readForm(
  { request, incoming }: Arrived,
  mayFile = true,
): Promise<Form | BadBody> {
  const type = request.headers.get("content-type") ?? "";
  const files = /^multipart\/form-data\s*;/i.test(type);
  if (!files && !/^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
    return { bad: "not-a-form" };
  if (!files) return readPlain(request, incoming);
  const bytes = await readLarge(request, mayFile ? BODY_MAX.files : BODY_MAX.form);
  if (bytes === null) return { bad: "too-large" };
  const all = readMultipart(bytes, type, FIELDS_MAX);
  if (all === null) return { bad: "not-a-form" };
  if (all.length > FIELDS_MAX || all.some(({ name }) => name.length > NAME_MAX))
    return { bad: "too-large" };
  return formOf(all);
}

async function readPlain(
  request: Request,
  incoming: IncomingMessage | null,
): Promise<Form | BadBody> {
  const said = saidLength(request);
  const whole = said === null || said > BODY_MAX.form ? null : atHand(incoming, said);
  const bytes = whole ?? (await readBytes(request, BODY_MAX.form));
  if (bytes === null) return { bad: "too-large" };
  const text = UTF8.decode(bytes);
  const values = new Map<string, string[]>();
  let count = 0;
  let long = false;
  new URLSearchParams(text).forEach((value, name) => {
    count += 1;
    if (name.length > NAME_MAX) long = true;
    if (!long && count <= FIELDS_MAX) add(values, name, value);
  });
  return long || count > FIELDS_MAX ? { bad: "too-large" } : formFrom(values);
}

function formOf(all: readonly Sent[]): Form {
  const values = new Map<string, string[]>();
  const files = new Map<string, { name: string; bytes: Uint8Array }>();
  for (const { name, value } of all) {
    if (typeof value === "string") add(values, name, value);
    else if (value.bytes.length > 0)
      files.set(name, { name: clean(value.name), bytes: value.bytes });
  }
  return formFrom(values, files);
}

function add(values: Map<string, string[]>, name: string, value: string): void {
  const before = values.get(name);
  if (before === undefined) values.set(name, [clean(value)]);
  else before.push(clean(value));
}

type Values = ReadonlyMap<string, string[]>;
type Files = ReadonlyMap<string, { name: string; bytes: Uint8Array }>;

function formFrom(values: Values, files?: Files): Form {
  const fields: [string, string][] = [];
  for (const [name, many] of values) for (const one of many) fields.push([name, one]);
  return { posted: postedFrom(values, files), fields };
}

/** What pages read, from cleaned values. */
function postedFrom(values: Values, files?: Files): Posted {
  return {
    text: (name) => values.get(name)?.[0] ?? "",
    all: (name) => values.get(name) ?? [],
    has: (name) => values.has(name),
    file: (name) => files?.get(name) ?? null,
  };
}

/** NFC, trimmed, without what can make a line read otherwise than it is (house/values/text.ts). */
export function clean(typed: string): string {
  if (typed.length <= CLEAN_MAX && CLEAN.test(typed)) return typed;
  const read = readText("und", typed, { lengthMax: BODY_MAX.files, lines: "many" });
  return read.ok ? read.value.text : "";
}

/** For tests: a browser without a screen. It keeps cookies, reads forms, sends what they hold. */
import assert from "node:assert/strict";

/** What came back. */
export type Got = {
  status: number;
  headers: Headers;
  text: string;
  /** The body as it came: a file is not text. */
  bytes: Uint8Array;
  /** Where it was sent on to, or null. */
  location: string | null;
  path: string;
};

/** A form as drawn: where it goes and what it holds before anyone types. */
export type DrawnForm = { action: string; method: string; fields: [string, string][] };

/** What is typed: a value or several; null leaves the field out. */
export type Typed = Record<string, string | readonly string[] | null | File>;

/** Answers requests; an app's `fetch`. */
export type Fetch = (request: Request) => Response | Promise<Response>;

/** A browser with cookies of its own. Redirects are not followed unless asked. */
export class Browser {
  readonly #fetch: Fetch;
  readonly #origin: string;
  readonly cookies = new Map<string, string>();
  /** Headers of every request; a test may change them. */
  readonly headers: Record<string, string> = { "accept-language": "en" };

  constructor(origin: string, fetch: Fetch) {
    this.#origin = origin;
    this.#fetch = fetch;
  }

  /** Opens an address. */
  get(path: string, headers: Record<string, string> = {}): Promise<Got> {
    return this.#send(path, { method: "GET", headers });
  }

  /** Opens an address and goes where it leads, at most five times. */
  async open(path: string): Promise<Got> {
    let got = await this.get(path);
    for (let i = 0; i < 5 && got.location !== null; i++) got = await this.get(got.location);
    return got;
  }

  /** Posts fields as they are, as a form of our own page would. */
  post(
    path: string,
    fields: readonly (readonly [string, string | File])[],
    headers: Record<string, string> = {},
  ): Promise<Got> {
    const files = fields.some(([, value]) => typeof value !== "string");
    const data = files ? new FormData() : new URLSearchParams();
    for (const [name, value] of fields) data.append(name, value as string);
    const own = { origin: "null", "sec-fetch-site": "same-origin", ...headers };
    return this.#send(path, { method: "POST", headers: own, body: data });
  }

  /**
   * Opens the page, types into its form and sends it. Without `action` it is the first form that
   * posts to the page's own address, or else the first form of `<main>` that has a field to type.
   */
  async submit(path: string, typed: Typed, action?: string): Promise<Got> {
    const page = await this.open(path);
    assert.equal(page.status, 200, `${path} answers ${page.status}`);
    return this.submitOn(page, typed, action);
  }

  /** The same on a page already open. */
  submitOn(page: Got, typed: Typed, action?: string): Promise<Got> {
    const posting = forms(page.text).filter(({ method }) => method === "post");
    const own = page.path.replace(/[?#].*/, "");
    const form =
      action === undefined
        ? (posting.find((one) => one.action === own) ?? posting[0])
        : posting.find((one) => one.action === action);
    assert.ok(form, `a form on ${page.path}${action === undefined ? "" : ` for ${action}`}`);
    const kept = form.fields.filter(([name]) => !(name in typed));
    const added = Object.entries(typed).flatMap(([name, value]) => {
      if (value === null) return [];
      const values = Array.isArray(value) ? value : [value];
      return values.map((one) => [name, one] as [string, string | File]);
    });
    return this.post(form.action, [...kept, ...added]);
  }

  async #send(path: string, init: RequestInit & { headers: Record<string, string> }): Promise<Got> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...this.headers, ...(cookie === "" ? {} : { cookie }), ...init.headers };
    const response = await this.#fetch(new Request(this.#origin + path, { ...init, headers }));
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const { status } = response;
    const location = response.headers.get("location");
    const bytes = new Uint8Array(await response.arrayBuffer());
    const text = new TextDecoder().decode(bytes);
    return { status, headers: response.headers, text, bytes, location, path };
  }

  #keep(line: string): void {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (/max-age=0(;|$)/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** The forms of a page, as a browser reads them. */
export function forms(html: string): DrawnForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(
    ([, open = "", inside = ""]) => {
      const action = attribute(open, "action") ?? "";
      return {
        action,
        method: (attribute(open, "method") ?? "get").toLowerCase(),
        fields: fieldsOf(inside),
      };
    },
  );
}

function fieldsOf(html: string): [string, string][] {
  const found: [string, string][] = [];
  const controls = new RegExp(
    [
      "<input\\b([^>]*)>",
      "<textarea\\b([^>]*)>([\\s\\S]*?)</textarea>",
      "<select\\b([^>]*)>([\\s\\S]*?)</select>",
    ].join("|"),
    "g",
  );
  for (const [, input, area, text = "", select, options = ""] of html.matchAll(controls)) {
    const name = attribute(input ?? area ?? select ?? "", "name");
    if (name === undefined) continue;
    if (area !== undefined) found.push([name, unescaped(text.replace(/^\n/, ""))]);
    else if (select !== undefined) found.push([name, selected(options)]);
    else if (input !== undefined && sends(input)) found.push([name, sentValue(input)]);
  }
  return found;
}

function sends(input: string): boolean {
  const type = attribute(input, "type") ?? "text";
  if (type === "radio" || type === "checkbox") return /\schecked\b/.test(input);
  return type !== "submit" && type !== "button" && type !== "file";
}

function sentValue(input: string): string {
  const tick = /type="(radio|checkbox)"/.test(input);
  return attribute(input, "value") ?? (tick ? "on" : "");
}

function selected(options: string): string {
  const all = [...options.matchAll(/<option\b([^>]*)>([^<]*)/g)];
  const chosen = all.find(([, open = ""]) => /\sselected\b/.test(open)) ?? all[0];
  return attribute(chosen?.[1] ?? "", "value") ?? unescaped(chosen?.[2] ?? "");
}

function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(` ${tag}`)?.[1];
  return found === undefined ? undefined : unescaped(found);
}

const SIGNS: Record<string, string> = { lt: "<", gt: ">", quot: '"', amp: "&", "#39": "'" };

function unescaped(text: string): string {
  return text.replace(/&(lt|gt|quot|amp|#39);/g, (_, name: string) => SIGNS[name] ?? "");
}

/** Cookies: few, ours alone, and never read by scripts. */

/** What a browser keeps for us. `link` is followed by the space it opens. */
export type CookieName =
  | "session"
  | "visitor"
  | "device"
  | "lang"
  | "notice"
  | "kept"
  | "halfway"
  | "shared"
  | `link-${string}`;

/** How a cookie is kept. `maxAge` in seconds; without it, until the browser is closed. */
export type CookieRules = { maxAge?: number; strict?: boolean };

/**
 * The cookies of one request and those its answer sets. Over HTTPS every name begins with
 * `__Host-`, so that no other host or path can set it (RFC 6265bis section 4.1.3.2).
 */
export class Cookies {
  readonly #sent: Map<string, string>;
  #set: Map<string, string> | null = null;
  readonly #secure: boolean;

  constructor(header: string | undefined, secure: boolean) {
    this.#secure = secure;
    this.#sent = new Map();
    for (const pair of (header ?? "").split(";")) {
      const at = pair.indexOf("=");
      if (at < 0) continue;
      const name = pair.slice(0, at).trim();
      if (!this.#sent.has(name)) this.#sent.set(name, pair.slice(at + 1).trim());
    }
  }

  #name(name: CookieName): string {
    return this.#secure ? `__Host-${name}` : name;
  }

  /** The value sent, or null. */
  get(name: CookieName): string | null {
    const value = this.#sent.get(this.#name(name));
    return value === undefined || !/^[\w.~-]{1,3800}$/.test(value) ? null : value;
  }

  /** Names sent that begin like this. */
  names(prefix: string): CookieName[] {
    const start = this.#name(prefix as CookieName);
    const cut = start.length - prefix.length;
    const names = [...this.#sent.keys()].filter((name) => name.startsWith(start));
    return names.map((name) => name.slice(cut) as CookieName);
  }

  /** Sets a cookie in the answer; the value is of `A-Z a-z 0-9 _ . ~ -`. */
  set(name: CookieName, value: string, { maxAge, strict = false }: CookieRules = {}): void {
    const rules = [
      `${this.#name(name)}=${value}`,
      "Path=/",
      "HttpOnly",
      `SameSite=${strict ? "Strict" : "Lax"}`,
      ...(this.#secure ? ["Secure"] : []),
      ...(maxAge === undefined ? [] : [`Max-Age=${maxAge}`]),
    ];
    this.#set ??= new Map();
    this.#set.set(name, rules.join("; "));
  }

  /** Takes a cookie away. */
  clear(name: CookieName): void {
    this.set(name, "", { maxAge: 0 });
  }

  /** Values for `set-cookie`. */
  get headers(): string[] {
    return this.#set === null ? [] : [...this.#set.values()];
  }
}

const ALL = [
  "session",
  "visitor",
  "device",
  "notice",
  "kept",
  "halfway",
  "shared",
  "lang",
] as const;

/** Takes everything away that a browser keeps of us. */
export function forgetAll(cookies: Cookies): void {
  for (const name of ALL) cookies.clear(name);
  for (const name of cookies.names("link-")) cookies.clear(name);
}

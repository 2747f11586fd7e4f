/** Headers that every answer carries, and those that differ (reference: OWASP ASVS 5.0, 3.4). */
import type { Settings } from "./node.ts";

/** How long and by whom an answer may be kept. */
export type Keep = "never" | "ask-first" | "for-ever";

const KEEP: Record<Keep, string> = {
  /** Signed in, forms, faults: not even on this machine. */
  never: "no-store",
  /** What everyone may read of a space: kept, but asked about each time. */
  "ask-first": "private, no-cache",
  /** Our own files under an address made from their content. */
  "for-ever": "public, max-age=31536000, immutable",
};

const NOTHING = [
  ...["accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "geolocation"],
  ...["gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi", "payment"],
  ...["screen-wake-lock", "serial", "usb", "xr-spatial-tracking"],
];

/**
 * What the headers of an answer hang on; `styles` is the source expression of its style sheet,
 * `asks` whether its script asks this server whether one is still signed in.
 */
type Options = { keep: Keep; styles?: string; scripts?: boolean; asks?: boolean };

/** Made once for each kind of answer: there are few, and settings stay as they are. */
const made = new WeakMap<Settings, Map<string, Readonly<Record<string, string>>>>();

/** The headers of an answer. */
export function headersFor(
  settings: Settings,
  secure: boolean,
  options: Options,
): Readonly<Record<string, string>> {
  const { keep, scripts = false, asks = false, styles = "" } = options;
  const kind = `${secure}/${keep}/${scripts}/${asks}/${styles}`;
  let kinds = made.get(settings);
  if (kinds === undefined) {
    kinds = new Map();
    made.set(settings, kinds);
  }
  let found = kinds.get(kind);
  if (found === undefined) {
    found = Object.freeze(headersMade(settings, secure, options));
    kinds.set(kind, found);
  }
  return found;
}

function headersMade(
  settings: Settings,
  secure: boolean,
  { keep, styles, scripts = false, asks = false }: Options,
): Record<string, string> {
  const policy = [
    "default-src 'none'",
    ...(styles === undefined
      ? []
      : [`style-src ${styles}`, "img-src 'self' data:", "media-src 'self'"]),
    ...(scripts ? ["script-src 'self'"] : []),
    ...(scripts && asks ? ["connect-src 'self'"] : []),
    ...["base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"],
  ];
  return {
    "cache-control": KEEP[keep],
    "content-security-policy": policy.join("; "),
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": NOTHING.map((name) => `${name}=()`).join(", "),
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Pages say it themselves; a table or a calendar has no other place to.
    "x-robots-tag": "noindex, nofollow, noarchive",
    ...(keep === "ask-first" ? { vary: "Cookie, Accept-Language, Accept-Encoding" } : {}),
    ...(settings.hsts && secure
      ? { "strict-transport-security": "max-age=63072000; includeSubDomains" }
      : {}),
    ...(settings.onion !== null && secure ? { "onion-location": settings.onion } : {}),
  };
}

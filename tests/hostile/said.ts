/** What every answer says of itself: its type, and what a browser may do with it. */
import assert from "node:assert/strict";

/** Where text goes without its charset, a browser guesses; JSON is UTF-8 by its own standard. */
const TYPE =
  /^(text\/[a-z]+; charset=utf-8(; header=present)?|application\/((problem\+)?json|octet-stream))$/i;
const ALWAYS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "x-robots-tag": "noindex, nofollow, noarchive",
};

/** Fails unless an answer says all that every answer says (ASVS 5.0.0, 3.2 to 4.1). */
export function assertSaid(
  { status, headers }: { status: number; headers: Headers },
  what: string,
) {
  for (const [name, value] of Object.entries(ALWAYS))
    assert.equal(headers.get(name), value, `${what}: ${name}`);
  const policy = headers.get("content-security-policy") ?? "";
  for (const part of ["default-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
    assert.ok(policy.includes(part), `${what}: ${part}`);
  assert.doesNotMatch(policy, /unsafe|\*|https?:/, what);
  const foreign = [...headers.keys()].filter((name) => name.startsWith("access-control-"));
  assert.deepEqual(foreign, [], `${what}: nothing is shared with other sites`);
  for (const cookie of headers.getSetCookie())
    assert.match(cookie, /^__Host-[^;]+; Path=\/; HttpOnly; SameSite=(Lax|Strict); Secure/, what);
  if (status >= 300 && status < 400) return;
  assert.match(headers.get("content-type") ?? "", TYPE, `${what}: its type`);
}

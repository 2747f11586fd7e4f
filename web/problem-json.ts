/** Refusals for programs: problem documents (RFC 9457). */
import type { Refusal } from "../house/refusal.ts";
import type { Ask } from "./ask.ts";
import { STATUS, sentenceOf } from "./problems.tsx";
import { respond } from "./respond.ts";

/** Refusals of this door that HTTP has a word of its own for. */
const OWN: Readonly<Record<string, number>> = { "web.no-token": 401, "web.too-large": 413 };

/** Without the marks that keep directions apart on a page. */
function unmarked(sentence: string): string {
  return sentence.replaceAll(/[\u2066-\u2069]/g, "");
}

/** A refusal as RFC 9457 says it; `code` is what programs look at. */
export function problem(ask: Ask, refusal: Refusal): Promise<Response> {
  const { refused, because, field, next, vars } = refusal;
  const status = OWN[refused] ?? STATUS[because];
  const body = {
    type: `urn:alongside:refusal:${refused}`,
    title: unmarked(sentenceOf(refusal, ask.words)),
    ...{ status, code: refused, because },
    ...(field === undefined ? {} : { field }),
    ...(next === undefined ? {} : { next: ask.words.plain(`next.${next}`) }),
  };
  const headers: Record<string, string> = status === 401 ? { "www-authenticate": "Bearer" } : {};
  const wait = vars?.["seconds"];
  if (wait !== undefined) headers["retry-after"] = String(wait);
  return respond(
    ask,
    { body: `${JSON.stringify(body)}\n`, type: "application/problem+json" },
    { status, keep: "never", headers },
  );
}

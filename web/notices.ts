/** What a page says once after something was done: kept sealed in a cookie until it is shown. */
import type { PageNotice } from "../ui/page.tsx";
import type { Ask } from "./ask.ts";

const MAX_AGE_S = 300;

/** Message keys of what is said and of its link, and what stands in the words. */
type Left = {
  key: string;
  vars?: Record<string, string | number> | undefined;
  next?: { href: string; says: string } | undefined;
};

/** Leaves a notice for the next page this browser opens. */
export function leaveNotice(ask: Ask, left: Left) {
  const sealed = ask.node.secrets.seal("notice", JSON.stringify(left));
  if (sealed.length < 3_000) ask.cookies.set("notice", sealed, { maxAge: MAX_AGE_S, strict: true });
}

/** Takes the notice that waits, if any. */
export function takeNotice(ask: Ask): PageNotice[] {
  const cookie = ask.cookies.get("notice");
  if (cookie === null) return [];
  ask.cookies.clear("notice");
  const plain = ask.node.secrets.open("notice", cookie);
  if (plain === null) return [];
  const { key, vars = {}, next } = JSON.parse(plain) as Left;
  const { t } = ask.words;
  const link = next && { next: { href: next.href, text: t(next.says) } };
  return [{ kind: "done", text: t(key, vars), ...link }];
}

/** What a page says once after something was done: kept sealed in a cookie until it is shown. */
import type { PageNotice } from "../ui/page.tsx";
import type { Ask } from "./ask.ts";

const MAX_AGE_S = 300;

/** Leaves a notice for the next page this browser opens. */
export function leaveNotice(ask: Ask, key: string, vars: Record<string, string | number> = {}) {
  const sealed = ask.node.secrets.seal("notice", JSON.stringify({ key, vars }));
  if (sealed.length < 3_000) ask.cookies.set("notice", sealed, { maxAge: MAX_AGE_S, strict: true });
}

/** Takes the notice that waits, if any. */
export function takeNotice(ask: Ask): PageNotice[] {
  const cookie = ask.cookies.get("notice");
  if (cookie === null) return [];
  ask.cookies.clear("notice");
  const plain = ask.node.secrets.open("notice", cookie);
  if (plain === null) return [];
  const { key, vars } = JSON.parse(plain) as { key: string; vars: Record<string, string> };
  return [{ kind: "done", text: ask.words.t(key, vars) }];
}

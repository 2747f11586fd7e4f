/** What reading something from outside gives: the value, or the code of a reason. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: string };

/** A value that could be read. */
export function read<T>(value: T): Parsed<T> {
  return { ok: true, value };
}

/**
 * A value that could not be read. `reason` is `<value>.<why>`, for example `amount.too-large`;
 * the words for it stand under `refusal.` + reason in `house/words`.
 */
export function unread(reason: string): { readonly ok: false; readonly reason: string } {
  return { ok: false, reason };
}

/** What a form carries so that sending it twice does it once, and only from our own page. */

/** `key` makes a repeated post the same post; `token` shows that the form came from this page. */
export type FormKeys = { key: string; token: string };

/** Names under which they are sent; no field of a room begins with `form-`. */
export const FORM_KEY = "form-key";

/** The name of the token's field. */
export const FORM_TOKEN = "form-token";

/** The two hidden inputs of every posting form. */
export function HiddenKey({ keys }: { keys: FormKeys }) {
  return (
    <>
      <input type="hidden" name={FORM_KEY} value={keys.key} />
      <input type="hidden" name={FORM_TOKEN} value={keys.token} />
    </>
  );
}

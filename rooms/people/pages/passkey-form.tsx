/** A form that asks the browser for a passkey; hidden until `passkey.js` finds that it has any. */
import type { Visit } from "../../../house/door.ts";
import { Acts, Button, type Weight } from "../../../ui/button.tsx";
import { HiddenKey } from "../../../ui/hidden-key.tsx";
import type { Kids } from "../../../ui/types.ts";
import { readLogin } from "../logins.ts";
import { ALGORITHMS, handleOf, hostOf, type Ticketed, ticketFor } from "../passkeys.ts";
import { nodeOf } from "../records.ts";
import { browserIn, originOf } from "../says.ts";

/** What is asked for: what it is for, whose, and where it goes. */
export type PasskeyAsk = { use: Ticketed["use"]; login: string | null; action: string };

/** What a passkey form is drawn from; null where this address can have no passkeys. */
export type PasskeyAsked = PasskeyAsk & { host: string; ticket: string; known: string[] };

/** The module that shows it. */
export const PASSKEY_SCRIPT = "passkey.js";

/** Makes the ticket for a form; null where there is nothing to ask for. */
export async function askPasskey(visit: Visit, ask: PasskeyAsk): Promise<PasskeyAsked | null> {
  const host = hostOf(originOf(visit));
  if (host === null) return null;
  const parts = nodeOf(visit.house);
  const { use, login } = ask;
  const all = login === null ? [] : ((await readLogin(parts, login))?.passkeys ?? []);
  const known = all.filter((one) => one.host === host).map(({ id }) => id);
  if (use === "confirm" && known.length === 0) return null;
  const ticket = await ticketFor(parts, { use, login, browser: browserIn(visit) });
  return { ...ask, host, ticket, known };
}

/** The form. */
export function PasskeyForm(props: {
  visit: Visit;
  asked: PasskeyAsked;
  label: string;
  weight?: Weight;
  children?: Kids;
}) {
  const { visit, asked, label, weight = "quiet", children } = props;
  const { t, keys } = visit;
  const { use, login, host, ticket, known, action } = asked;
  return (
    <form
      class="form"
      method="post"
      action={action}
      hidden
      data-passkey={use}
      data-host={host}
      data-keys={known.join(" ")}
      data-handle={use === "add" && login !== null ? handleOf(login) : undefined}
      data-algorithms={use === "add" ? ALGORITHMS.join(" ") : undefined}
    >
      <HiddenKey keys={keys} />
      <input type="hidden" name="pass-ticket" value={ticket} />
      <input type="hidden" name="passkey" value="" />
      {children}
      <Acts>
        <Button weight={weight}>{label}</Button>
      </Acts>
      <p role="status" data-failed={t("people.passkey.failed")} />
    </form>
  );
}

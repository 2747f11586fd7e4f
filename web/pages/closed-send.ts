/** What the pages about closed groups share: whose they are to decide about, and sending. */
import { hash } from "node:crypto";
import type { Done } from "../../house/command.ts";
import type { Visit } from "../../house/door.ts";
import type { Refusal } from "../../house/refusal.ts";
import { type Closed, closedFor } from "../../rooms/spaces/index.ts";
import { FORM_KEY } from "../../ui/hidden-key.tsx";

/** All closed groups in whose named set this login is. */
export async function allClosed({ house, session }: Visit): Promise<Closed[]> {
  return session === null ? [] : closedFor(house, session.login);
}

/** One of them by its id; null for all others, whatever they are. */
export async function closedHere(visit: Visit, id: string): Promise<Closed | null> {
  return (await allClosed(visit)).find(({ space }) => space === id) ?? null;
}

/** Sends a command as the member that this login is there, with the posted form's key. */
export function sendClosed(
  { house, posted }: Visit,
  { space, member }: Closed,
  command: string,
  input: object,
): Promise<Done | Refusal> {
  const form = `${posted.text(FORM_KEY)}/${command}/${space}/${JSON.stringify(input)}`;
  const author = { by: "member", member } as const;
  return house.dispatch({ space, command, input, author, key: hash("sha256", form, "hex") });
}

/** A member as programs are told them. */
import type { MemberState } from "./facts.ts";

/** All but what they accepted: who did and who did not is for coordination, on its own page. */
export function tellMember({ accepted: _accepted, ...told }: MemberState): object {
  return told;
}

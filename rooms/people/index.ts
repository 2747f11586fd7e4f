/** The door of `people`: what the house and the other rooms may use of it. */
import type { Room } from "../../house/room.ts";
import { table } from "./commands.ts";
import { invitation, member, membership } from "./facts.ts";

export { coordinators } from "./decider.ts";
export { handleSchema, joined, type MemberState, member, rolesOf } from "./facts.ts";

/** The room, for the floor plan. */
export const room: Room = {
  name: "people",
  kinds: [member, invitation],
  commands: table,
  membership,
};

/** For tests: what a program says of the group itself, each command once and in this order. */
import type { Step } from "./testing-steps.ts";

/** A code of conduct, accepted and dropped; what a register calls the group. */
export const SAID_OF_US: readonly Step[] = [
  [
    "spaces.write-conduct",
    () => ({ texts: [{ lang: "es", text: "Nadie pide nada a cambio." }], days: 9 }),
    ["version", "answer.version"],
  ],
  ["people.accept-conduct", ({ version }) => ({ version, lang: "es" })],
  [
    ...(["people.tell-conduct"] as const),
    ({ version, jacinta: member }) => ({ member, version, lang: "es" }),
    ...([null, { arrived: "voice", readBack: true }] as const),
  ],
  ["people.unaccept-conduct", () => ({})],
  ["spaces.drop-conduct", () => ({})],
  [
    "spaces.set-publisher",
    () => ({ organisation: "GB-CHC-1234567", type: "24", grants: "360G-rio" }),
  ],
  ["spaces.drop-publisher", () => ({})],
];

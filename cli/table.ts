/** The subcommands, each loaded only when it is asked for. */
import type { Subcommand } from "./subcommand.ts";

/** A line of the table: what it is for, and the way to it. */
export type Row = { about: string; load: () => Promise<{ subcommand: Subcommand }> };

/** Every subcommand by name, in the order help shows them. */
export const TABLE: ReadonlyMap<string, Row> = new Map<string, Row>([
  ["init", { about: "make an empty node and a first space", load: () => import("./init.ts") }],
  ["import", { about: "bring a file in", load: () => import("./import.ts") }],
  ["export", { about: "write a log, a space or a proof", load: () => import("./export.ts") }],
  ["verify", { about: "check a log, a space file or a proof", load: () => import("./verify.ts") }],
  ["erase", { about: "erase someone's name or reach", load: () => import("./erase.ts") }],
  ["bench", { about: "measure this version on this machine", load: () => import("./bench.ts") }],
  ["doctor", { about: "show settings and look for trouble", load: () => import("./doctor.ts") }],
]);

/** The door of `consent`: what the house, the web and later rooms may use of it. */
import type { Kind } from "../../house/facts.ts";
import type { Room } from "../../house/room.ts";
import { keepCode } from "./codes.ts";
import { table } from "./commands.ts";
import { consent } from "./facts.ts";
import { picture } from "./facts-picture.ts";
import { recording } from "./facts-recording.ts";
import { spoken } from "./facts-spoken.ts";
import { saying, subject } from "./facts-subject.ts";
import { elsewhere, shownVoices } from "./questions.ts";
import { standing } from "./standing.ts";
import { timeRows } from "./times.ts";

export { type ConsentState, consent } from "./facts.ts";
export { type SayingState, saying, subject } from "./facts-subject.ts";
export { mayUse, toAskAgain, type Voice } from "./questions.ts";
export { door } from "./routes.ts";
export { type Status, statusOf } from "./status.ts";

/** The room as the house sees it. */
export const room: Room = {
  name: "consent",
  kinds: [subject, consent, saying, picture, recording, spoken] as readonly Kind[],
  commands: table,
  standing,
  effects: [keepCode],
  elsewhere,
  times: timeRows,
  wayOn: {
    key: "consent.voices.title",
    path: "/sayings",
    isThere: async (view) => (await shownVoices(view)).length > 0,
    voices: async (view) =>
      (await shownVoices(view)).slice(0, 3).flatMap(({ quoted, called }) => {
        return quoted === null ? [] : [{ quoted, called }];
      }),
  },
};

/** Another process that reads a database file and does not let go, as a backup tool might. */
import { spawn } from "node:child_process";
import { once } from "node:events";

const HOLD = `
  const { DatabaseSync } = require("node:sqlite");
  const db = new DatabaseSync(process.argv[1], { readOnly: true });
  db.exec("BEGIN");
  db.prepare("SELECT count(*) FROM part").get();
  process.stdout.write("reading");
  process.stdin.once("data", () => { db.exec("COMMIT"); db.close(); process.exit(0); });
`;

/** Begins a reading transaction over the file; `stop` ends it and waits for the process. */
export async function readingChild(file: string): Promise<{ stop: () => Promise<void> }> {
  const child = spawn(process.execPath, ["-e", HOLD, file], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  let stopping = false;
  const stop = async () => {
    if (!stopping) child.stdin.write("stop");
    stopping = true;
    await ended;
  };
  return { stop };
}

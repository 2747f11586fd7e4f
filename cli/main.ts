/** The program: one command line, on this process's streams. */
import { commandLine } from "./command-line.ts";
import { drained } from "./drained.ts";

// A reader that goes away (a pager, `head`) ends the output, not the work.
process.stdout.on("error", (fault: NodeJS.ErrnoException) => {
  if (fault.code !== "EPIPE") throw fault;
});
const print = (to: NodeJS.WriteStream) => (text: string) => void to.write(text);
process.exitCode = await commandLine(process.argv.slice(2), {
  ...{ out: print(process.stdout), err: print(process.stderr), cwd: process.cwd() },
  drained: () => drained(process.stdout),
});

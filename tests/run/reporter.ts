import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { TestEvent } from "node:test/reporters";
import { inspect } from "node:util";
import { filesOf } from "./entries.ts";

/** What one run of Node's test runner counted; `failed` holds what was cancelled too. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * A reporter for Node's test runner: says nothing of a test that passes, everything of one that
 * fails, and writes the runner's own totals to the file named by ALONGSIDE_COUNTS.
 */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type === "test:fail") yield failure(event.data);
    // What no test is to blame for (lighter.ts) is said as a remark on the file.
    if (event.type === "test:diagnostic" && event.data.message.startsWith("Error: "))
      yield `  ✖ ${files(event.data.file)}: ${event.data.message}\n`;
    // A test file's own output is only of use beside a failure, but there it may be the cause.
    if (event.type === "test:stderr") yield event.data.message;
    if (event.type === "test:summary" && event.data.file === undefined) {
      const { tests, passed, skipped, todo } = event.data.counts;
      write({ passed, failed: tests - passed - skipped - todo, skipped: skipped + todo });
    }
  }
}

/** One file, or all that shared the process it came from. */
function files(entry: string | undefined): string {
  const all = entry === undefined ? [] : filesOf(entry);
  return all.map((file) => relative(process.cwd(), file)).join(" or ");
}

function failure(data: Extract<TestEvent, { type: "test:fail" }>["data"]): string {
  const { error } = data.details;
  // A suite repeats its tests' failures; they have been printed by then.
  if ("failureType" in error && error.failureType === "subtestsFailed") return "";
  const where = `${relative(process.cwd(), data.file ?? "")}:${data.line ?? 0}`;
  const cause = inspect(error.cause ?? error).replaceAll("\n", "\n      ");
  return `  ✖ ${data.name}  (${where})\n      ${cause}\n`;
}

function write(counts: Counts): void {
  const file = process.env["ALONGSIDE_COUNTS"];
  if (file) writeFileSync(file, JSON.stringify(counts));
  else writeFileSync(1, `${JSON.stringify(counts)}\n`);
}

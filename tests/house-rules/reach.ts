import { forTests, places, type Source } from "./tree.ts";

/** What code may not reach for, where, and the files whose job it is. */
type Rule = { what: string; found: RegExp; in?: RegExp; but?: readonly string[] };

const IN_BROWSER = /\/browser\//;
const RULES: readonly Rule[] = [
  {
    what: "asks another machine, which no node does",
    found: /(?<![.\w])fetch\(|\bglobalThis\.fetch\b|\bfrom "node:(https|http2|tls|dgram|dns)\b/,
    // What serves is handed its `fetch`; `verify` reads a log where it is told to; a page asks its
    // own server, which its policy holds it to.
    but: ["cli/listen.ts", "cli/token-file.ts", "log/reader.ts", "ui/browser/exit.js"],
  },
  {
    what: "listens or opens a connection",
    found: /\bfrom "node:(net|http)"/,
    but: ["cli/listen.ts", "cli/control.ts"],
  },
  {
    what: "starts a program",
    found: /\bnode:child_process\b/,
    but: ["cli/bench.ts", "bin/launch.cjs"],
  },
  { what: "runs text as code", found: /\beval\(|\bnew Function\(|\bnode:vm\b/ },
  {
    what: "puts text into a page as it is",
    found: /(?<![.\w])raw\(|\bdangerouslySetInnerHTML\b/,
    but: ["ui/page.tsx", "web/shell.tsx"],
  },
  {
    what: "writes markup in the browser",
    found: /\b(inner|outer)HTML\b|\binsertAdjacentHTML\b|\bdocument\.write\b|\bDOMParser\b/,
    in: IN_BROWSER,
  },
  {
    what: "keeps something in the browser, or hears other windows",
    found:
      /\b(local|session)Storage\b|\bindexedDB\b|\bdocument\.cookie\b|\bpostMessage\b|"message"/,
    in: IN_BROWSER,
  },
  {
    what: "believes a proxy, or looks where somebody comes from",
    found: /\bx-forwarded|\bx-real-ip\b|\bremoteAddress\b|"forwarded"/i,
    in: /^(web|cli|house)\//,
  },
];

/** Where a tree reaches for what it may not, as "path:line: what". */
export function reaching(files: readonly Source[]): string[] {
  const ours = files.filter(({ path }) => !forTests(path) && !path.startsWith("bench/"));
  return ours.flatMap((file) => {
    // Types alone reach for nothing.
    const text = file.uncommented.replaceAll(/^import type [^;]+;/gm, (found) =>
      found.replaceAll(/[^\n]/g, " "),
    );
    return RULES.filter((rule) => rule.in?.test(file.path) ?? true)
      .filter(({ but }) => !but?.includes(file.path))
      .flatMap(({ found, what }) => places(file, text, found, what));
  });
}

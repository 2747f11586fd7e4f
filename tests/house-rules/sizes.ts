import type { Source } from "./tree.ts";

const FILE_LINES_MAX = 400;
const BROWSER_LINES_MAX = 120;
const README_LINES_MAX = 80;
const COLUMNS_MAX = 100;
/** A text or pattern alone on its line: the formatter cannot break it. A comment it can. */
const ONE_LITERAL = /^\s*([\w-]+: |\()?("[^"]*"|`[^`]*`|\/(?![*/]).*\/[a-z]*)[,;)]*$/;

/** Files with too many lines and lines with too many columns. (Functions are the linter's.) */
export function tooLarge(files: readonly Source[]): string[] {
  return files.flatMap(({ path, text }) => {
    const lines = text.trimEnd().split("\n");
    const max = linesMax(path);
    const long = lines.findIndex(
      (line) => [...line].length > COLUMNS_MAX && !ONE_LITERAL.test(line),
    );
    return [
      ...(lines.length > max ? [`${path}: ${lines.length} lines, at most ${max}`] : []),
      ...(long >= 0 && /\.[jt]sx?$/.test(path) ? [`${path}:${long + 1}: over 100 columns`] : []),
    ];
  });
}

function linesMax(path: string): number {
  if (path === "README.md") return README_LINES_MAX;
  return /(^|\/)browser\/[^/]+\.[jt]s$/.test(path) ? BROWSER_LINES_MAX : FILE_LINES_MAX;
}

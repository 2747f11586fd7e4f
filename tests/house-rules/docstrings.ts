import { forTests, type Source } from "./tree.ts";

const EXPORT =
  /^export (?:declare |abstract |async )*(?:function\*?|class|const|let|interface|type) (\w+)/gm;

/** Exported names without a docstring right above them, as "path: name". */
export function undocumented(files: readonly Source[]): string[] {
  return files
    .filter(({ path }) => !forTests(path))
    .flatMap(({ path, text }) => {
      const seen = new Set<string>();
      return [...text.matchAll(EXPORT)].flatMap(({ index, 1: name = "" }) => {
        const before = text.slice(0, index).trimEnd();
        // An overload shares the docstring of the first of its name.
        const documented = before.endsWith("*/") || seen.has(name);
        seen.add(name);
        return documented ? [] : [`${path}: ${name}`];
      });
    });
}

import { globSync } from "node:fs";
import type { Tool } from "./tools.ts";

/** One step of the gate: a command that succeeds or not, or a set of test files. */
export interface Step {
  name: string;
  needs: readonly Tool[];
  /** Of a step that runs one program: the program, from node_modules/.bin, and its arguments. */
  command?: readonly string[];
  /** Of a step that runs tests: the files, from the root. */
  files?: readonly string[];
  /** How many test files may run at once. */
  atOnce?: number;
}

/** Folders whose tests are steps of their own, in the order they run. */
const APART = {
  "house rules": { under: "tests/house-rules/", needs: [], atOnce: 2 },
  "stores keep their contract": { under: "store/", needs: [], atOnce: 2 },
  "journeys in a browser": { under: "tests/journeys/", needs: ["chromium"], atOnce: 2 },
  "another program checks our log": {
    under: "tests/independent/",
    needs: ["go", "golang.org/x/mod"],
    atOnce: 1,
  },
  "other programs read our files": {
    under: "tests/formats/",
    needs: ["hledger", "bean-check", "ledger", "xmllint"],
    atOnce: 2,
  },
} as const;
const DEEP = "tests/deep/";
const NOT_OURS = ["node_modules/**", "data/**", ".git/**"];

/** Every test file of the tree, from the root, in order. */
export function testFiles(root: string): string[] {
  return globSync("**/*.test.ts", { cwd: root, exclude: NOT_OURS }).sort();
}

/**
 * The steps of a run over these test files. Every file is in exactly one step. At depth those of
 * tests/deep follow two by two, a pair a step, so that a run broken off goes on where it stopped.
 */
export function steps(all: readonly string[], deep: boolean): Step[] {
  const apart = Object.entries(APART).map(([name, { under, needs, atOnce }]): Step => {
    return { name, needs, atOnce, files: all.filter((file) => file.startsWith(under)) };
  });
  const taken = new Set(apart.flatMap((step) => step.files ?? []));
  const units = all.filter((file) => !taken.has(file) && !file.startsWith(DEEP));
  const [houseRules, ...later] = apart;
  const deepFiles = deep ? all.filter((file) => file.startsWith(DEEP)) : [];
  const pairs = deepFiles.flatMap((_file, at) =>
    at % 2 === 0 ? [deepFiles.slice(at, at + 2)] : [],
  );
  return [
    { name: "types", needs: [], command: ["tsc", "-p", "."] },
    { name: "format and lint", needs: [], command: ["biome", "check", "--error-on-warnings", "."] },
    ...(houseRules ? [houseRules] : []),
    { name: "units and laws", needs: [], atOnce: 2, files: units },
    ...later,
    ...pairs.map((files): Step => {
      const names = files.map((file) => file.slice(DEEP.length, -".test.ts".length));
      return { name: `deep: ${names.join(", ")}`, needs: [], atOnce: 2, files };
    }),
  ];
}

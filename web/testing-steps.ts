/** For tests: the steps of a life in which a program sends every command once. */

/** What earlier commands answered, by the name they are remembered by. */
export type Known = Record<string, string>;

/**
 * A command with its input; the name it remembers something by and where its answer has it; and
 * what is sent beside the input.
 */
export type Step = [
  command: string,
  input: (known: Known) => object,
  remember?: readonly [string, string] | null,
  beside?: object,
];

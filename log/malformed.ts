/**
 * Bytes from outside that are not what they claim to be. Every parser in this folder throws this
 * and nothing else, so a caller can turn it into a refusal and let everything else be our bug.
 */
export class Malformed extends Error {
  /** What was being read: "header", "segment", "note", "checkpoint", … */
  readonly what: string;

  /** `what` names the format, `why` says in plain words what is wrong with it. */
  constructor(what: string, why: string) {
    super(`${what}: ${why}`);
    this.name = "Malformed";
    this.what = what;
  }
}

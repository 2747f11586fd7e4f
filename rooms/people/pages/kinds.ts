/** Kinds of things that have a word of their own where people are told what there is. */
export const KINDS: readonly string[] = [
  ...["member", "invitation", "question", "space", "term", "link", "need", "note", "offer"],
  ...["delivery", "manifest", "book", "statement", "import", "joint"],
  ...[
    "circle",
    "duty",
    "copy",
    "safekeeping",
    "departure",
    "register-check",
    "shutters",
    "silence",
    "breach",
    "subject",
    "consent",
    "saying",
    "times",
    "listening",
    "growth",
    "norm",
  ],
];

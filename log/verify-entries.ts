import { type Header, isErasable, leafCommitment, parseHeader, partCommitment } from "./entry.ts";
import { Malformed } from "./malformed.ts";
import { Frontier, leafHash } from "./merkle.ts";
import type { StoredEntry, StoredPart } from "./segment.ts";

/** The kinds of fault opened entries can have. */
export type EntryFault =
  | "not a header"
  | "not the next index"
  | "of another space"
  | "a part that must stay is missing"
  | "a part does not match its commitment"
  | "a part the header does not name"
  | "fewer or more entries than the head"
  | "the root is not the head's"
  | "the root is not that of an earlier head";

/** What was checked, or the first fault with the index it was found at. */
export type EntriesVerdict =
  | {
      readonly ok: true;
      readonly size: number;
      readonly root: Uint8Array;
      readonly checked: {
        readonly entries: number;
        readonly parts: number;
        readonly erased: number;
      };
    }
  | FaultyEntry;

/** The first fault among opened entries; `part` where it lies in one. */
export type FaultyEntry = {
  readonly ok: false;
  readonly fault: EntryFault;
  readonly at: number;
  readonly part?: string;
};

/** What opened entries must agree with. */
export type EntryExpectations = {
  /** The space's id; without it the first entry says it. */
  readonly space?: string;
  /** A verified head the entries must reach exactly. */
  readonly head?: { readonly size: number; readonly root: Uint8Array };
  /** Heads on the way, ascending; may grow while entries come. Those beyond the end pass. */
  readonly earlier?: readonly { readonly size: number; readonly root: Uint8Array }[];
};

/** Opened entries in order, in batches of any length. */
export type EntryBatches = AsyncIterable<readonly StoredEntry[]> | Iterable<readonly StoredEntry[]>;

/**
 * Recomputes every commitment of opened entries from the first on: parts against headers, headers
 * into leaves, leaves into the root. Only words, people and files may be gone. Keeps one batch in
 * memory.
 */
export async function verifyEntries(
  batches: EntryBatches,
  { space, head, earlier = [] }: EntryExpectations = {},
): Promise<EntriesVerdict> {
  const frontier = new Frontier();
  const checked = { entries: 0, parts: 0, erased: 0 };
  let expectedSpace = space;
  let passed = 0;
  for await (const batch of batches) {
    for (const { headerSalt, header: bytes, parts } of batch) {
      const at = frontier.size;
      for (; earlier[passed]?.size === at; passed++) {
        if (Buffer.from(earlier[passed]?.root ?? []).equals(frontier.root())) continue;
        return { ok: false, fault: "the root is not that of an earlier head", at };
      }
      const header = readHeader(bytes);
      if (header === undefined) return { ok: false, fault: "not a header", at };
      if (header.index !== at) return { ok: false, fault: "not the next index", at };
      expectedSpace ??= header.space;
      if (header.space !== expectedSpace) return { ok: false, fault: "of another space", at };
      const fault = partFault(header, parts);
      if (fault !== undefined) return fault;
      checked.entries++;
      checked.parts += parts.length;
      checked.erased += Object.keys(header.parts).length - parts.length;
      frontier.append(leafHash(leafCommitment(headerSalt, bytes)));
    }
  }
  const { size } = frontier;
  const root = frontier.root();
  if (head !== undefined && head.size !== size) {
    return { ok: false, fault: "fewer or more entries than the head", at: size };
  }
  if (head !== undefined && !Buffer.from(head.root).equals(root)) {
    return { ok: false, fault: "the root is not the head's", at: size };
  }
  return { ok: true, size, root, checked };
}

function readHeader(bytes: Uint8Array): Header | undefined {
  try {
    return parseHeader(bytes);
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

function partFault(header: Header, parts: readonly StoredPart[]): FaultyEntry | undefined {
  const at = header.index;
  let found = 0;
  for (const name in header.parts) {
    const part = parts.find((candidate) => candidate.name === name);
    if (part === undefined) {
      if (isErasable(name)) continue;
      return { ok: false, fault: "a part that must stay is missing", at, part: name };
    }
    if (partCommitment(name, part.salt, part.bytes) !== header.parts[name]) {
      return { ok: false, fault: "a part does not match its commitment", at, part: name };
    }
    found++;
  }
  if (found === parts.length) return undefined;
  const names = new Set(Object.keys(header.parts));
  const extra = parts.find(({ name }) => !names.delete(name));
  return { ok: false, fault: "a part the header does not name", at, part: extra?.name ?? "" };
}

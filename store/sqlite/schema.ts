/** The tables of `node.db` and of a space's file. `user_version` is the schema's number. */

/** What every file of the folder is told when it is opened. */
export const PRAGMAS = `
  PRAGMA busy_timeout = 1000;
  PRAGMA secure_delete = ON;
  PRAGMA temp_store = MEMORY;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
`;

/** What a file is told that stays as it was found. */
export const READING = `
  PRAGMA busy_timeout = 1000;
  PRAGMA temp_store = MEMORY;
  PRAGMA query_only = ON;
`;

const RECORD = `
  CREATE TABLE record (
    key TEXT PRIMARY KEY, version INTEGER NOT NULL, value BLOB NOT NULL, expires INTEGER
  ) WITHOUT ROWID;
  CREATE INDEX record_expires ON record (expires) WHERE expires IS NOT NULL;
`;

/**
 * `space` lists what the node holds. A space is `open` from before its first write until its file
 * was closed in order, `scrub` while erased bytes may still stand in its file, `ending` while its
 * files are being removed; each is taken up again when the folder is opened.
 */
export const NODE_SCHEMA = `
  CREATE TABLE space (
    id TEXT PRIMARY KEY,
    entries INTEGER NOT NULL DEFAULT 0,
    open INTEGER NOT NULL DEFAULT 0,
    scrub INTEGER NOT NULL DEFAULT 0,
    ending INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE TABLE due (
    queue TEXT NOT NULL, id TEXT NOT NULL, space TEXT NOT NULL, at INTEGER NOT NULL,
    value BLOB NOT NULL, lease INTEGER, until INTEGER NOT NULL DEFAULT 0,
    tries INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (queue, id)
  ) WITHOUT ROWID;
  CREATE INDEX due_at ON due (queue, at, id);
  CREATE INDEX due_space ON due (space);
  CREATE TABLE lease (last INTEGER NOT NULL);
  INSERT INTO lease (last) VALUES (0);
  ${RECORD}
  PRAGMA user_version = 1;
`;

/**
 * A space's `due` holds what its batches put down, until it is moved to `node.db`. A blob without
 * `chunks` is still coming.
 */
export const SPACE_SCHEMA = `
  CREATE TABLE segment (
    first INTEGER PRIMARY KEY, count INTEGER NOT NULL, leaves BLOB NOT NULL, sealed BLOB NOT NULL
  );
  CREATE TABLE part (
    idx INTEGER NOT NULL, name TEXT NOT NULL, epoch INTEGER NOT NULL, sealed BLOB NOT NULL,
    PRIMARY KEY (idx, name)
  ) WITHOUT ROWID;
  CREATE INDEX part_epoch ON part (epoch, idx, name);
  CREATE TABLE derived (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
  CREATE TABLE due (
    queue TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL, value BLOB NOT NULL,
    PRIMARY KEY (queue, id)
  ) WITHOUT ROWID;
  CREATE TABLE blob (upload INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, chunks INTEGER);
  CREATE UNIQUE INDEX blob_id ON blob (id) WHERE chunks IS NOT NULL;
  CREATE TABLE chunk (
    upload INTEGER NOT NULL, n INTEGER NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (upload, n)
  );
  ${RECORD}
  PRAGMA user_version = 1;
`;

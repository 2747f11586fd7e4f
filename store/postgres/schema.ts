/**
 * The tables of the PostgreSQL store. Large tables are split by the first character of the space's
 * id, which is random, so that making erased bytes go locks a sixteenth of a table and no more.
 */

const FIRSTS = Array.from("0123456789abcdef");

/** The tables that are split, and by which column. */
export const SPLIT = ["segment", "part", "derived", "record", "chunk"] as const;

/** The name of the piece of a table that holds a space (or the node, of `record`). */
export function pieceOf(table: string, owner: string): string {
  return owner === "node" ? `${table}_node` : `${table}_${owner.charAt(0)}`;
}

function pieces(s: string): string {
  const piece = (table: string, first: string, next: string) =>
    `CREATE TABLE ${s}.${table}_${first} PARTITION OF ${s}.${table}` +
    ` FOR VALUES FROM ('${first}') TO ('${next}');`;
  const ofTable = (table: string) =>
    FIRSTS.map((first, n) => piece(table, first, FIRSTS[n + 1] ?? "g"));
  const table = `${s}.record_node PARTITION OF ${s}.record`;
  const node = `CREATE TABLE ${table} FOR VALUES FROM ('n') TO ('o');`;
  return [...SPLIT.flatMap(ofTable), node].join("\n");
}

const tables = (s: string) => `
  CREATE SCHEMA IF NOT EXISTS ${s};
  CREATE TABLE ${s}.space (id text COLLATE "C" PRIMARY KEY, size int8 NOT NULL);
  CREATE TABLE ${s}.segment (
    space text COLLATE "C" NOT NULL, first int8 NOT NULL, count int4 NOT NULL,
    leaves bytea STORAGE EXTERNAL NOT NULL, sealed bytea STORAGE EXTERNAL NOT NULL,
    PRIMARY KEY (space, first)
  ) PARTITION BY RANGE (space);
  CREATE TABLE ${s}.part (
    space text COLLATE "C" NOT NULL, idx int8 NOT NULL, name text COLLATE "C" NOT NULL,
    epoch int8 NOT NULL, sealed bytea STORAGE EXTERNAL NOT NULL,
    PRIMARY KEY (space, idx, name)
  ) PARTITION BY RANGE (space);
  CREATE INDEX part_epoch ON ${s}.part (space, epoch, idx, name);
  CREATE TABLE ${s}.derived (
    space text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL,
    value bytea STORAGE EXTERNAL NOT NULL, PRIMARY KEY (space, key)
  ) PARTITION BY RANGE (space);
  CREATE TABLE ${s}.record (
    owner text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL, version int8 NOT NULL,
    value bytea STORAGE EXTERNAL NOT NULL, expires int8, PRIMARY KEY (owner, key)
  ) PARTITION BY RANGE (owner);
  CREATE INDEX record_expires ON ${s}.record (owner, expires) WHERE expires IS NOT NULL;
  CREATE TABLE ${s}.chunk (
    space text COLLATE "C" NOT NULL, upload int8 NOT NULL, n int4 NOT NULL,
    bytes bytea STORAGE EXTERNAL NOT NULL, PRIMARY KEY (space, upload, n)
  ) PARTITION BY RANGE (space);
  CREATE TABLE ${s}.blob (
    space text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL, upload int8 NOT NULL,
    chunks int4 NOT NULL, PRIMARY KEY (space, id)
  );
  CREATE TABLE ${s}.upload (
    upload int8 GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    space text COLLATE "C" NOT NULL, begun timestamptz NOT NULL DEFAULT now()
  );
  CREATE SEQUENCE ${s}.lease;
  CREATE TABLE ${s}.due (
    queue text COLLATE "C" NOT NULL, id text COLLATE "C" NOT NULL,
    space text COLLATE "C" NOT NULL, at int8 NOT NULL, value bytea STORAGE EXTERNAL NOT NULL,
    lease int8, until int8 NOT NULL DEFAULT 0, tries int4 NOT NULL DEFAULT 0,
    PRIMARY KEY (queue, id)
  );
  CREATE INDEX due_at ON ${s}.due (queue, at, id);
  CREATE INDEX due_space ON ${s}.due (space);
`;

/** Writes due items given as arrays; one with the same queue and id, and its lease, is gone. */
const putDue = (s: string) => `
  CREATE FUNCTION ${s}.put_due(
    queues text[], ids text[], spaces text[], ats int8[], vals bytea[]
  ) RETURNS void LANGUAGE sql AS $$
    INSERT INTO ${s}.due (queue, id, space, at, value)
      SELECT * FROM unnest(queues, ids, spaces, ats, vals)
      ON CONFLICT (queue, id) DO UPDATE SET space = excluded.space, at = excluded.at,
        value = excluded.value, lease = NULL, until = 0, tries = 0;
  $$;
`;

/**
 * One batch in one round trip and one transaction. The row in `space` is the compare-and-swap:
 * whoever writes it first holds it until the commit, and the others then find another size.
 */
const append = (s: string) => `
  CREATE FUNCTION ${s}.append(
    in_space text, expected int8, in_count int4, in_leaves bytea, in_sealed bytea,
    part_idx int8[], part_name text[], part_epoch int8[], part_sealed bytea[],
    gone_idx int8[], gone_name text[], derived_key text[], derived_value bytea[],
    record_key text[], record_value bytea[], record_expires int8[],
    due_queue text[], due_id text[], due_at int8[], due_value bytea[], channel text
  ) RETURNS TABLE (stored boolean, found int8) LANGUAGE plpgsql AS $$
  BEGIN
    IF expected = 0 THEN
      INSERT INTO ${s}.space (id, size) VALUES (in_space, in_count) ON CONFLICT (id) DO NOTHING;
    ELSE
      UPDATE ${s}.space SET size = expected + in_count WHERE id = in_space AND size = expected;
    END IF;
    IF NOT FOUND THEN
      RETURN QUERY
        SELECT false, coalesce((SELECT size FROM ${s}.space WHERE id = in_space), 0::int8);
      RETURN;
    END IF;
    INSERT INTO ${s}.segment (space, first, count, leaves, sealed)
      VALUES (in_space, expected, in_count, in_leaves, in_sealed);
    IF cardinality(gone_idx) > 0 THEN
      DELETE FROM ${s}.part p USING unnest(gone_idx, gone_name) AS g (idx, name)
        WHERE p.space = in_space AND p.idx = g.idx AND p.name = g.name;
    END IF;
    IF cardinality(part_idx) > 0 THEN
      INSERT INTO ${s}.part (space, idx, name, epoch, sealed)
        SELECT in_space, u.* FROM unnest(part_idx, part_name, part_epoch, part_sealed) AS u;
    END IF;
    IF cardinality(derived_key) > 0 THEN
      INSERT INTO ${s}.derived (space, key, value)
        SELECT in_space, u.* FROM unnest(derived_key, derived_value) AS u
        ON CONFLICT (space, key) DO UPDATE SET value = excluded.value;
    END IF;
    IF cardinality(record_key) > 0 THEN
      INSERT INTO ${s}.record AS r (owner, key, version, value, expires)
        SELECT in_space, u.k, 1, u.v, u.e
          FROM unnest(record_key, record_value, record_expires) AS u (k, v, e)
        ON CONFLICT (owner, key) DO UPDATE SET version = r.version + 1,
          value = excluded.value, expires = excluded.expires;
    END IF;
    IF cardinality(due_id) > 0 THEN
      PERFORM ${s}.put_due(due_queue, due_id, array_fill(in_space, ARRAY[cardinality(due_id)]),
        due_at, due_value);
    END IF;
    PERFORM pg_notify(channel, in_space);
    RETURN QUERY SELECT true, expected + in_count;
  END
  $$;
`;

/** Everything that makes an empty schema a store; `s` is a checked name. */
export function schemaOf(s: string): string {
  return [tables(s), pieces(s), putDue(s), append(s)].join("\n");
}

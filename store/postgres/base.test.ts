import assert from "node:assert/strict";
import { it } from "node:test";
import pg from "pg";
import { isConnectionFault } from "./base.ts";

/** What the server itself says, by its SQLSTATE. */
function said(code: string): pg.DatabaseError {
  return Object.assign(new pg.DatabaseError("no", 0, "error"), { code });
}

it("tells a lost connection from what the server refused, whatever the machine calls it", () => {
  // Of a socket's own words some are as long as a server's.
  for (const code of ["EPIPE", "EBADF", "E2BIG", "ECONNRESET", "ETIMEDOUT"])
    assert.ok(isConnectionFault(Object.assign(new Error("write"), { code })), code);
  assert.ok(isConnectionFault(new Error("Connection terminated unexpectedly")));
  for (const code of ["08006", "08P01", "57P01", "57P03"])
    assert.ok(isConnectionFault(said(code)), code);
  for (const code of ["23505", "25006", "40001", "42P01", "53300", "57014", "P0001", "XX000"])
    assert.ok(!isConnectionFault(said(code)), code);
});

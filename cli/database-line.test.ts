import assert from "node:assert/strict";
import { test } from "node:test";
import { type LineFault, lineFault } from "./database-line.ts";

const lines: [string, LineFault | null][] = [
  ["postgres://a:b@localhost/db", null],
  ["postgres://a@127.0.0.1:5432/db", null],
  ["postgres://a@[::1]/db", null],
  ["postgres:///db?host=/run/postgresql", null],
  ["postgres://a@%2Frun%2Fpostgresql/db", null],
  ["postgres://a@db.example/db", "plain"],
  ["postgres://a@db.example/db?sslmode=prefer", "plain"],
  ["postgres://a@db.example/db?sslmode=disable", "plain"],
  ["postgres://a@localhost/db?host=db.example", "plain"],
  ["postgres://a@db.example/db?sslmode=no-verify", "unchecked"],
  ["postgres://a@db.example/db?sslmode=verify-full", null],
  ["postgres://a@db.example/db?ssl=true", null],
  ["no address", null],
];
for (const [address, fault] of lines)
  test(`the line to ${address} is ${fault ?? "as it should be"}`, () => {
    assert.equal(lineFault(address), fault);
  });

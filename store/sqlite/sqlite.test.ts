import { after } from "node:test";
import { contract } from "../contract.ts";
import { openSqlite } from "./open.ts";
import { emptyFolder, filesWith } from "./testing.ts";

const { folder, remove } = emptyFolder();
after(remove);

// Few handles, so that files are closed and opened again all through the checks.
const open = () => openSqlite(folder, { handlesMax: 3 });

contract("SQLite", {
  open,
  reopen: open,
  beside: null,
  grep: async (bytes) => filesWith(folder, bytes).length > 0,
});

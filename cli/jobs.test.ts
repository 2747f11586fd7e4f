import assert from "node:assert/strict";
import { it } from "node:test";
import { testNode } from "../web/testing.ts";
import { tidy } from "./jobs.ts";

it("tidies every other space where one cannot be, and says so in the end", async () => {
  const { node, found } = await testNode();
  const { house } = node;
  for (const group of ["Una", "Dos", "Tres"]) await found({ group });
  const all = await house.parts.store.spaces(10, null);
  const asked: string[] = [];
  house.endDirtyEpochs = async (id) => {
    asked.push(id);
    if (id === all[0]) throw new Error("its file is broken");
    return 0;
  };
  await assert.rejects(tidy({ house, store: house.parts.store }), /its file is broken/);
  assert.deepEqual(asked, all);
});

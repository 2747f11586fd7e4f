import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DAY } from "../../../house/testing.ts";
import { testNode } from "../../../web/testing.ts";

const CANARY = "quintoverde";
const MESSAGE = `Necesitamos:\n- 60 mantas ${CANARY}\n- 5 kg de arroz`;

async function pasted() {
  const node = await testNode();
  const at = await node.found();
  const path = `/s/${at.slug}/needs/message`;
  const lines = await at.browser.submit(path, { message: MESSAGE });
  assert.equal(lines.status, 200);
  const waits = async () => (await at.browser.get(path)).text.includes(CANARY);
  return { node, at, path, lines, waits };
}

describe("a pasted message that awaits its ticks", () => {
  it("waits for whoever pasted it, and for nobody else in the group", async () => {
    const { node, at, path, waits } = await pasted();
    assert.ok(await waits());
    const other = await node.join(at.space, ["coordination"]);
    assert.ok(!(await other.browser.get(path)).text.includes(CANARY));
    const again = await node.signIn(at.login);
    assert.ok((await again.browser.get(path)).text.includes(CANARY), "on another device too");
  });

  it("is gone when its lines are saved", async () => {
    const { at, path, lines, waits } = await pasted();
    const saved = await at.browser.submitOn(lines, {}, `${path}/lines`);
    assert.equal(saved.location, `/s/${at.slug}/share`);
    assert.ok(!(await waits()));
  });

  it("is thrown away in one tap", async () => {
    const { at, path, waits } = await pasted();
    const gone = await at.browser.submit(path, {}, `${path}/removal`);
    assert.equal(gone.location, path);
    assert.ok(!(await waits()));
    assert.equal((await at.browser.get(path)).text.includes(`${path}/removal`), false);
  });

  it("is gone after seven days, with every job stopped", async () => {
    const { node, at, path, waits } = await pasted();
    node.clock.pass(6 * DAY);
    const { browser } = await node.signIn(at.login);
    assert.ok((await browser.get(path)).text.includes(CANARY));
    node.clock.pass(DAY);
    const { browser: later } = await node.signIn(at.login);
    assert.equal((await later.get(path)).status, 200);
    assert.ok(!(await later.get(path)).text.includes(CANARY));
    assert.ok(!(await waits()));
  });
});

import assert from "node:assert/strict";
import { it } from "node:test";
import {
  Decrypter,
  generateHybridIdentity,
  generateX25519Identity,
  identityToRecipient,
} from "age-encryption";
import { isRecipient, RECIPIENT_MAX, sealedFor } from "./age.ts";

async function* text() {
  yield "one\n";
  yield "two\n";
}

it("seals to keys of both kinds, those that stand against a quantum computer too", async () => {
  const identities = [await generateX25519Identity(), await generateHybridIdentity()];
  const recipients = await Promise.all(identities.map(identityToRecipient));
  assert.ok(recipients[1]?.startsWith("age1pq1"));
  assert.ok(recipients.every((one) => one.length <= RECIPIENT_MAX && isRecipient(one)));
  for (const [n, identity] of identities.entries()) {
    const sealed = await Array.fromAsync(sealedFor(text(), { recipients: [recipients[n] ?? ""] }));
    const opens = async (by: string) => {
      const decrypter = new Decrypter();
      decrypter.addIdentity(by);
      return decrypter.decrypt(Buffer.concat(sealed), "text");
    };
    assert.equal(await opens(identity), "one\ntwo\n");
    await assert.rejects(opens(identities[1 - n] ?? ""));
  }
});

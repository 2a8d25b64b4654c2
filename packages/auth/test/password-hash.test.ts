import { expect, it } from "vitest";
import { libraryArgon2, nodeArgon2 } from "../src/passwords/argon2.ts";
import { createPasswordHasher } from "../src/passwords/hash.ts";

const PASSWORD = "a pässword of ﬁve words";
const byNode = createPasswordHasher(nodeArgon2);
const byLibrary = createPasswordHasher(libraryArgon2);

it.each([
  ["Node", byNode, byLibrary],
  ["the library", byLibrary, byNode],
])("a hash made by %s is verified by the other", async (_maker, maker, verifier) => {
  const hash = await maker.hash(PASSWORD);
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  expect(await verifier.verify(PASSWORD, hash)).toBe(true);
  expect(await verifier.verify(PASSWORD.normalize("NFD"), hash)).toBe(true);
  expect(await verifier.verify(`${PASSWORD}.`, hash)).toBe(false);
  expect(await verifier.verify(PASSWORD, null)).toBe(false);
});
